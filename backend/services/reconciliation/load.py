"""Takes a settlement's file in: PostgreSQL reads it by COPY into a passing table, checks it there as a whole, and only
then makes lines of it. Memory does not grow with the file, and a file that is wrong anywhere leaves nothing.
"""

from collections.abc import AsyncIterator
from datetime import date

import asyncpg

from backend.database import Connection
from backend.errors import ErrorCode, Refusal
from backend.identifiers import SettlementKey
from backend.services.ledger import MOST_MINOR
from backend.services.reconciliation.file import COLUMNS, FIELD, SettlementFile

LONGEST_HEADER = 4_096
DELIMITERS = (",", ";", "\t")
BLANK = b" \t\r\n,;"  # what blank lines are made of, those of a spreadsheet too
LONGEST_BLANK = 1_000_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DIGITS = len(str(MOST_MINOR)) - 1
# A digit more than a day has, by way of offsets: whatever passes can be cast.
_MOMENT = r"^\d{4}-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-](0\d|1[0-4]):?[0-5]\d)$"

_TABLE = """
drop table if exists pg_temp.settlement_file;
create temporary table settlement_file (
    position integer generated always as identity, line_id text collate "C", kind text collate "C",
    reference text collate "C", refund_reference text collate "C", amount_minor text collate "C",
    fee_minor text collate "C", currency text collate "C", at text collate "C"
) on commit drop
"""
# What is wrong with a line: the first thing that is. Casts come after the shapes they need.
_WRONG = rf"""
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
_TWICE = """
select max(position) as position, line_id from settlement_file group by line_id having count(*) > 1 order by 1 limit 1
"""
_REPLACE = """
insert into settlement_line (settlement_id, position, gateway, day, line_id, kind, reference, refund_reference,
    amount_minor, fee_minor, currency, at)
select $1, position, $2, $3, line_id, kind, reference, refund_reference, amount_minor::bigint, fee_minor::bigint,
    currency, at::timestamptz
from settlement_file order by position
"""
_TOTALS = """
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
    """Put a file's lines in the place of a settlement's. Returns how many they are.

    Raises Refusal INVALID_FILE, which names the line; the transaction, or its savepoint, is then to be rolled back.
    """
    await connection.execute(_TABLE)
    await _copy(connection, file)
    await connection.execute("analyze settlement_file")
    wrong = await connection.fetchrow(_WRONG, day)
    if wrong is not None:
        raise _refused(wrong["position"] + 1, wrong["wrong"])
    twice = await connection.fetchrow(_TWICE)
    if twice is not None:
        raise _refused(twice["position"] + 1, f"line_id: {twice['line_id'][:60]} stands here a second time")
    await connection.execute("delete from settlement_line where settlement_id = $1", settlement_id)
    await connection.execute("delete from settlement_total where settlement_id = $1", settlement_id)
    done = await connection.execute(_REPLACE, settlement_id, gateway, day)
    await connection.execute(_TOTALS, settlement_id, gateway)
    await connection.execute("drop table settlement_file")
    return int(done.rpartition(" ")[2])


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
            "settlement_file", source=_without_blank_end(body()), columns=columns, delimiter=delimiter, format="csv",
            encoding="utf8",
        )  # fmt: skip
    except asyncpg.DataError as error:
        raise _unreadable(error) from error


async def _without_blank_end(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The file without the blank lines that it ends with; what may be one is held until something follows it."""
    held, within = b"", False  # whether what was passed on ends within a line, whose last cells may be empty
    async for chunk in chunks:
        text = held + chunk
        end = len(text.rstrip(BLANK))
        if end or within:
            end = text.find(b"\n", end) + 1 or len(text)
        kept, held = text[:end], text[end:]
        within = not kept.endswith(b"\n") if kept else within
        if len(held) > LONGEST_BLANK:
            raise _refused(None, "too many blank lines")
        if kept:
            yield kept


async def _header(chunks: AsyncIterator[bytes]) -> tuple[list[str], str, bytes]:
    """The columns in the file's order, what is between them, and what was read beyond them."""
    start = b""
    async for chunk in chunks:
        start += chunk
        if b"\n" in start or len(start) > LONGEST_HEADER:
            break
    line, _, rest = start.removeprefix(BYTE_ORDER_MARK).partition(b"\n")
    try:
        text = line[:LONGEST_HEADER].decode().rstrip("\r")
    except UnicodeDecodeError:
        raise _refused(1, "the file is not text in UTF-8") from None
    delimiter = max(DELIMITERS, key=text.count)
    names = [name.strip().strip('"').strip() for name in text.split(delimiter)]
    if "\0" in text:
        raise _refused(1, "the file is not text")
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise _refused(1, f"the header lacks {', '.join(missing)}")
    if len(names) != len(COLUMNS):
        raise _refused(1, f"the header has other columns than {', '.join(COLUMNS)}")
    return names, delimiter, rest


def _unreadable(error: asyncpg.DataError) -> Refusal:
    """PostgreSQL counts the lines it was given; the header was not among them."""
    place = str(getattr(error, "context", None) or "")
    found = place.partition("line ")[2].partition(",")[0].partition(":")[0].strip()
    message = " ".join(str(error).split())[:200]
    return _refused(int(found) + 1 if found.isdigit() else None, message)


def _refused(line: int | None, message: str) -> Refusal:
    where = f"line {line}: " if line is not None else ""
    return Refusal(ErrorCode.INVALID_FILE, where + message, FIELD)
