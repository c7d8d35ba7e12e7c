"""Payments: GetDeposit, and what becomes of a payment until its money is on the account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, assert_never
from urllib.parse import unquote

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import SUBSCRIBERS, Viewer
from backend.errors import ErrorCode, Refusal
from backend.gateways.payments import ChargeState, ChargeStatus
from backend.identifiers import PAYMENT_ID, ContractKey, CustomerKey, PaymentKey
from backend.models import (
    PAYMENT_STATES,
    BillKind,
    Contract,
    ContractStatus,
    LedgerAccountKind,
    LedgerPosting,
    NodeType,
    Payment,
    PaymentMethod,
    PaymentStatus,
    PhoneNumber,
    PostingKind,
)
from backend.money import amount_of
from backend.services import bill, ledger, rules
from backend.services.ledger import Account, Moved
from backend.services.lines import LIVE, contract_for, key_of, own_line
from backend.services.recording import Journal, PayerScope, Scope, target_of
from backend.settings import Settings

LONGEST_URL = 2_000
MOST_AN_HOUR = 20
COUNTER = frozenset({PaymentMethod.CASH, PaymentMethod.BANK_TRANSFER})  # taken by staff, posted at once
# How long after the last look a gateway is asked what became of a payment or a refund; the last for ever.
ASK_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(hours=1), timedelta(days=1))
UNDECIDED = frozenset({PaymentStatus.PENDING, PaymentStatus.UNKNOWN})
NEVER_ACTIVATED = frozenset({ContractStatus.DRAFT, ContractStatus.ACCEPTED, ContractStatus.CANCELLED})


@dataclass(frozen=True)
class Deposit:
    """What is paid, for whom, and how. Of `contract_id` and `msisdn` one is given."""

    amount: Decimal
    currency: str | None
    method: PaymentMethod
    contract_id: str | None = None
    msisdn: str | None = None
    return_url: str | None = None


async def get_deposit(
    session: AsyncSession, settings: Settings, viewer: Viewer, form: Deposit, key: str, gateway: str | None
) -> str:
    """Take a payment: cash and bank transfers are posted at once, others begin PENDING with the gateway named.

    A payment is begun once per payer and key, however long ago that was. Raises Refusal INVALID_INPUT, NOT_FOUND,
    PAYMENT_METHOD_NOT_ALLOWED, CONTRACT_NOT_ACTIVATED, CONTRACT_CLOSED, CURRENCY_MISMATCH, INVALID_AMOUNT,
    IDEMPOTENCY_KEY_REUSED. Returns the payment's id.
    """
    contract, payer_contract_id = await _for_whom(session, settings, viewer, form)
    counter = form.method in COUNTER
    if counter and viewer.role in SUBSCRIBERS:
        raise Refusal(ErrorCode.PAYMENT_METHOD_NOT_ALLOWED, f"{form.method} is taken by our staff", ["method"])
    check_return_url(form.return_url, settings)
    if not counter and gateway is None:
        raise Refusal(ErrorCode.PAYMENT_METHOD_NOT_ALLOWED, f"no gateway takes {form.method} here", ["method"])
    currency = form.currency or contract.currency
    if currency != contract.currency:
        message = f"the account is in {contract.currency}"
        raise Refusal(ErrorCode.CURRENCY_MISMATCH, message, ["amount", "currency"])
    minor = ledger.checked_minor(form.amount, currency, settings.most_payment)
    before = await _begun(session, viewer, key, contract.id, minor, form.method)
    if before is not None:
        return PAYMENT_ID.encode(before)
    await _check_takes_money(session, contract, minor)
    if not counter:
        await _check_not_too_many(session, viewer)
    payment_id = PAYMENT_ID.new_key()
    journal = Journal(viewer.actor)
    payer = await _told_too(session, payer_contract_id)
    scope: Scope = {"customer_id": contract.customer_id, "contract_id": contract.id}
    journal.step(NodeType.PAYMENT, payment_id, "start", None, PaymentStatus.PENDING, **scope, **payer)
    values: dict[str, Any] = {
        "id": payment_id, "contract_id": contract.id, "amount_minor": minor, "currency": currency,
        "method": form.method, "payer": _payer(viewer), "payer_contract_id": payer_contract_id, "idempotency_key": key,
    }  # fmt: skip
    if counter:
        account = (await ledger.lock_accounts(session, [contract.id], currency))[contract.id]
        values |= {"status": PaymentStatus.SUCCEEDED, "paid_at": sa.func.clock_timestamp()}
        payment = await session.scalar(sa.insert(Payment).values(values).returning(Payment))
        assert payment is not None
        await _credit(session, settings, journal, payment, account)
        journal.step(
            NodeType.PAYMENT, payment_id, "succeed", PaymentStatus.PENDING, PaymentStatus.SUCCEEDED, **scope, **payer
        )
    else:
        values |= {"gateway": gateway, "return_url": form.return_url, "ask_at": sa.func.now() + ASK_AFTER[0]}
        await session.execute(sa.insert(Payment).values(values))
    await journal.write(session)
    return PAYMENT_ID.encode(payment_id)


async def _told_too(session: AsyncSession, payer_contract_id: ContractKey | None) -> PayerScope:
    """The line of who pays for another's number, and its holder: they hear what becomes of their money."""
    if payer_contract_id is None:
        return {}
    holder = await session.scalar(sa.select(Contract.customer_id).where(Contract.id == payer_contract_id))
    assert holder is not None
    return {"payer_contract_id": payer_contract_id, "payer_customer_id": holder}


