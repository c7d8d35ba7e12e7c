"""GetDeposit: a payment is taken at a counter, or starts at a gateway."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import unquote

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import STAFF, SUBSCRIBERS, Viewer
from backend.errors import ErrorCode, Refusal
from backend.identifiers import PAYMENT_ID, ContractKey, PaymentKey
from backend.metrics import REFUSED
from backend.models import Contract, ContractStatus, NodeType, Payment, PaymentMethod, PaymentStatus, PhoneNumber
from backend.models.contract import ENDED, IN_SERVICE
from backend.money import amount_of
from backend.services import ledger, rules
from backend.services.acts import Acting, NodeId, Payload, act, all_fields
from backend.services.amounts import Money, checked_minor
from backend.services.deposit_statement import deposit_statement
from backend.services.lines import contract_for, own_line
from backend.services.payment import COUNTER_METHODS, NEVER_ACTIVATED, POLL_DELAYS, credit, payer_of, payer_scope
from backend.services.processes import Outside
from backend.services.recording import Scope
from backend.settings import Settings

MAX_URL_CHARACTERS = 2_000
MAX_PER_HOUR = 20


@dataclass(frozen=True, kw_only=True)
class GetDeposit:
    """A top-up."""

    contract_id: Annotated[NodeId | None, "The contract to top up. Give this or `msisdn`."] = None
    msisdn: Annotated[str | None, "The phone number to top up; it may be of another customer."] = None
    amount: Annotated[Money, "Amount to pay."]
    method: Annotated[PaymentMethod, "Payment method: at a counter (staff only) or through the gateway."]
    return_url: Annotated[
        str | None, "Address to which the gateway sends the payer back; CRM_RETURN_URLS lists the allowed ones."
    ] = None


@dataclass(frozen=True)
class Checkout:
    """Where a payer completes a payment at a gateway."""

    checkout_url: Annotated[str | None, "Address of the gateway's payment page, when a gateway takes the payment."]


async def _start(outside: Outside, command: GetDeposit, node_id: str) -> Checkout | None:
    """Start the charge of a payment at its gateway."""
    key = PAYMENT_ID.decode(node_id)
    if key is None or command.method in COUNTER_METHODS:
        return None
    await outside.billing.start(key)
    return Checkout(await outside.billing.checkout_url(key))


def _meant(command: GetDeposit) -> Mapping[str, Any]:
    """The amount and its currency stand beside the other fields, as in the digests of earlier releases."""
    given = all_fields(command)
    return {**given, **given["amount"]}


_PAYLOAD = Payload(
    name="GetDepositPayload",
    text="The payment: SUCCEEDED at a counter, PENDING with a gateway; null when the mutation was refused, and in a dry"
    " run.",
    beside=Checkout,
)


@act(
    Payment,
    STAFF | SUBSCRIBERS,
    payload=_PAYLOAD,
    meant=_meant,
    key_required=True,
    then=_start,
    as_statement=deposit_statement,
)
async def get_deposit(acting: Acting, command: GetDeposit) -> PaymentKey:
    """GetDeposit: top up a contract, at a counter or through the gateway. The idempotency keys of payments are kept
    permanently.

    Cash and bank transfers are posted immediately, other payments start as PENDING at the gateway. A payment is created
    once per payer and key, even after the idempotency key has expired.

    Raises Refusal INVALID_INPUT, NOT_FOUND, PAYMENT_METHOD_NOT_ALLOWED, CONTRACT_NOT_ACTIVATED, CONTRACT_CLOSED,
    CURRENCY_MISMATCH, INVALID_AMOUNT, IDEMPOTENCY_KEY_REUSED, TOO_MANY_PAYMENTS.
    """
    session, settings, viewer, journal, key = acting.session, acting.settings, acting.viewer, acting.journal, acting.key
    assert key is not None
    # What does not depend on the contract is checked first: a refusal must not show whether a number exists.
    counter = command.method in COUNTER_METHODS
    gateway = None if counter else next(iter(acting.gateways), None)
    _check_method(viewer, command, gateway)
    check_return_url(command.return_url, settings)
    if command.msisdn is not None:
        checked_minor(command.amount.amount, command.amount.currency or settings.currency, settings.most_payment)
    existing = await _existing_payment(session, viewer, key)
    if existing is None and not counter:
        await _check_rate(session, viewer)
    contract, payer_contract_id = await _contract_to_pay(session, settings, viewer, command)
    currency = command.amount.currency or contract.currency
    if currency != contract.currency:
        message = f"the contract's account is in {contract.currency}"
        raise Refusal(ErrorCode.CURRENCY_MISMATCH, message, ["amount", "currency"])
    minor = checked_minor(command.amount.amount, currency, settings.most_payment)
    if existing is not None:
        return _repeated(existing, contract.id, minor, command.method)
    await _check_accepts_payment(session, contract, minor)
    payment_id = PAYMENT_ID.new_key()
    payer = await payer_scope(session, payer_contract_id)
    scope: Scope = {"customer_id": contract.customer_id, "contract_id": contract.id}
    journal.step(NodeType.PAYMENT, payment_id, "start", None, PaymentStatus.PENDING, **scope, **payer)
    values: dict[str, Any] = {
        "id": payment_id, "contract_id": contract.id, "amount_minor": minor, "currency": currency,
        "method": command.method, "payer": payer_of(viewer), "payer_contract_id": payer_contract_id,
        "idempotency_key": key,
    }  # fmt: skip
    if counter:
        account = (await ledger.lock_accounts(session, [contract.id], currency))[contract.id]
        values |= {"status": PaymentStatus.SUCCEEDED, "paid_at": sa.func.clock_timestamp()}
        payment = await session.scalar(sa.insert(Payment).values(values).returning(Payment))
        assert payment is not None
        await credit(session, settings, journal, payment, account)
        states = PaymentStatus.PENDING, PaymentStatus.SUCCEEDED
        journal.step(NodeType.PAYMENT, payment_id, "succeed", *states, **scope, **payer)
    else:
        values |= {"gateway": gateway, "return_url": command.return_url, "ask_at": sa.func.now() + POLL_DELAYS[0]}
        await session.execute(sa.insert(Payment).values(values))
    return payment_id


def _check_method(viewer: Viewer, command: GetDeposit, gateway: str | None) -> None:
    """Raises Refusal PAYMENT_METHOD_NOT_ALLOWED."""
    if command.method in COUNTER_METHODS:
        if viewer.role in SUBSCRIBERS:
            message = "the payment methods CASH and BANK_TRANSFER are accepted from staff only"
            raise Refusal(ErrorCode.PAYMENT_METHOD_NOT_ALLOWED, message, ["method"])
    elif gateway is None:
        message = f"no gateway is configured for the payment method {command.method}"
        raise Refusal(ErrorCode.PAYMENT_METHOD_NOT_ALLOWED, message, ["method"])


async def _contract_to_pay(
    session: AsyncSession, settings: Settings, viewer: Viewer, command: GetDeposit
) -> tuple[Contract, ContractKey | None]:
    """The contract to pay for, under a share lock, and the payer's contract where that is another one."""
    if (command.contract_id is None) == (command.msisdn is None):
        raise Refusal(ErrorCode.INVALID_INPUT, "exactly one of contractId and msisdn is required", ["contractId"])
    if command.contract_id is not None:
        return await contract_for(session, viewer, command.contract_id, ["contractId"]), None
    number = rules.msisdn(command.msisdn or "", settings)
    line = await own_line(session, viewer) if viewer.role in SUBSCRIBERS else None
    serving = sa.select(PhoneNumber.id).where(PhoneNumber.msisdn == number).scalar_subquery()
    found = await session.scalar(
        sa.select(Contract)
        .where(Contract.phone_number_id == serving, Contract.status.in_(IN_SERVICE))
        .with_for_update(read=True)
    )
    # To a subscriber a number in another currency is as unknown as one that does not exist.
    other_currency = found is not None and line is not None and command.amount.currency not in {None, found.currency}
    if found is None or other_currency:
        raise Refusal(ErrorCode.NOT_FOUND, "no active or suspended contract has this number", ["msisdn"])
    return found, line.id if line is not None and line.id != found.id else None


