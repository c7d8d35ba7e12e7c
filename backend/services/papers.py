"""The contents of bills and account statements: read from the database, formatted in the customer's language."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from backend.database import Database
from backend.documents.papers import BillPaper, StatementPaper, StatementRow
from backend.documents.words import amount_text, date_text, method_text, moment_text, posting_text, rate_text
from backend.identifiers import BillKey, ContractKey
from backend.models import BillKind, Language, PaymentMethod, PostingKind
from backend.settings import Settings

MAX_STATEMENT_ROWS = 1_000
DETAILS_SEPARATOR = " | "

_CONTRACT_COLUMNS = """
    c.name, c.number as customer_number, c.language, k.number as contract_number, n.msisdn
"""
_BILL = f"""
select b.kind, b.number, b.method, b.amount_minor, b.tax_minor, b.tax_rate, b.balance_before_minor,
    b.balance_after_minor, b.currency, b.issued_at, p.number as payment_number, {_CONTRACT_COLUMNS}
from bill b
join contract k on k.id = b.contract_id
join customer c on c.id = k.customer_id
left join phone_number n on n.id = k.phone_number_id
left join payment p on p.id = b.payment_id
where b.id = $1
"""
# One SQL statement reads one snapshot, so that balances, sums and rows are consistent. Entries of one account have
# strictly increasing times, so the last entry before a moment has the balance at that moment.
_STATEMENT = f"""
with line as (
    select k.id, k.currency, {_CONTRACT_COLUMNS}
    from contract k join customer c on c.id = k.customer_id left join phone_number n on n.id = k.phone_number_id
    where k.id = $1
), moved as (
    select e.id, e.created_at, e.kind, e.description, e.amount_minor, e.balance_after_minor
    from line join ledger_entry e on e.contract_id = line.id and e.currency = line.currency
    where e.created_at >= $2 and e.created_at < $3
), total as (
    select count(*) as entries, coalesce(sum(amount_minor) filter (where amount_minor > 0), 0)::bigint as credited,
        coalesce(-sum(amount_minor) filter (where amount_minor < 0), 0)::bigint as debited
    from moved
), shown as (
    select array_agg(created_at) as moments, array_agg(kind) as kinds, array_agg(description) as descriptions,
        array_agg(amount_minor) as amounts, array_agg(balance_after_minor) as balances
    from (select * from moved order by created_at, id limit $4) first
)
select line.*, total.*, shown.*, now() as made,
    coalesce((select e.balance_after_minor from ledger_entry e
        where e.contract_id = line.id and e.currency = line.currency and e.created_at < $2
        order by e.created_at desc, e.id desc limit 1), 0) as opening,
    coalesce((select e.balance_after_minor from ledger_entry e
        where e.contract_id = line.id and e.currency = line.currency and e.created_at < $3
        order by e.created_at desc, e.id desc limit 1), 0) as closing
from line, total, shown
"""


async def bill_paper(
    database: Database, settings: Settings, bill_id: BillKey, *, named: bool = True, subject: str = ""
) -> BillPaper | None:
    """Read a bill; None when there is no such bill. Without `named` it has no customer name and number. `subject`: for
    whom it is read, one statement at a time.
    """
    rows = await database.fetch(_BILL, bill_id, free_list=database.papers, subject=subject)
    if not rows:
        return None
    row = rows[0]
    language, currency = Language(row["language"]), row["currency"]
    return BillPaper(
        **common(settings, row, named=named),
        made=row["issued_at"],
        file_name=f"{row['number'] or 'bill-' + (row['payment_number'] or str(bill_id))}.pdf",
        kind=BillKind(row["kind"]),
        number=row["number"],
        amount=amount_text(row["amount_minor"], currency, language),
        tax=amount_text(row["tax_minor"], currency, language),
        tax_rate=rate_text(row["tax_rate"], language),
        balance_before=amount_text(row["balance_before_minor"], currency, language),
        balance_after=amount_text(row["balance_after_minor"], currency, language),
        method=method_text(PaymentMethod(row["method"]), language) if row["method"] else None,
        payment_number=row["payment_number"],
        issued_at=moment_text(local(row["issued_at"], settings), language),
    )


async def statement_paper(
    database: Database,
    settings: Settings,
    contract_id: ContractKey,
    begin: datetime,
    end: datetime,
    *,
    named: bool = True,
    subject: str = "",
) -> StatementPaper | None:
    """The entries of a contract's account from `begin` (inclusive) to `end` (exclusive); None for no such contract.

    At most the first 1,000 entries are listed; the sums and balances cover all of them. `named` and `subject` as in
    `bill_paper`.
    """
    rows = await database.fetch(
        _STATEMENT, contract_id, begin, end, MAX_STATEMENT_ROWS, free_list=database.papers, subject=subject
    )
    if not rows:
        return None
    row = rows[0]
    language, currency = Language(row["language"]), row["currency"]
    first, last = local(begin, settings), local(end, settings)
    shown = _rows(row, language, settings)
    return StatementPaper(
        **common(settings, row, named=named),
        made=row["made"],
        file_name=f"{row['contract_number']}-{first:%Y%m%d}-{last:%Y%m%d}.pdf",
        period=_period(first, last, language),
        made_at=moment_text(local(row["made"], settings), language),
        opening_balance=amount_text(row["opening"], currency, language),
        closing_balance=amount_text(row["closing"], currency, language),
        credited=amount_text(row["credited"], currency, language),
        debited=amount_text(row["debited"], currency, language),
        rows=shown,
        not_shown=row["entries"] - len(shown),
    )


def common(settings: Settings, row: Any, *, named: bool) -> dict[str, Any]:
    """The values that all papers have, from a row with the columns of a contract and its customer."""
    return {
        "language": Language(row["language"]),
        "operator_name": settings.operator_name,
        "operator_details": tuple(line for line in settings.operator_details.split(DETAILS_SEPARATOR) if line.strip()),
        "customer_name": row["name"] if named else None,
        "customer_number": row["customer_number"] if named else None,
        "contract_number": row["contract_number"],
        "msisdn": row["msisdn"],
        "currency": row["currency"],
        "time_zone": settings.time_zone,
    }


def _rows(row: Any, language: Language, settings: Settings) -> tuple[StatementRow, ...]:
    columns = (row[name] or () for name in ("moments", "kinds", "descriptions", "amounts", "balances"))
    return tuple(
        StatementRow(
            moment_text(local(moment, settings), language),
            posting_text(PostingKind(kind), language) + (f": {description}" if description else ""),
            amount_text(amount, row["currency"], language, signed=True),
            amount_text(balance, row["currency"], language),
        )
        for moment, kind, description, amount, balance in zip(*columns, strict=True)
    )


def local(moment: datetime, settings: Settings) -> datetime:
    """The moment in the operator's time zone; in UTC where the local time is outside the range of `datetime`."""
    try:
        return moment.astimezone(ZoneInfo(settings.time_zone))
    except OverflowError:
        return moment.astimezone(UTC)


def _period(first: datetime, last: datetime, language: Language) -> str:
    """Format whole days as dates, the last day included, and other periods as two moments."""
    midnight = (0, 0, 0, 0)
    whole_days = all((each.hour, each.minute, each.second, each.microsecond) == midnight for each in (first, last))
    if not whole_days or first >= last:
        return f"{moment_text(first, language)} – {moment_text(last, language)}"
    last_day = last.date() - timedelta(days=1)
    days = [date_text(day, language) for day in (first.date(), last_day)]
    return days[0] if first.date() == last_day else " – ".join(days)
