"""No text is read in an encoding that it is not in: where that is not certain, it is doubtful."""

import itertools

import pytest

from backend.imports.reading import detect
from backend.imports.reading.detect import CYRILLIC
from tests.imports.subscriber_files import good, text
from tests.imports.test_reading import read

# Letters that are rare, and in another encoding signs, or letters that are more usual.
RARE = (
    "Фёдоров Фёдор Фатима Цой Ценина Чолпон Эркин Юлия Юсуп Яна Шамиль Щукин Жаныл Ёлкин Улан Сергей Дарья Ея".split()
)
USUAL = "Асанов Бакыт Кадыров Марат Осмонова Нурлан Петрова Ольга Иванова Анна Токтогулов Айбек".split()


def told(names: str, encoding: str) -> str | None:
    """How a text is read; None where that is doubtful."""
    body = names.encode(encoding)
    found = detect.ranked(detect.words(body))
    return body.decode(found[0]) if len(found) == 1 else None


@pytest.mark.parametrize("encoding", CYRILLIC)
def test_no_name_is_read_as_another(encoding: str) -> None:
    names = [f"{first} {second}" for first, second in itertools.permutations(RARE, 2)]
    names += [f"{first}\n{second} {third}" for first, second, third in itertools.permutations(RARE[:7], 3)]
    names += [name.upper() for name in names] + ["\n".join(RARE[at : at + 6]).upper() for at in range(len(RARE) - 5)]
    for name in names:
        assert told(name, encoding) in {name, None}


@pytest.mark.parametrize("encoding", CYRILLIC)
def test_six_usual_names_are_certain(encoding: str) -> None:
    names = "\n".join(f"{surname} {name}" for surname, name in zip(USUAL[::2], USUAL[1::2], strict=True))
    assert told(names, encoding) == names


@pytest.mark.parametrize("encoding", ["cp1251", "mac_cyrillic"])
def test_signs_where_they_can_stand_are_no_reason_to_doubt(encoding: str) -> None:
    names = "ОсОО «Алтын Ордо»\nЗАО „Бирлик“\nТоктогулова Назгуль – Ош"
    assert told(names, encoding) == names


def test_a_doubtful_name_is_shown_as_it_would_be() -> None:
    body = text([good(1, name="Фёдоров Фёдор")]).encode("mac_cyrillic")
    report = read(body).report
    assert report["code"] == "ENCODING_DOUBTFUL"
    assert "as MacCyrillic: Фёдоров Фёдор; as Windows-1251: ”Юдоров ”Юдор" in report["message"]
    assert read(body, encoding="mac-cyrillic").rows[0]["name"] == "Фёдоров Фёдор"
