from datetime import date
from typing import Any

from backend.models.validation_rule import BlocklistEntry, ValidationRule
from tests.factories.rows import build
from tests.factories.samples import Owner


def new_validation_rule(**columns: Any) -> ValidationRule:
    """A rule that blocks persons under 16 years."""
    return build(
        ValidationRule, columns, form="AGE_AT_LEAST", field="birthDate", number=16, severity="BLOCK",
        message_en="Too young.", message_ru="Слишком молод.", message_ky="Өтө жаш.", active_from=date(2026, 1, 1),
    )  # fmt: skip


def new_blocklist_entry(**columns: Any) -> BlocklistEntry:
    """A phone number on the blocklist, with a hash that no value has."""
    return build(BlocklistEntry, columns, kind="PHONE", hash=bytes(32), reason="мошенник", actor="admin")


def sample(owner: Owner) -> list[ValidationRule | BlocklistEntry]:
    """A rule that holds no more, and an entry of the blocklist. The rule of a line was retired."""
    entry = owner.key("blocklist_entry")
    rule: dict[str, Any] = {"active_to": date(2026, 1, 2)}
    if owner.contract_id:
        format_ = {"form": "FORMAT", "field": "name", "number": None, "pattern": "A+", "min_length": 2, "max_length": 9}
        rule = {**format_, "severity": "ALERT", "request_kind": "OTHER", "retired_at": owner.created_at}
    rule |= {"id": owner.key("validation_rule"), "message_ru": owner.words, "created_at": owner.created_at}
    return [
        new_validation_rule(**rule),
        new_blocklist_entry(id=entry, hash=entry.bytes * 2, reason=owner.words, created_at=owner.created_at),
    ]
