"""Known devices: browsers in which a sign-in to an account succeeded before.

A browser keeps a sealed cookie with a random name and the accounts that were signed in to. It gives no access. Failed
attempts at these accounts are counted by that name instead of the network, so that strangers do not hinder the owner.
"""

import base64
import secrets as random
from dataclasses import dataclass

from backend.auth.attempt_rules import network_of
from backend.auth.secrets import Secrets
from backend.auth.viewer import Origin

PURPOSE = "known device"
MAX_ACCOUNTS = 20  # the newest are kept; a shared computer has several
ACCOUNT_BYTES = 9


@dataclass(frozen=True)
class Place:
    """Where an attempt comes from; `known`: a device that is known for the account."""

    name: str
    known: bool


@dataclass(frozen=True)
class Device:
    name: str
    accounts: tuple[str, ...] = ()  # keyed hashes, the newest first

    def place(self, secrets: Secrets, account: str | None, origin: Origin) -> Place:
        """Where an attempt at an account comes from: this device, if it is known for the account, or the network."""
        if account is not None and _hash(secrets, account) in self.accounts:
            return Place(f"device {self.name}", known=True)
        return network_place(origin)

    def seal(self, secrets: Secrets, account: str, seconds: int) -> str:
        """The cookie of this device after a sign-in to an account."""
        hashed = _hash(secrets, account)
        accounts = [hashed, *(each for each in self.accounts if each != hashed)][:MAX_ACCOUNTS]
        return secrets.seal(PURPOSE, {"name": self.name, "accounts": accounts}, seconds)


def network_place(origin: Origin) -> Place:
    return Place(f"network {network_of(origin.address)}", known=False)


def read_device(secrets: Secrets, cookie: str | None) -> Device:
    """The device of a cookie; a new one where there is none, or it was forged or has expired."""
    found = secrets.unseal(PURPOSE, cookie) if cookie else None
    return Device(found["name"], tuple(found["accounts"])) if found else Device(random.token_urlsafe(12))


def _hash(secrets: Secrets, account: str) -> str:
    return base64.urlsafe_b64encode(secrets.keyed_hash(PURPOSE, account)[:ACCOUNT_BYTES]).decode()
