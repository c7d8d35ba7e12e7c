"""The checkout pages. Their links are relative, so that they work under any path prefix."""

from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from backend.gateways.sandbox import charges, pages
from backend.gateways.sandbox.cards import CARDS, DECLINED
from backend.gateways.sandbox.charges import Charge
from backend.gateways.sandbox.configuration import SandboxSettings
from backend.gateways.sandbox.problem import Problem
from backend.gateways.sandbox.store import Store
from backend.gateways.sandbox.texts import text
from backend.gateways.sandbox.webhooks import Webhooks

MAX_FORM_BYTES = 4_000
MAX_FORM_FIELDS = 10
STYLE_SECONDS = 300


class Checkout:
    def __init__(self, settings: SandboxSettings, store: Store, webhooks: Webhooks) -> None:
        self._settings = settings
        self._store = store
        self._webhooks = webhooks

    def routes(self) -> list[Route]:
        return [
            Route("/checkout/style.css", _style),
            Route("/checkout/{id}", self._choose, methods=["GET", "POST"]),
            Route("/checkout/{id}/verify", self._verify, methods=["GET", "POST"]),
        ]

    async def _choose(self, request: Request) -> Response:
        charge = await self._find(request)
        if charge is None:
            return _unknown(request, "")
        if request.method != "POST":
            if not charge.open:
                return pages.done_page(charge)
            if charge.verifying:
                return pages.redirect(f"{charge.id}/verify", charge)
            return pages.open_page(charge)
        form = await _form(request)
        if form is None:
            return pages.plain_page(text("bad_form", charge.language), charge.language, 400)
        action, card = form.get("action"), CARDS.get(form.get("card", ""))
        if action == "cancel":
            charge = await self._store.write(charges.cancel, self._settings, charge.id)
        elif action == "decline":
            charge = await self._store.write(charges.pay, self._settings, charge.id, DECLINED)
        elif action == "pay" and card is not None:
            charge = await self._store.write(charges.pay, self._settings, charge.id, card)
        elif charge.open:
            return pages.open_page(charge, text("choose_card", charge.language), 422)
        return self._onward(charge, "", f"{charge.id}/verify")

    async def _verify(self, request: Request) -> Response:
        charge = await self._find(request)
        if charge is None:
            return _unknown(request, "../")
        if request.method != "POST":
            asked = charge.open and charge.verifying
            return pages.verify_page(charge) if asked else pages.redirect(f"../{charge.id}", charge)
        form = await _form(request)
        if form is None:
            return pages.plain_page(text("bad_form", charge.language), charge.language, 400, "../")
        if form.get("action") == "cancel":
            charge = await self._store.write(charges.cancel, self._settings, charge.id)
        else:
            code = form.get("code", "").strip()
            charge = await self._store.write(charges.verify, self._settings, charge.id, code)
            if charge.open and charge.verifying:
                return pages.verify_page(charge, text("wrong_code", charge.language), 422)
        return self._onward(charge, "../", "verify")

    def _onward(self, charge: Charge, root: str, verify: str) -> Response:
        """Redirect to the next step: the page for the code, the shop, or the page with the outcome."""
        self._webhooks.wake()
        if charge.open and charge.verifying:
            return pages.redirect(verify, charge)
        if charge.open or charge.return_url is None:
            return pages.redirect(f"{root}{charge.id}", charge)
        return pages.redirect(pages.return_address(charge), charge)

    async def _find(self, request: Request) -> Charge | None:
        try:
            return await self._store.read(charges.find, request.path_params["id"])
        except Problem:
            return None


async def _style(_: Request) -> Response:
    kept = {"Cache-Control": f"max-age={STYLE_SECONDS}", "X-Content-Type-Options": "nosniff"}
    return Response(pages.style(), headers=kept, media_type="text/css")


def _unknown(request: Request, root: str) -> Response:
    wanted = request.headers.get("accept-language", "")[:2].upper()
    language = wanted if wanted in {"RU", "KY"} else "EN"
    return pages.plain_page(text("not_found", language), language, 404, root)


async def _form(request: Request) -> dict[str, str] | None:
    """The fields of a posted form; None when the form is malformed or too large."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    raw = bytearray()
    try:
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > MAX_FORM_BYTES:
                return None
        if kind != "application/x-www-form-urlencoded":
            return None
        return dict(parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=MAX_FORM_FIELDS))
    except (ClientDisconnect, ValueError):
        return None
