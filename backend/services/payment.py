"""Payments: GetDeposit and the payment's life cycle until it is posted to the account."""

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
from backend.gateways.payments import ChargeState, ChargeStatus, failure_code
from backend.identifiers import PAYMENT_ID, ContractKey, CustomerKey, PaymentKey
from backend.metrics import REFUSED
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
from backend.models.contract import IN_SERVICE
from backend.models.payment import UNDECIDED
from backend.money import amount_of
from backend.services import bill, ledger, rules
from backend.services.ledger import Account, BalanceChange
from backend.services.lines import contract_for, key_of, own_line
from backend.services.recording import Journal, PayerScope, Scope, target_of
from backend.settings import Settings

MAX_URL_CHARACTERS = 2_000
MAX_PER_HOUR = 20
COUNTER_METHODS = frozenset({PaymentMethod.CASH, PaymentMethod.BANK_TRANSFER})  # accepted by staff, posted immediately
# The delays between polls of a gateway for the state of a payment or a refund; the last one repeats.
POLL_DELAYS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(hours=1), timedelta(days=1))
NEVER_ACTIVATED = frozenset({ContractStatus.DRAFT, ContractStatus.ACCEPTED, ContractStatus.CANCELLED})


@dataclass(frozen=True)
class Deposit:
    """The payment form. Exactly one of `contract_id` and `msisdn` is given; `currency`: the contract's where None."""

    amount: Decimal
    currency: str | None
    method: PaymentMethod
    contract_id: str | None = None
    msisdn: str | None = None
    return_url: str | None = None


async def get_deposit(
    session: AsyncSession, settings: Settings, viewer: Viewer, form: Deposit, key: str, gateway: str | None
) -> str:
    """Take a payment: cash and bank transfers are posted immediately, others start as PENDING at `gateway`.

    A payment is created once per payer and key, even after the idempotency key has expired.

    Raises Refusal INVALID_INPUT, NOT_FOUND, PAYMENT_METHOD_NOT_ALLOWED, CONTRACT_NOT_ACTIVATED, CONTRACT_CLOSED,
    CURRENCY_MISMATCH, INVALID_AMOUNT, IDEMPOTENCY_KEY_REUSED, TOO_MANY_PAYMENTS. Returns the payment's id.
    """
    # What does not depend on the contract is checked first: a refusal must not show whether a number exists.
    counter = form.method in COUNTER_METHODS
    _check_method(viewer, form, gateway)
    check_return_url(form.return_url, settings)
    if form.msisdn is not None:
        ledger.checked_minor(form.amount, form.currency or settings.currency, settings.most_payment)
    existing = await _existing_payment(session, viewer, key)
    if existing is None and not counter:
        await _check_rate(session, viewer)
    contract, payer_contract_id = await _contract_to_pay(session, settings, viewer, form)
    currency = form.currency or contract.currency
    if currency != contract.currency:
        message = f"the contract's account is in {contract.currency}"
        raise Refusal(ErrorCode.CURRENCY_MISMATCH, message, ["amount", "currency"])
    minor = ledger.checked_minor(form.amount, currency, settings.most_payment)
    if existing is not None:
        return _repeated(existing, contract.id, minor, form.method)
    await _check_accepts_payment(session, contract, minor)
    payment_id = PAYMENT_ID.new_key()
    journal = Journal(viewer.actor)
    payer_scope = await _payer_scope(session, payer_contract_id)
    scope: Scope = {"customer_id": contract.customer_id, "contract_id": contract.id}
    journal.step(NodeType.PAYMENT, payment_id, "start", None, PaymentStatus.PENDING, **scope, **payer_scope)
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
            NodeType.PAYMENT,
            payment_id,
            "succeed",
            PaymentStatus.PENDING,
            PaymentStatus.SUCCEEDED,
            **scope,
            **payer_scope,
        )
    else:
        values |= {"gateway": gateway, "return_url": form.return_url, "ask_at": sa.func.now() + POLL_DELAYS[0]}
        await session.execute(sa.insert(Payment).values(values))
    await journal.write(session)
    return PAYMENT_ID.encode(payment_id)


