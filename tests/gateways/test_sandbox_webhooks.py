"""Sending webhooks: retries, one process at a time, in the order of the charge's events."""

from pathlib import Path

from backend.gateways.sandbox import events
from backend.gateways.sandbox.store import Store
from tests.gateways.conformance import a_charge, in_loop
from tests.gateways.sandbox_driver import DAY_SECONDS, opened_sandbox

BASE = 50_000


@in_loop
async def test_a_webhook_is_retried_with_growing_pauses_up_to_a_limit(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        await sandbox.gateway.start(a_charge(BASE))
        sandbox.receiver.statuses = [500, None, 302, *[404] * 50]
        await sandbox.deliver()
        pauses = []
        for _ in range(events.MAX_ATTEMPTS - 1):
            pause = events.pause(len(sandbox.receiver.got))
            pauses.append(pause)
            assert await sandbox.deliver(pause - 0.01) == []
            assert await sandbox.deliver(0.02) == ["charge.pending"]
        assert pauses[:4] == [1, 2, 4, 8]
        assert pauses == sorted(pauses)
        assert max(pauses) == 3_600
        assert sandbox.verified()[0] is None  # its timestamp is too old by now
        assert sandbox.verified()[-1] is not None  # each attempt is signed with its own time
        assert await sandbox.deliver(30 * DAY_SECONDS) == []
        assert len({event["id"] for event in sandbox.receiver.events}) == 1
        sandbox.receiver.statuses = []
        assert (await sandbox.http.post("/v1/test/webhooks/redeliver")).json() == {"queued": 1}
        assert await sandbox.deliver() == ["charge.pending"]


@in_loop
async def test_another_process_sends_the_webhook_of_a_killed_one(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        await sandbox.gateway.start(a_charge(BASE))
        killed = Store(sandbox.settings.path)
        assert len(await killed.write(events.claim, sandbox.clock.now)) == 1
        killed.close()
        assert await sandbox.deliver(events.LEASE_SECONDS - 0.01) == []
        assert await sandbox.deliver(0.02) == ["charge.pending"]


@in_loop
async def test_an_event_waits_until_the_previous_one_of_its_charge_is_sent(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        reference = (await sandbox.gateway.start(a_charge(BASE))).reference
        other = Store(sandbox.settings.path)
        (claimed,) = await other.write(events.claim, sandbox.clock.now)
        await sandbox.pay(reference)
        assert await sandbox.deliver() == []
        await other.write(events.settle, claimed, True, "200", sandbox.clock.now)
        other.close()
        assert await sandbox.deliver() == ["charge.succeeded"]


@in_loop
async def test_a_repeated_cancellation_sends_one_webhook(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        started = await sandbox.gateway.start(a_charge(BASE))
        for _ in range(2):
            await sandbox.gateway.cancel(started.reference)
        assert await sandbox.deliver() == ["charge.pending", "charge.cancelled"]
