"""Security headers of every answer. A page that needs others, such as its own style, sets them, and they are kept."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

NO_DEVICES = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
GUARDS = (
    (b"content-security-policy", b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    (b"permissions-policy", NO_DEVICES.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
LINES = b"".join(b"%s: %s\r\n" % guard for guard in GUARDS)


def guarded(send: Send) -> Send:
    """`send` for HTTP responses, which adds the headers of GUARDS that a response lacks."""

    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = message.get("headers", ())
            given = {name.lower() for name, _ in headers}
            message = {**message, "headers": [*headers, *(guard for guard in GUARDS if guard[0] not in given)]}
        await send(message)

    return send_guarded


class Guarded:
    """An application whose answers have the headers of GUARDS."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._application(scope, receive, guarded(send) if scope["type"] == "http" else send)