def _check_method(viewer: Viewer, form: Deposit, gateway: str | None) -> None:
    """Raises Refusal PAYMENT_METHOD_NOT_ALLOWED."""
    if form.method in COUNTER_METHODS:
        if viewer.role in SUBSCRIBERS:
            message = "the payment methods CASH and BANK_TRANSFER are accepted from staff only"
            raise Refusal(ErrorCode.PAYMENT_METHOD_NOT_ALLOWED, message, ["method"])
    elif gateway is None:
        message = f"no gateway is configured for the payment method {form.method}"
        raise Refusal(ErrorCode.PAYMENT_METHOD_NOT_ALLOWED, message, ["method"])


async def _payer_scope(session: AsyncSession, payer_contract_id: ContractKey | None) -> PayerScope:
    """The payer's contract and customer where somebody else's number was paid for: the payer also receives the
    payment's events.
    """
    if payer_contract_id is None:
        return {}
    customer_id = await session.scalar(sa.select(Contract.customer_id).where(Contract.id == payer_contract_id))
    assert customer_id is not None
    return {"payer_contract_id": payer_contract_id, "payer_customer_id": customer_id}


def _payer(viewer: Viewer) -> str:
    return viewer.subject or viewer.actor


async def _credit(
    session: AsyncSession, settings: Settings, journal: Journal, payment: Payment, account: Account
) -> BalanceChange:
    """Post a payment to the contract's account and issue its receipt."""
    tender = ledger.tender_leg(payment.method, payment.gateway, payment.currency, -payment.amount_minor)
    legs = [ledger.contract_leg(account, payment.amount_minor), tender]
    changes = await ledger.post(
        session, PostingKind.PAYMENT, payment.currency, legs, journal.actor, payment_id=payment.id
    )
    await bill.issue(session, settings, BillKind.RECEIPT, payment, payment.amount_minor, changes[account.id])
    return changes[account.id]


async def _contract_to_pay(
    session: AsyncSession, settings: Settings, viewer: Viewer, form: Deposit
) -> tuple[Contract, ContractKey | None]:
    """The contract to pay for, under a share lock, and the payer's contract where that is another one."""
    if (form.contract_id is None) == (form.msisdn is None):
        raise Refusal(ErrorCode.INVALID_INPUT, "exactly one of contractId and msisdn is required", ["contractId"])
    if form.contract_id is not None:
        return await contract_for(session, viewer, form.contract_id, ["contractId"]), None
    number = rules.msisdn(form.msisdn or "", settings)
    line = await own_line(session, viewer) if viewer.role in SUBSCRIBERS else None
    serving = sa.select(PhoneNumber.id).where(PhoneNumber.msisdn == number).scalar_subquery()
    found = await session.scalar(
        sa.select(Contract)
        .where(Contract.phone_number_id == serving, Contract.status.in_(IN_SERVICE))
        .with_for_update(read=True)
    )
    # To a subscriber a number in another currency is as unknown as one that does not exist.
    other_currency = found is not None and line is not None and form.currency not in {None, found.currency}
    if found is None or other_currency:
        raise Refusal(ErrorCode.NOT_FOUND, "no active or suspended contract has this number", ["msisdn"])
    return found, line.id if line is not None and line.id != found.id else None


async def _existing_payment(session: AsyncSession, viewer: Viewer, key: str) -> Payment | None:
    """The payment that this payer created with this key before."""
    found: Payment | None = await session.scalar(
        sa.select(Payment).where(Payment.payer == _payer(viewer), Payment.idempotency_key == key)
    )
    return found


def _repeated(existing: Payment, contract_id: ContractKey, minor: int, method: PaymentMethod) -> str:
    """The id of the payment that an earlier call created. Raises Refusal IDEMPOTENCY_KEY_REUSED."""
    if (existing.contract_id, existing.amount_minor, existing.method) != (contract_id, minor, method):
        message = "this idempotency key was already used with a different input"
        raise Refusal(ErrorCode.IDEMPOTENCY_KEY_REUSED, message, ["idempotencyKey"])
    return PAYMENT_ID.encode(existing.id)


async def _check_rate(session: AsyncSession, viewer: Viewer) -> None:
    """Limit a subscriber's unpaid payments per hour: each may notify another customer, and shows whether a number is
    the operator's. Raises Refusal TOO_MANY_PAYMENTS.
    """
    if viewer.role not in SUBSCRIBERS:
        return
    # Payments of one payer are counted one after the other, until the transaction ends.
    name = f"payments of {_payer(viewer)}"
    await session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(name, 0))))
    waiting = sa.select(sa.func.count()).where(
        Payment.payer == _payer(viewer),
        Payment.created_at > sa.func.now() - timedelta(hours=1),
        Payment.gateway.is_not(None),
        Payment.status != PaymentStatus.SUCCEEDED,
    )
    if (await session.scalar(waiting) or 0) >= MAX_PER_HOUR:
        REFUSED.labels("unpaid payments").inc()
        message = f"a payer may start at most {MAX_PER_HOUR} payments per hour that are not paid"
        raise Refusal(ErrorCode.TOO_MANY_PAYMENTS, message, [])


