"""What a merge does with each column that names a customer. A test fails while one of them is not declared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from backend.models import Base


@dataclass(frozen=True)
class Moved:
    """The rows are the survivor's from now on. A row stays where a unique key of the table forbids it.

    `follows`: the column that names the row to which it belongs. A later row of that one returns with it when a merge
    is undone, as rows of a contract do. `audited`: whether the audit trail has each row. Without, only the journal has
    them: there may be thousands. `only`: the condition of the rows, such as that of an index by which they are found.
    `found_again`: whether a row that a unique key forbids is deleted, since it is found again after an undo.
    """

    follows: str | None = None
    only: str = "true"
    audited: bool = True
    found_again: bool = False


@dataclass(frozen=True)
class Kept:
    """The rows stay as they are, and why."""

    why: str


_HISTORY = Kept("a record of its time; the survivor's holder reads it through the merge")
REFERENCES: Mapping[str, Moved | Kept] = {
    "approval_request.customer_id": Kept("who asked for a merge of which customers"),
    "approval_request.other_id": Kept("who asked for a merge of which customers"),
    "audit_line.customer_id": _HISTORY,
    "consent.customer_id": Moved(),
    "contact_person.customer_id": Moved(),
    "contract.customer_id": Moved(),
    "contract_transfer.customer_id": Moved(audited=False),
    "customer.merged_into_id": Moved(),
    "customer_address.customer_id": Moved(),
    # Not a contact that the survivor has as a primary one.
    "customer_contact.customer_id": Moved(
        only="not exists (select from customer s where s.id = :survivor and (s.phone = t.phone or s.email = t.email))"
    ),
    "customer_merge.current_id": Moved(),
    "customer_merge.other_id": Kept("the history of merges"),
    "customer_merge.survivor_id": Kept("the history of merges"),
    "customer_note.customer_id": Moved(),
    "duplicate_pair.customer_id": Kept("`pairs` moves both columns together, in their order"),
    "duplicate_pair.other_id": Kept("`pairs` moves both columns together, in their order"),
    "event.customer_id": _HISTORY,
    "event.payer_customer_id": _HISTORY,
    "history_entry.customer_id": _HISTORY,
    "identity_document.customer_id": Moved(),
    "identity_document_file.customer_id": Moved(follows="document_id"),
    "identity_check.customer_id": Moved(audited=False),
    "import_speaker.customer_id": Kept("of a file that is being registered; a chunk checks its customers once more"),
    "ledger_account.customer_id": Moved(),
    "lost_phone.customer_id": Kept("of the contact number that the other customer has"),
    "notification.customer_id": Moved(audited=False),
    "notification_preference.customer_id": Moved(),
    "phone_number.reserved_for": Moved(only="t.status = 'RESERVED'"),
    "rejected_row.candidates": Kept("what was found in a file at its time"),
    "representation.customer_id": Kept("who acted for which customer, at the time"),
    "request.customer_id": Moved(),
    "request_attachment.customer_id": Moved(follows="request_id"),
    "request_candidate.customer_id": Moved(found_again=True),
    "request_question.customer_id": Moved(follows="request_id"),
    "sim.reserved_for": Moved(only="t.status = 'RESERVED'"),
    "session.customer_id": Kept("sign-ins of the other customer end"),
    "ticket.customer_id": Moved(),
    "ticket_attachment.customer_id": Moved(follows="ticket_id"),
    "ticket_comment.customer_id": Moved(follows="ticket_id"),
}


@dataclass(frozen=True)
class Reference:
    """A column whose rows are moved."""

    table: sa.Table
    column: str
    moved: Moved

    @property
    def key(self) -> list[str]:
        """The columns of the table's key, without the column itself."""
        return [each.name for each in self.table.primary_key if each.name != self.column]

    @property
    def parent(self) -> str | None:
        """The table of the rows to which these belong."""
        if self.moved.follows is None:
            return None
        (key,) = self.table.columns[self.moved.follows].foreign_keys
        return key.column.table.name

    def unique_keys(self) -> Iterator[tuple[list[str], str]]:
        """The other columns of each unique key with the column, and the condition of the key."""
        keys = [(each.columns, None) for each in self.table.constraints if isinstance(each, _UNIQUE)]
        keys += [
            (each.columns, each.dialect_options["postgresql"]["where"]) for each in self.table.indexes if each.unique
        ]
        for columns, where in keys:
            names = [each.name for each in columns]
            if self.column in names:
                yield [name for name in names if name != self.column], "true" if where is None else str(where)


_UNIQUE = (sa.UniqueConstraint, sa.PrimaryKeyConstraint)


def moved_references() -> list[Reference]:
    """The columns whose rows are moved, tables that others refer to first."""
    return [
        Reference(table, column.name, moved)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(moved := REFERENCES.get(f"{table.name}.{column.name}"), Moved)
    ]
