"""The blocklist: documents, phones, and people by name and birth date, who are refused as customers.

Only keyed hashes are stored. The values are in no row, event, entry of the audit trail or outcome; the acts take no
idempotency key, whose digest of a phone number could be guessed, and can be repeated without one.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from backend.auth.viewer import ADMINISTRATORS
from backend.days import today
from backend.errors import ErrorCode, Refusal
from backend.identifiers import BlocklistEntryKey
from backend.models.validation_rule import BlocklistEntry, BlocklistKind
from backend.services import rules
from backend.services.acts import REASON_TEXT, Acting, NodeId, act
from backend.services.checking import blocklist_pads
from backend.services.checking.rules import of_document
from backend.services.identity import Document

_HASH = sa.text("""
select crm_keyed_hash(cast(:inner_pad as bytea), cast(:outer_pad as bytea),
    crm_blocked_value(:field, cast(:given as jsonb)))
""")
_FIELDS = {BlocklistKind.DOCUMENT: "document.number", BlocklistKind.PHONE: "phone", BlocklistKind.PERSON: "name"}


@dataclass(frozen=True, kw_only=True)
class BlockedPerson:
    """A person by name and birth date."""

    input_name: ClassVar[str] = "BlockedPersonInput"

    name: Annotated[str, "Full name; compared in any spelling and order of the words."]
    birth_date: Annotated[date, "Birth date."]


@dataclass(frozen=True, kw_only=True)
class AddToBlocklist:
    """Input of `addToBlocklist`: exactly one of `document`, `phone` and `person`."""

    document: Annotated[Document | None, "An identity document, in any notation. Its last day does not count."] = None
    phone: Annotated[str | None, "A phone number, in any notation."] = None
    person: Annotated[BlockedPerson | None, "A person."] = None
    reason: Annotated[str, f"{REASON_TEXT} Without the value itself, which is not stored."]


@act(BlocklistEntry, ADMINISTRATORS, keyed=False)
async def add_to_blocklist(acting: Acting, command: AddToBlocklist) -> BlocklistEntryKey:
    """Put a document, a phone or a person on the blocklist. Only a keyed hash is stored, so that nobody can read the
    value. What is on the list already keeps its entry.

    Raises Refusal INVALID_INPUT, INVALID_NAME, INVALID_PHONE.
    """
    reason = acting.reason_to("add to the blocklist")
    kind, given = _given(acting, command)
    inner, outer = blocklist_pads(acting.settings)
    values = {"field": _FIELDS[kind], "given": orjson.dumps(given).decode(), "inner_pad": inner, "outer_pad": outer}
    hashed: bytes = (await acting.session.execute(_HASH, values)).scalar_one()
    row = insert(BlocklistEntry).values(kind=kind, hash=hashed, reason=reason, actor=acting.actor)
    # Waits for a concurrent call with the same value.
    new = await acting.session.scalar(row.on_conflict_do_nothing().returning(BlocklistEntry))
    entry: BlocklistEntry | None = new or await acting.session.scalar(
        sa.select(BlocklistEntry).where(BlocklistEntry.hash == hashed)
    )
    if entry is None:
        raise Refusal(ErrorCode.CONFLICT, "the value was removed from the blocklist at the same time; try again")
    if new is not None:
        acting.event("blocklist_entry.added", entry, {"internal": True, "kind": kind.value})
    return entry.id


def _given(acting: Acting, command: AddToBlocklist) -> tuple[BlocklistKind, dict[str, Any]]:
    """The value by the fields of a customer, in stored form. Raises Refusal."""
    if sum(each is not None for each in (command.document, command.phone, command.person)) != 1:
        message = "exactly one of document, phone and person is required"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["document"])
    if command.document is not None:
        return BlocklistKind.DOCUMENT, of_document(command.document.checked())
    if command.phone is not None:
        return BlocklistKind.PHONE, {"phone": rules.phone(command.phone, acting.settings)}
    assert command.person is not None
    name = rules.name(command.person.name, ("person", "name"))
    born = rules.birth_date(command.person.birth_date, "PERSON", today(acting.settings), ("person", "birthDate"))
    return BlocklistKind.PERSON, {"name": name, "birthDate": born}


@dataclass(frozen=True, kw_only=True)
class RemoveFromBlocklist:
    """Input of `removeFromBlocklist`."""

    id: Annotated[NodeId, "The entry."]
    reason: Annotated[str, REASON_TEXT]


@act(BlocklistEntry, ADMINISTRATORS, removed_id="removed_id", keyed=False)
async def remove_from_blocklist(acting: Acting, command: RemoveFromBlocklist) -> BlocklistEntryKey:
    """Take an entry off the blocklist. The reason is in its event; the audit trail says who and when.

    Raises Refusal NOT_FOUND, INVALID_INPUT.
    """
    acting.reason_to("remove from the blocklist")
    entry = await acting.lock(BlocklistEntry, command.id)
    acting.event("blocklist_entry.removed", entry, {"internal": True, "kind": entry.kind.value})
    await acting.session.execute(
        sa.delete(BlocklistEntry).where(BlocklistEntry.id == entry.id).execution_options(synchronize_session=False)
    )
    acting.session.expunge(entry)
    return entry.id
