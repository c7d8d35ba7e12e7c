"""What is stored about a customer, as an archive: the rows of all tables as JSON, and the files.

The tables are those of the models that belong to a customer or to a contract. What is declared of a column for erasures
(`services/erasure/declared.py`) decides whether it is shown: names of the staff and hashes are left out. Rows and
files are read and written piece by piece.
"""

import zipfile
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa

from backend.database import Connection
from backend.documents.files import FileStore
from backend.identifiers import CustomerKey, FileKey
from backend.models import Base
from backend.services.erasure.declared import ACTOR, DECLARED, HASH, OURS

ROWS_AT_ONCE = 500
PIECE_BYTES = 256 * 1024
DATA = "data.json"
# Tables that belong to customers and are not part of the archive, by the reason.
LEFT_OUT: Mapping[str, str] = {
    "audit_line": "the trail of the staff's acts, whose facts the other tables show",
    "event": "the log of the other tables' changes",
    "import_outcome": "the work of the staff with files",
    "import_speaker": "the work of the staff with files",
    "approval_request": "decisions of the staff that were not made",
    "customer_note": "notes that the staff write for themselves",
    "duplicate_pair": "tells about another person",
    "request_candidate": "tells about another person",
}
# Columns of secrets, and of the work of the product itself.
_HIDDEN = "secret leased_until name_key name_order number_key document_key pick cookie_hash xid html version".split()
# Conditions beyond the customer's: what the staff wrote for themselves is theirs.
_OWN = {"ticket_comment": "not t.internal", "ticket_attachment": "not t.internal"}
# JSON that was given is shown as such. A request from a ticket repeats the ticket, with the names of who commented.
_GIVEN = {
    "request": " || jsonb_build_object('raw', case when t.channel <> 'TICKET' then t.raw::jsonb end)",
    "request_question": " || jsonb_build_object('data', t.data::jsonb)",
}
# The customer stands before those who were merged.
_ORDERS = {"customer": "t.merged_into_id nulls first, t.id", "history_entry": "t.act, t.place"}
_CONTRACTS = "select id from contract where customer_id = any($1)"


@dataclass(frozen=True)
class Part:
    """A table of the archive, and the statement that reads its rows of the customers $1 as JSON objects."""

    table: str
    sql: str


def parts() -> Iterator[Part]:
    """The tables of the archive, in the order of their names; the customer first."""
    tables = sorted(Base.metadata.tables.values(), key=lambda table: (table.name != "customer", table.name))
    for table in tables:
        condition = _condition(table)
        if condition and table.name not in LEFT_OUT:
            more = f" and {_OWN[table.name]}" if table.name in _OWN else ""
            order = ", ".join(f"t.{column.name}" for column in table.primary_key) or "1"
            order = _ORDERS.get(table.name, order)
            rows = f"from {table.name} t where {condition}{more} order by {order}"
            yield Part(table.name, f"select ({_shown(table)})::text {rows}")


def _condition(table: sa.Table) -> str | None:
    """The rows of the customers $1; None for a table that belongs to nobody."""
    if table.name == "customer":
        return "t.id = any($1)"
    if table.name == "history_entry":
        return f"(t.node_id = any($1) or t.node_id in ({_CONTRACTS}))"
    of_customer, of_contract = "customer_id" in table.columns, "contract_id" in table.columns
    if of_customer and of_contract:
        return f"(t.customer_id = any($1) or t.contract_id in ({_CONTRACTS}))"
    if of_customer:
        return "t.customer_id = any($1)"
    return f"t.contract_id in ({_CONTRACTS})" if of_contract else None


def _shown(table: sa.Table) -> str:
    """The JSON of a row: without hidden columns, hashes and what is the company's, and with `staff` for its names."""
    fate = DECLARED.get(table.name)
    kept = fate.kept if fate else {}
    hidden = {*_HIDDEN, *kept.get(HASH, "").split(), *kept.get(OURS, "").split()} & set(table.columns.keys())
    names = "".join(
        f" || jsonb_build_object('{name}', case when t.{name}::text ~ '^(subscriber|line):' then t.{name}::text"
        f" when t.{name} is not null then 'staff' end)"
        for name in kept.get(ACTOR, "").split()
    )
    removed = ", ".join(f"'{name}'" for name in sorted(hidden))
    given = _GIVEN.get(table.name, "")
    return f"jsonb_strip_nulls(to_jsonb(t) - array[{removed}]::text[]{names}){given}"


FILES = """
select distinct on (id) id, name from (
    select id, name from ticket_attachment where customer_id = any($1) and not internal
    union all
    select file_id, name from request_attachment where customer_id = any($1)
    union all
    select id, name from identity_document_file where customer_id = any($1)
) file order by id
"""


class Archive:
    """The archive of one customer. `customers`: the keys of this one and of those who were merged into it. `rows`: how
    many rows and files were written so far.
    """

    def __init__(self, connection: Connection, files: FileStore, customers: Sequence[CustomerKey]) -> None:
        self.rows = 0
        self._connection = connection
        self._files = files
        self._customers = customers

    async def total(self) -> int:
        """How many rows and files it will have."""
        counted = [f"(select count(*) from ({part.sql}) counted)" for part in parts()]
        found = await self._connection.fetchval(
            f"select {' + '.join(counted)} + (select count(*) from ({FILES}) counted)", self._customers
        )
        return int(found)

    async def pieces(self) -> AsyncIterator[bytes]:
        """The bytes of the archive. The connection must be in a transaction, whose snapshot is read."""
        sink = _Sink()
        file: Any = sink
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open(DATA, "w", force_zip64=True) as member:
                async for text in self._json():
                    member.write(text)
                    if sink.size >= PIECE_BYTES:
                        yield sink.taken()
            for found in await self._connection.fetch(FILES, self._customers):
                chunks = await self._files.chunks(FileKey(found["id"]))
                self.rows += 1
                if chunks is None:
                    continue
                name = f"files/{found['id']}-{found['name'].replace('/', '_')}"
                with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                    async for chunk in chunks:
                        member.write(chunk)
                        if sink.size >= PIECE_BYTES:
                            yield sink.taken()
        yield sink.taken()

    async def _json(self) -> AsyncIterator[bytes]:
        """One JSON object: a list of rows for each table."""
        for number, part in enumerate(parts()):
            yield (b"{" if number == 0 else b",\n") + orjson.dumps(part.table) + b":["
            first = True
            async for rows in self._rows(part):
                yield (b"\n" if first else b",\n") + b",\n".join(row.encode() for row in rows)
                first = False
            yield b"]"
        yield b"}\n"

    async def _rows(self, part: Part) -> AsyncIterator[Sequence[str]]:
        cursor: Any = await self._connection.cursor(part.sql, self._customers)
        while rows := await cursor.fetch(ROWS_AT_ONCE):
            self.rows += len(rows)
            yield [row[0] for row in rows]


class _Sink:
    """What `zipfile` writes to, until it is taken. It cannot seek, so that sizes follow each member."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts, self.size = [], 0
        return taken
