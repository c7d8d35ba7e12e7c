"""Validation rules, and the blocklist."""

from datetime import date, datetime

import strawberry

from backend.models.validation_rule import BlocklistEntry as _BlocklistEntry
from backend.models.validation_rule import ValidationRule as _ValidationRule
from backend.schema.common import CREATED_AT, Node
from backend.schema.declare import column
from backend.schema.enums import BlocklistKind, CustomerKind, DocumentKind, RequestKind, RuleForm, Severity
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one

R, B = _ValidationRule, _BlocklistEntry


@strawberry.type(description="A rule that the data of customers must meet when it is given or changed.")
class ValidationRule(Node):
    form: RuleForm = column(R.form, "What is demanded.")
    field: str = column(R.field, "The field, by its path in the input of `createCustomer`; `lines`: its contracts.")
    request_kind: RequestKind | None = column(
        R.request_kind,
        "Only for requests of this kind; null: for all, and for creation and change of a customer.",
    )
    customer_kind: CustomerKind | None = column(R.customer_kind, "Only for customers of this kind; null: for both.")
    document_kind: DocumentKind | None = column(R.document_kind, "Only for documents of this kind; null: for all.")
    document_country: str | None = column(
        R.document_country, "Only for documents of this country, ISO 3166-1 alpha-2; null: for all."
    )
    pattern: str | None = column(R.pattern, "Pattern of the whole value in stored form.")
    min_length: int | None = column(R.min_length, "Least number of characters.")
    max_length: int | None = column(R.max_length, "Largest number of characters.")
    number: int | None = column(
        R.number, "Years of AGE_AT_LEAST, days of DOCUMENT_VALID, contracts of LINES_AT_MOST; null for other forms."
    )
    severity: Severity = column(R.severity, "Whether it blocks, or can be acknowledged.")
    message_en: str = column(R.message_en, "What is told in English when it is broken.")
    message_ru: str = column(R.message_ru, "What is told in Russian.")
    message_ky: str = column(R.message_ky, "What is told in Kyrgyz.")
    active_from: date = column(R.active_from, "First day on which it holds.")
    active_to: date | None = column(R.active_to, "Last day on which it holds; null when it has no end.")
    retired_at: datetime | None = column(R.retired_at, "When it was retired; null while it was not.")


@strawberry.type(description="An entry of the blocklist. Its value cannot be read, only compared.")
class BlocklistEntry(Node):
    kind: BlocklistKind = column(B.kind, "What it is about.")
    reason: str = column(B.reason, "Why it was added.")
    actor: str = column(B.actor, "Who added it.")


VALIDATION_RULE = graph_type(ValidationRule, R, CREATED_AT)
BLOCKLIST_ENTRY = graph_type(BlocklistEntry, B, CREATED_AT)
_rules = ListTypes(ValidationRule, "validation_rule.ValidationRule", CREATED_AT)
ValidationRuleConnection, ValidationRuleFilter = _rules.connection, _rules.filter
ValidationRuleListFilter, ValidationRuleOrder = _rules.list_filter, _rules.order
_entries = ListTypes(BlocklistEntry, "validation_rule.BlocklistEntry", CREATED_AT)
BlocklistEntryConnection, BlocklistEntryFilter = _entries.connection, _entries.filter
BlocklistEntryListFilter, BlocklistEntryOrder = _entries.list_filter, _entries.order


@queries
class Queries:
    validation_rule: object = root_one("validation_rule.ValidationRule", "A validation rule.")
    validation_rules: object = root_many(
        "validation_rule.ValidationRule", "Validation rules, also those that do not hold."
    )
    blocklist_entry: object = root_one("validation_rule.BlocklistEntry", "An entry of the blocklist.")
    blocklist_entries: object = root_many(
        "validation_rule.BlocklistEntry", "Entries of the blocklist; for administrators."
    )