async def _check_accepts_payment(session: AsyncSession, contract: Contract, minor: int) -> None:
    """Raises Refusal CONTRACT_NOT_ACTIVATED, and CONTRACT_CLOSED where a closed contract owes less than `minor`."""
    if contract.status in NEVER_ACTIVATED:
        raise Refusal(ErrorCode.CONTRACT_NOT_ACTIVATED, "the contract was never activated", ["contractId"])
    if contract.status is not ContractStatus.CLOSED:
        return
    account = (await ledger.lock_accounts(session, [contract.id], contract.currency))[contract.id]
    owed = max(-account.balance_minor, 0)
    if minor > owed:
        message = f"the contract is closed and owes {amount_of(owed, contract.currency)} {contract.currency}"
        raise Refusal(ErrorCode.CONTRACT_CLOSED, message, ["amount", "amount"])


async def locked(session: AsyncSession, key: PaymentKey, field: Sequence[str] = ("id",)) -> Payment:
    """Lock and read a payment. Raises Refusal NOT_FOUND."""
    found = await session.scalar(
        sa.select(Payment).where(Payment.id == key).with_for_update().execution_options(populate_existing=True)
    )
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such payment", field)
    return found


async def transition(
    session: AsyncSession, journal: Journal, payment: Payment, customer_id: CustomerKey, verb: str, **values: Any
) -> None:
    """Make one transition of a locked payment and record it in the journal. `values`: other columns to set.

    Raises Refusal INVALID_TRANSITION.
    """
    target = target_of(PAYMENT_STATES, payment.status, verb)
    journal.step(
        NodeType.PAYMENT, payment.id, verb, payment.status, target, customer_id=customer_id,
        contract_id=payment.contract_id, **await _payer_scope(session, payment.payer_contract_id),
    )  # fmt: skip
    await session.execute(
        sa.update(Payment)
        .where(Payment.id == payment.id)
        .values(status=target, **values)
        .execution_options(synchronize_session=False)
    )


def check_return_url(url: str | None, settings: Settings) -> None:
    """Check that a return URL is below the issuer or an entry of CRM_RETURN_URLS. Raises Refusal INVALID_INPUT."""
    if url is None:
        return
    plain = len(url) <= MAX_URL_CHARACTERS and url.isascii() and url.isprintable()
    plain = plain and " " not in url and "\\" not in url and not _has_dot_segments(url)
    if not plain or not any(_is_below(url, allowed) for allowed in (settings.issuer, *settings.return_urls)):
        message = "a return URL must begin with the server's own URL or an entry of CRM_RETURN_URLS"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["returnUrl"])


def _has_dot_segments(url: str) -> bool:
    """Whether the path has segments `.` or `..`, also as %2e, which browsers remove (RFC 3986, section 5.2.4)."""
    path = unquote(url.partition("?")[0].partition("#")[0])
    return any(segment in {".", ".."} for segment in path.split("/"))


def _is_below(url: str, allowed: str) -> bool:
    """Whether a URL is allowed by an entry: an origin such as `https://app.example`, or a scheme such as `telecom://`."""
    if allowed.endswith(("/", ":")):
        return url.startswith(allowed)
    return url == allowed or url.startswith((allowed + "/", allowed + "?"))


# States reported by a gateway


