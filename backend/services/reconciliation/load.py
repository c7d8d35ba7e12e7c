"""Import of a settlement's file: COPY into a temporary table, validation of all lines there, then insertion.

Memory does not grow with the file. A file with an invalid line changes nothing.
"""

from collections.abc import AsyncIterator
from datetime import date

import asyncpg

from backend.database import Connection
from backend.errors import ErrorCode, Refusal
from backend.identifiers import SettlementKey
from backend.records.audit import not_collected
from backend.services.amounts import MAX_MINOR
from backend.services.reconciliation.file import COLUMNS, FIELD, SettlementFile

MAX_HEADER_BYTES = 4_096
DELIMITERS = (",", ";", "\t")
BLANK = b" \t\r\n,;"  # the characters of blank lines, including the empty cells of a spreadsheet
MAX_BLANK_BYTES = 1_000_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DIGITS = len(str(MAX_MINOR)) - 1
# RFC 3339. Together with the check of the day below, every text that matches can be cast.
_MOMENT = r"^\d{4}-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-](0\d|1[0-4]):?[0-5]\d)$"

_CREATE_TABLE = """
drop table if exists pg_temp.settlement_file;
create temporary table settlement_file (
    position integer generated always as identity, line_id text collate "C", kind text collate "C",
    reference text collate "C", refund_reference text collate "C", amount_minor text collate "C",
    fee_minor text collate "C", currency text collate "C", at text collate "C"
) on commit drop
"""
# The first invalid line and its first fault. Casts come after the checks that they need.
_FIND_FAULT = rf"""
select position, wrong from (
    select position, case
        when line_id is null or line_id !~ '^[!-~]{{1,255}}$' then 'line_id: 1 to 255 characters without spaces'
        when kind is null or kind not in ('PAYMENT', 'REFUND', 'PAYOUT') then 'kind: PAYMENT, REFUND or PAYOUT'
        when reference is null or reference !~ '^[!-~]{{1,255}}$' then 'reference: 1 to 255 characters without spaces'
        when (kind = 'REFUND') <> (refund_reference is not null) then 'refund_reference: of refunds only'
        when refund_reference !~ '^[!-~]{{1,255}}$' then 'refund_reference: 1 to 255 characters without spaces'
        when amount_minor is null or amount_minor !~ '^-?[0-9]{{1,{_DIGITS}}}$'
            then 'amount_minor: an integer of minor units'
        when fee_minor is null or fee_minor !~ '^-?[0-9]{{1,{_DIGITS}}}$'
            then 'fee_minor: an integer of minor units'
        when currency is null or currency !~ '^[A-Z]{{3}}$' then 'currency: three letters of ISO 4217'
        when at is null or at !~ '{_MOMENT}' then 'at: a moment of RFC 3339, with its offset'
        when left(at, 10) not in ($1::date::text, ($1::date - 1)::text, ($1::date + 1)::text)
            then 'at: not of this day (UTC)'
        when (at::timestamptz at time zone 'UTC')::date <> $1::date then 'at: not of this day (UTC)'
        when kind = 'PAYMENT' and amount_minor::bigint <= 0 then 'amount_minor: positive for payments'
        when kind = 'REFUND' and amount_minor::bigint >= 0 then 'amount_minor: negative for refunds'
        when amount_minor::bigint = 0 then 'amount_minor: not zero'
    end as wrong from settlement_file
) checked where wrong is not null order by position limit 1
"""
_FIND_REPEATED = """
select max(position) as position, line_id from settlement_file group by line_id having count(*) > 1 order by 1 limit 1
"""
_INSERT_LINES = """
insert into settlement_line (settlement_id, position, gateway, day, line_id, kind, reference, refund_reference,
    amount_minor, fee_minor, currency, at)
select $1, position, $2, $3, line_id, kind, reference, refund_reference, amount_minor::bigint, fee_minor::bigint,
    currency, at::timestamptz
from settlement_file order by position
"""
_INSERT_TOTALS = """
insert into settlement_total (settlement_id, currency, gateway, payments, payments_minor, refunds, refunds_minor,
    payouts, payouts_minor, fees_minor)
select $1, currency, $2, count(*) filter (where kind = 'PAYMENT'),
    coalesce(sum(amount_minor) filter (where kind = 'PAYMENT'), 0), count(*) filter (where kind = 'REFUND'),
    coalesce(sum(amount_minor) filter (where kind = 'REFUND'), 0), count(*) filter (where kind = 'PAYOUT'),
    coalesce(sum(amount_minor) filter (where kind = 'PAYOUT'), 0), sum(fee_minor)
from settlement_line where settlement_id = $1 group by currency
"""


