"""Mutations that move money. An idempotency key ensures that a repeated call is executed once."""

from decimal import Decimal
from typing import Any, Optional

import strawberry
from strawberry import Info

from backend.resolvers import money
from backend.resolvers.context import Context
from backend.resolvers.planned import Planning
from backend.schema.declare import lazy_type
from backend.schema.enums import PaymentMethod
from backend.schema.payloads import KEY_TEXT, UserError, described, optional, user_errors
from backend.schema.plans import DONE_AS_PLANNED_TEXT, DRY_RUN_TEXT, PLAN_TEXT, Plan, plan_of
from backend.schema.scalars import CurrencyCode
from backend.services.acts import REASON_TEXT
from backend.services.charge import Amount
from backend.services.idempotency import Outcome
from backend.services.payment import Deposit

PAYMENT: Any = Optional[lazy_type("payment.Payment")]
REFUND: Any = Optional[lazy_type("refund.Refund")]
ENTRY: Any = Optional[lazy_type("ledger.LedgerEntry")]
CONTRACT: Any = Optional[lazy_type("contract.Contract")]
Request = Info[Context, None]
ERRORS_TEXT = "Why the mutation was refused; empty when it succeeded."


@strawberry.type(description="The result of `getDeposit`.")
class GetDepositPayload:
    payment: object = strawberry.field(
        description="The payment: SUCCEEDED at a counter, PENDING with a gateway; null when the mutation was refused.",
        graphql_type=PAYMENT,
    )
    checkout_url: str | None = described("Address of the gateway's payment page, when a gateway takes the payment.")
    errors: list[UserError] = described(ERRORS_TEXT)
    plan: Optional[Plan] = described(PLAN_TEXT)


@strawberry.type(description="The result of a mutation of a payment.")
class PaymentPayload:
    payment: object = strawberry.field(
        description="The payment after the mutation; null when the mutation was refused.", graphql_type=PAYMENT
    )
    errors: list[UserError] = described(ERRORS_TEXT)

    @classmethod
    def of(cls, outcome: Outcome) -> "PaymentPayload":
        return cls(payment=outcome.node_id, errors=user_errors(outcome))


@strawberry.type(description="The result of a mutation of a refund.")
class RefundPayload:
    refund: object = strawberry.field(
        description="The refund after the mutation; null when the mutation was refused.", graphql_type=REFUND
    )
    errors: list[UserError] = described(ERRORS_TEXT)

    @classmethod
    def of(cls, outcome: Outcome) -> "RefundPayload":
        return cls(refund=outcome.node_id, errors=user_errors(outcome))


@strawberry.type(description="The result of a mutation that posts to the ledger.")
class LedgerEntryPayload:
    entry: object = strawberry.field(
        description="The entry on the account of the given contract; null when the mutation was refused.",
        graphql_type=ENTRY,
    )
    errors: list[UserError] = described(ERRORS_TEXT)

    @classmethod
    def of(cls, outcome: Outcome) -> "LedgerEntryPayload":
        return cls(entry=outcome.node_id, errors=user_errors(outcome))


@strawberry.type(description="Contract whose credit limit was changed.")
class CreditLimitPayload:
    contract: object = strawberry.field(
        description="The contract after the mutation; null when the mutation was refused.", graphql_type=CONTRACT
    )
    errors: list[UserError] = described(ERRORS_TEXT)

    @classmethod
    def of(cls, outcome: Outcome) -> "CreditLimitPayload":
        return cls(contract=outcome.node_id, errors=user_errors(outcome))


@strawberry.input(description="An exact amount.")
class MoneyInput:
    amount: Decimal = described("The amount, as a string.")
    currency: CurrencyCode | None = optional("ISO 4217 code; the currency of the account when absent.")

    def value(self) -> Amount:
        return Amount(self.amount, self.currency)


