"""Many orders, with faults of the network and a dispatcher that is killed, end in the state of a plain model."""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from backend.database import connect
from backend.gateways.network import Line
from backend.gateways.network.simulator import Simulator, random_faults
from backend.identifiers import ContractKey
from backend.services.provisioning.dispatcher import Dispatcher
from backend.services.provisioning.orders import bring, insert_activations
from backend.settings import Settings
from tests.client import Client

pytestmark = pytest.mark.database

# $1 number of lines. The SIMs and numbers of a generation of contracts; those of the next one have the same numbers.
POOL = """
insert into sim (iccid, status, activated_at)
select '8999600' || lpad(n::text, 12, '0'), 'ACTIVE', now() from generate_series(1, 2 * $1) n
"""
NUMBERS = """
insert into phone_number (msisdn, status) select '+99697' || lpad(n::text, 7, '0'), 'ASSIGNED' from generate_series(1, $1) n
"""
# $1 numbers of lines, $2 how many SIMs before.
CONTRACTS = f"""
with c as (
    insert into contract (status, customer_id, sim_id, phone_number_id, tariff_id, activated_at)
    select 'ACTIVE', (select id from customer where number = 'CD00000001'), s.id, n.id,
        (select id from tariff order by code limit 1), now()
    from unnest($1::integer[]) line
        join sim s on s.iccid = '8999600' || lpad((line + $2)::text, 12, '0')
        join phone_number n on n.msisdn = '+99697' || lpad(line::text, 7, '0')
    returning *
), ordered as ({insert_activations("c", contract="c.id", sim="c.sim_id", number="c.phone_number_id")})
select c.id, s.iccid, n.msisdn from c join sim s on s.id = c.sim_id join phone_number n on n.id = c.phone_number_id
"""
RETRY = """
update provisioning_order set status = 'QUEUED', finished_at = null, failure_code = null, failure = null
where status = 'FAILED' returning id
"""
CANCEL = """
update provisioning_order set status = 'CANCELLED', finished_at = now(), ask_at = null
where status in ('QUEUED', 'SENT', 'UNKNOWN', 'FAILED') returning id
"""
DUE = "update provisioning_order set ask_at = now() - interval '1 second' where ask_at is not null returning id"


class Killed(BaseException):
    """The process was killed."""


class Killing:
    """A network whose caller is killed now and then: before the network gets a call, or before it answers."""

    def __init__(self, behind: Simulator, chance: Callable[[], float]) -> None:
        self._behind, self._chance = behind, chance
        self.name = behind.name

    def __getattr__(self, name: str) -> Any:
        async def call(*arguments: Any) -> Any:
            if self._chance() < 0.03:
                raise Killed
            answer = await getattr(self._behind, name)(*arguments)
            if self._chance() < 0.03:
                raise Killed
            return answer

        return call