async def load(
    connection: Connection, settlement_id: SettlementKey, gateway: str, day: date, file: SettlementFile
) -> int:
    """Replace a settlement's lines with those of a file. Returns the number of lines.

    Raises Refusal INVALID_FILE, whose message names the line; the caller rolls back the transaction or savepoint.
    """
    await connection.execute(_CREATE_TABLE)
    await _copy(connection, file)
    await connection.execute("analyze settlement_file")
    fault = await connection.fetchrow(_FIND_FAULT, day)
    if fault is not None:
        raise _refused(fault["position"] + 1, fault["wrong"])
    repeated = await connection.fetchrow(_FIND_REPEATED)
    if repeated is not None:
        raise _refused(repeated["position"] + 1, f"line_id: {repeated['line_id'][:60]} is repeated in this file")
    async with not_collected(connection):
        await connection.execute("delete from settlement_line where settlement_id = $1", settlement_id)
        inserted = await connection.execute(_INSERT_LINES, settlement_id, gateway, day)
    await connection.execute("delete from settlement_total where settlement_id = $1", settlement_id)
    await connection.execute(_INSERT_TOTALS, settlement_id, gateway)
    await connection.execute("drop table settlement_file")
    return int(inserted.rpartition(" ")[2])


async def _copy(connection: Connection, file: SettlementFile) -> None:
    chunks = file.chunks()
    columns, delimiter, rest = await _header(chunks)

    async def body() -> AsyncIterator[bytes]:
        if rest:
            yield rest
        async for chunk in chunks:
            yield chunk

    try:
        await connection.copy_to_table(
            "settlement_file", source=_without_trailing_blanks(body()), columns=columns, delimiter=delimiter,
            format="csv", encoding="utf8",
        )  # fmt: skip
    except asyncpg.DataError as error:
        raise _unreadable(error) from error


async def _without_trailing_blanks(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The file without trailing blank lines. Blank bytes are held back until other bytes follow.

    Raises Refusal INVALID_FILE for too many of them.
    """
    held, within = b"", False  # `within`: the bytes yielded end within a line, whose last cells may be empty
    async for chunk in chunks:
        text = held + chunk
        end = len(text.rstrip(BLANK))
        if end or within:
            end = text.find(b"\n", end) + 1 or len(text)
        kept, held = text[:end], text[end:]
        within = not kept.endswith(b"\n") if kept else within
        if len(held) > MAX_BLANK_BYTES:
            raise _refused(None, f"the file has more than {MAX_BLANK_BYTES} bytes of blank lines in succession")
        if kept:
            yield kept


async def _header(chunks: AsyncIterator[bytes]) -> tuple[list[str], str, bytes]:
    """The columns in the file's order, the delimiter, and the bytes that were read after the header."""
    start = b""
    async for chunk in chunks:
        start += chunk
        if b"\n" in start or len(start) > MAX_HEADER_BYTES:
            break
    line, _, rest = start.removeprefix(BYTE_ORDER_MARK).partition(b"\n")
    try:
        text = line[:MAX_HEADER_BYTES].decode().rstrip("\r")
    except UnicodeDecodeError:
        raise _refused(1, "the file is not UTF-8 text") from None
    delimiter = max(DELIMITERS, key=text.count)
    names = [name.strip().strip('"').strip() for name in text.split(delimiter)]
    if "\0" in text:
        raise _refused(1, "the header contains a NUL character")
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise _refused(1, f"the header lacks {', '.join(missing)}")
    if len(names) != len(COLUMNS):
        raise _refused(1, f"the header has other columns than {', '.join(COLUMNS)}")
    return names, delimiter, rest


def _unreadable(error: asyncpg.DataError) -> Refusal:
    """The refusal for an error of COPY. PostgreSQL counts lines without the header, which it did not receive."""
    context = str(getattr(error, "context", None) or "")
    found = context.partition("line ")[2].partition(",")[0].partition(":")[0].strip()
    message = " ".join(str(error).split())[:200]
    return _refused(int(found) + 1 if found.isdigit() else None, message)


def _refused(line: int | None, message: str) -> Refusal:
    place = f"line {line}: " if line is not None else ""
    return Refusal(ErrorCode.INVALID_FILE, place + message, FIELD)