def _payer(viewer: Viewer) -> str:
    return viewer.subject or viewer.actor


async def _credit(
    session: AsyncSession, settings: Settings, journal: Journal, payment: Payment, account: Account
) -> Moved:
    """A payment's money onto the account, with its receipt."""
    till = ledger.till(payment.method, payment.gateway, payment.currency, -payment.amount_minor)
    legs = [ledger.of_contract(account, payment.amount_minor), till]
    moved = (
        await ledger.post(session, PostingKind.PAYMENT, payment.currency, legs, journal.actor, payment_id=payment.id)
    )[account.id]
    await bill.issue(session, settings, BillKind.RECEIPT, payment, payment.amount_minor, moved)
    return moved


async def _for_whom(
    session: AsyncSession, settings: Settings, viewer: Viewer, form: Deposit
) -> tuple[Contract, ContractKey | None]:
    """The contract that is paid for, its state held; and the payer's line where it is somebody else's."""
    if (form.contract_id is None) == (form.msisdn is None):
        raise Refusal(ErrorCode.INVALID_INPUT, "give contractId or msisdn", ["contractId"])
    if form.contract_id is not None:
        return await contract_for(session, viewer, form.contract_id, ["contractId"]), None
    number = rules.msisdn(form.msisdn or "", settings)
    line = await own_line(session, viewer) if viewer.role in SUBSCRIBERS else None
    serving = sa.select(PhoneNumber.id).where(PhoneNumber.msisdn == number).scalar_subquery()
    found = await session.scalar(
        sa.select(Contract)
        .where(Contract.phone_number_id == serving, Contract.status.in_(LIVE))
        .with_for_update(read=True)
    )
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "no line of ours has this number", ["msisdn"])
    return found, line.id if line is not None and line.id != found.id else None


async def _begun(
    session: AsyncSession, viewer: Viewer, key: str, contract_id: ContractKey, minor: int, method: PaymentMethod
) -> PaymentKey | None:
    """The payment that was begun with this key before, if it is the same."""
    found = await session.scalar(
        sa.select(Payment).where(Payment.payer == _payer(viewer), Payment.idempotency_key == key)
    )
    if found is None:
        return None
    if (found.contract_id, found.amount_minor, found.method) != (contract_id, minor, method):
        message = "this idempotency key was used with another input"
        raise Refusal(ErrorCode.IDEMPOTENCY_KEY_REUSED, message, ["idempotencyKey"])
    return found.id


async def _check_not_too_many(session: AsyncSession, viewer: Viewer) -> None:
    """Nobody begins payments without end: each may be told to somebody, and tells whether a number is ours."""
    waiting = sa.select(sa.func.count()).where(
        Payment.payer == _payer(viewer),
        Payment.created_at > sa.func.now() - timedelta(hours=1),
        Payment.gateway.is_not(None),
        Payment.status != PaymentStatus.SUCCEEDED,
    )
    if viewer.role in SUBSCRIBERS and (await session.scalar(waiting) or 0) >= MOST_AN_HOUR:
        raise Refusal(ErrorCode.TOO_MANY_PAYMENTS, f"at most {MOST_AN_HOUR} unpaid payments an hour", [])