@strawberry.input(description="A top-up.")
class GetDepositInput:
    contract_id: strawberry.ID | None = optional("The contract to top up. Give this or `msisdn`.")
    msisdn: str | None = optional("The phone number to top up; it may be of another customer.")
    amount: MoneyInput = described("Amount to pay.")
    method: PaymentMethod = described("Payment method: at a counter (staff only) or through the gateway.")
    return_url: str | None = optional(
        "Address to which the gateway sends the payer back; CRM_RETURN_URLS lists the allowed ones."
    )
    idempotency_key: str = described(KEY_TEXT + " Keys of payments are kept permanently.")
    dry_run: bool | None = optional(DRY_RUN_TEXT, default=False)
    plan_token: str | None = optional(DONE_AS_PLANNED_TEXT)


@strawberry.input(description="Input of `cancelPayment`.")
class PaymentActionInput:
    id: strawberry.ID = described("The payment.")
    reason: str | None = optional(REASON_TEXT)
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of `refundPayment`.")
class RefundPaymentInput:
    payment_id: strawberry.ID = described("The payment.")
    amount: MoneyInput | None = optional("Amount to refund; the whole refundable rest when absent.")
    reason: str = described(REASON_TEXT)
    idempotency_key: str = described(KEY_TEXT)


@strawberry.input(description="Input of `approveRefund`.")
class ApproveRefundInput:
    id: strawberry.ID = described("The refund. It must have been requested by somebody else.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of `rejectRefund`.")
class RejectRefundInput:
    id: strawberry.ID = described("The refund.")
    reason: str = described(REASON_TEXT)
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of `chargeContract`.")
class ChargeContractInput:
    contract_id: strawberry.ID = described("The contract.")
    amount: MoneyInput = described("The amount, tax included.")
    reason: str = described("What the charge is for; shown on the customer's statement.")
    idempotency_key: str = described(KEY_TEXT)


@strawberry.input(description="Input of `adjustBalance`.")
class AdjustBalanceInput:
    contract_id: strawberry.ID = described("The contract.")
    amount: MoneyInput = described("Amount: positive credits the customer, negative debits the customer.")
    reason: str = described("Reason of the adjustment; shown on the customer's statement.")
    idempotency_key: str = described(KEY_TEXT)


@strawberry.input(description="Input of `transferBalance`.")
class TransferBalanceInput:
    from_contract_id: strawberry.ID = described("The contract to debit; its balance must cover the amount.")
    to_contract_id: strawberry.ID = described("The contract to credit.")
    amount: MoneyInput = described("Amount to transfer.")
    reason: str | None = optional(REASON_TEXT)
    idempotency_key: str = described(KEY_TEXT)


@strawberry.input(description="Input of `reverseEntry`. All sides of the posting are reversed.")
class ReverseEntryInput:
    id: strawberry.ID = described("An entry on a contract's account: of a charge, an adjustment or a transfer.")
    reason: str = described(REASON_TEXT)
    idempotency_key: str = described(KEY_TEXT)


