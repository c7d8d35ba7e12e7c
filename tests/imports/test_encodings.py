"""Detection of encodings: a text is read in its own encoding or reported as doubtful."""

import itertools

import pytest

from backend.imports.reading import detect
from backend.imports.reading.detect import CYRILLIC
from tests.imports.subscriber_files import good, text
from tests.imports.test_reading import read

# Names with rare letters, whose bytes are signs or more frequent letters in another encoding.
RARE = (
    "Фёдоров Фёдор Фатима Цой Ценина Чолпон Эркин Юлия Юсуп Яна Шамиль Щукин Жаныл Ёлкин Улан Сергей Дарья Ея".split()
)
USUAL = "Асанов Бакыт Кадыров Марат Осмонова Нурлан Петрова Ольга Иванова Анна Токтогулов Айбек".split()


def read_as(names: str, encoding: str) -> str | None:
    """The text as it is read; None where its encoding is doubtful."""
    body = names.encode(encoding)
    found = detect.ranked(detect.words(body))
    return body.decode(found[0]) if len(found) == 1 else None


@pytest.mark.parametrize("encoding", CYRILLIC)
def test_no_name_is_read_in_a_wrong_encoding(encoding: str) -> None:
    names = [f"{first} {second}" for first, second in itertools.permutations(RARE, 2)]
    names += [f"{first}\n{second} {third}" for first, second, third in itertools.permutations(RARE[:7], 3)]
    names += [name.upper() for name in names] + ["\n".join(RARE[at : at + 6]).upper() for at in range(len(RARE) - 5)]
    for name in names:
        assert read_as(name, encoding) in {name, None}


@pytest.mark.parametrize("encoding", CYRILLIC)
def test_the_encoding_of_six_usual_names_is_certain(encoding: str) -> None:
    names = "\n".join(f"{surname} {name}" for surname, name in zip(USUAL[::2], USUAL[1::2], strict=True))
    assert read_as(names, encoding) == names


@pytest.mark.parametrize("encoding", ["cp1251", "mac_cyrillic"])
def test_punctuation_does_not_make_an_encoding_doubtful(encoding: str) -> None:
    names = "ОсОО «Алтын Ордо»\nЗАО „Бирлик“\nТоктогулова Назгуль – Ош"
    assert read_as(names, encoding) == names


def test_a_doubtful_encoding_is_reported_with_the_possible_readings() -> None:
    body = text([good(1, name="Фёдоров Фёдор")]).encode("mac_cyrillic")
    report = read(body).report
    assert report["code"] == "ENCODING_DOUBTFUL"
    assert "as MacCyrillic: Фёдоров Фёдор; as Windows-1251: ”Юдоров ”Юдор" in report["message"]
    assert read(body, encoding="mac-cyrillic").rows[0]["name"] == "Фёдоров Фёдор"
