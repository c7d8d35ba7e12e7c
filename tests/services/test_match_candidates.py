"""Candidates of a single check: found by each key, within limits, most similar first."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import MatchCode as C
from backend.models import ContactKind, CustomerContact, DocumentKind
from backend.services.matching import MAX_OF_KEY, Candidate, DocumentKey, Known, find_candidates
from tests.client import Client
from tests.factories.customers import new_customer, new_identity_document
from tests.factories.profiles import new_customer_contact

pytestmark = pytest.mark.database
BORN = date(1987, 3, 4)
PERSON = Known(
    kind="PERSON",
    name="Эшматов Ташмат Бакытович",
    phone="+996555700001",
    email="eshmatov@example.kg",
    birth_date=BORN,
    documents=(DocumentKey("PASSPORT", "KG", "AN7654321"),),
)


@pytest.fixture(scope="module")
def client(module_client: Client) -> Client:
    stored = {
        "document": new_customer(name="Другой Человек", phone="+996700700100"),
        "phone": new_customer(name="Эшматов Ташмат", phone="+996555700001"),
        "email": new_customer(name="Eshmatov Tashmat", phone="+996700700101", email="eshmatov@example.kg"),
        "birth date": new_customer(name="Eshmatov Tashmet Bakytovich", phone="+996700700102", birth_date=BORN),
        "order": new_customer(name="Ташмат Бакытович Эшматов", phone="+996700700103", birth_date=date(1987, 4, 3)),
        "stranger": new_customer(name="Кадырова Айжан", phone="+996700700104", birth_date=BORN),
        "namesake": new_customer(name="Эшматов Ташмат Бакытович", phone="+996700700105", birth_date=date(1955, 12, 30)),
    }
    module_client.insert(*stored.values())
    number = new_identity_document(stored["document"].id, "AN7654321", kind=DocumentKind.ID_CARD)
    module_client.insert(number, new_identity_document(stored["order"].id, "AN7654327", kind=DocumentKind.PASSPORT))
    module_client.stored = {row.id: name for name, row in stored.items()}  # type: ignore[attr-defined]
    return module_client


def found(client: Client, known: Known, **how: Any) -> list[Candidate]:
    async def run() -> list[Candidate]:
        async with client.app.state.database.transaction() as session:
            assert isinstance(session, AsyncSession)
            return await find_candidates(session, known, **how)

    return client.run(run())


def names(client: Client, candidates: list[Candidate]) -> list[str]:
    return [client.stored[each.customer_id] for each in candidates]  # type: ignore[attr-defined]


def test_each_key_finds_its_customer(client: Client) -> None:
    everybody = found(client, PERSON, least_score=0)
    assert set(names(client, everybody)) == {"document", "phone", "email", "birth date", "order"}
    scores = [each.match.score for each in everybody]
    assert scores == sorted(scores, reverse=True)
    reasons = dict(zip(names(client, everybody), (each.match.codes for each in everybody), strict=True))
    assert reasons["order"] == {C.NAME_REORDERED, C.BIRTH_DATE_SIMILAR, C.DOCUMENT_SIMILAR}
    assert reasons["birth date"] == {C.NAME_SIMILAR, C.BIRTH_DATE_SAME}
    assert reasons["document"] == {C.NAME_DIFFERENT, C.DOCUMENT_SAME}
    assert reasons["email"] == {C.NAME_SHORTENED, C.EMAIL_SAME}


def test_a_name_and_a_birth_date_find_each_spelling(client: Client) -> None:
    for name in ("Эшматов Ташмат Бакыт уулу", "Tashmat Eshmatov", "Ешматов Ташмат Бакытович"):
        assert "birth date" in names(client, found(client, Known(name=name, birth_date=BORN))), name


def test_what_is_not_known_finds_nobody(client: Client) -> None:
    assert found(client, Known(), least_score=0) == []
    assert found(client, Known(name=PERSON.name), least_score=0) == []


def test_a_customer_is_left_out_and_the_list_is_limited(client: Client) -> None:
    first, second = found(client, PERSON)[:2]
    assert [each.customer_id for each in found(client, PERSON, excluding=[first.customer_id], limit=1)] == [
        second.customer_id
    ]


def test_a_phone_of_many_gives_a_limited_number_of_rows(client: Client) -> None:
    crowd = [new_customer(name=f"Житель Номер {place}", phone="+996555700999") for place in range(MAX_OF_KEY + 5)]
    client.insert(*crowd)
    many = found(client, Known(phone="+996555700999"), least_score=0, limit=1000)
    assert len(many) == MAX_OF_KEY


def test_a_customer_who_was_merged_is_no_candidate(client: Client) -> None:
    survivor = client.insert(new_customer(name="Бекболотова Жылдыз", phone="+996700700190"))
    known = Known(kind="PERSON", name="Бекболотова Жылдыз", phone="+996700700191")
    other = client.insert(new_customer(name="Бекболотова Жылдыз", phone="+996700700191"))

    async def found() -> list[Candidate]:
        async with client.app.state.database.transaction() as session:
            return await find_candidates(session, known, least_score=0)

    assert other.id in [each.customer_id for each in client.run(found())]
    client.as_owner("update customer set status = 'CLOSED', merged_into_id = $1 where id = $2", survivor.id, other.id)
    assert other.id not in [each.customer_id for each in client.run(found())]


def test_a_further_contact_finds_its_customer_with_points_of_its_own(client: Client) -> None:
    keeper = client.insert(new_customer(name="Торобеков Нурлан", phone="+996700700210", email="a@further.example"))
    client.insert(
        new_customer_contact(keeper.id, "+996700700211"),
        CustomerContact(customer_id=keeper.id, kind=ContactKind.EMAIL, email="b@further.example"),
    )

    def codes(**known: Any) -> set[C]:
        matches = [each.match for each in found(client, Known(**known), least_score=0) if each.customer_id == keeper.id]
        return set().union(*(each.codes for each in matches))

    assert codes(phone="+996700700211") == {C.FURTHER_PHONE_SAME}
    assert codes(email="b@further.example") == {C.FURTHER_EMAIL_SAME}
    # Further contacts of a customer who is compared find primary and further ones.
    assert codes(further=("+996700700210", "b@further.example")) == {C.FURTHER_PHONE_SAME, C.FURTHER_EMAIL_SAME}
    assert codes(phone="+996700700210", further=("+996700700211",)) == {C.PHONE_SAME}
    assert codes(phone="+996700700212") == set()
    # A shared number of a family is no possible duplicate, and one of a namesake is.
    relative = Known(kind="PERSON", name="Торобекова Айжан", phone="+996700700211")
    assert not any(each.is_possible_duplicate for each in found(client, relative))
    (namesake,) = found(client, Known(kind="PERSON", name="Torobekov Nurlan", phone="+996700700211"))
    assert (namesake.customer_id, namesake.is_possible_duplicate) == (keeper.id, True)