class Trial:
    def __init__(self, client: Client, settings: Settings, folder: Path, seed: int) -> None:
        self.client, self.settings, self.random = client, settings, random.Random(seed)
        self.now = 0.0
        faults = random_faults(0.05, seed)
        self.network = Simulator(folder / "network.sqlite", fault_of=faults, delay_seconds=1.0, now=lambda: self.now)
        self.wanted: dict[ContractKey, Line] = {}
        self.lines: dict[ContractKey, int] = {}

    def create(self, places: Sequence[int], generation: int) -> None:
        size = len(places) if generation == 0 else max(self.lines.values())
        for row in self.client.sql(CONTRACTS, list(places), generation * size):
            self.wanted[row["id"]] = Line(row["id"], row["iccid"], row["msisdn"])
            self.lines[row["id"]] = int(row["msisdn"][-7:])

    def change(self, share: float) -> None:
        """Place or lift a hold on a share of the contracts."""
        chosen = self.random.sample(sorted(self.wanted), max(1, int(len(self.wanted) * share)))
        held = [each for each in chosen if self.wanted[each].barring is None]
        free = [each for each in chosen if self.wanted[each].barring is not None]
        barring = self.random.choice(["ALL", "OUTGOING"])
        self._within(
            ("insert into contract_hold (contract_id, reason, barring, by) select id, 'LOST', :barring, 'trial' from contract where id = any (:ids)", held),
            ("update contract set status = 'SUSPENDED' where id = any (:ids)", held),
            ("update contract_hold set until = now(), lifted_by = 'trial' where contract_id = any (:ids) and until is null", free),
            ("update contract set status = 'ACTIVE' where id = any (:ids)", free),
            barring=barring,
        )  # fmt: skip
        for each, is_held in [*((each, True) for each in held), *((each, False) for each in free)]:
            line = self.wanted[each]
            self.wanted[each] = Line(line.key, line.iccid, line.msisdn, barring if is_held else None)

    def close(self, share: float) -> None:
        """Close a share of the contracts. Their numbers get new contracts, with other SIMs."""
        chosen = [each for each in sorted(self.wanted) if self.wanted[each].iccid[-12:] <= f"{self.size:012}"]
        chosen = self.random.sample(chosen, int(len(chosen) * share))
        self._within(
            ("update contract_hold set until = now(), lifted_by = 'trial' where contract_id = any (:ids) and until is null", chosen),
            ("update contract set status = 'CLOSED', closed_at = now() where id = any (:ids)", chosen),
        )  # fmt: skip
        for each in chosen:
            del self.wanted[each]
        self.create([self.lines[each] for each in chosen], 1)

    @property
    def size(self) -> int:
        return max(self.lines.values())

    def _within(self, *steps: tuple[str, list[ContractKey]], **more: Any) -> None:
        async def go() -> None:
            async with self.client.app.state.database.transaction() as session:
                for statement, ids in steps:
                    given = {"ids": ids, **{name: value for name, value in more.items() if f":{name}" in statement}}
                    await session.execute(sa.text(statement), given)
                await bring(session, self.settings, sorted({each for _, ids in steps for each in ids}))

        self.client.run(go())

    def dispatch(self, rounds: int, *, kill: bool = True) -> int:
        """Rounds of a dispatcher, each of a process of its own, which may be killed. Returns how much they did."""

        async def go() -> int:
            network: Any = Killing(self.network, self.random.random) if kill else self.network
            done = 0
            for _ in range(rounds):
                connection = await connect(self.client.url)
                dispatcher = Dispatcher(self.client.url, self.client.app.state.database, self.settings, network)
                with suppress(Killed):
                    done += await dispatcher.round(connection)
                await connection.close()
                self.now += 1.0
            return done

        return self.client.run(go())

    def settle(self) -> None:
        """Let everything end: ask about what is open, and retry what failed."""
        for _ in range(60):
            self.now += 50.0
            more = self.dispatch(2, kill=False)
            if not self.client.sql(DUE) and not self.client.sql(RETRY) and not more:
                return
        raise AssertionError("the orders do not come to an end")

    def found(self) -> dict[ContractKey, Line]:
        async def read() -> list[Line]:
            return [each async for page in self.network.lines() for each in page]

        return {ContractKey(each.key): each for each in self.client.run(read())}


@pytest.mark.parametrize(
    ("lines", "steps"), [(40, 6), pytest.param(1_500, 24, marks=pytest.mark.trial)], ids=["short", "trial"]
)
def test_faults_and_kills_leave_what_was_wanted(
    database_url: str, settings: Settings, tmp_path: Path, lines: int, steps: int
) -> None:
    connected = settings.model_copy(update={"network": "simulator"})
    client = Client(database_url, connected)
    trial = Trial(client, connected, tmp_path, seed=19)
    client.sql(CANCEL)  # orders of other contracts are not this network's
    client.sql(POOL, lines)
    client.sql(NUMBERS, lines)
    trial.create(range(1, lines + 1), 0)
    for step in range(steps):
        trial.dispatch(2)
        trial.change(0.3)
        if step % 3 == 1:
            trial.close(0.1)
    trial.settle()
    assert trial.found() == trial.wanted
    orders = client.sql(
        "select id, status from provisioning_order where contract_id in (select id from contract where sim_id in (select id from sim where iccid like '8999600%'))"
    )
    assert len(orders) > lines * steps / 5
    assert {row["status"] for row in orders} <= {"CONFIRMED", "SUPERSEDED"}
    for row in orders[:: max(1, len(orders) // 500)]:
        assert client.run(trial.network.times_done(row["id"])) <= 1
    client.run(trial.network.close())
    client.close()
