"""How webhooks are sent: again and again, by one process at a time, in the order of their charge."""

from pathlib import Path

from backend.gateways.sandbox import events
from backend.gateways.sandbox.store import Store
from tests.gateways.bench import DAY_SECONDS, bench
from tests.gateways.conformance import a_charge, in_loop

BASE = 50_000


@in_loop
async def test_a_webhook_is_tried_again_with_growing_pauses_and_given_up_in_the_end(tmp_path: Path):
    async with bench(tmp_path) as sandbox:
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
        assert sandbox.genuine()[0] is None  # too old by now
        assert sandbox.genuine()[-1] is not None  # signed anew with each attempt
        assert await sandbox.deliver(30 * DAY_SECONDS) == []
        assert len({event["id"] for event in sandbox.receiver.events}) == 1
        sandbox.receiver.statuses = []
        assert (await sandbox.http.post("/v1/test/webhooks/redeliver")).json() == {"queued": 1}
        assert await sandbox.deliver() == ["charge.pending"]


@in_loop
async def test_a_webhook_whose_sender_was_killed_is_sent_by_another(tmp_path: Path):
    async with bench(tmp_path) as sandbox:
        await sandbox.gateway.start(a_charge(BASE))
        killed = Store(sandbox.settings.path)
        assert len(await killed.write(events.claim, sandbox.clock.now)) == 1
        killed.close()
        assert await sandbox.deliver(events.LEASE_SECONDS - 0.01) == []
        assert await sandbox.deliver(0.02) == ["charge.pending"]


@in_loop
async def test_the_events_of_a_charge_wait_for_the_one_under_way(tmp_path: Path):
    async with bench(tmp_path) as sandbox:
        reference = (await sandbox.gateway.start(a_charge(BASE))).reference
        other = Store(sandbox.settings.path)
        (under_way,) = await other.write(events.claim, sandbox.clock.now)
        await sandbox.pay(reference)
        assert await sandbox.deliver() == []
        await other.write(events.settle, under_way, True, "200", sandbox.clock.now)
        other.close()
        assert await sandbox.deliver() == ["charge.succeeded"]


@in_loop
async def test_a_charge_that_is_given_up_is_told_once(tmp_path: Path):
    async with bench(tmp_path) as sandbox:
        started = await sandbox.gateway.start(a_charge(BASE))
        for _ in range(2):
            await sandbox.gateway.cancel(started.reference)
        assert await sandbox.deliver() == ["charge.pending", "charge.cancelled"]
