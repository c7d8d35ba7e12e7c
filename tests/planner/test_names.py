"""Keys and order of names; both are the same on every PostgreSQL."""

import base64
import json
import random
from typing import Any

import pytest

from tests import folding
from tests.client import Client
from tests.factories.customers import new_customer

pytestmark = pytest.mark.database

SAME = [
    ["Фёдоров", "Федоров", "ФЁДОРОВ", "Fedorov", "Fyodorov"],
    ["Өмүрбек", "Омурбек", "Omurbek", "Ömürbek"],
    ["Назгүл", "Назгул", "Назгуль", "Назгyл", "Nazgul"],
    ["Токтогулова", "Toktogulova", "Тoktogulova", "Токтогулoвa"],
    ["Жумабаев", "Джумабаев", "Jumabaev", "Zhumabaev", "Dzhumabayev"],
    ["Кыдыров", "Kydyrov", "Kidirov"],
    ["Щербаков", "Shcherbakov", "Sherbakov", "Scherbakov"],
    ["Юлия", "Yulia", "Yuliya", "Iuliia"],
    ["Гүлнара", "Гюльнара", "Гульнара", "Gulnara"],
    ["Алёна", "Алена", "Alyona", "Alena"],
    ["Соловьёв", "Solovyov", "Соловьев", "Solovev"],
    ["Цой", "Tsoy", "Tsoi"],
    ["Хасан", "Khasan", "Hasan"],
    ["Жээнбеков", "Zheenbekov", "Jeenbekov"],
    ["Анна-Мария", "анна  мария"],
    ["O'Brien", "OBrien", "O’Brien"],
    ["ОсОО «Алтын-1» №15", "осоо алтын 1 15"],
]
APART = [
    "Иванов",
    "Иванова",
    "Асанов",
    "Исаков",
    "Ишаков",
    "Исхаков",
    "Мария",
    "Марина",
    "Жапаров",
    "Япаров",
    "Ли",
    "Лим",
    "№11",
    "№1",
]

# In the alphabetical order of a telephone book in Bishkek.
ALPHABET = [
    "007 Сервис", "Alice Baker", "bob", "Zoe", "Абдыкеров", "ежов Кирилл", "Ёжов Кирилл", "Ежов Лев", "Ёлкин", "Жумабаев",
    "йорданов", "Караңгы", "Карасёв", "Нурбек", "Няня", "Ңа", "Омурбек", "Ояна", "Өмүрбек", "Петров", "Уметов", "Уянов", "Үмүт",
    "Фёдоров", "Федорова", "Яшин",
]  # fmt: skip


@pytest.fixture(scope="module")
def crm(module_client: Client) -> Client:
    people = [
        new_customer(name=name, phone=f"+996700{n:06d}", status="SUSPENDED") for n, name in enumerate(ALPHABET, 1)
    ]
    random.Random(7).shuffle(people)
    module_client.insert(*people)
    return module_client


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_spellings_of_one_name_have_one_key(crm: Client, spellings: list[str]) -> None:
    keys = {row[0] for row in crm.sql("select crm_name_key(name) from unnest($1::text[]) name", spellings)}
    assert keys == {folding.name_key(spellings[0])}


def test_different_names_have_different_keys(crm: Client) -> None:
    rows = crm.sql("select crm_name_key(name) from unnest($1::text[]) name", APART)
    assert len({row[0] for row in rows}) == len(APART)


def test_keys_are_those_of_the_second_implementation(crm: Client) -> None:
    names = [name for group in SAME for name in group] + APART + ALPHABET + ["", "%%%", " ", "Ъ", "ﬁ Ⅳ"]
    rows = crm.sql("select name, crm_name_key(name), crm_name_order(name) from unnest($1::text[]) name", names)
    assert [tuple(row) for row in rows] == [(n, folding.name_key(n), folding.name_order(n)) for n in names]


@pytest.mark.parametrize("character", ["ﷺ", "ё", "ү", "😀", "a", "щ"])
def test_the_longest_name_fits_its_indexes(crm: Client, character: str) -> None:
    crm.insert(new_customer(name=character * 200, phone="+996700999999"))


QUERY = """query ($after: String, $by: OrderDirection!) {
    customers(filter: { status: { eq: SUSPENDED }, phone: { startsWith: "+996700" } }, orderBy: [{ field: NAME, direction: $by }],
        first: 4, after: $after) { nodes { name } pageInfo { endCursor hasNextPage } } }"""


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
def test_names_sort_by_the_alphabet_page_by_page(crm: Client, direction: str) -> None:
    names: list[str] = []
    page: dict[str, Any] = {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"]:
        answer = crm.ask(QUERY, {"after": page["endCursor"], "by": direction})["customers"]
        names += [node["name"] for node in answer["nodes"]]
        page = answer["pageInfo"]
    assert names == (ALPHABET if direction == "ASC" else ALPHABET[::-1])


def test_search_results_are_paged(crm: Client) -> None:
    query = """query ($after: String) { customers(search: "нов", first: 1, after: $after, filter: { phone: { startsWith: "+996700" } }) {
        nodes { name } pageInfo { endCursor hasNextPage } } }"""
    names: list[str] = []
    page: dict[str, Any] = {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"]:
        answer = crm.ask(query, {"after": page["endCursor"]})["customers"]
        names += [node["name"] for node in answer["nodes"]]
        page = answer["pageInfo"]
    assert names == ["йорданов", "Уянов"]


def test_a_cursor_of_an_earlier_version_is_refused(crm: Client) -> None:
    identity = str(crm.value("select id from customer where name = 'Петров'"))
    old = base64.b64encode(json.dumps(["NAME", "Петров", identity]).encode()).decode()
    (error,) = crm.errors(QUERY, {"after": old, "by": "ASC"})
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_USER_INPUT", "after")
    assert "earlier version" in error["message"]
