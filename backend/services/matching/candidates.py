"""Candidates: the stored customers that may be the one of whom something is known, by the keys that both share."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import MatchCode
from backend.identifiers import CustomerKey
from backend.models import Customer, CustomerContact, IdentityDocument
from backend.services.matching.names import parsed
from backend.services.matching.scoring import DocumentKey, Match, Person, match
from backend.services.matching.weights import WEIGHTS

# Rows that one key may give: a phone of a whole village, a name of thousands, does not slow a check down.
MAX_OF_KEY = 50
MAX_READ_OF_KEY = 500
# Names that share less than this part of their trigrams (pg_trgm) are different names; the same for document numbers.
# `match` decides about the rest.
LEAST_LIKENESS = 0.25
LEAST_LIKENESS_OF_DOCUMENTS = 0.3

# A customer with the phone or e-mail of another one is named, whatever else differs.
_SHARED_CONTACT = frozenset({MatchCode.PHONE_SAME, MatchCode.EMAIL_SAME})

# The columns of a customer that `stored_person` reads.
PERSON_COLUMNS = """
c.id, c.kind, c.name_key, c.phone, c.email, c.birth_date,
array(select array[d.kind, d.country, d.number_key] from identity_document d
    where d.customer_id = c.id and not d.doubtful limit 20) as documents,
array(select coalesce(t.phone, t.email) from customer_contact t where t.customer_id = c.id) as further
"""
# A customer who was merged into another one is found as that one; one whose data was erased is nobody.
IS_CANDIDATE = "c.merged_into_id is null and c.erased_at is null"
_GIVEN_KEY = "(select crm_name_key(cast(:name as text)))"  # in a subquery, it is computed once
# The name in other orders of its words: the first word last, the last one first, the first two exchanged.
_ORDERS = rf"""
select distinct unnest(array[key, regexp_replace(key, '^( \S+)(.*)$', '\2\1'),
    regexp_replace(key, '^(.*)( \S+)$', '\2\1'), regexp_replace(key, '^( \S+)( \S+)(.*)$', '\2\1\3')]) as key
from (select {_GIVEN_KEY} as key) given
where key is not null and (cast(:birth_date as date) is not null or cardinality(cast(:numbers as text[])) > 0)
"""
# The part of KEYS that gives rows where no more than a name and a phone is known.
KEYS_OF_PHONE = f"""
(select id from customer where phone = :phone order by created_at, id limit {MAX_OF_KEY})
union all (select customer_id from customer_contact where phone = any(cast(:contacts as text[])) limit {MAX_OF_KEY})
"""
# The ids of all customers whose score may be that of a possible duplicate, and of others that share a key with what is
# known. A name alone is no such key: without a birth date and a document, the score of a namesake is too low.
KEYS = f"""{KEYS_OF_PHONE}
union all (select customer_id from identity_document
    where number_key = any(cast(:numbers as text[])) and not doubtful limit {MAX_OF_KEY})
union all (select id from customer where email = :email order by created_at, id limit {MAX_OF_KEY})
union all (select customer_id from customer_contact where email = any(cast(:contacts as text[])) limit {MAX_OF_KEY})
union all (select id from customer where phone = any(cast(:further as text[])) limit {MAX_OF_KEY})
union all (select id from customer where email = any(cast(:further as text[])) limit {MAX_OF_KEY})
union all (
    select id from (
        select id, name_key from customer where birth_date = cast(:birth_date as date) limit {MAX_READ_OF_KEY}
    ) born
    where similarity(name_key, {_GIVEN_KEY}) >= {LEAST_LIKENESS}
    order by similarity(name_key, {_GIVEN_KEY}) desc limit {MAX_OF_KEY}
)
union all (
    select id from ({_ORDERS}) spelt cross join lateral (
        select id, birth_date from customer where name_key = spelt.key order by id limit {MAX_READ_OF_KEY}
    ) namesake
    where extract(year from birth_date) = extract(year from cast(:birth_date as date))
        or to_char(birth_date, 'MMDD') = to_char(cast(:birth_date as date), 'MMDD')
        or exists (
            select from identity_document d, unnest(cast(:numbers as text[])) wanted
            where d.customer_id = namesake.id and similarity(d.number_key, wanted) >= {LEAST_LIKENESS_OF_DOCUMENTS})
    limit {MAX_OF_KEY}
)
"""
# Whether KEYS would give a row, as a function: it also sees what was committed while the statement that calls it waited
# for a lock. The function `crm_is_known` of the database has this text; one that changes needs a migration.
_GIVEN = re.compile(r"(?<!:):([a-z_]+)\b")
IS_KNOWN = _GIVEN.sub(
    r"given_\1",
    f"""
