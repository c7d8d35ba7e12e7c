"""The acts that move money. Each takes a key: asked for twice, it is done once."""

from decimal import Decimal
from typing import Any, Optional

import strawberry
from strawberry import Info

from backend.resolvers import money
from backend.resolvers.context import Context
from backend.schema.declare import lazily
from backend.schema.enums import PaymentMethod
from backend.schema.payloads import KEY_TEXT, REASON_TEXT, UserError, given, optional, user_errors
from backend.schema.scalars import CurrencyCode
from backend.services.charge import Amount
from backend.services.idempotency import Outcome
from backend.services.payment import Deposit

PAYMENT: Any = Optional[lazily("payment.Payment")]
REFUND: Any = Optional[lazily("refund.Refund")]
ENTRY: Any = Optional[lazily("ledger.LedgerEntry")]
CONTRACT: Any = Optional[lazily("contract.Contract")]
Request = Info[Context, None]
DONE = "Empty when it was done."


@strawberry.type(description="What `getDeposit` left.")
class GetDepositPayload:
    payment: object = strawberry.field(
        description="The payment as it is now: SUCCEEDED at a counter, PENDING with a gateway; null when refused.",
        graphql_type=PAYMENT,
    )
    checkout_url: str | None = given("Where the payer goes on, where a gateway takes the payment.")
    errors: list[UserError] = given(DONE)


@strawberry.type(description="What a mutation of a payment left.")
class PaymentPayload:
    payment: object = strawberry.field(description="The payment as it is now; null when refused.", graphql_type=PAYMENT)
    errors: list[UserError] = given(DONE)

    @classmethod
    def of(cls, outcome: Outcome) -> "PaymentPayload":
        return cls(payment=outcome.node_id, errors=user_errors(outcome))


@strawberry.type(description="What a mutation of a refund left.")
class RefundPayload:
    refund: object = strawberry.field(description="The refund as it is now; null when refused.", graphql_type=REFUND)
    errors: list[UserError] = given(DONE)

    @classmethod
    def of(cls, outcome: Outcome) -> "RefundPayload":
        return cls(refund=outcome.node_id, errors=user_errors(outcome))


@strawberry.type(description="What moved.")
class LedgerEntryPayload:
    entry: object = strawberry.field(
        description="The entry on the account of the contract that was named; null when refused.", graphql_type=ENTRY
    )
    errors: list[UserError] = given(DONE)

    @classmethod
    def of(cls, outcome: Outcome) -> "LedgerEntryPayload":
        return cls(entry=outcome.node_id, errors=user_errors(outcome))


@strawberry.type(description="Whose limit is now otherwise.")
class CreditLimitPayload:
    contract: object = strawberry.field(
        description="The contract as it is now; null when refused.", graphql_type=CONTRACT
    )
    errors: list[UserError] = given(DONE)

    @classmethod
    def of(cls, outcome: Outcome) -> "CreditLimitPayload":
        return cls(contract=outcome.node_id, errors=user_errors(outcome))


@strawberry.input(description="An exact amount.")
class MoneyInput:
    amount: Decimal = given("The amount, as text.")
    currency: CurrencyCode | None = optional("ISO 4217 code; the account's own when absent.")

    def value(self) -> Amount:
        return Amount(self.amount, self.currency)


@strawberry.input(description="A top-up.")
class GetDepositInput:
    contract_id: strawberry.ID | None = optional("The contract it is for; give this or `msisdn`.")
    msisdn: str | None = optional("The number it is for, whoever holds it.")
    amount: MoneyInput = given("What is paid.")
    method: PaymentMethod = given("How it is paid: at a counter by our staff, or through the gateway.")
    return_url: str | None = optional("Where the gateway sends the payer back to; one of those that are allowed.")
    idempotency_key: str = given(KEY_TEXT + " For a payment the key is remembered for ever.")


@strawberry.input(description="Which payment, and why.")
class PaymentActionInput:
    id: strawberry.ID = given("The payment.")
    reason: str | None = optional(REASON_TEXT)
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="What is to be paid back.")
class RefundPaymentInput:
    payment_id: strawberry.ID = given("The payment.")
    amount: MoneyInput | None = optional("How much of it; all that is left when absent.")
    reason: str = given(REASON_TEXT)
    idempotency_key: str = given(KEY_TEXT)


@strawberry.input(description="Which refund is let go.")
class ApproveRefundInput:
    id: strawberry.ID = given("The refund; somebody else asked for it.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Which refund is refused, and why.")
class RejectRefundInput:
    id: strawberry.ID = given("The refund.")
    reason: str = given(REASON_TEXT)
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="What is charged once, and for what.")
class ChargeContractInput:
    contract_id: strawberry.ID = given("The contract.")
    amount: MoneyInput = given("The amount, tax included.")
    reason: str = given("What for; the customer reads it on the statement.")
    idempotency_key: str = given(KEY_TEXT)


