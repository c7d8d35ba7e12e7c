"""Payments through the gateway in memory: calls, webhooks and the state that they lead to."""

import time
import uuid
from typing import Any

from tests.client import Client
from tests.gateways.fake import FakeGateway, signed
from tests.scenarios.test_get_deposit import contract

DEPOSIT = """mutation($input: GetDepositInput!) { getDeposit(input: $input) {
  payment { id status checkoutUrl failureCode contract { balance { amount } } } checkoutUrl errors { code field } } }"""
CANCEL = "mutation($i: PaymentActionInput!) { cancelPayment(input: $i) { payment { status } errors { code } } }"
REFUND = """mutation($i: RefundPaymentInput!) { refundPayment(input: $i) {
  refund { id status failure payment { status refunded { amount } } } errors { code field } } }"""


def start_payment(client: Client, key: str = "k", amount: str = "500.00", **more: Any) -> Any:
    given = {"contractId": contract(client), "amount": {"amount": amount}, "method": "CARD", "idempotencyKey": key}
    return client.ask(DEPOSIT, {"input": {**given, **more}})["getDeposit"]


def key_of(payment: Any) -> uuid.UUID:
    return uuid.UUID(payment["id"][4:])


def reference(fake: FakeGateway, payment: Any) -> str:
    return next(ref for ref, state in fake.charges.items() if state.payment_id == payment["id"])


def status(client: Client, payment: Any) -> str:
    return str(client.value("select status from payment where id = $1", key_of(payment)))


def send_webhook(client: Client, event: dict[str, Any], **more: Any) -> int:
    body, headers = signed(event, more.pop("moment", time.time()), **more)
    return client.run(client.http.post("/webhooks/fake", content=body, headers=headers)).status_code


def process_webhooks(client: Client) -> None:
    """Process the queued webhooks, as the worker does."""
    for row in client.sql("select gateway, event_id from webhook_receipt where done_at is null order by received_at"):
        client.run(client.app.state.billing.process(row["gateway"], row["event_id"]))


def poll_gateways(client: Client) -> None:
    """Make all polls of gateways due, and run them."""
    client.sql("update payment set ask_at = now() where ask_at is not null")
    client.sql("update refund set ask_at = now() where ask_at is not null")
    client.run(client.app.state.billing.poll_due())


def paid(client: Client, fake: FakeGateway, key: str = "k", amount: str = "500.00") -> Any:
    payment = start_payment(client, key, amount)["payment"]
    fake.pay(reference(fake, payment))
    client.run(client.app.state.billing.poll(key_of(payment)))
    assert status(client, payment) == "SUCCEEDED"
    return payment


def refund(client: Client, payment: Any, key: str, amount: str | None = None) -> Any:
    given = {"paymentId": payment["id"], "reason": "wrong number", "idempotencyKey": key}
    return client.ask(REFUND, {"i": given | ({"amount": {"amount": amount}} if amount else {})})["refundPayment"]
