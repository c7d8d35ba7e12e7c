"""The sign-in pages, in three languages; they work on a phone and without JavaScript."""

import math
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.auth.attempts import TooManyAttempts
from backend.errors import Throttled
from backend.http.sign_in.account import AccountPages
from backend.http.sign_in.device import DevicePages
from backend.http.sign_in.staff import StaffPages
from backend.http.sign_in.subscribers import SubscriberPages
from backend.http.web import BadForm, Link, Visit, style

Page = Callable[[Visit], Awaitable[Response]]
LONG_MINUTES = 90
BUSY_SECONDS = 5


class SignInPages(StaffPages, SubscriberPages, AccountPages, DevicePages):
    """All sign-in pages and their routes."""

    def routes(self) -> list[Route]:
        pages: dict[str, tuple[Page, Page]] = {
            "/oauth/sign-in": (self.show_sign_in, self.sign_in),
            "/oauth/second-factor": (self.show_account, self.second_factor),
            "/oauth/set-up-factor": (self.show_set_up, self.set_up),
            "/oauth/confirm": (self.show_set_up, self.confirm),
            "/oauth/number": (self.show_number, self.number),
            "/oauth/code": (self.show_number, self.code),
            "/oauth/invitation": (self.show_invitation, self.invitation),
            "/oauth/device": (self.show_device, self.device),
            "/oauth/disconnect": (self.show_account, self.disconnect),
            "/oauth/account": (self.show_account, self.change_password),
        }
        routes = [Route(path, self._page(get, post), methods=["GET", "POST"]) for path, (get, post) in pages.items()]
        return [*routes, Route("/oauth/style.css", _style)]

    def _page(self, get: Page, post: Page) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            visit = Visit(request, self._service.settings, self._service.secrets)
            try:
                if request.method == "POST":
                    await visit.read_form()
                place = self._usual_place(visit)
                async with self._service.pages.turn(place.name, rank=0 if place.known else 1):
                    return await (post if request.method == "POST" else get)(visit)
            except BadForm as error:
                again, expired = (Link(visit.here, visit.text("begin_again")),), visit.text("expired_form")
                return visit.page(visit.text("sign_in"), error=expired, links=again, status=error.status)
            except (TooManyAttempts, Throttled) as error:
                seconds = error.retry_seconds if isinstance(error, TooManyAttempts) else BUSY_SECONDS
                again = (Link(visit.here, visit.text("begin_again")),)
                message = _wait(visit, seconds)
                response = visit.page(visit.text("sign_in"), error=message, links=again, status=429)
                response.headers["Retry-After"] = str(seconds)
                return response

        return answer


def _wait(visit: Visit, seconds: int) -> str:
    """The message that says how long to wait: minutes up to LONG_MINUTES, hours above."""
    minutes = math.ceil(seconds / 60)
    if minutes > LONG_MINUTES:
        return visit.text("too_many_hours", hours=math.ceil(minutes / 60))
    return visit.text("too_many", minutes=minutes)


async def _style(_: Request) -> Response:
    headers = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return Response(style(), media_type="text/css", headers=headers)