async def _check_takes_money(session: AsyncSession, contract: Contract, minor: int) -> None:
    if contract.status in NEVER_ACTIVATED:
        raise Refusal(ErrorCode.CONTRACT_NOT_ACTIVATED, "the contract was never in service", ["contractId"])
    if contract.status is not ContractStatus.CLOSED:
        return
    account = (await ledger.lock_accounts(session, [contract.id], contract.currency))[contract.id]
    owed = max(-account.balance_minor, 0)
    if minor > owed:
        message = f"the contract has ended and owes {amount_of(owed, contract.currency)} {contract.currency}"
        raise Refusal(ErrorCode.CONTRACT_CLOSED, message, ["amount", "amount"])


async def locked(session: AsyncSession, key: PaymentKey, field: Sequence[str] = ("id",)) -> Payment:
    """The payment, its row locked. Raises Refusal NOT_FOUND."""
    found = await session.scalar(
        sa.select(Payment).where(Payment.id == key).with_for_update().execution_options(populate_existing=True)
    )
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such payment", field)
    return found


async def move(
    session: AsyncSession, journal: Journal, payment: Payment, customer_id: CustomerKey, verb: str, **values: Any
) -> None:
    """One transition of a locked payment, told. Raises Refusal INVALID_TRANSITION."""
    target = target_of(PAYMENT_STATES, payment.status, verb)
    journal.step(
        NodeType.PAYMENT, payment.id, verb, payment.status, target, customer_id=customer_id,
        contract_id=payment.contract_id, **await _told_too(session, payment.payer_contract_id),
    )  # fmt: skip
    await session.execute(
        sa.update(Payment)
        .where(Payment.id == payment.id)
        .values(status=target, **values)
        .execution_options(synchronize_session=False)
    )


def check_return_url(url: str | None, settings: Settings) -> None:
    """Payers are sent back to our own applications and nowhere else. Raises Refusal INVALID_INPUT."""
    if url is None:
        return
    clean = len(url) <= LONGEST_URL and url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    clean = clean and not _leads_up(url)
    if not clean or not any(_begins(url, allowed) for allowed in (settings.issuer, *settings.return_urls)):
        raise Refusal(ErrorCode.INVALID_INPUT, "payers are not sent there; see CRM_RETURN_URLS", ["returnUrl"])


def _leads_up(url: str) -> bool:
    """Whether a browser would take steps of the path away (`..`, also as %2e), so that the address begins otherwise."""
    path = unquote(url.partition("?")[0].partition("#")[0])
    return any(step in {".", ".."} for step in path.split("/"))


def _begins(url: str, allowed: str) -> bool:
    """`https://app.example` allows that origin alone, `telecom://` a scheme of one's own."""
    if allowed.endswith(("/", ":")):
        return url.startswith(allowed)
    return url == allowed or url.startswith((allowed + "/", allowed + "?"))


# What a gateway says


async def take_state(
    session: AsyncSession, settings: Settings, payment: Payment, state: ChargeState, actor: str
) -> str:
    """Do what the gateway's word about a locked payment asks for; what that was, in one word.

    Money that came for a payment that was given up, or in another amount, goes to suspense and is never credited by
    itself.
    """
    journal = Journal(actor)
    customer_id = await customer_of(session, payment)
    if state.status is ChargeStatus.SUCCEEDED:
        outcome = await _take_success(session, settings, journal, payment, customer_id, state)
    elif payment.status not in UNDECIDED:
        outcome = "NOTHING"
        if state.status is not ChargeStatus.PENDING:
            await _stop_asking(session, payment)
    elif state.status is ChargeStatus.FAILED:
        values = {"failure_code": state.failure_code, "failure_message": state.failure_message}
        await move(session, journal, payment, customer_id, "fail", ask_at=None, **values)
        outcome = "FAILED"
    elif state.status is ChargeStatus.CANCELLED:
        await move(session, journal, payment, customer_id, "cancel", ask_at=None)
        outcome = "CANCELLED"
    elif state.status is ChargeStatus.PENDING:
        outcome = "NOTHING"
    else:
        assert_never(state.status)
    await journal.write(session)
    return outcome


