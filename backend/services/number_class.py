"""Classes of phone numbers: which numbers are of a class, what a class costs, and who pays.

The class of a number is computed by `crm_number_class` when the number enters the pool, and again by a job when the
patterns of a class change.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

import sqlalchemy as sa

from backend.auth.viewer import ADMINISTRATORS
from backend.database import Connection, driver_connection
from backend.errors import ErrorCode, Refusal
from backend.identifiers import ContractKey
from backend.jobs.declare import Tools, job
from backend.jobs.queue import JobQueue, queue_settings
from backend.jobs.worker import Job
from backend.models import (
    LedgerAccount,
    LedgerAccountKind,
    NumberClass,
    NumberClassTerms,
    PhoneNumber,
    PhoneNumberStatus,
    PostingKind,
)
from backend.models.states import text_list
from backend.money import contained_tax
from backend.services import ledger
from backend.services.acts import REASON_TEXT, Acting, act
from backend.services.amounts import checked_minor
from backend.services.idempotency import Outcome
from backend.services.ledger import contract_leg, house_leg
from backend.services.recording import Scope

MAX_PATTERNS = 50
CLASSIFY = "classify numbers"
# Those without a holder. The class of an assigned number is what its holder has paid for.
_FREE = (
    PhoneNumberStatus.AVAILABLE,
    PhoneNumberStatus.RESERVED,
    PhoneNumberStatus.QUARANTINED,
    PhoneNumberStatus.PORTED_IN,
)
_PATTERN = re.compile(r"[0-9A-E?]{2,15}")
_CLASSIFY = f"""
with batch as materialized (
    select id, msisdn, crm_number_class(msisdn) as found from phone_number where msisdn > $1 order by msisdn limit 5000
), changed as (
    update phone_number n set number_class = b.found from batch b
    where n.id = b.id and n.number_class <> b.found and n.status in ({text_list(_FREE)})
)
select max(msisdn) from batch
"""


@dataclass(frozen=True, kw_only=True)
class SetNumberClass:
    """Input of `setNumberClass`."""

    class_: Annotated[NumberClass, "The class."]
    patterns: Annotated[
        tuple[str, ...],
        "The last digits of its numbers. `?` is any digit, equal letters from A to E are equal digits: `7777`, `AAAA`,"
        " `ABAB`. Of several classes that fit, the most expensive kind applies. STANDARD has none.",
    ] = ()
    price: Annotated[Decimal, "Charged when a number is assigned, tax included. STANDARD has none."] = Decimal(0)
    change_fee: Annotated[Decimal, "Charged besides when a line changes to a number of the class."] = Decimal(0)
    reason: Annotated[str, REASON_TEXT]


@act(None, ADMINISTRATORS)
async def set_number_class(acting: Acting, command: SetNumberClass) -> Outcome:
    """Set the patterns and the prices of a class of numbers. Numbers without a holder are classified again in the
    background.

    Raises Refusal INVALID_INPUT, INVALID_AMOUNT.
    """
    acting.reason_to("set a class of numbers")
    currency = acting.settings.currency
    if command.class_ is NumberClass.STANDARD and (command.patterns or command.price):
        message = "STANDARD has neither patterns nor a price; it is what no other class is"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["patterns" if command.patterns else "price"])
    if len(command.patterns) > MAX_PATTERNS:
        raise Refusal(ErrorCode.INVALID_INPUT, f"a class has at most {MAX_PATTERNS} patterns", ["patterns"])
    values = {
        "patterns": list(command.patterns),
        "expressions": [_expression(each) for each in command.patterns],
        "price_minor": _minor(command.price, currency, "price"),
        "change_fee_minor": _minor(command.change_fee, currency, "changeFee"),
        "currency": currency,
        "updated_at": sa.func.now(),
    }
    row = NumberClassTerms
    await acting.session.execute(sa.update(row).where(row.number_class == command.class_).values(**values))
    queue = JobQueue(queue_settings())
    await queue.enqueue(await driver_connection(acting.session), CLASSIFY, {})
    return Outcome()


def _minor(amount: Decimal, currency: str, field: str) -> int:
    return checked_minor(amount, currency, field=[field]) if amount else 0


def _expression(pattern: str) -> str:
    """The regular expression of a pattern. Raises Refusal INVALID_INPUT."""
    if not _PATTERN.fullmatch(pattern):
        message = f"a pattern has 2 to 15 characters: digits, ? and letters from A to E, not {pattern[:20]!r}"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["patterns"])
    groups: dict[str, int] = {}
    found = []
    for each in pattern:
        if each == "?":
            found.append("[0-9]")
        elif each.isdigit():
            found.append(each)
        elif each in groups:
            found.append(f"\\{groups[each]}")
        else:
            groups[each] = len(groups) + 1
            found.append("([0-9])")
    return "".join(found) + "$"


@job(CLASSIFY)
async def classify_numbers_job(tools: Tools, _: Job) -> None:
    """Compute the class of every number without a holder."""
    async with tools.connection() as connection:
        await classify_numbers(connection)


async def classify_numbers(connection: Connection) -> None:
    """Compute the class of every number without a holder, in batches, each of which is committed."""
    last = ""
    while last is not None:
        last = await connection.fetchval(_CLASSIFY, last)


async def charge_for(
    acting: Acting, contract_id: ContractKey, number: PhoneNumber, *, changed: bool = False, owed: bool = False
) -> None:
    """Charge a contract for a number that it gets: the price of the class, and the fee of a change.

    `owed`: the account is new, and begins with this debt. Raises Refusal INSUFFICIENT_BALANCE, CURRENCY_MISMATCH.
    """
    row = NumberClassTerms
    prices = sa.select(row.price_minor, row.change_fee_minor, row.currency)
    terms = (await acting.session.execute(prices.where(row.number_class == number.number_class))).one()
    minor = terms.price_minor + (terms.change_fee_minor if changed else 0)
    if not minor:
        return
    account = (await ledger.lock_accounts(acting.session, [contract_id], terms.currency))[contract_id]
    if owed and account.floor_minor is not None and minor > -account.floor_minor:
        owes = sa.update(LedgerAccount).where(LedgerAccount.id == account.id).values(debt_floor_minor=-minor)
        await acting.session.execute(owes)
    else:
        ledger.check_balance(account, minor, minimum_minor=account.floor_minor, field=["msisdn"])
    tax = contained_tax(minor, acting.settings.tax_rate)
    legs = [
        contract_leg(account, -minor, f"{number.number_class.value} {number.msisdn}"),
        house_leg(LedgerAccountKind.REVENUE, account.currency, minor - tax),
        house_leg(LedgerAccountKind.TAX, account.currency, tax),
    ]
    changes = await ledger.post(
        acting.session, PostingKind.CHARGE, account.currency, legs, acting.actor, reason=acting.journal.reason
    )
    scope: Scope = {"customer_id": account.customer_id, "contract_id": contract_id}
    acting.journal.event("balance.moved", "Contract", contract_id, payload={"kind": "CHARGE"}, **scope)
    ledger.record_low_balance(acting.journal, acting.settings, account, changes[account.id])