@strawberry.input(description="What is given or taken, and why.")
class AdjustBalanceInput:
    contract_id: strawberry.ID = given("The contract.")
    amount: MoneyInput = given("Positive: given to the customer; negative: taken.")
    reason: str = given("Why; the customer reads it on the statement.")
    idempotency_key: str = given(KEY_TEXT)


@strawberry.input(description="What moves from one contract of a customer to another.")
class TransferBalanceInput:
    from_contract_id: strawberry.ID = given("The contract it leaves; it has to hold that much.")
    to_contract_id: strawberry.ID = given("The contract it goes to.")
    amount: MoneyInput = given("How much.")
    reason: str | None = optional(REASON_TEXT)
    idempotency_key: str = given(KEY_TEXT)


@strawberry.input(description="Which movement is taken back, all sides of it.")
class ReverseEntryInput:
    id: strawberry.ID = given("Its entry on a contract's account: of a charge, an adjustment or a transfer.")
    reason: str = given(REASON_TEXT)
    idempotency_key: str = given(KEY_TEXT)


@strawberry.input(description="How far below zero a balance may go.")
class SetCreditLimitInput:
    contract_id: strawberry.ID = given("The contract.")
    limit: MoneyInput | None = optional("How far; zero: not at all; null: there is no limit.")
    reason: str = given(REASON_TEXT)
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.type(description="Acts that move money.")
class MoneyMutation:
    @strawberry.mutation(description="GetDeposit: top a contract up, at a counter or through the gateway.")
    async def get_deposit(self, info: Request, input: GetDepositInput) -> GetDepositPayload:
        form = Deposit(
            amount=input.amount.amount,
            currency=input.amount.currency,
            method=input.method,
            contract_id=input.contract_id,
            msisdn=input.msisdn,
            return_url=input.return_url,
        )
        outcome, checkout_url = await money.get_deposit(info.context, form, input.idempotency_key)
        return GetDepositPayload(payment=outcome.node_id, checkout_url=checkout_url, errors=user_errors(outcome))

    @strawberry.mutation(description="Give up a payment that is not confirmed.")
    async def cancel_payment(self, info: Request, input: PaymentActionInput) -> PaymentPayload:
        return PaymentPayload.of(
            await money.cancel_payment(info.context, input.id, input.reason, input.idempotency_key)
        )

    @strawberry.mutation(description="Pay back a payment, or a part of it, by the means it came by.")
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

    @strawberry.mutation(description="Let a refund go that somebody else asked for.")
    async def approve_refund(self, info: Request, input: ApproveRefundInput) -> RefundPayload:
        return RefundPayload.of(await money.approve_refund(info.context, input.id, input.idempotency_key))

    @strawberry.mutation(description="Refuse a refund that was asked for.")
    async def reject_refund(self, info: Request, input: RejectRefundInput) -> RefundPayload:
        return RefundPayload.of(await money.reject_refund(info.context, input.id, input.reason, input.idempotency_key))

    @strawberry.mutation(description="Charge a contract once, for something named.")
    async def charge_contract(self, info: Request, input: ChargeContractInput) -> LedgerEntryPayload:
        outcome = await money.charge_contract(
            info.context, input.contract_id, input.amount.value(), input.reason, input.idempotency_key
        )
        return LedgerEntryPayload.of(outcome)

    @strawberry.mutation(description="Give a customer an amount, or take one, without anything being sold.")
    async def adjust_balance(self, info: Request, input: AdjustBalanceInput) -> LedgerEntryPayload:
        outcome = await money.adjust_balance(
            info.context, input.contract_id, input.amount.value(), input.reason, input.idempotency_key
        )
        return LedgerEntryPayload.of(outcome)

    @strawberry.mutation(description="Move what one contract holds to another of the same customer.")
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

    @strawberry.mutation(description="Take a charge, an adjustment or a transfer back.")
    async def reverse_entry(self, info: Request, input: ReverseEntryInput) -> LedgerEntryPayload:
        return LedgerEntryPayload.of(
            await money.reverse_entry(info.context, input.id, input.reason, input.idempotency_key)
        )

    @strawberry.mutation(description="Say how far below zero the balance of a contract may go.")
    async def set_credit_limit(self, info: Request, input: SetCreditLimitInput) -> CreditLimitPayload:
        outcome = await money.set_credit_limit(
            info.context,
            input.contract_id,
            input.limit.value() if input.limit else None,
            input.reason,
            input.idempotency_key,
        )
        return CreditLimitPayload.of(outcome)