async def _take_success(
    session: AsyncSession,
    settings: Settings,
    journal: Journal,
    payment: Payment,
    customer_id: CustomerKey,
    state: ChargeState,
) -> str:
    agrees = (state.amount_minor, state.currency) == (payment.amount_minor, payment.currency)
    if payment.status in UNDECIDED and agrees:
        account = (await ledger.lock_accounts(session, [payment.contract_id], payment.currency))[payment.contract_id]
        moved = await _credit(session, settings, journal, payment, account)
        await move(
            session, journal, payment, customer_id, "succeed", paid_at=moved.at, ask_at=None,
            gateway_fee_minor=state.fee_minor,
        )  # fmt: skip
        return "SUCCEEDED"
    await _stop_asking(session, payment)
    if payment.paid_at is not None and agrees:
        return "NOTHING"
    if payment.status in UNDECIDED:
        await move(
            session, journal, payment, customer_id, "fail", ask_at=None, failure_code="AMOUNT_DIFFERS",
            failure_message=f"the gateway took {amount_of(state.amount_minor, state.currency)} {state.currency}",
        )  # fmt: skip
    suspended = sa.select(LedgerPosting.id).where(
        LedgerPosting.payment_id == payment.id, LedgerPosting.kind == PostingKind.SUSPENSE
    )
    if await session.scalar(suspended) is not None:
        return "NOTHING"
    legs = [
        ledger.till(payment.method, payment.gateway, state.currency, -state.amount_minor),
        ledger.house(LedgerAccountKind.SUSPENSE, state.currency, state.amount_minor),
    ]
    reason = f"came for a payment that is {payment.status}" if agrees else "came in another amount than was asked for"
    await ledger.post(
        session, PostingKind.SUSPENSE, state.currency, legs, journal.actor, reason=reason, payment_id=payment.id
    )
    journal.event(
        "payment.unexpected", "Payment", payment.id, customer_id=customer_id, contract_id=payment.contract_id,
        payload={"internal": True},
    )  # fmt: skip
    return "SUSPENSE"


async def _stop_asking(session: AsyncSession, payment: Payment) -> None:
    """Both sides have decided."""
    await session.execute(
        sa.update(Payment)
        .where(Payment.id == payment.id, Payment.ask_at.is_not(None))
        .values(ask_at=None)
        .execution_options(synchronize_session=False)
    )


async def mark_unknown(session: AsyncSession, payment: Payment, actor: str) -> None:
    """The gateway did not answer: what became of the payment is not known until it is asked."""
    if payment.status is PaymentStatus.PENDING:
        journal = Journal(actor)
        await move(session, journal, payment, await customer_of(session, payment), "lose")
        await journal.write(session)


async def cancel_payment(session: AsyncSession, viewer: Viewer, payment_id: str, reason: str | None) -> str:
    """Give a payment up that is not confirmed. Raises Refusal NOT_FOUND, INVALID_TRANSITION. Returns its id."""
    journal = Journal(viewer.actor, rules.reason(reason))
    payment = await locked(session, key_of(payment_id, PAYMENT_ID, ["id"]))
    check_own(viewer, payment)
    # Where the gateway may be beginning it just now, it is asked, and told, once more.
    beginning = payment.gateway is not None and payment.gateway_reference is None
    values: dict[str, Any] = {} if beginning else {"ask_at": None}
    await move(session, journal, payment, await customer_of(session, payment), "cancel", **values)
    await journal.write(session)
    return payment_id


def check_own(viewer: Viewer, payment: Payment) -> None:
    """A subscriber gives up what they began themselves. Raises Refusal NOT_FOUND."""
    if viewer.role in SUBSCRIBERS and payment.payer != _payer(viewer):
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such payment", ["id"])


async def customer_of(session: AsyncSession, payment: Payment) -> CustomerKey:
    found = await session.scalar(sa.select(Contract.customer_id).where(Contract.id == payment.contract_id))
    assert found is not None
    return found
