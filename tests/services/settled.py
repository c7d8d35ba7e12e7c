"""Generated days of a gateway: payments and refunds with their postings, settlement lines that agree with them, faults
planted at random, and rows that resemble faults. The seed determines everything.
"""

import csv
import io
import random
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from backend.database import connect
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE
from backend.models import Base, LedgerAccount, LedgerEntry, LedgerPosting, Payment, Refund
from tests.client import Client
from tests.factories.ledger import new_entry, new_house_account, new_posting
from tests.factories.rows import insert

GATEWAY = "sandbox"
DAY = date(2026, 3, 10)
MIDNIGHT = datetime(2026, 3, 10, tzinfo=UTC)
COLUMNS = "line_id kind reference refund_reference amount_minor fee_minor currency at".split()
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
PAYMENT = "id contract_id amount_minor refunded_minor currency method status paid_at created_at gateway gateway_reference gateway_fee_minor".split()


@dataclass
class Days:
    """Generated rows. `expected`, per file: `{(kind, subject): (gateway's amount, payment's, ledger's, repair)}`."""

    rng: random.Random
    accounts: list[tuple[uuid.UUID, uuid.UUID]]
    payments: list[dict[str, Any]] = field(default_factory=list)
    refunds: list[dict[str, Any]] = field(default_factory=list)
    postings: list[LedgerPosting] = field(default_factory=list)
    entries: list[LedgerEntry] = field(default_factory=list)
    lines: dict[date, list[list[Any]]] = field(default_factory=dict)
    expected: dict[tuple[str, str], tuple[Any, ...]] = field(default_factory=dict)
    late: dict[tuple[str, str], tuple[Any, ...]] = field(default_factory=dict)  # only after the next day was imported
    serial: int = 0

    def key(self) -> uuid.UUID:
        return uuid.UUID(int=self.rng.getrandbits(128))

    def word(self, prefix: str) -> str:
        self.serial += 1
        return f"{prefix}_{''.join(self.rng.choices(LETTERS, k=18))}{self.serial}"

    def moment(self, after: float = 3600, before: float = 82_000) -> datetime:
        return MIDNIGHT + timedelta(seconds=self.rng.uniform(after, before))

    def payment(
        self, at: datetime | None = None, *, status: str = "SUCCEEDED", reference: str | None = None,
        gateway: str | None = GATEWAY, amount: int | None = None, posted: int | None = None, fee: int | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """A payment. Its posting is of `posted`, by default its amount; with 0, or when it is not paid, there is none."""
        at = at or self.moment()
        contract, account = self.rng.choice(self.accounts)
        amount = amount or self.rng.randrange(500, 500_000)
        paid = status in {"SUCCEEDED", "PARTIALLY_REFUNDED", "REFUNDED"}
        row = {
            "id": self.key(), "contract_id": contract, "account": account, "amount_minor": amount, "refunded_minor": 0,
            "currency": "KGS", "method": "CARD", "status": status, "paid_at": at if paid else None, "created_at": at,
            "gateway": gateway, "gateway_reference": reference or self.word("ch"), "gateway_fee_minor": fee,
        }  # fmt: skip
        self.payments.append(row)
        if paid:
            self.post(row, "PAYMENT", amount if posted is None else posted, None, at)
        return row

    def refund(self, of: dict[str, Any], at: datetime | None = None, *, amount: int, status: str = "SUCCEEDED",
               posted: int | None = None, reference: str | None = "new") -> dict[str, Any]:  # fmt: skip
        at = at or max(of["created_at"], self.moment())
        row = {
            "id": self.key(), "payment_id": of["id"], "contract_id": of["contract_id"], "amount_minor": amount,
            "currency": "KGS", "status": status, "reason": "test", "requested_by": "test", "requested_subject": "test",
            "gateway_reference": self.word("re") if reference == "new" else reference, "created_at": at, "updated_at": at,
        }  # fmt: skip
        self.refunds.append(row)
        if status == "SUCCEEDED":
            of["refunded_minor"] += amount
            of["status"] = "REFUNDED" if of["refunded_minor"] == of["amount_minor"] else "PARTIALLY_REFUNDED"
        self.post(of, "REFUND", -(amount if posted is None else posted), row["id"], at)
        if status == "FAILED":
            self.post(of, "ADJUSTMENT", amount, row["id"], at)
        return row

    def post(self, payment: dict[str, Any], kind: str, amount: int, refund_id: Any, at: datetime) -> None:
        if amount == 0 or payment["gateway"] is None:
            return
        about = {"id": self.key(), "payment_id": payment["id"], "refund_id": refund_id}
        posting = new_posting(kind, **about, actor="test", created_at=at)
        own = LedgerAccount(id=payment["account"], kind="CONTRACT", contract_id=payment["contract_id"], currency="KGS")
        house = new_house_account(f"CLEARING:{payment['gateway'].upper()}")
        self.postings.append(posting)
        self.entries.append(new_entry(posting, own, amount, balance_after_minor=0, created_at=at))
        self.entries.append(new_entry(posting, house, -amount, created_at=at))

    def line(
        self, payment: dict[str, Any] | None, refund: dict[str, Any] | None = None, *, at: datetime | None = None,
        amount: int | None = None, fee: int | None = None, currency: str = "KGS", reference: str | None = None,
    ) -> list[Any]:  # fmt: skip
        """A settlement line that agrees with a payment or a refund, except for the given values."""
        gross = -refund["amount_minor"] if refund else payment["amount_minor"] if payment else 1000
        gross = gross if amount is None else amount
        at = at or ((refund or payment or {}).get("created_at") or self.moment()) - timedelta(seconds=3)
        kept = refund["amount_minor"] % 4 if refund else payment["gateway_fee_minor"] if payment else 0
        kept = (max(1, abs(gross) // 40) if kept is None else kept) if fee is None else fee
        row = [
            self.word("li"), "REFUND" if refund else "PAYMENT", reference or (payment or {})["gateway_reference"],
            refund["gateway_reference"] if refund else "", gross, kept, currency, at.isoformat(),
        ]  # fmt: skip
        self.lines.setdefault(at.date(), []).append(row)
        return row

    def payout(self, amount: int, at: datetime) -> None:
        row = [self.word("li"), "PAYOUT", self.word("po"), "", -amount, 25, "KGS", at.isoformat()]
        self.lines.setdefault(at.date(), []).append(row)

    def file(self, day: date = DAY) -> bytes:
        text = io.StringIO()
        rows = self.lines.get(day, [])
        csv.writer(text).writerows([COLUMNS, *rows])
        return text.getvalue().encode()

    def rows(self) -> list[Base]:
        """The rows that `store` inserts beside accounts."""
        payments = [Payment(**{name: row[name] for name in PAYMENT}) for row in self.payments]
        refunds = [Refund(**row) for row in self.refunds]
        return [*payments, *refunds, *self.postings, *self.entries]

    async def store(self, url: str) -> None:
        # The application cannot write these faults, so the owner does.
        connection = await connect(url.replace(f"//{APPLICATION_ROLE}@", f"//{OWNER_ROLE}@"), role=None)
        try:
            async with connection.transaction():
                there = {row[0] for row in await connection.fetch("select code from ledger_account")}
                codes = {f"CLEARING:{GATEWAY.upper()}", "CLEARING:STRIPE"} - there
                await insert(connection, *(new_house_account(code) for code in codes), *self.rows())
                await connection.execute(
                    "update ledger_account a set balance_minor = s.m from (select account_id, sum(amount_minor) as m"
                    " from ledger_entry where contract_id is not null group by 1) s where s.account_id = a.id"
                )
        finally:
            await connection.close()


ACCOUNTS = """
select contract_id, id from ledger_account where contract_id is not null and currency = 'KGS' and floor_minor is null
order by code, contract_id
"""


def quiet_days(client: Client, seed: int, lines: int) -> Days:
    """Days without mismatches, with many rows that resemble faults."""
    client.run(_without_floors(client.url))
    days = Days(random.Random(seed), [tuple(row) for row in client.sql(ACCOUNTS)])
    rng = days.rng
    while len(days.lines.get(DAY, [])) < lines:
        fee = rng.choice([None, None, 7, 40])
        paid = days.payment(fee=fee)
        days.line(paid)
        match rng.randrange(12):
            case 0:  # the same amount at the same time
                days.line(days.payment(paid["created_at"], amount=paid["amount_minor"]))
            case 1:  # a reference that differs in its case, another in a character
                for like in (paid["gateway_reference"].swapcase(), paid["gateway_reference"] + "x"):
                    days.line(days.payment(reference=like, amount=paid["amount_minor"]))
            case 2:  # two partial refunds of one amount
                half = paid["amount_minor"] // 3
                for _ in range(2):
                    days.line(paid, days.refund(paid, amount=half))
            case 3:  # a whole refund, as large as another payment
                days.line(paid, days.refund(paid, amount=paid["amount_minor"]))
                days.line(days.payment(amount=paid["amount_minor"]))
            case 4:  # another gateway's payment with the same reference
                days.payment(reference=paid["gateway_reference"], gateway="stripe")
            case 5:  # refunded the day after
                after = MIDNIGHT + timedelta(days=1, seconds=rng.uniform(0, 80_000))
                days.line(paid, days.refund(paid, after, amount=paid["amount_minor"] // 2))
            case 6:  # settled over midnight, one way and the other
                seconds = rng.uniform(1, 50)
                days.line(
                    days.payment(MIDNIGHT + timedelta(days=1, seconds=-seconds)),
                    at=MIDNIGHT + timedelta(days=1, seconds=2),
                )
                days.line(
                    days.payment(MIDNIGHT + timedelta(days=1, seconds=seconds)),
                    at=MIDNIGHT + timedelta(days=1, seconds=-2),
                )
            case 7:  # without a gateway, or neither paid nor settled
                days.payment(gateway=None, reference=None)["gateway_reference"] = None
                days.payment(status=rng.choice(["PENDING", "FAILED", "CANCELLED", "UNKNOWN"]))
            case 8:
                days.payout(rng.randrange(1000, 100_000), days.moment())
            case 9:  # a failed refund, whose amount was returned to the account
                days.refund(paid, amount=5, status="FAILED")
            case _:
                pass
    return days


async def _without_floors(url: str) -> None:
    connection = await connect(url)
    try:
        await connection.execute("update ledger_account set floor_minor = null where contract_id is not null")
    finally:
        await connection.close()


def plant(days: Days, times: int) -> None:
    """Add faults of every kind, each expected as one mismatch."""
    for kind in FAULTS * times:
        kind(days)
    days.rng.shuffle(days.lines[DAY])
    first: dict[tuple[str, str], list[Any]] = {}
    for row in days.lines[DAY]:  # of two lines about one charge, the earlier is not the duplicate
        key = (row[1], row[3] or row[2])
        if row[1] != "PAYOUT" and key in first:
            days.expected["DUPLICATE", f"LINE {row[0]}"] = (row[4], own_amount(days, row), "any", "SUSPENSE")
        first.setdefault(key, row)


def own_amount(days: Days, row: list[Any]) -> int | None:
    for payment in days.payments if row[1] == "PAYMENT" else []:
        if payment["gateway"] == GATEWAY and payment["gateway_reference"] == row[2]:
            return int(payment["amount_minor"])
    for refund in days.refunds if row[1] == "REFUND" else []:
        if refund["gateway_reference"] == row[3]:
            return -int(refund["amount_minor"])
    return None


def _unknown_charge(days: Days) -> None:
    # It resembles a reference of ours and equals no other one: a repeated charge would be another fault.
    like = None
    while like is None:
        like = days.rng.choice(days.payments)["gateway_reference"]
    days.serial += 1
    row = days.line(
        None, reference=f"{like[:-1]}_{days.serial}", amount=days.rng.randrange(1, 9999), fee=3, at=days.moment()
    )
    days.expected["MISSING_HERE", f"LINE {row[0]}"] = (row[4], None, None, "SUSPENSE")


def _unfinished_charge(days: Days) -> None:
    status = days.rng.choice(["PENDING", "UNKNOWN", "FAILED", "CANCELLED"])
    paid = days.payment(status=status)
    row = days.line(paid)
    repair = "CONFIRM" if status in {"PENDING", "UNKNOWN"} else "SUSPENSE"
    days.expected["MISSING_HERE", f"LINE {row[0]}"] = (row[4], paid["amount_minor"], None, repair)


def _unfinished_refund(days: Days) -> None:
    paid = days.payment()
    days.line(paid)
    status = days.rng.choice(["PENDING", "UNKNOWN", "FAILED"])
    back = days.refund(paid, amount=paid["amount_minor"] // 2, status=status)
    row = days.line(paid, back)
    repair = "SUSPENSE" if status == "FAILED" else "CONFIRM"
    days.expected["MISSING_HERE", f"LINE {row[0]}"] = (row[4], row[4], None, repair)


def _unanswered_refund(days: Days) -> None:
    paid = days.payment()
    days.line(paid)
    back = days.refund(paid, amount=paid["amount_minor"] // 2, status="UNKNOWN", reference=None)
    row = days.line(paid, back | {"gateway_reference": days.word("re")})
    days.expected["MISSING_HERE", f"LINE {row[0]}"] = (row[4], row[4], None, "CONFIRM")


def _unsettled_charge(days: Days) -> None:
    paid = days.payment()
    days.expected["MISSING_THERE", f"PAYMENT {paid['id']}"] = (
        None,
        paid["amount_minor"],
        paid["amount_minor"],
        "SUSPENSE",
    )


def _unsettled_refund(days: Days) -> None:
    paid = days.payment()
    days.line(paid)
    back = days.refund(paid, amount=paid["amount_minor"])
    minor = -back["amount_minor"]
    days.expected["MISSING_THERE", f"REFUND {back['id']}"] = (None, minor, minor, "SUSPENSE")


def _unsettled_late(days: Days) -> None:
    paid = days.payment(MIDNIGHT + timedelta(days=1, seconds=-days.rng.uniform(1, 3500)))
    days.late["MISSING_THERE", f"PAYMENT {paid['id']}"] = (None, paid["amount_minor"], paid["amount_minor"], "SUSPENSE")


def _other_amount(days: Days) -> None:
    paid = days.payment(fee=days.rng.choice([None, 30]))
    off = days.rng.choice([-1, 1, 137, -250])
    days.line(paid, amount=paid["amount_minor"] + off, fee=days.rng.choice([30, 31]))
    minor = paid["amount_minor"]
    days.expected["AMOUNT", f"PAYMENT {paid['id']}"] = (
        minor + off,
        minor,
        minor,
        "SUSPENSE" if off > 0 else "WRITE_OFF",
    )


def _other_amount_back(days: Days) -> None:
    paid = days.payment()
    days.line(paid)
    back = days.refund(paid, amount=paid["amount_minor"] // 2)
    minor = -back["amount_minor"]
    days.line(paid, back, amount=minor - 3)
    days.expected["AMOUNT", f"REFUND {back['id']}"] = (minor - 3, minor, minor, "WRITE_OFF")


def _other_fee(days: Days) -> None:
    paid = days.payment(fee=50)
    days.line(paid, fee=days.rng.choice([0, 49, 51, 77]))
    days.expected["FEE", f"PAYMENT {paid['id']}"] = (paid["amount_minor"],) * 3 + ("FEE",)


def _twice(days: Days) -> None:
    paid = days.payment(fee=9)
    for _ in range(days.rng.choice([2, 2, 3])):
        days.line(paid)
    back = days.refund(paid, amount=paid["amount_minor"] // 4)
    for _ in range(2):
        days.line(paid, back)


def _other_currency(days: Days) -> None:
    paid = days.payment(fee=None)
    days.line(paid, currency="USD")
    days.expected["CURRENCY", f"PAYMENT {paid['id']}"] = (paid["amount_minor"],) * 3 + ("SUSPENSE",)


def _not_posted(days: Days) -> None:
    paid = days.payment(posted=0)
    days.line(paid)
    minor = paid["amount_minor"]
    days.expected["LEDGER", f"PAYMENT {paid['id']}"] = (minor, minor, None, "POST")


def _posted_otherwise(days: Days) -> None:
    paid = days.payment(amount=1000, posted=days.rng.choice([999, 1001, 10_000]))
    days.line(paid)
    days.expected["LEDGER", f"PAYMENT {paid['id']}"] = (1000, 1000, "any", "POST")
    paid = days.payment(amount=9000)
    days.line(paid)
    back = days.refund(paid, amount=800, posted=days.rng.choice([0, 80]))
    days.line(paid, back)
    days.expected["LEDGER", f"REFUND {back['id']}"] = (-800, -800, "any", "POST")


FAULTS = [
    _unknown_charge, _unfinished_charge, _unfinished_refund, _unanswered_refund, _unsettled_charge, _unsettled_refund,
    _unsettled_late, _other_amount, _other_amount_back, _other_fee, _twice, _other_currency, _not_posted,
    _posted_otherwise,
]  # fmt: skip
