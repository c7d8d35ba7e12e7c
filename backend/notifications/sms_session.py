"""One bound SMPP session and what it takes to have one."""

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
    """`timeout_seconds`: of connecting, binding and every answer. Raises ValueError: what SMPP has no room for."""

    host: str
    port: int
    system_id: str
    password: str
    system_type: str = ""
    timeout_seconds: float = 10.0
    enquire_link_seconds: float = 30.0
    first_delay_seconds: float = 1.0
    longest_delay_seconds: float = 60.0

    def __post_init__(self) -> None:
        for value, most in ((self.system_id, 15), (self.password, 8), (self.system_type, 12)):
            if len(value) > most or not value.isascii():  # smpplib would cut it off in silence
                raise ValueError(f"SMPP takes at most {most} ASCII characters in system_id 15, password 8, type 12")


@dataclass(frozen=True)
class Answer:
    """Of a submit_sm. `status`: command_status, 0 is accepted."""

    status: int
    message_id: str


@dataclass(eq=False)
class Session:
    """One bound connection."""

    client: Any
    heard_at: float
    pending: dict[int, tuple[Future[Answer], float]] = field(default_factory=dict)
    received: bytearray = field(default_factory=bytearray)
    enquired_at: float | None = None
    proven: bool = False  # something came after the bind

    @property
    def socket(self) -> socket.socket:
        return self.client._socket  # type: ignore[no-any-return]  # noqa: SLF001  # it offers no other way

    def respond(self, command: str, sequence: int, status: int = consts.SMPP_ESME_ROK) -> None:
        response = smpp.make_pdu(command, client=self.client, status=status)
        response.sequence = sequence  # as a keyword it would be ignored
        self.client.send_pdu(response)


class LinkLost(Exception):
    pass


def _silent_logger() -> logging.Logger:
    """Outside logging's registry. smpplib's own would write passwords and texts in hex, and leave one logger behind
    for every connection ever made.
    """
    silent = logging.Logger("smpplib")  # noqa: LOG001
    silent.disabled = True
    return silent


def bind(settings: SmscSettings) -> Session:
    """Blocks for at most twice the timeout. Raises LinkLost."""
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
            raise LinkLost("smpp: no answer to the bind but something else")
    except LinkLost:
        client.disconnect()
        raise
    except Exception as error:  # what it parses may raise anything
        client.disconnect()
        raise LinkLost(f"smpp: {error or type(error).__name__}") from error
    return Session(client, heard_at=time.monotonic())
