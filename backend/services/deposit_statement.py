"""A payment at a counter as one SQL statement: the idempotency key, the rows of `deposit.get_deposit`, the audit entry.

It saves round trips and makes no decisions. Where a condition of the payment does not hold, no account is credited and
the statement rolls itself back; the verb is then run and finds the reason. A test compares the rows of both.
"""

from typing import TYPE_CHECKING, Any

import orjson

from backend.auth.viewer import SUBSCRIBERS, Viewer
from backend.database import SqlCall
from backend.errors import Refusal
from backend.identifiers import CONTRACT_ID, PAYMENT_ID, ContractKey, PaymentKey, uuid7
from backend.models import (
    LedgerAccountKind,
    NodeType,
    Payment,
    PaymentMethod,
    PaymentStatus,
    PostingKind,
    house_account_id,
)
from backend.models.contract import IN_SERVICE
from backend.models.states import text_list
from backend.money import contained_tax
from backend.records import audit, events, history, outcomes
from backend.records import ledger as ledger_records
from backend.records.rows import literal
from backend.services.amounts import checked_minor
from backend.services.idempotency import Claim, Outcome, PreparedStatement, Statement
from backend.services.payment import COUNTER_METHODS
from backend.settings import Settings

if TYPE_CHECKING:
    from backend.services.deposit import GetDeposit

HOUSE_ACCOUNTS = {PaymentMethod.CASH: LedgerAccountKind.CASH, PaymentMethod.BANK_TRANSFER: LedgerAccountKind.BANK}

_CREDITED = "from credited"
_CLAIM = outcomes.insert_outcome(actor="$1", key="$2", input_hash="$3", outcome="$4")
_HOUSE = ledger_records.insert_houses(_CREDITED, account_id="$10", kind="$11", code="$11", currency="$6")
_POSTING = ledger_records.insert_postings(
    _CREDITED, id="$12", kind=literal(PostingKind.PAYMENT), payment_id="$8", actor="$13"
)
_ENTRIES = ledger_records.insert_entries(
    _CREDITED,
    [
        {
            "id": "$14", "account_id": "id", "account": literal(LedgerAccountKind.CONTRACT),
            "contract_id": "contract_id", "amount_minor": "$7", "balance_after_minor": "balance_minor",
        },
        {
            "id": "$15", "account_id": "$10", "account": "$11",
            "contract_id": "null", "amount_minor": "-$7::bigint", "balance_after_minor": "null",
        },
    ],
    posting_id="$12", kind=literal(PostingKind.PAYMENT), payment_id="$8", currency="$6", created_at="moved_at",
)  # fmt: skip
_STEPS = history.insert_steps(
    [
        history.Step(NodeType.PAYMENT, "start", "$8", created=PaymentStatus.PENDING, contract="contract_id"),
        history.Step(NodeType.PAYMENT, "succeed", "$8", source=PaymentStatus.PENDING, contract="contract_id"),
    ],
    "credited", actor="$13", customer="customer_id", at="moved_at",
)  # fmt: skip
_EVENT = events.insert_transitions(
    _CREDITED, NodeType.PAYMENT, "succeed", None, PaymentStatus.SUCCEEDED, node="$8", actor="$13",
    customer="customer_id", contract="contract_id",
)  # fmt: skip
_AUDIT = audit.entry_parts(
    audit.array(audit.inserted(Payment, "paid")), "from paid", **audit.caller("$13", "$19", "$20", "$21", "$22"),
    **audit.node(Payment, "$8"), verb="'getDeposit'", outcome=literal(audit.DONE), idempotency_key="$2",
)  # fmt: skip
_STATEMENT = f"""
with claim as ({_CLAIM}), line as (
    select k.id, k.customer_id from claim, contract k
    where k.id = $5 and k.status in ({text_list(IN_SERVICE)}) and k.currency = $6 for share of k
), credited as (
    update ledger_account a
    set balance_minor = a.balance_minor + $7, moved_at = greatest(clock_timestamp(), a.moved_at + interval '1 microsecond')
    from line where a.contract_id = line.id and a.currency = $6
    returning a.id, a.contract_id, a.customer_id, a.balance_minor, a.moved_at
), paid as (
    insert into payment (id, contract_id, amount_minor, currency, method, status, paid_at, payer, idempotency_key)
    select $8, contract_id, $7, $6, $9, '{PaymentStatus.SUCCEEDED}', moved_at, $1, $2 from credited
    returning *
), house as ({_HOUSE}), posting as ({_POSTING}), entry as ({_ENTRIES}), receipt as (
    insert into bill (id, kind, contract_id, payment_id, method, amount_minor, tax_minor, tax_rate, balance_before_minor,
        balance_after_minor, currency, issued_at)
    select $16, 'RECEIPT', contract_id, $8, $9, $7, $17, $18, balance_minor - $7, balance_minor, $6, moved_at from credited
), step as ({_STEPS}), logged_event as ({_EVENT}), {_AUDIT}
select case when exists (select from credited) then true
    when exists (select from claim) then crm_refuse('NOT_IN_ONE_STATEMENT', 'the verb decides') else false end
"""


def deposit_statement(settings: Settings, viewer: Viewer, command: "GetDeposit") -> Statement | None:
    """The statement for this payment; None where it needs the verb: not paid to staff at a counter, named by
    number, or with values that the verb refuses.
    """
    if (
        command.method not in COUNTER_METHODS
        or viewer.role in SUBSCRIBERS
        or command.msisdn is not None
        or command.return_url is not None
    ):
        return None
    contract_id = CONTRACT_ID.decode(command.contract_id or "")
    currency = command.amount.currency or settings.currency
    if contract_id is None:
        return None
    try:
        minor = checked_minor(command.amount.amount, currency, settings.most_payment)
    except Refusal:
        return None

    def prepare(claim: Claim) -> PreparedStatement:
        payment_id = PAYMENT_ID.new_key()
        outcome = Outcome(PAYMENT_ID.encode(payment_id))
        arguments = _arguments(settings, viewer, command, claim, outcome, contract_id, currency, minor, payment_id)
        return PreparedStatement(SqlCall(_STATEMENT, arguments), outcome)

    return prepare


def _arguments(
    settings: Settings, viewer: Viewer, command: "GetDeposit", claim: Claim, outcome: Outcome, contract_id: ContractKey,
    currency: str, minor: int, payment_id: PaymentKey,
) -> list[Any]:  # fmt: skip
    house = HOUSE_ACCOUNTS[command.method].value
    return [
        claim.actor, claim.key, claim.digest, orjson.dumps(outcome.stored()).decode(),
        contract_id, currency, minor, payment_id, command.method.value,
        house_account_id(house, currency), house, uuid7(), viewer.actor, uuid7(), uuid7(), uuid7(),
        contained_tax(minor, settings.tax_rate), settings.tax_rate,
        viewer.role.shown, viewer.client, viewer.session_id, claim.origin.address,
    ]  # fmt: skip