async def _existing_payment(session: AsyncSession, viewer: Viewer, key: str) -> Payment | None:
    """The payment that this payer created with this key before."""
    found: Payment | None = await session.scalar(
        sa.select(Payment).where(Payment.payer == payer_of(viewer), Payment.idempotency_key == key)
    )
    return found


def _repeated(existing: Payment, contract_id: ContractKey, minor: int, method: PaymentMethod) -> PaymentKey:
    """The key of the payment that an earlier call created. Raises Refusal IDEMPOTENCY_KEY_REUSED."""
    if (existing.contract_id, existing.amount_minor, existing.method) != (contract_id, minor, method):
        message = "this idempotency key was already used with a different input"
        raise Refusal(ErrorCode.IDEMPOTENCY_KEY_REUSED, message, ["idempotencyKey"])
    return existing.id


async def _check_rate(session: AsyncSession, viewer: Viewer) -> None:
    """Limit a subscriber's unpaid payments per hour: each may notify another customer, and shows whether a number is
    the operator's. Raises Refusal TOO_MANY_PAYMENTS.
    """
    if viewer.role not in SUBSCRIBERS:
        return
    # Payments of one payer are counted one after the other, until the transaction ends.
    name = f"payments of {payer_of(viewer)}"
    await session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(name, 0))))
    waiting = sa.select(sa.func.count()).where(
        Payment.payer == payer_of(viewer),
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
    # The first fee may be due before the activation.
    if contract.status in NEVER_ACTIVATED and contract.status is not ContractStatus.ACCEPTED:
        raise Refusal(ErrorCode.CONTRACT_NOT_ACTIVATED, "the contract was never activated", ["contractId"])
    if contract.status not in ENDED:
        return
    account = (await ledger.lock_accounts(session, [contract.id], contract.currency))[contract.id]
    owed = max(-account.balance_minor, 0)
    if minor > owed:
        message = f"the contract has ended and owes {amount_of(owed, contract.currency)} {contract.currency}"
        raise Refusal(ErrorCode.CONTRACT_CLOSED, message, ["amount", "amount"])


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