async def apply_state(
    session: AsyncSession, settings: Settings, payment: Payment, state: ChargeState, actor: str
) -> str:
    """Apply the state that a gateway reports of a locked payment.

    Money received for a payment that is not open any more, or in another amount or currency, is posted to SUSPENSE and
    is not credited. Returns the outcome: SUCCEEDED, FAILED, CANCELLED, SUSPENSE or NOTHING.
    """
    journal = Journal(actor)
    customer_id = await customer_of(session, payment)
    if state.status is ChargeStatus.SUCCEEDED:
        outcome = await _apply_success(session, settings, journal, payment, customer_id, state)
    elif payment.status not in UNDECIDED:
        outcome = "NOTHING"
        if state.status is not ChargeStatus.PENDING:
            await _stop_polling(session, payment)
    elif state.status is ChargeStatus.FAILED:
        values = {"failure_code": failure_code(state.failure_code), "failure_message": state.failure_message}
        await transition(session, journal, payment, customer_id, "fail", ask_at=None, **values)
        outcome = "FAILED"
    elif state.status is ChargeStatus.CANCELLED:
        await transition(session, journal, payment, customer_id, "cancel", ask_at=None)
        outcome = "CANCELLED"
    elif state.status is ChargeStatus.PENDING:
        outcome = "NOTHING"
    else:
        assert_never(state.status)
    await journal.write(session)
    return outcome


async def _apply_success(
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
        change = await _credit(session, settings, journal, payment, account)
        await transition(
            session, journal, payment, customer_id, "succeed", paid_at=change.at, ask_at=None,
            gateway_fee_minor=state.fee_minor,
        )  # fmt: skip
        return "SUCCEEDED"
    await _stop_polling(session, payment)
    if payment.paid_at is not None and agrees:
        return "NOTHING"
    if payment.status in UNDECIDED:
        await transition(
            session, journal, payment, customer_id, "fail", ask_at=None, failure_code="AMOUNT_DIFFERS",
            failure_message=f"the gateway took {amount_of(state.amount_minor, state.currency)} {state.currency}",
        )  # fmt: skip
    suspended = sa.select(LedgerPosting.id).where(
        LedgerPosting.payment_id == payment.id, LedgerPosting.kind == PostingKind.SUSPENSE
    )
    if await session.scalar(suspended) is not None:
        return "NOTHING"
    legs = [
        ledger.tender_leg(payment.method, payment.gateway, state.currency, -state.amount_minor),
        ledger.house_leg(LedgerAccountKind.SUSPENSE, state.currency, state.amount_minor),
    ]
    reason = (
        f"received for a payment that is {payment.status}"
        if agrees
        else "received in another amount than the payment's"
    )
    await ledger.post(
        session, PostingKind.SUSPENSE, state.currency, legs, journal.actor, reason=reason, payment_id=payment.id
    )
    journal.event(
        "payment.unexpected", "Payment", payment.id, customer_id=customer_id, contract_id=payment.contract_id,
        payload={"internal": True},
    )  # fmt: skip
    return "SUSPENSE"


async def _stop_polling(session: AsyncSession, payment: Payment) -> None:
    """Poll the gateway no more: the payment's state is final here and there."""
    await session.execute(
        sa.update(Payment)
        .where(Payment.id == payment.id, Payment.ask_at.is_not(None))
        .values(ask_at=None)
        .execution_options(synchronize_session=False)
    )


async def mark_unknown(session: AsyncSession, payment: Payment, actor: str) -> None:
    """Set a PENDING payment to UNKNOWN because its gateway did not answer; polling finds its state later."""
    if payment.status is PaymentStatus.PENDING:
        journal = Journal(actor)
        await transition(session, journal, payment, await customer_of(session, payment), "lose")
        await journal.write(session)


async def cancel_payment(session: AsyncSession, viewer: Viewer, payment_id: str, reason: str | None) -> str:
    """Cancel a payment that is not confirmed. Raises Refusal NOT_FOUND, INVALID_TRANSITION. Returns its id."""
    journal = Journal(viewer.actor, rules.reason(reason))
    payment = await locked(session, key_of(payment_id, PAYMENT_ID, ["id"]))
    check_own(viewer, payment)
    # A charge that may be starting at the gateway right now is polled once more, and then cancelled there.
    starting = payment.gateway is not None and payment.gateway_reference is None
    values: dict[str, Any] = {} if starting else {"ask_at": None}
    await transition(session, journal, payment, await customer_of(session, payment), "cancel", **values)
    await journal.write(session)
    return payment_id


def check_own(viewer: Viewer, payment: Payment) -> None:
    """Check that a subscriber is the payer of the payment. Raises Refusal NOT_FOUND."""
    if viewer.role in SUBSCRIBERS and payment.payer != _payer(viewer):
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such payment", ["id"])


async def customer_of(session: AsyncSession, payment: Payment) -> CustomerKey:
    found = await session.scalar(sa.select(Contract.customer_id).where(Contract.id == payment.contract_id))
    assert found is not None
    return found