begin
    if cardinality(:numbers) = 0 and cardinality(:further) = 0 and :email is null and :birth_date is null then
        return exists ({KEYS_OF_PHONE});
    end if;
    return exists ({KEYS});
end
""",
)
# The call, for the parameters of KEYS.
CALL_IS_KNOWN = "crm_is_known(:name, :phone, :email, :birth_date, :numbers, :contacts, :further)"
_FIND = sa.text(f"""
with found as materialized ({KEYS})
select {PERSON_COLUMNS}, {_GIVEN_KEY} as given_key from customer c
where c.id in (select id from found) and {IS_CANDIDATE}
""")
_READ = sa.text(
    f"select {PERSON_COLUMNS}, {_GIVEN_KEY} as given_key from customer c where c.id = any(:ids)"
).bindparams(sa.bindparam("ids", type_=sa.ARRAY(sa.Uuid())))


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a person or organisation, in stored form (`services/rules`). None is not known."""

    kind: str | None = None
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    birth_date: date | None = None
    documents: Sequence[DocumentKey] = ()
    further: Sequence[str] = ()  # contacts beside phone and email

    @property
    def contacts(self) -> list[str]:
        """All phones and e-mail addresses."""
        return [each for each in (self.phone, self.email, *self.further) if each is not None]


@dataclass(frozen=True)
class Candidate:
    """A stored customer, with the score and its reasons, and the documents that were compared."""

    customer_id: CustomerKey
    match: Match
    documents: Sequence[DocumentKey] = ()

    @property
    def is_possible_duplicate(self) -> bool:
        return self.match.score >= WEIGHTS.possible

    @property
    def has_same_contact(self) -> bool:
        """Whether the phone or the e-mail is the same, which does not suffice for a possible duplicate."""
        return bool(self.match.codes & _SHARED_CONTACT)

    def has_document(self, documents: Iterable[DocumentKey]) -> bool:
        """Whether one of these is a document of the customer: no other customer can have it then."""
        return any(each in self.documents for each in documents)


async def find_candidates(
    session: AsyncSession,
    known: Known,
    *,
    excluding: Iterable[CustomerKey] = (),
    least_score: int = WEIGHTS.candidate,
    limit: int = 10,
) -> list[Candidate]:
    """The stored customers with at least this score, the most similar first. One statement, which uses indexes only.

    A customer of `excluding` is no candidate.
    """
    rows = await session.execute(_FIND, _parameters(known))
    left_out = set(excluding)
    found = _scored([row for row in rows.mappings() if row["id"] not in left_out], known)
    return [each for each in found if each.match.score >= least_score][:limit]


async def known_of_stored(session: AsyncSession, customer: Customer) -> Known:
    """What is known of a stored customer."""
    of_customer = sa.select(IdentityDocument).where(
        IdentityDocument.customer_id == customer.id, IdentityDocument.doubtful.is_(False)
    )
    documents = tuple(
        DocumentKey(each.kind, each.country, each.number_key) for each in await session.scalars(of_customer)
    )
    contact = sa.func.coalesce(CustomerContact.phone, CustomerContact.email)
    further = await session.scalars(sa.select(contact).where(CustomerContact.customer_id == customer.id))
    return Known(
        kind=customer.kind, name=customer.name, phone=customer.phone, email=customer.email,
        birth_date=customer.birth_date, documents=documents, further=tuple(further),
    )  # fmt: skip


async def score_of(session: AsyncSession, known: Known, ids: Iterable[CustomerKey]) -> dict[CustomerKey, Match]:
    """The scores of given customers."""
    rows = await session.execute(_READ, {"ids": list(ids), "name": known.name})
    return {each.customer_id: each.match for each in _scored(list(rows.mappings()), known)}


def _parameters(known: Known) -> dict[str, Any]:
    return {
        "name": known.name, "phone": known.phone, "email": known.email, "birth_date": known.birth_date,
        "numbers": [each.number for each in known.documents],
        "contacts": known.contacts, "further": list(known.further),
    }  # fmt: skip


def _scored(rows: Sequence[Any], known: Known) -> list[Candidate]:
    if not rows:
        return []
    given_key = rows[0]["given_key"]
    name = parsed(given_key) if given_key else None
    documents = tuple(known.documents)
    given = Person(known.kind, name, known.phone, known.email, known.birth_date, documents, known.further)
    people = [(row["id"], stored_person(row)) for row in rows]
    found = [Candidate(key, match(given, person), person.documents) for key, person in people]
    return sorted(found, key=lambda each: (-each.match.score, each.customer_id))


def stored_person(row: Mapping[str, Any]) -> Person:
    """What is compared of a row with `PERSON_COLUMNS`."""
    documents = tuple(DocumentKey(*each) for each in row["documents"])
    name = parsed(row["name_key"])
    return Person(row["kind"], name, row["phone"], row["email"], row["birth_date"], documents, row["further"])