@strawberry.input(description="Input of `setCreditLimit`.")
class SetCreditLimitInput:
    contract_id: strawberry.ID = described("The contract.")
    limit: MoneyInput | None = optional(
        "How far below zero the balance may go; zero forbids a negative balance, null removes the limit."
    )
    reason: str = described(REASON_TEXT)
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.type(description="Mutations that move money.")
class MoneyMutation:
    @strawberry.mutation(description="GetDeposit: top up a contract, at a counter or through the gateway.")
    async def get_deposit(self, info: Request, input: GetDepositInput) -> GetDepositPayload:
        form = Deposit(
            amount=input.amount.amount,
            currency=input.amount.currency,
            method=input.method,
            contract_id=input.contract_id,
            msisdn=input.msisdn,
            return_url=input.return_url,
        )
        planning = Planning(bool(input.dry_run), input.plan_token)
        outcome, checkout_url = await money.get_deposit(info.context, form, input.idempotency_key, planning)
        return GetDepositPayload(
            payment=outcome.node_id, checkout_url=checkout_url, errors=user_errors(outcome), plan=plan_of(outcome)
        )

    @strawberry.mutation(description="Cancel a payment that is not confirmed.")
    async def cancel_payment(self, info: Request, input: PaymentActionInput) -> PaymentPayload:
        return PaymentPayload.of(
            await money.cancel_payment(info.context, input.id, input.reason, input.idempotency_key)
        )

    @strawberry.mutation(description="Refund a payment or a part of it, by its original payment method.")
    async def refund_payment(self, info: Request, input: RefundPaymentInput) -> RefundPayload:
        amount = input.amount and input.amount.value()
        outcome = await money.refund_payment(
            info.context,
            input.payment_id,
            amount.amount if amount else None,
            amount.currency if amount else None,
            input.reason,
            input.idempotency_key,
        )
        return RefundPayload.of(outcome)

    @strawberry.mutation(description="Approve a refund that somebody else requested.")
    async def approve_refund(self, info: Request, input: ApproveRefundInput) -> RefundPayload:
        return RefundPayload.of(await money.approve_refund(info.context, input.id, input.idempotency_key))

    @strawberry.mutation(description="Reject a requested refund.")
    async def reject_refund(self, info: Request, input: RejectRefundInput) -> RefundPayload:
        return RefundPayload.of(await money.reject_refund(info.context, input.id, input.reason, input.idempotency_key))

    @strawberry.mutation(description="Charge a contract once.")
    async def charge_contract(self, info: Request, input: ChargeContractInput) -> LedgerEntryPayload:
        outcome = await money.charge_contract(
            info.context, input.contract_id, input.amount.value(), input.reason, input.idempotency_key
        )
        return LedgerEntryPayload.of(outcome)

    @strawberry.mutation(
        description="Credit or debit a contract's balance as an adjustment. Above CRM_ADJUSTMENT_APPROVAL_ABOVE the "
        "first call is recorded and refused with SECOND_PERSON_REQUIRED; it is carried out when another person calls "
        "it for the same contract and amount within 24 hours."
    )
    async def adjust_balance(self, info: Request, input: AdjustBalanceInput) -> LedgerEntryPayload:
        outcome = await money.adjust_balance(
            info.context, input.contract_id, input.amount.value(), input.reason, input.idempotency_key
        )
        return LedgerEntryPayload.of(outcome)

    @strawberry.mutation(description="Transfer balance between two contracts of one customer.")
    async def transfer_balance(self, info: Request, input: TransferBalanceInput) -> LedgerEntryPayload:
        outcome = await money.transfer_balance(
            info.context,
            input.from_contract_id,
            input.to_contract_id,
            input.amount.value(),
            input.reason,
            input.idempotency_key,
        )
        return LedgerEntryPayload.of(outcome)

    @strawberry.mutation(description="Reverse a charge, an adjustment or a transfer.")
    async def reverse_entry(self, info: Request, input: ReverseEntryInput) -> LedgerEntryPayload:
        return LedgerEntryPayload.of(
            await money.reverse_entry(info.context, input.id, input.reason, input.idempotency_key)
        )

    @strawberry.mutation(
        description="Set how far below zero the balance of a contract may go. Above CRM_CREDIT_LIMIT_APPROVAL_ABOVE, "
        "and to remove the limit, the first call is recorded and refused with SECOND_PERSON_REQUIRED; it is carried "
        "out when another person calls it for the same contract and limit within 24 hours."
    )
    async def set_credit_limit(self, info: Request, input: SetCreditLimitInput) -> CreditLimitPayload:
        outcome = await money.set_credit_limit(
            info.context,
            input.contract_id,
            input.limit.value() if input.limit else None,
            input.reason,
            input.idempotency_key,
        )
        return CreditLimitPayload.of(outcome)
