"""Which validation rules the data of a customer breaks: one statement, which looks up the blocklist too."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.days import today
from backend.models import Contract, Customer, CustomerKind, IdentityDocument, RequestKind, Severity
from backend.models.contract import IN_SERVICE
from backend.models.validation_rule import CODE_OF_FORM, RULE_FIELDS, RuleForm
from backend.services.checking.blocklist import blocklist_pads
from backend.services.checking.violations import Violation
from backend.services.identity import Document, NewCustomer
from backend.settings import Settings

ALL_FIELDS = tuple(dict.fromkeys(each for fields in RULE_FIELDS.values() for each in fields))
ALL_FORMS = tuple(RuleForm)
# What is checked of a customer who is registered already and gets another contract: neither the form of what was stored
# by earlier rules, nor what is missing, keeps the customer from it.
EXISTING_FORMS = (RuleForm.AGE_AT_LEAST, RuleForm.BLOCKLIST, RuleForm.LINES_AT_MOST)
_MAX_DOCUMENTS = 20

# The rules that hold on the day {today} and are for the kind of request {request_kind}. Alias r.
HOLDS = """r.retired_at is null and r.active_from <= {today} and (r.active_to is null or r.active_to >= {today})
    and (r.request_kind is null or r.request_kind = {request_kind})"""


@dataclass(frozen=True)
class Checked:
    """SQL of what is checked by a rule with the alias r. `value`: the value of the field of the rule; `number`,
    `country`, `document_kind`: of the document; `given`: a JSON object of the values by field.
    """

    value: str
    number: str
    country: str
    document_kind: str
    customer_kind: str
    given: str


def breaks(checked: Checked, *, today: str, inner_pad: str, outer_pad: str) -> str:
    """The condition that a rule with the alias r, which holds, is broken. A value that is not given breaks only a rule
    of the form REQUIRED.
    """
    value = checked.value
    return f"""(r.customer_kind is null or r.customer_kind = {checked.customer_kind})
    and (r.document_kind is null or r.document_kind = {checked.document_kind})
    and (r.document_country is null or r.document_country = {checked.country})
    and case r.form
        when 'REQUIRED' then {value} is null
            and (r.field <> 'document.expiresOn' or {checked.number} is not null)
        when 'FORMAT' then ({value}) !~ ('^(?:' || r.pattern || ')$')
            or length({value}) not between coalesce(r.min_length, 0) and coalesce(r.max_length, 1000)
        when 'AGE_AT_LEAST' then
            cast({value} as date) > {today} - make_interval(years => least(r.number, 1000))
        when 'DOCUMENT_VALID' then cast({value} as date) < {today} + r.number
        when 'BLOCKLIST' then exists (select from blocklist_entry b where b.hash = crm_keyed_hash(
            {inner_pad}, {outer_pad}, crm_blocked_value(r.field, {checked.given})))
        when 'LINES_AT_MOST' then cast({value} as integer) > r.number
    end"""


# The order in which broken rules are told: the number of lines last, because it depends on what else is refused.
RULE_ORDER = "r.form = 'LINES_AT_MOST', r.created_at, r.id"
_TODAY = "cast(:today as date)"
_GIVEN = Checked(
    value="given ->> r.field", number="given ->> 'document.number'", country="given ->> 'document.country'",
    document_kind="given ->> 'document.kind'", customer_kind="cast(:checked_kind as text)", given="given",
)  # fmt: skip
# The broken rules. `:given` is a JSON array of values by field, one object for each document: a rule is broken where
# one of them breaks it.
BROKEN = f"""
select distinct on ({RULE_ORDER})
    r.form, r.field, r.severity, r.message_en, r.message_ru, r.message_ky
from validation_rule r cross join jsonb_array_elements(cast(:given as jsonb)) as one (given)
where {HOLDS.format(today=_TODAY, request_kind="cast(:request_kind as text)")}
    and r.field = any (cast(:fields as text[])) and r.form = any (cast(:forms as text[]))
    and {breaks(_GIVEN, today=_TODAY, inner_pad="cast(:inner_pad as bytea)", outer_pad="cast(:outer_pad as bytea)")}
