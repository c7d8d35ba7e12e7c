"""Results of `search`: spellings of names and numbers, and what each role may search."""

import unicodedata

import pytest

from tests.client import Client
from tests.factories.customers import new_customer

pytestmark = pytest.mark.database

PEOPLE = [
    "Фёдоров Артём", "Өмүрбек уулу Бакыт", "Назгүл Ысакова", "Токтогулова Сайкал", "Ли Виктор", "Лин Олег",
    "Каримов Ли", "Жумабаев Нурлан", "Щербаков Пётр", "Йорданов Иван", "Гүлнара Асылбекова", "O'Brien Anne-Marie",
    "Julia Roberts", "ОсОО «Ат-Башы Текстиль» №517", "Ёлкин Ян", "Нгуен Ань", "Уметалиев Өскөн",
]  # fmt: skip


@pytest.fixture(scope="module")
def crm(module_client: Client) -> Client:
    module_client.insert(
        *(
            new_customer(
                name=name, phone=f"+9967000000{n:02d}", email=f"person{n}@search.example", external_id=f"OUT-{n}"
            )
            for n, name in enumerate(PEOPLE, 1)
        )
    )
    return module_client


def found(crm: Client, term: str) -> list[str]:
    answer = crm.ask("query ($s: String) { customers(search: $s, first: 100) { nodes { name } } }", {"s": term})
    return [node["name"] for node in answer["customers"]["nodes"]]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Федоров", "Фёдоров Артём"),
        ("fyodorov", "Фёдоров Артём"),
        ("АРТЕМ ФЕДОРОВ", "Фёдоров Артём"),
        ("Омурбек", "Өмүрбек уулу Бакыт"),
        ("Назгул", "Назгүл Ысакова"),
        ("Назгyл", "Назгүл Ысакова"),
        ("Toktogulova", "Токтогулова Сайкал"),
        ("Токтогулoва", "Токтогулова Сайкал"),
        ("Jumabaev", "Жумабаев Нурлан"),
        ("Zhumabayev", "Жумабаев Нурлан"),
        ("Джумабаев", "Жумабаев Нурлан"),
        ("Sherbakov", "Щербаков Пётр"),
        ("Shcherbakov", "Щербаков Пётр"),
        (unicodedata.normalize("NFD", "Йорданов"), "Йорданов Иван"),
        ("Гюльнара", "Гүлнара Асылбекова"),
        ("obrien", "O'Brien Anne-Marie"),
        ("Anne-Marie", "O'Brien Anne-Marie"),
        ("Elkin", "Ёлкин Ян"),
        ("PERSON1@SEARCH.EXAMPLE", "Фёдоров Артём"),
        ("OUT-2", "Өмүрбек уулу Бакыт"),
        ("0700 00 00 03", "Назгүл Ысакова"),
        ("+996 (700) 00-00-03", "Назгүл Ысакова"),
        ("00996700000003", "Назгүл Ысакова"),
        ("700000003", "Назгүл Ысакова"),
        ("Ысакова 0700 00 00 03", "Назгүл Ысакова"),
        ("0700 000 003 назгул", "Назгүл Ысакова"),
        ("ОсОО «Ат-Башы Текстиль» №517", "ОсОО «Ат-Башы Текстиль» №517"),
        ("текстиль №517", "ОсОО «Ат-Башы Текстиль» №517"),
        ("Текстиль № 517", "ОсОО «Ат-Башы Текстиль» №517"),
    ],
)
def test_a_customer_is_found_by_spellings_in_use(crm: Client, typed: str, name: str) -> None:
    assert name in found(crm, typed)


def test_two_letters_match_word_prefixes_and_name_prefixes_come_first(crm: Client) -> None:
    assert found(crm, "Ли") == ["Ли Виктор", "Лин Олег", "Tab\tnew\nline\rbell\u0007 del\u007f", "Каримов Ли"]
    assert found(crm, "ли в") == ["Ли Виктор"]


LINE = """select c.name, c.number, n.msisdn, k.number as contract, s.iccid, d.number as document
from customer c join contract k on k.customer_id = c.id join phone_number n on n.id = k.phone_number_id join sim s on s.id = k.sim_id
join identity_document d on d.customer_id = c.id where k.status = 'ACTIVE' order by k.number limit 1"""


def test_a_customer_is_found_by_the_numbers_of_their_lines_and_papers(crm: Client) -> None:
    line = crm.sql(LINE)[0]
    local = "0" + line["msisdn"][4:]
    typed = [
        line["msisdn"], local, f"{local[:4]} {local[4:6]} {local[6:8]} {local[8:]}", local[4:], f"{local[4:6]} {local[6:8]} {local[8:]}",
        line["contract"], line["contract"].lower(), line["contract"].replace("K", "К"), line["contract"][2:], line["iccid"],
        *(line["iccid"][-many:] for many in range(3, 15)), line["document"], f"{line['document'][:2]} {line['document'][2:]}",
        f"{line['document'][:2].lower()} {line['document'][2:]}", line["document"].lower(), line["number"], f"{line['name'].split()[0]} {local}",
    ]  # fmt: skip
    for term in typed:
        assert line["name"] in found(crm, term), term


def test_a_sim_is_found_by_its_holder(crm: Client) -> None:
    line = crm.sql(LINE)[0]
    query = "query ($s: String) { sims(search: $s, first: 100) { nodes { iccid } } }"
    surname, given = line["name"].split()[:2]
    for term in (line["name"], f"{given} {surname}", f"{surname} {line['iccid']}", f"{line['msisdn']} {surname}"):
        assert {"iccid": line["iccid"]} in crm.ask(query, {"s": term})["sims"]["nodes"], term
    for term in (f"Nobody {line['iccid']}", f"{surname} CD00000123"):
        assert crm.ask(query, {"s": term})["sims"]["nodes"] == [], term


def test_an_empty_term_is_no_search(crm: Client) -> None:
    query = "query ($s: String) { customers(search: $s) { totalCount searchTooBroad nodes { id } } }"
    everybody = crm.ask(query)
    assert [crm.ask(query, {"s": blank}) for blank in ("", "   ", " - ")] == [everybody] * 3


@pytest.mark.parametrize("term", ["л", "12", "a b", "0"])
def test_a_too_short_term_is_refused_with_its_reason(crm: Client, term: str) -> None:
    (error,) = crm.errors("query ($s: String) { customers(search: $s) { nodes { id } } }", {"s": term})
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_USER_INPUT", "search")
    assert "too short" in error["message"]


def test_a_filter_by_name_compares_as_search_does(crm: Client) -> None:
    query = "query ($f: CustomerFilter) { customers(filter: $f) { nodes { name } } }"
    for condition in (
        {"eq": "федоров  артем"},
        {"eq": unicodedata.normalize("NFD", "Фёдоров Артём")},
        {"in": ["nobody", "Fedorov Artem"]},
        {"contains": "доров Ар"},
        {"startsWith": "Федоров Арт"},
    ):
        nodes = crm.ask(query, {"f": {"name": condition}})["customers"]["nodes"]
        assert nodes == [{"name": "Фёдоров Артём"}], condition
    others = {"f": {"and": [{"name": {"ne": "Федоров Артем"}}, {"externalId": {"eq": "OUT-1"}}]}}
    assert crm.ask(query, others)["customers"]["nodes"] == []
