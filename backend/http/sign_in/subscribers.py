"""Sign-in of subscribers by a code sent to their number, and optionally by the number of their identity document."""

import asyncio
import math
from datetime import timedelta
from urllib.parse import urlencode

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session as Orm
from starlette.responses import Response

from backend.auth.attempt_rules import network_of
from backend.auth.attempts import TooManyAttempts
from backend.auth.known_devices import Place
from backend.auth.service import AuthService, is_verified_holder, line_of
from backend.auth.sessions import begin_session
from backend.errors import OutsideUnavailable, Refusal
from backend.gateways.messages import Messages
from backend.http.sign_in.base import Pages
from backend.http.web import Button, Field, Form, Link, Visit
from backend.identifiers import CustomerKey
from backend.services import rules

RULES_OF_NUMBERS = ("code to a number", "codes to a number in all")
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
        if not self._messages.connected:
            return await self.show_number(visit, visit.text("cannot_send"), 503)
        try:
            await self._service.attempts.take_all(*_sending_rules(visit, msisdn, await self._place_at(visit, msisdn)))
        except TooManyAttempts as error:
            if error.rule not in RULES_OF_NUMBERS:
                raise
            # The code that was sent last is the owner's, whoever asked for it.
            return await self._show_code(visit, msisdn, waiting=error.retry_seconds)
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

    async def _place_at(self, visit: Visit, msisdn: str) -> Place:
        """Where an attempt at a number comes from. A device is known for a line: number, contract and customer."""
        if not self._device(visit).accounts:
            return self._place(visit, None)
        line = await self._service.with_database(lambda db: line_of(db, msisdn))
        return self._place(visit, line.name if line else None)

    async def _show_code(
        self, visit: Visit, msisdn: str, error: str | None = None, wrong: str = "", waiting: int = 0
    ) -> Response:
        """The page on which the code is entered. `waiting`: seconds until another code can be sent."""
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
        intro, status = visit.text("code_intro", number=msisdn), 401 if error else 200
        if waiting:
            intro, status = visit.text("code_waits", number=msisdn, minutes=math.ceil(waiting / 60)), 429
        response = visit.page(
            self._heading(visit, application), form, again, intro=(intro,), error=error, status=status,
            links=(other,), redirect=application.redirect,
        )  # fmt: skip
        if waiting:
            response.headers["Retry-After"] = str(waiting)
        return response

    async def code(self, visit: Visit) -> Response:
        try:
            msisdn = rules.msisdn(visit.form.get("number", ""), self._service.settings)
        except Refusal:
            return await self.show_number(visit, visit.text("wrong_number"), 400)
        place = await self._place_at(visit, msisdn)
        attempts = await self._service.attempts.take_all(*_code_rules(visit, msisdn, place))
        document = "".join(visit.form.get("document", "").split()).upper()
        holder_of = await self._customer_to_verify(visit, msisdn, place) if document else None
        if document and holder_of is None:
            return await self._show_code(visit, msisdn, visit.text("wrong_code"), "code")
        if holder_of is not None:
            attempts.append(await self._service.attempts.take("document of a customer", str(holder_of)))

        def check(db: Orm) -> tuple[str, str | None, str]:
            found = self._service.check_code(db, msisdn, visit.form.get("code", ""), known=place.known)
            if found is None:
                return "code", None, ""
            row, line = found
            if document and (
                line.customer_id != holder_of or not is_verified_holder(db, self._service.settings, line, document)
            ):
                row.attempts -= 1  # the code was correct; attempts of documents have a counter of their own
                return "document", None, ""
            row.used_at = sa.func.now()
            attempts.extend(
                self._service.attempts.attempt_at(rule, row.created_at, *subject)
                for rule, *subject in (("code to a number", msisdn, place.name), *_rules_of_strangers(visit))
            )
            self._end_previous_session(db, visit)
            lasts = timedelta(days=self._service.settings.subscriber_session_days)
            client = visit.next_parameter("client_id")
            cookie = begin_session(
                db, line, ["sms"], lasts, visit.origin, client=client, verified_holder=bool(document)
            )[1]
            return "", cookie, line.name

        wrong, cookie, account = await self._service.with_database(check)
        if wrong == "document":
            await self._service.attempts.give_back(*attempts[:-1])  # the code was right
        if wrong:
            return await self._show_code(visit, msisdn, visit.text(f"wrong_{wrong}"), wrong)
        await self._service.attempts.give_back(*attempts)
        return self._finish_sign_in(visit, cookie, account)

    async def _customer_to_verify(self, visit: Visit, msisdn: str, place: Place) -> CustomerKey | None:
        """The customer whose document may be checked now; None unless the code is correct.

        Without the code nobody can use up the customer's attempts, or learn from the limit which numbers belong to one
        customer.
        """

        def look(db: Orm) -> CustomerKey | None:
            found = self._service.check_code(db, msisdn, visit.form.get("code", ""), known=place.known)
            if found is None:
                return None
            row, line = found
            row.attempts -= 1  # the code is checked and counted again together with the document
            return line.customer_id

        return await self._service.with_database(look)


def _rules_of_strangers(visit: Visit) -> tuple[tuple[str, ...], ...]:
    """The rules about codes sent for unknown devices, whatever the number; a sign-in with the code gives back."""
    return ("codes from a network", network_of(visit.origin.address)), ("codes in all",)


def _sending_rules(visit: Visit, msisdn: str, place: Place) -> list[tuple[str, ...]]:
    """The rules that limit how many codes are sent."""
    rules: list[tuple[str, ...]] = [("code to a number", msisdn, place.name)]
    return rules if place.known else [*rules, *_rules_of_strangers(visit), ("codes to a number in all", msisdn)]


def _code_rules(visit: Visit, msisdn: str, place: Place) -> list[tuple[str, ...]]:
    """The rules that limit attempts to enter a code."""
    rules: list[tuple[str, ...]] = [("code tried for a number", msisdn, place.name)]
    if not place.known:
        rules += [("codes tried from a network", network_of(visit.origin.address)), ("codes tried in all",)]
    return rules