order by {RULE_ORDER}
"""
_BROKEN = sa.text(BROKEN).bindparams(
    sa.bindparam("today", type_=sa.Date()),
    sa.bindparam("fields", type_=sa.ARRAY(sa.Text())),
    sa.bindparam("forms", type_=sa.ARRAY(sa.Text())),
    sa.bindparam("inner_pad", type_=sa.LargeBinary()),
    sa.bindparam("outer_pad", type_=sa.LargeBinary()),
)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What is checked of a customer, in stored form; None is not known.

    `lines`: the number of contracts in service, with the one that an act adds.
    """

    kind: CustomerKind | None = None
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    birth_date: date | None = None
    documents: Sequence[Document] = field(default_factory=tuple)
    lines: int | None = None

    def given(self) -> list[Mapping[str, Any]]:
        """The values by field, once for each document."""
        common = {
            "name": self.name, "phone": self.phone, "email": self.email, "birthDate": self.birth_date,
            "lines": self.lines,
        }  # fmt: skip
        return [common | of_document(each) for each in self.documents] or [common]


def of_document(document: Document) -> dict[str, Any]:
    return {
        "document.number": document.number, "document.kind": document.kind.value,
        "document.country": document.country, "document.expiresOn": document.expires_on,
    }  # fmt: skip


def parameters(
    settings: Settings,
    subject: Subject,
    *,
    request_kind: RequestKind | None = None,
    fields: Collection[str] = ALL_FIELDS,
    forms: Collection[RuleForm] = ALL_FORMS,
) -> dict[str, Any]:
    """The parameters of `BROKEN`. Only rules for `fields`, of these `forms`, are checked."""
    inner, outer = blocklist_pads(settings)
    return {
        "given": orjson.dumps(subject.given()).decode(),
        "today": today(settings),
        "request_kind": request_kind and request_kind.value,
        "checked_kind": subject.kind and subject.kind.value,
        "fields": list(fields),
        "forms": [form.value for form in forms],
        "inner_pad": inner,
        "outer_pad": outer,
    }


async def broken_rules(
    session: AsyncSession,
    settings: Settings,
    subject: Subject,
    *,
    language: str,
    request_kind: RequestKind | None = None,
    fields: Collection[str] = ALL_FIELDS,
    forms: Collection[RuleForm] = ALL_FORMS,
) -> list[Violation]:
    """The violations of the rules that hold today, those of the oldest rule first, with messages in `language`."""
    given = parameters(settings, subject, request_kind=request_kind, fields=fields, forms=forms)
    rows = await session.execute(_BROKEN, given)
    message = f"message_{language.lower()}"
    return [
        Violation(CODE_OF_FORM[row["form"]], row["field"], row[message], Severity(row["severity"]))
        for row in rows.mappings()
    ]


def subject_of(given: NewCustomer, *, lines: int = 0) -> Subject:
    """What is checked of a new customer."""
    return Subject(
        kind=given.kind, name=given.name, phone=given.phone, email=given.email, birth_date=given.birth_date,
        documents=(given.document,) if given.document else (), lines=lines,
    )  # fmt: skip


async def stored_subject(session: AsyncSession, customer: Customer, *, more_lines: int = 0) -> Subject:
    """What is checked of a stored customer, with the lines that an act adds."""
    of_customer = sa.select(IdentityDocument).where(
        IdentityDocument.customer_id == customer.id, IdentityDocument.doubtful.is_(False)
    )
    newest = of_customer.order_by(IdentityDocument.created_at.desc(), IdentityDocument.id.desc()).limit(_MAX_DOCUMENTS)
    documents = tuple(
        Document(each.kind, each.number, each.country, each.expires_on) for each in await session.scalars(newest)
    )
    count = sa.select(sa.func.count()).where(Contract.customer_id == customer.id, Contract.status.in_(IN_SERVICE))
    lines = await session.scalar(count) or 0
    return Subject(
        kind=customer.kind, name=customer.name, phone=customer.phone, email=customer.email,
        birth_date=customer.birth_date, documents=documents, lines=lines + more_lines,
    )  # fmt: skip
