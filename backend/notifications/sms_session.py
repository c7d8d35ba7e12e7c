"""SMPP sessions: settings, binding, and the state of one session."""

import logging
import socket
import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from smpplib import client as smpp_client
from smpplib import consts, smpp

Fields = dict[str, str | int | bytes]


@dataclass(frozen=True, kw_only=True)
class SmscSettings:
    """`timeout_seconds`: for connecting, binding and each answer. Raises ValueError for values too long for SMPP."""

    host: str
    port: int
    system_id: str
    password: str
    system_type: str = ""
    timeout_seconds: float = 10.0
    enquire_link_seconds: float = 30.0
    first_delay_seconds: float = 1.0
    max_delay_seconds: float = 60.0

    def __post_init__(self) -> None:
        limits = {"system_id": 15, "password": 8, "system_type": 12}
        for name, limit in limits.items():
            value = getattr(self, name)
            if len(value) > limit or not value.isascii():  # smpplib would truncate it silently
                raise ValueError(f"{name} of SMPP has at most {limit} ASCII characters")


@dataclass(frozen=True)
class Answer:
    """The answer to a submit_sm. `status`: its command_status; 0 is accepted."""

    status: int
    message_id: str


@dataclass(eq=False)
class Session:
    """The state of one bound session. `received_at`, `enquired_at`: monotonic seconds."""

    client: Any
    received_at: float
    pending: dict[int, tuple[Future[Answer], float]] = field(default_factory=dict)
    received: bytearray = field(default_factory=bytearray)
    enquired_at: float | None = None
    proven: bool = False  # bytes were received after the bind

    @property
    def socket(self) -> socket.socket:
        return self.client._socket  # type: ignore[no-any-return]  # noqa: SLF001  # smpplib has no public attribute

    def respond(self, command: str, sequence: int, status: int = consts.SMPP_ESME_ROK) -> None:
        """Send a response PDU with this sequence number."""
        response = smpp.make_pdu(command, client=self.client, status=status)
        response.sequence = sequence  # make_pdu ignores it as a keyword
        self.client.send_pdu(response)


class LinkLost(Exception):
    """The session could not be bound or was lost; the message is the reason."""


def _silent_logger() -> logging.Logger:
    """A disabled logger outside of logging's registry. smpplib's own logs passwords and texts in hexadecimal, and
    leaves one logger in the registry per connection.
    """
    silent = logging.Logger("smpplib")  # noqa: LOG001
    silent.disabled = True
    return silent


def bind(settings: SmscSettings) -> Session:
    """Connect and bind a transceiver session. Blocks for at most twice the timeout. Raises LinkLost."""
    client = smpp_client.Client(
        settings.host,
        settings.port,
        timeout=settings.timeout_seconds,
        logger_name="smpplib",
        allow_unknown_opt_params=True,
    )
    client.logger = _silent_logger()
    try:
        client.connect()
        client.bind_transceiver(
            system_id=settings.system_id, password=settings.password, system_type=settings.system_type
        )
        if client.state != consts.SMPP_CLIENT_STATE_BOUND_TRX:
            raise LinkLost("smpp: the SMSC did not answer the bind with bind_transceiver_resp")
    except LinkLost:
        client.disconnect()
        raise
    except Exception as error:  # smpplib may raise any exception while parsing
        client.disconnect()
        raise LinkLost(f"smpp: {error or type(error).__name__}") from error
    return Session(client, received_at=time.monotonic())
