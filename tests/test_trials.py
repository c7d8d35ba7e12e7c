"""Long forms of tests of the suite, run by `make trials`."""

import signal
import subprocess
import time

import pytest

from tests import forkserver
from tests.client import Client
from tests.scenarios.test_get_sim import GET_SIM, KILLED, _pool, form

pytestmark = pytest.mark.trial


def test_thirty_kills_while_sims_are_issued_leave_nothing_half_bound(client: Client, database_url: str) -> None:
    _pool(client, 20_000)
    for round_number in range(30):
        process = forkserver.start(["-c", KILLED, database_url], stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(0.2 + round_number / 30)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    assert client.value("select count(*) from contract where number like 'K0%'") > 100
    unequal = """select count(*) from sim s full join contract c on c.sim_id = s.id and c.status = 'ACTIVE'
        where s.iccid like '8998%' and (s.status = 'ACTIVE') is distinct from (c.id is not null)"""
    assert client.value(unequal) == 0


def test_two_thousand_calls_race_for_a_pool_of_a_thousand(client: Client) -> None:
    _pool(client, 1_000)
    before = client.value("select count(*) from contract")
    for start in range(0, 2_000, 200):
        payloads = client.together(GET_SIM, [form(n) for n in range(start, start + 200)])
        assert {e["code"] for p in payloads for e in p["getSim"]["errors"]} <= {"POOL_EMPTY"}
    assert client.value("select count(*) from contract") == before + 1_000
