"""The TCP connections of a process: how many there may be, in all and from one network, and which one gives way.

When a limit is reached, a connection that waits for its client is closed to make room for the new one: first one whose
client has sent no whole request for a second, then the one that has been idle the longest, then one whose body is still
arriving. A new connection is refused only if all the others are being answered or are WebSockets.
"""

import time
from collections import OrderedDict
from collections.abc import Sequence
from enum import Enum, auto
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Protocol

from prometheus_client import Gauge

from backend.settings import Settings

GRACE_SECONDS = 1.0  # in which a new connection is not closed in favour of another one, while others are idle
MOST_EXAMINED = 64  # connections that are examined to make room for one
MAX_PACED = 10_000  # networks whose new connections are counted; the longest unseen one is forgotten
MAX_DELAY_SECONDS = 0.3  # of a new connection, where its network opens them faster than the rate
MAX_REFUSED = 100  # refused connections that stay open until their client has read the refusal
IPV6_NETWORK_BITS = 64  # what one subscriber of an access network gets (RFC 6177)

OPEN = Gauge("crm_tcp_connections_open", "TCP connections that are open, without those that were refused.")


class Wait(Enum):
    """What a connection waits for."""

    CLIENT = auto()  # the client's next request
    BODY = auto()  # the rest of a request's body, before any of the response was sent
    SERVER = auto()  # the response


class Client(Protocol):
    """A connection, as this module sees it."""

    def waits_for(self) -> Wait: ...

    def give_way(self) -> None:
        """Close it, to make room for another connection."""


class _Group:
    """The connections of one network, or all of them. The longest idle ones are first."""

    def __init__(self, name: str, most: float) -> None:
        self.name = name
        self._most = most
        self.count = 0
        self.new: OrderedDict[Client, float] = OrderedDict()  # without a whole request so far; the time of the start
        self.known: OrderedDict[Client, None] = OrderedDict()

    def is_full(self) -> bool:
        return self.count >= self._most

    def used(self, client: Client) -> None:
        if client in self.known:
            self.known.move_to_end(client)
        else:
            self.new.pop(client, None)
            self.known[client] = None

    def forget(self, client: Client) -> None:
        self.new.pop(client, None)
        self.known.pop(client, None)

    def dispensable(self) -> Client | None:
        """The connection that gives way to a new one. Those that are being answered move to the end of the order."""
        oldest = next(iter(self.new), None)
        if oldest is not None and time.monotonic() - self.new[oldest] > GRACE_SECONDS:
            return oldest
        sending: Client | None = None
        for _ in range(min(MOST_EXAMINED, len(self.known))):
            client = next(iter(self.known))
            waits_for = client.waits_for()
            if waits_for is Wait.CLIENT:
                return client
            if waits_for is Wait.BODY:
                sending = sending or client
            self.known.move_to_end(client)
        return sending or oldest


class _Pace:
    """How fast each network opens connections: `per_second`, after `burst` at once. Those beyond the rate wait, at most
    MAX_DELAY_SECONDS. They are not refused at once, because a client that opens the next one after each refusal would
    use up the rate of all others behind its address.
    """

    def __init__(self, per_second: float, burst: int) -> None:
        self._per_second = per_second
        self._burst = burst
        self._budgets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # what is left, as of a time

    def delay(self, network: str, now: float) -> float | None:
        """The seconds until a network may open a connection, which is counted; None where too many wait already."""
        left, since = self._budgets.pop(network, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._per_second)
        delay = max(0.0, (1 - left) / self._per_second)
        allowed = delay <= MAX_DELAY_SECONDS
        self._budgets[network] = (left - 1 if allowed else left), now
        if len(self._budgets) > MAX_PACED:
            self._budgets.popitem(last=False)
        return delay if allowed else None


class Clients:
    """The open connections of this process; one instance per listening socket."""

    def __init__(
        self, most: int, most_per_address: int, proxies: Sequence[str] = (), per_second: float = float("inf")
    ) -> None:
        self._pace = _Pace(per_second, most_per_address)
        self._all = _Group("", most)
        self._most_per_address = most_per_address
        self._networks: dict[str, _Group] = {}
        self._group_of: dict[Client, _Group] = {}
        self._proxies = frozenset(proxies)
        self._proxy_networks = [ip_network(each, strict=False) for each in proxies if each != "*" and "/" in each]
        self.refused: set[Client] = set()  # those whose clients may still read the refusal

    @classmethod
    def of(cls, settings: Settings) -> "Clients":
        return cls(
            settings.max_tcp_connections,
            settings.max_tcp_connections_per_address,
            settings.trusted_proxies,
            settings.new_tcp_connections_per_second,
        )

    def delay(self, address: str) -> float | None:
        """The seconds until a connection from an address is opened, as its network opens them too fast; None where it
        is refused. Asked before anything is done for the connection.
        """
        return 0.0 if self._is_proxy(address) else self._pace.delay(network_of(address), time.monotonic())

    def enter(self, client: Client, address: str) -> str | None:
        """Count a new connection and make room for it. Returns None, or which limit refuses it: ADDRESS or ALL."""
        network = network_of(address)
        group = self._networks.get(network)
        if group is None:
            group = _Group(network, float("inf") if self._is_proxy(address) else self._most_per_address)
        for each, limit in ((group, "ADDRESS"), (self._all, "ALL")):
            if each.is_full() and not self._make_room(each):
                return limit
        self._networks[network] = group
        self._group_of[client] = group
        now = time.monotonic()
        for each in (group, self._all):
            each.count += 1
            each.new[client] = now
        OPEN.inc()
        return None

    def used(self, client: Client) -> None:
        """Note that a connection got a whole request, or that its response was sent: it is the last to give way."""
        group = self._group_of.get(client)
        if group is not None:
            self._all.used(client)
            group.used(client)

    def keep(self, client: Client) -> None:
        """Note that a connection became a WebSocket. It counts until it ends, and does not give way."""
        group = self._group_of.get(client)
        if group is not None:
            self._all.forget(client)
            group.forget(client)

    def leave(self, client: Client) -> None:
        """Note that a connection ended, or is being closed. May be called again."""
        self.refused.discard(client)
        group = self._group_of.pop(client, None)
        if group is None:
            return
        for each in (self._all, group):
            each.forget(client)
            each.count -= 1
        if not group.count:
            del self._networks[group.name]
        OPEN.dec()

    def make_room(self) -> bool:
        """Close a connection that waits for its client. Returns whether there was one."""
        return self._make_room(self._all)

    def _make_room(self, group: _Group) -> bool:
        client = group.dispensable()
        if client is None:
            return False
        self.leave(client)
        client.give_way()
        return True

    def _is_proxy(self, address: str) -> bool:
        if "*" in self._proxies or address in self._proxies:
            return True
        parsed = _parsed(address)
        return parsed is not None and any(parsed in each for each in self._proxy_networks)


def network_of(address: str) -> str:
    """What counts as one client: an IPv4 address, or the first 64 bits of an IPv6 address."""
    parsed = _parsed(address)
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((int(parsed), IPV6_NETWORK_BITS), strict=False))
    return address if parsed is None else str(parsed)


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed
