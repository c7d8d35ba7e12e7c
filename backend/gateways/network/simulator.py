"""A network that is only simulated: it keeps lines in an SQLite file, which its processes share.

Each order is done after a delay. With faults, a share of the orders is refused, refused and done later nevertheless,
lost on the way, done without an answer, or confirmed never, late or repeatedly. What happens to an order follows from
the seed, the order's id and the number of the attempt alone.
"""

import asyncio
import enum
import hashlib
import sqlite3
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

from backend.gateways.network import Line, NetworkState, Order, Outcome, Registration, Report

BUSY_SECONDS = 30.0
PAGE = 1_000

P = ParamSpec("P")
T = TypeVar("T")

_SCHEMA = """
create table if not exists line (
    key blob primary key, iccid text not null unique, msisdn text not null unique, barring text, services text not null
) without rowid;
create table if not exists received_order (
    id blob primary key, kind text not null, line blob not null, iccid text not null, msisdn text not null,
    barring text, services text not null, attempts integer not null, outcome text not null, code text,
    pushes integer not null, due_at real, done integer not null default 0
) without rowid;
create index if not exists received_order_due on received_order (due_at) where due_at is not null;
create table if not exists confirmation (id blob not null, due_at real not null);
create index if not exists confirmation_due on confirmation (due_at);
"""


class Fault(enum.StrEnum):
    """What the simulator may do wrong."""

    REFUSED = "REFUSED"
    REFUSED_BUT_DONE = "REFUSED_BUT_DONE"
    NOT_RECEIVED = "NOT_RECEIVED"
    NOT_ANSWERED = "NOT_ANSWERED"
    NOT_CONFIRMED = "NOT_CONFIRMED"
    LATE = "LATE"
    REPEATED = "REPEATED"


_FAULTS = tuple(Fault)
# Confirmations that are pushed for an order that is done.
_PUSHES = {Fault.NOT_ANSWERED: 0, Fault.NOT_CONFIRMED: 0, Fault.REPEATED: 3}
_LATE = 20  # times the delay
FaultOf = Callable[[Order, int], Fault | None]


def random_faults(share: float, seed: int) -> FaultOf:
    """A share of the orders has a fault, each of them equally often."""

    def fault_of(order: Order, attempt: int) -> Fault | None:
        digest = hashlib.blake2b(b"%d %s %d" % (seed, order.id.bytes, attempt), digest_size=8).digest()
        drawn = int.from_bytes(digest) / 2**64
        return _FAULTS[int(drawn / share * len(_FAULTS))] if drawn < share else None

    return fault_of


class Simulator:
    """The simulator. `now`: Unix seconds. `fault_of`: the fault of an order at an attempt, which counts from one."""

    name = "simulator"

    def __init__(
        self,
        path: Path,
        *,
        fault_of: FaultOf | None = None,
        delay_seconds: float = 0.2,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._path, self._fault_of, self._delay, self._now = path, fault_of, delay_seconds, now
        self._kept: sqlite3.Connection | None = None
        self._lock = Lock()

    async def send(self, orders: Sequence[Order]) -> Sequence[Report]:
        return await self._run(self._send, orders)

    async def ask(self, ids: Sequence[uuid.UUID]) -> Sequence[Report]:
        return await self._run(self._ask, ids)

    async def received(self) -> Sequence[Report]:
        return await self._run(self._received)

    async def states(self, iccids: Sequence[str]) -> Mapping[str, NetworkState]:
        return await self._run(self._states, iccids)

    async def lines(self) -> AsyncIterator[Sequence[Line]]:
        last = b""
        while page := await self._run(self._page, last):
            yield page
            last = page[-1].key.bytes

    async def times_done(self, key: uuid.UUID) -> int:
        """How often an order was done: at most once, whatever was repeated."""
        return await self._run(self._times_done, key)

    async def close(self) -> None:
        with self._lock:  # a call that was cancelled may still work in its thread
            if self._kept is not None:
                self._kept.close()
                self._kept = None

    async def _run(self, work: Callable[Concatenate[sqlite3.Connection, P], T], *arguments: P.args, **_: P.kwargs) -> T:
        return await asyncio.to_thread(partial(self._within, work, *arguments))

    def _within(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do some work in one transaction, after what is due."""
        with self._lock:
            if self._kept is None:
                self._kept = sqlite3.connect(
                    self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
                )
                # What a crash of the machine loses is a fault that the CRM finds, like any other.
                self._kept.executescript("pragma journal_mode = wal; pragma synchronous = off;" + _SCHEMA)
            run = self._kept
            run.execute("begin immediate")
            try:
                self._do_due(run)
                found = work(run, *arguments)
                run.execute("commit")
            except BaseException:
                run.execute("rollback")
                raise
            return found

    def _do_due(self, run: sqlite3.Connection) -> None:
        now = self._now()
        due = run.execute(
            "select id, kind, line, iccid, msisdn, barring, services, pushes, due_at from received_order"
            " where due_at <= ? order by due_at",
            (now,),
        ).fetchall()
        for key, kind, line, iccid, msisdn, barring, services, pushes, due_at in due:
            code = _apply(run, kind, line, iccid, msisdn, barring, services)
            outcome = Outcome.CONFIRMED if code is None else Outcome.REFUSED
            run.execute(
                "update received_order set outcome = ?, code = ?, due_at = null, done = done + ? where id = ?",
                (outcome, code, code is None, key),
            )
            run.executemany("insert into confirmation values (?, ?)", [(key, due_at)] * pushes)

    def _send(self, run: sqlite3.Connection, orders: Sequence[Order]) -> Sequence[Report]:
        return [report for order in orders if (report := self._send_one(run, order)) is not None]

    def _send_one(self, run: sqlite3.Connection, order: Order) -> Report | None:
        known = run.execute(
            "select outcome, code, attempts, due_at from received_order where id = ?", (order.id.bytes,)
        ).fetchone()
        if known is not None and (known[0] not in {Outcome.REFUSED, Outcome.UNKNOWN} or known[3] is not None):
            return _report(order.id, known[0], known[1])
        attempt = 1 if known is None else known[2] + 1
        fault = self._fault_of(order, attempt) if self._fault_of is not None else None
        if fault is Fault.NOT_RECEIVED:
            # The number of the attempt is kept, so that the fault does not recur.
            run.execute(_INSERT, _row(order, attempt, Outcome.UNKNOWN, None, 0, None))
            return None
        refused = fault in {Fault.REFUSED, Fault.REFUSED_BUT_DONE}
        outcome, code = (Outcome.REFUSED, "NETWORK_BUSY") if refused else (Outcome.PENDING, None)
        delay = self._delay * (_LATE if fault in {Fault.LATE, Fault.REFUSED_BUT_DONE} else 1)
        due_at = None if fault is Fault.REFUSED else self._now() + delay
        pushes = _PUSHES.get(fault, 1) if fault is not None else 1
        run.execute(_INSERT, _row(order, attempt, outcome, code, pushes, due_at))
        return None if fault is Fault.NOT_ANSWERED else _report(order.id, outcome, code)

    def _ask(self, run: sqlite3.Connection, ids: Sequence[uuid.UUID]) -> Sequence[Report]:
        found = (
            (key, run.execute("select outcome, code from received_order where id = ?", (key.bytes,)).fetchone())
            for key in ids
        )
        return [_report(key, *(row or (Outcome.UNKNOWN, None))) for key, row in found]

    def _received(self, run: sqlite3.Connection) -> Sequence[Report]:
        gone = run.execute("delete from confirmation where due_at <= ? returning id", (self._now(),)).fetchall()
        return self._ask(run, [uuid.UUID(bytes=row[0]) for row in gone])

    def _states(self, run: sqlite3.Connection, iccids: Sequence[str]) -> Mapping[str, NetworkState]:
        found = {
            iccid: run.execute("select barring from line where iccid = ?", (iccid,)).fetchone() for iccid in iccids
        }
        return {
            iccid: NetworkState(Registration.DETACHED if row[0] == "ALL" else Registration.ATTACHED)
            for iccid, row in found.items()
            if row is not None
        }

    def _page(self, run: sqlite3.Connection, last: bytes) -> Sequence[Line]:
        rows: Iterable[Any] = run.execute("select * from line where key > ? order by key limit ?", (last, PAGE))
        return [_line(*row) for row in rows]

    def _times_done(self, run: sqlite3.Connection, key: uuid.UUID) -> int:
        row = run.execute("select done from received_order where id = ?", (key.bytes,)).fetchone()
        return row[0] if row else 0


_INSERT = (
    "insert into received_order (id, kind, line, iccid, msisdn, barring, services, attempts, outcome, code, pushes,"
    " due_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set attempts = excluded.attempts,"
    " outcome = excluded.outcome, code = excluded.code, pushes = excluded.pushes, due_at = excluded.due_at"
)


def _row(
    order: Order, attempt: int, outcome: Outcome, code: str | None, pushes: int, due_at: float | None
) -> Sequence[Any]:
    line = order.line
    return (
        order.id.bytes, order.kind, line.key.bytes, line.iccid, line.msisdn, line.barring, " ".join(line.services),
        attempt, outcome.value, code, pushes, due_at,
    )  # fmt: skip


def _apply(
    run: sqlite3.Connection, kind: str, key: bytes, iccid: str, msisdn: str, barring: str | None, services: str
) -> str | None:
    """Bring the line to the state of an order. Returns the code of a refusal: another line has the SIM or number."""
    if kind == "TERMINATE":
        run.execute("delete from line where key = ?", (key,))
        return None
    for column, value in (("iccid", iccid), ("msisdn", msisdn)):
        if run.execute(f"select 1 from line where {column} = ? and key <> ?", (value, key)).fetchone():
            return "SIM_IN_USE" if column == "iccid" else "NUMBER_IN_USE"
    run.execute("insert or replace into line values (?, ?, ?, ?, ?)", (key, iccid, msisdn, barring, services))
    return None


def _line(key: bytes, iccid: str, msisdn: str, barring: str | None, services: str) -> Line:
    return Line(uuid.UUID(bytes=key), iccid, msisdn, barring, tuple(services.split()))


def _report(key: uuid.UUID, outcome: str, code: str | None) -> Report:
    return Report(key, Outcome(outcome), code, None if code is None else f"the simulator answers {code}")
