"""Rules that the data of a customer must meet, and the list of people who are refused."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.errors import ErrorCode
from backend.identifiers import BLOCKLIST_ENTRY_ID, VALIDATION_RULE_ID, BlocklistEntryKey, ValidationRuleKey
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of
from backend.models.customer import CustomerKind, DocumentKind
from backend.models.noun import noun
from backend.models.request import RequestKind, Severity
from backend.models.states import text_list


class RuleForm(enum.StrEnum):
    REQUIRED = "REQUIRED"
    FORMAT = "FORMAT"
    AGE_AT_LEAST = "AGE_AT_LEAST"
    DOCUMENT_VALID = "DOCUMENT_VALID"
    BLOCKLIST = "BLOCKLIST"
    LINES_AT_MOST = "LINES_AT_MOST"


class BlocklistKind(enum.StrEnum):
    DOCUMENT = "DOCUMENT"
    PHONE = "PHONE"
    PERSON = "PERSON"


_F = RuleForm
# The fields that a rule of each form may look at, by their paths in the input of `createCustomer`. `lines`: the number
# of contracts in service. A BLOCKLIST rule on `name` compares name and birth date together.
RULE_FIELDS = {
    _F.REQUIRED: ("email", "birthDate", "document.number", "document.expiresOn"),
    _F.FORMAT: ("name", "phone", "email", "document.number"),
    _F.AGE_AT_LEAST: ("birthDate",),
    _F.DOCUMENT_VALID: ("document.expiresOn",),
    _F.BLOCKLIST: ("document.number", "phone", "name"),
    _F.LINES_AT_MOST: ("lines",),
}
WITH_NUMBER = (_F.AGE_AT_LEAST, _F.DOCUMENT_VALID, _F.LINES_AT_MOST)
# The code of a violation of each form.
CODE_OF_FORM = {
    _F.REQUIRED: ErrorCode.FIELD_REQUIRED,
    _F.FORMAT: ErrorCode.FORMAT_NOT_ALLOWED,
    _F.AGE_AT_LEAST: ErrorCode.UNDER_AGE,
    _F.DOCUMENT_VALID: ErrorCode.DOCUMENT_EXPIRED,
    _F.BLOCKLIST: ErrorCode.BLOCKLISTED,
    _F.LINES_AT_MOST: ErrorCode.TOO_MANY_LINES,
}
MAX_PATTERN_CHARACTERS = 200
MAX_MESSAGE_CHARACTERS = 200
_FIELDS = " or ".join(
    f"form = '{form}' and field in ({', '.join(repr(each) for each in fields)})" for form, fields in RULE_FIELDS.items()
)


@noun(VALIDATION_RULE_ID, in_log=True)
class ValidationRule(Node, Base):
    """A rule. Null in `request_kind`, `customer_kind`, `document_kind` and `document_country` is any.

    `number`: years of AGE_AT_LEAST, days of DOCUMENT_VALID that the document must be valid for, lines of LINES_AT_MOST.
    It holds from `active_from` to `active_to`, both included, until it is retired.
    """

    __tablename__ = "validation_rule"

    id: Mapped[ValidationRuleKey] = node_key()
    form: Mapped[RuleForm] = mapped_column(Code(RuleForm))
    field: Mapped[Ascii]
    request_kind: Mapped[RequestKind | None] = mapped_column(Code(RequestKind))
    customer_kind: Mapped[CustomerKind | None] = mapped_column(Code(CustomerKind))
    document_kind: Mapped[DocumentKind | None] = mapped_column(Code(DocumentKind))
    document_country: Mapped[Ascii | None]
    pattern: Mapped[str | None]
    min_length: Mapped[int | None]
    max_length: Mapped[int | None]
    number: Mapped[int | None]
    severity: Mapped[Severity] = mapped_column(Code(Severity))
    message_en: Mapped[str]
    message_ru: Mapped[str]
    message_ky: Mapped[str]
    active_from: Mapped[date]
    active_to: Mapped[date | None]
    retired_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("form", RuleForm),
        one_of("request_kind", RequestKind),
        one_of("customer_kind", CustomerKind),
        one_of("document_kind", DocumentKind),
        one_of("severity", Severity),
        sa.CheckConstraint(_FIELDS, "field"),
        sa.CheckConstraint("document_country ~ '^[A-Z]{2}$'", "document_country"),
        sa.CheckConstraint(
            "(document_kind is null and document_country is null) or field = 'document.number' and form = 'FORMAT'",
            "document",
        ),
        sa.CheckConstraint("(form = 'FORMAT') = (num_nonnulls(pattern, min_length, max_length) > 0)", "format"),
        # PostgreSQL refuses a pattern that it cannot read.
        sa.CheckConstraint(
            f"pattern is null or length(pattern) between 1 and {MAX_PATTERN_CHARACTERS} and ('' ~ pattern) is not null",
            "pattern",
        ),
        sa.CheckConstraint("min_length between 1 and 1000", "min_length"),
        sa.CheckConstraint("max_length between greatest(min_length, 1) and 1000", "max_length"),
        sa.CheckConstraint(f"(form in ({text_list(WITH_NUMBER)})) = (number is not null)", "number"),
        sa.CheckConstraint("number between 0 and 10000", "number_range"),
        *(
            sa.CheckConstraint(f"btrim({each}) <> '' and length({each}) <= {MAX_MESSAGE_CHARACTERS}", each)
            for each in ("message_en", "message_ru", "message_ky")
        ),
        sa.CheckConstraint("active_to >= active_from", "active"),
        sa.Index(None, "created_at", "id"),
    )


@noun(BLOCKLIST_ENTRY_ID, in_log=True)
class BlocklistEntry(Node, Base):
    """A document, a phone, or a name with a birth date, of somebody who is refused, as a keyed hash."""

    __tablename__ = "blocklist_entry"

    id: Mapped[BlocklistEntryKey] = node_key()
    kind: Mapped[BlocklistKind] = mapped_column(Code(BlocklistKind))
    hash: Mapped[bytes]
    reason: Mapped[str]
    actor: Mapped[Ascii]

    __table_args__ = (
        one_of("kind", BlocklistKind),
        sa.CheckConstraint("length(hash) = 32", "hash"),
        sa.CheckConstraint("btrim(reason) <> '' and length(reason) <= 200", "reason"),
        sa.UniqueConstraint("hash"),
        sa.Index(None, "created_at", "id"),
    )
