"""Markers in every place from which words of people and of other systems reach the database."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from backend.gateways.payments import ChargeStatus, GatewayRefundStatus
from backend.models import NotificationChannel
from backend.notifications.channel import Undeliverable
from backend.notifications.email import EmailChannel, SmtpSettings
from backend.settings import Settings
from tests.client import Client
from tests.factories.notifications import new_notification
from tests.gateways.fake import FakeGateway
from tests.http.test_uploads import attach
from tests.imports.bulk import good, register
from tests.notifications.peers import mail_server
from tests.notifications.test_delivery import FakeChannel, sender
from tests.services.paying import key_of, reference, refund

DEPOSIT = (
    """mutation($input: GetDepositInput!) { getDeposit(input: $input) { payment { id status } errors { code } } }"""
)


def marked(source: str) -> str:
    """The marker of a source: a name, and phone numbers in spellings that patterns miss."""
    return f"Жибек-{source.replace(' ', '-')}- 0555.12.34.56 0555/123/456 0555–12–34–56 0555\u00a012\u00a034\u00a056"


def found_in(answer: str, sources: Iterable[str]) -> set[str]:
    """The sources whose markers occur in an answer."""
    markers = {source: f"-{source.replace(' ', '-')}-" for source in sources}
    return {source for source, marker in markers.items() if f"Жибек{marker}" in answer or f"Jibek{marker}" in answer}


class Sources:
    """Acts of the product whose inputs are markers."""

    def __init__(self, client: Client, settings: Settings, fake: FakeGateway, contract: str) -> None:
        self._client = client
        self._settings = settings
        self._fake = fake
        self._contract = contract  # the id of the contract of the subscribers who look for markers

    def plant(self) -> None:
        ticket = self._tickets()
        self._reasons()
        self._gateway()
        self._messages(ticket)
        self._files()
        self._settlement()
        self._sign_in()

    def _act(self, name: str, kind: str, selected: str = "", **given: Any) -> Any:
        query = f"mutation($i: {kind}!) {{ {name}(input: $i) {{ {selected} errors {{ code field message }} }} }}"
        payload = self._client.ask(query, {"i": given})[name]
        assert payload["errors"] == [], (name, payload)
        return payload

    def _tickets(self) -> str:
        opened = self._act(
            "openTicket", "OpenTicketInput", "ticket { id }", contractId=self._contract,
            subject=marked("subject"), description=marked("description"), category="Жибек-category- 0555.12.34.56",
        )  # fmt: skip
        ticket: str = opened["ticket"]["id"]
        self._act("assignTicket", "AssignTicketInput", id=ticket, queue="Жибек-queue- 0555.12.34.56")
        self._act("commentTicket", "CommentTicketInput", id=ticket, body=marked("comment"))
        self._act("commentTicket", "CommentTicketInput", id=ticket, body=marked("internal comment"), internal=True)
        assert attach(self._client, ticket, name="Жибек-attachment- 0555.12.34.56.png")["errors"] == []
        return ticket

    def _reasons(self) -> None:
        for act in ("suspendContract", "resumeContract"):
            self._act(act, "ContractActionInput", id=self._contract, reason=marked("reason"))
        money = {"amount": "1000.00", "currency": "KGS"}
        self._act(
            "adjustBalance", "AdjustBalanceInput", contractId=self._contract, amount=money,
            reason=marked("description of an entry"), idempotencyKey="marked adjustment",
        )  # fmt: skip

    def _gateway(self) -> None:
        """A declined charge, a paid one whose refund fails, and a day whose settlement cannot be fetched."""
        client, fake = self._client, self._fake
        declined = self._charge("declined")
        charge = reference(fake, declined)
        words = {"failure_code": marked("failure code"), "failure_message": marked("gateway")}
        fake.charges[charge] = replace(fake.charges[charge], status=ChargeStatus.FAILED, **words)
        client.run(client.app.state.billing.poll(key_of(declined)))
        paid = self._charge("paid")
        fake.pay(reference(fake, paid))
        client.run(client.app.state.billing.poll(key_of(paid)))
        fake.refund_status = GatewayRefundStatus.PENDING
        made = refund(client, paid, marked("reason of a refund")[:60], "1.00")
        assert made["errors"] == []
        client.as_owner(
            "update refund set reason = $1 where id = $2", marked("reason of a refund"), key_of(made["refund"])
        )
        (name,) = fake.refunds
        words = {"failure": marked("failed refund"), "failure_code": marked("failure code")}
        fake.refunds[name] = replace(fake.refunds[name], status=GatewayRefundStatus.FAILED, **words)
        client.run(client.app.state.billing.poll_refund(key_of(made["refund"])))

    def _charge(self, key: str) -> Any:
        amount = {"amount": "50.00", "currency": "KGS"}
        given = {"contractId": self._contract, "amount": amount, "method": "CARD", "idempotencyKey": f"marked {key}"}
        return self._client.ask(DEPOSIT, {"input": given})["getDeposit"]["payment"]

    def _messages(self, ticket: str) -> None:
        """The mail server and the SMSC refuse messages with words of their own."""
        client = self._client
        (row,) = client.sql("select id, customer_id from contract where id = $1::uuid", self._contract[4:])
        mine = {"contract_id": row["id"], "customer_id": row["customer_id"], "text": marked("message")}
        client.sql("update notification set status = 'SENT' where status = 'QUEUED'")
        client.insert(
            new_notification("EMAIL", recipient="jibek-recipient@example.org", subject=marked("message"), **mine),
            new_notification("SMS", recipient="+996555123456", **mine),
        )

        async def refuse() -> None:
            async with mail_server() as server:
                server.recipient_answer = "550 5.1.1 <jibek-smtp@example.org> 0555/123/456 unknown"
                settings = SmtpSettings(host="127.0.0.1", port=server.port, sender="crm@example.kg", start_tls="none")
                mail = EmailChannel(settings, lambda: datetime.now(UTC))
                short = FakeChannel()
                short.answers = [Undeliverable(f"smpp: {marked('smsc')}", status="0x0000000b")]
                for kind, channel in ((NotificationChannel.EMAIL, mail), (NotificationChannel.SMS, short)):
                    await self._send(kind, channel)
                await mail.close()

        client.run(refuse())

    async def _send(self, kind: NotificationChannel, channel: Any) -> None:
        connection = await self._client._beside()
        await asyncio.wait_for(sender(self._client.url, channel, kind).send_due(connection), 10)

    def _files(self) -> None:
        """A file with a wrong row, a row that is registered, and a file that is refused as a whole."""
        name = "Жибек-file- 0555.12.34.56.csv"
        rows = [good(770001, external_id="Жибек-external-id-"), good(770002, phone=marked("cell"))]
        job = register(self._client, self._settings, rows, name=name)
        assert (job["registered"], job["rejected"]) == (1, 1), job
        wrong = f"name,phone,{marked('heading')}\nx,+996555000001,y\n".encode()
        assert register(self._client, self._settings, wrong, name=name)["state"] == "FAILED"

    def _settlement(self) -> None:
        day = date.today() - timedelta(days=3)  # noqa: DTZ011  any day that has ended
        line, charge = "Jibek-line-0555.12.34.56", "Jibek-charge-0555.12.34.56"
        header = "line_id,kind,reference,refund_reference,amount_minor,fee_minor,currency,at"
        body = f"{header}\n{line},PAYMENT,{charge},,5000,7,KGS,{day}T10:00:00Z\n".encode()
        query = """mutation($input: ImportSettlementInput!) { importSettlement(input: $input) {
            settlement { mismatches(first: 1, filter: { kind: { eq: MISSING_HERE } }) { nodes { id } } } errors { code message } } }"""
        variables = {"input": {"gateway": "fake", "day": str(day), "file": None, "idempotencyKey": "marked settlement"}}
        form = {
            "operations": json.dumps({"query": query, "variables": variables}), "map": '{"0": ["variables.input.file"]}'
        }  # fmt: skip
        files = {"0": ("Жибек-settlement-.csv", body, "text/csv")}
        headers = {"GraphQL-Require-Preflight": "1"}
        answer = self._client.run(self._client.http.post("/graphql", data=form, files=files, headers=headers)).json()
        assert "errors" not in answer, answer
        payload = answer["data"]["importSettlement"]
        assert payload["errors"] == [], payload
        mismatch = payload["settlement"]["mismatches"]["nodes"][0]["id"]
        self._act("dismissMismatch", "DismissMismatchInput", id=mismatch, note=marked("note"), idempotencyKey="note")

    def _sign_in(self) -> None:
        """The staff sign in with browsers that name themselves as they like."""
        self._client.as_owner(
            "insert into session (subject, user_id, methods, user_agent, expires_at)"
            " select 'user:' || id, id, '{pwd}', $1, now() + interval '1 hour' from user_account",
            marked("user agent"),
        )
