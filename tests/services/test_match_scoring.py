"""The score of two customers: names in every spelling, typing errors, relatives; symmetric, and within its bounds."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.errors import MatchCode as C
from backend.services.matching import WEIGHTS, DocumentKey, Person, match, names
from backend.services.matching.names import GIVEN_NAMES, compared, distance, parsed
from backend.services.matching.scoring import similar_dates
from tests.client import Client
from tests.examples import examples

WORDS = st.sampled_from(
    "asanov asanova ivanov bakit bakir ulu kizi maratovic maratovna hasan husan ksasan a b oso 12 13 li".split()
)
NAME_KEYS = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: " " + " ".join(words))
DOCUMENTS = st.builds(
    DocumentKey,
    st.sampled_from(["PASSPORT", "ID_CARD"]),
    st.just("KG"),
    st.sampled_from(["AN1234567", "AN1234568", "1"]),
)
PERSONS = st.builds(
    Person,
    st.sampled_from([None, "PERSON", "ORGANISATION"]),
    st.none() | NAME_KEYS.map(parsed),
    st.sampled_from([None, "+996555111222", "+996555111223", "+996700000000"]),
    st.sampled_from([None, "a@example.kg", "b@example.kg"]),
    st.none() | st.dates(date(1980, 1, 1), date(1982, 12, 31)),
    st.lists(DOCUMENTS, max_size=2).map(tuple),
)
NAMES = [
    # Spellings of passports (ICAO 9303), of ISO 9, and of people.
    ("Фёдоров Пётр Юрьевич", "Fedorov Petr Iurevich", C.NAME_SAME),
    ("Фёдоров Пётр Юрьевич", "Fyodorov Pyotr Yurevich", C.NAME_SAME),
    ("Жумабаева Жаннат", "Jumabaeva Zhannat", C.NAME_SAME),
    ("Хасанов Хаким", "Khasanov Hakim", C.NAME_SAME),
    ("Хасанов Хаким", "Xasanov Xakim", C.NAME_ALIKE),
    ("Хасанов Аким", "Xasanov Akim", C.NAME_SIMILAR),
    ("Өмүрбеков Чыңгыз", "Omurbekov Chyngyz", C.NAME_SAME),
    ("Байсалов Илья", "Baisalov Ilia", C.NAME_SAME),
    ("Щукина Юлия", "Shchukina Yuliya", C.NAME_SAME),
    ("Асанов Марат Бакытович", "Асанов Марат Бакыт уулу", C.NAME_SAME),
    ("Асанова Айгүл Бакыт кызы", "Asanova Aigul Bakytovna", C.NAME_SAME),
    # Orders, parts and errors.
    ("Асанов Марат", "Марат Асанов", C.NAME_REORDERED),
    ("Асанов Марат Бакытович", "Марат Бакытович Асанов", C.NAME_REORDERED),
    ("Асанов Марат Бакытович", "Асанов Марат", C.NAME_SHORTENED),
    ("Асанов Марат Бакытович", "Асанов М. Б.", C.NAME_SIMILAR),
    ("Асанов Марат", "Асанво Марта", C.NAME_ALIKE),
    ("Асанова Айгүл Сапаровна", "Асанова Айгүл Сапаорвна", C.NAME_SIMILAR),
    ("Мурыова Айнура", "Muryova Ainura", C.NAME_SIMILAR),
    ("Асанов Марат", "Асанво Марат", C.NAME_SIMILAR),
    ("Асанова Айгуль", "Иванова Айгуль", C.GIVEN_NAME_DIFFERENT),
    ("Асанова Айгуль Маратовна", "Иванова Айгуль Маратовна", C.SURNAME_DIFFERENT),
    ("Асанов Хасан Маратович", "Асанов Хусан Маратович", C.GIVEN_NAME_DIFFERENT),
    ("Иванов Александр", "Иванова Александра", C.GIVEN_NAME_DIFFERENT),
    ("Асанов Марат", "Петрова Ольга", C.NAME_DIFFERENT),
    ("ОсОО «Ала-Тоо»", "Алатоо", C.NAME_SAME),
    ("ОсОО «Достук 12»", "ОсОО «Достук 13»", C.GIVEN_NAME_DIFFERENT),
]  # fmt: skip


def named(name: str, **more: object) -> Person:
    """A person of a name key."""
    return Person("PERSON", parsed(name), **more)  # type: ignore[arg-type]


@pytest.mark.database
def test_names_compare_in_every_spelling(reading_client: Client) -> None:
    rows = reading_client.sql(
        "select crm_name_key(a), crm_name_key(b) from unnest($1::text[], $2::text[]) n(a, b)",
        [one for one, _, _ in NAMES],
        [other for _, other, _ in NAMES],
    )
    found = [compared(parsed(one), parsed(other)) for one, other in rows]
    assert [(*names[:2], code) for names, code in zip(NAMES, found, strict=True)] == NAMES


@pytest.mark.database
def test_given_names_are_stored_by_their_keys(reading_client: Client) -> None:
    lines = Path(names.__file__).with_name("given_names.txt").read_text("utf-8").splitlines()
    written = [line.split() for line in lines if not line.startswith("#")]
    keys = reading_client.sql("select btrim(crm_name_key(n)) from unnest($1::text[]) n", [name for name, _ in written])
    assert [key for (key,) in keys] == [key for _, key in written]
    assert len(GIVEN_NAMES) == len(written)


@examples(1_500)
@given(PERSONS, PERSONS)
def test_a_score_is_symmetric_within_bounds_and_the_sum_of_its_reasons(one: Person, other: Person) -> None:
    found = match(one, other)
    assert found == match(other, one)
    assert found.score == min(100, max(0, sum(each.points for each in found.reasons)))
    assert all(each.points == WEIGHTS.points[each.code] for each in found.reasons)


@examples(300)
@given(PERSONS)
def test_nobody_differs_from_themselves(person: Person) -> None:
    assert not {each.code for each in match(person, person).reasons if each.points < 0}


@pytest.mark.parametrize(
    ("one", "other", "similar"),
    [
        ("1985-03-02", "1985-02-03", True),
        ("1985-03-12", "1985-03-21", True),
        ("1985-03-12", "1985-08-12", True),
        ("1985-03-12", "1958-03-12", False),
        ("1965-03-12", "1985-03-12", False),  # a father and his son
        ("1985-03-12", "1985-04-13", False),
    ],
)
def test_dates_are_similar_by_one_error(one: str, other: str, *, similar: bool) -> None:
    assert similar_dates(date.fromisoformat(one), date.fromisoformat(other)) is similar


def test_relatives_are_no_possible_duplicates_and_one_person_in_two_records_is() -> None:
    born, phone = date(1990, 5, 6), "+996555111222"
    number = DocumentKey("ID_CARD", "KG", "ID1234567")
    person = named(" asanov hasan maratovic", birth_date=born, phone=phone, documents=(number,))
    relatives = [
        named(" asanov husan maratovic", birth_date=born, phone=phone,
              documents=(DocumentKey("ID_CARD", "KG", "ID1234568"),)),
        named(" asanov hasan maratovic", birth_date=date(1960, 5, 6), phone=phone),
        named(" asanova aigul maratovna", birth_date=date(1992, 1, 1), phone=phone),
        named(" asanov hasan maratovic", birth_date=date(1971, 11, 30)),
    ]  # fmt: skip
    same = [
        named(" asanov hasan", birth_date=born),
        named(" hasan asanov", birth_date=born),
        named(" asanvo hasan maratovic", birth_date=born),
        named(" asanov hasan maratovic", phone=phone),
        named(" asanov hasan maratovic", birth_date=date(1990, 6, 5), phone=phone),
        Person(documents=(number,)),
    ]
    assert [match(person, each).score >= WEIGHTS.possible for each in relatives] == [False] * len(relatives)
    assert [match(person, each).score >= WEIGHTS.possible for each in same] == [True] * len(same)


def test_two_given_names_are_two_names_and_errors_are_counted_by_length() -> None:
    assert distance("hasan", "husan") is None
    assert distance("bakit", "bakti") == 1
    assert distance("li", "lu") is None
    assert distance("toktog", "taktag") == 2
    assert distance("toktogulov", "taktogulav") == 2
