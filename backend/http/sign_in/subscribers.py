"""Sign-in of subscribers by a code sent to their number, and optionally by the number of their identity document."""

import asyncio
from datetime import timedelta
from urllib.parse import urlencode

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session as Orm
from starlette.responses import Response

from backend.auth.service import AuthService, is_verified_holder, line_of
from backend.auth.sessions import begin_session
from backend.errors import OutsideUnavailable, Refusal
from backend.gateways.messages import Messages
from backend.http.sign_in.base import Pages
from backend.http.web import Button, Field, Form, Link, Visit
from backend.identifiers import CustomerKey
from backend.services import rules

log = structlog.get_logger()


class SubscriberPages(Pages):
    def __init__(self, service: AuthService, messages: Messages) -> None:
        super().__init__(service)
        self._messages = messages
        self._sending: set[asyncio.Task[None]] = set()

    async def show_number(self, visit: Visit, error: str | None = None, status: int = 200) -> Response:
        number = Field(
            "number", visit.text("number"), "tel", visit.form.get("number", ""), autocomplete="tel", inputmode="tel",
            invalid=bool(error), max_length=30,
        )  # fmt: skip
        form = Form("/oauth/number", (Button(visit.text("send_code")),), (number,), {"next": visit.next})
        application = await self._application(visit)
        return visit.page(
            self._heading(visit, application), form, intro=(visit.text("number_intro"),), error=error, status=status,
            redirect=application.redirect,
        )  # fmt: skip

    async def number(self, visit: Visit) -> Response:
        try:
            msisdn = rules.msisdn(visit.form.get("number", ""), self._service.settings)
        except Refusal:
            return await self.show_number(visit, visit.text("wrong_number"), 400)
        for limit, subject in self._counted_attempts(visit, msisdn):
            await self._service.attempts.take(limit, subject)
        await self._service.attempts.take("codes to a number in a day", msisdn)
        if not self._messages.connected:
            return await self.show_number(visit, visit.text("cannot_send"), 503)
        code, is_known_number = await self._service.new_code(msisdn)
        if is_known_number:
            # Sent in a task of its own: the duration or a failure of the response would reveal which numbers exist.
            task = asyncio.create_task(self._send_code(msisdn, visit.text("code_message", code=code)))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        return await self._show_code(visit, msisdn)

    async def _send_code(self, msisdn: str, message: str) -> None:
        try:
            await self._messages.send_text(msisdn, message)
        except OutsideUnavailable as error:
            log.warning("sign-in code not sent", reason=error.message)

    async def _show_code(self, visit: Visit, msisdn: str, error: str | None = None, wrong: str = "") -> Response:
        code = Field(
            "code", visit.text("code"), autocomplete="one-time-code", inputmode="numeric", max_length=12,
            value=visit.form.get("code", "") if wrong == "document" else "", invalid=wrong == "code",
        )  # fmt: skip
        document = Field(
            "document", visit.text("document"), hint=visit.text("document_hint"), required=False, max_length=50,
            invalid=wrong == "document",
        )  # fmt: skip
        hidden = {"number": msisdn, "next": visit.next}
        again = Form("/oauth/number", (Button(visit.text("send_again")),), hidden=hidden, secondary=True)
        form = Form("/oauth/code", (Button(visit.text("enter")),), (code, document), hidden)
        other = Link(f"/oauth/number?{urlencode({'next': visit.next})}", visit.text("other_number"))
        application = await self._application(visit)
        return visit.page(
            self._heading(visit, application), form, again, intro=(visit.text("code_intro", number=msisdn),),
            error=error, status=401 if error else 200, links=(other,), redirect=application.redirect,
        )  # fmt: skip

    async def code(self, visit: Visit) -> Response:
        try:
            msisdn = rules.msisdn(visit.form.get("number", ""), self._service.settings)
        except Refusal:
            return await self.show_number(visit, visit.text("wrong_number"), 400)
        attempts = [
            await self._service.attempts.take("code tried from an address", visit.origin.address),
            await self._service.attempts.take("code tried for a number", msisdn),
        ]
        document = "".join(visit.form.get("document", "").split()).upper()
        holder_of = await self._customer_to_verify(visit, msisdn) if document else None
        if document and holder_of is None:
            return await self._show_code(visit, msisdn, visit.text("wrong_code"), "code")
        if holder_of is not None:
            attempts.append(await self._service.attempts.take("document of a customer", str(holder_of)))

        def check(db: Orm) -> tuple[str, str | None]:
            row = self._service.check_code(db, msisdn, visit.form.get("code", ""))
            line = line_of(db, msisdn)
            if row is None or line is None:
                return "code", None
            if document and (line.customer_id != holder_of or not is_verified_holder(db, line, document)):
                row.attempts -= 1  # the code was correct; attempts of documents have a counter of their own
                return "document", None
            row.used_at = sa.func.now()
            attempts.extend(
                self._service.attempts.attempt_at(*sent, row.created_at)
                for sent in self._counted_attempts(visit, msisdn)
            )
            self._end_previous_session(db, visit)
            lasts = timedelta(days=self._service.settings.subscriber_session_days)
            client = visit.next_parameter("client_id")
            return "", begin_session(
                db, line, ["sms"], lasts, visit.origin, client=client, verified_holder=bool(document)
            )[1]

        wrong, cookie = await self._service.with_database(check)
        if wrong:
            return await self._show_code(visit, msisdn, visit.text(f"wrong_{wrong}"), wrong)
        await self._service.attempts.give_back(*attempts)
        return self._finish_sign_in(visit, cookie)

    @staticmethod
    def _counted_attempts(visit: Visit, msisdn: str) -> tuple[tuple[str, str | None], ...]:
        """The attempts counted when the code was sent that a successful sign-in gives back.

        The number of messages per number and day is not given back, because each message costs money.
        """
        return ("codes from an address", visit.origin.address), ("code to a number", msisdn)

    async def _customer_to_verify(self, visit: Visit, msisdn: str) -> CustomerKey | None:
        """The customer whose document may be checked now; None unless the code is correct.

        Without the code nobody can use up the customer's attempts, or learn from the limit which numbers belong to one
        customer.
        """

        def look(db: Orm) -> CustomerKey | None:
            row, line = self._service.check_code(db, msisdn, visit.form.get("code", "")), line_of(db, msisdn)
            if row is None or line is None:
                return None
            row.attempts -= 1  # the code is checked and counted again together with the document
            return line.customer_id

        return await self._service.with_database(look)
