"""Payments through a gateway: created once and decided by the gateway, with lost, late, repeated or reordered messages (P5)."""

import asyncio
import random
import time
from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.database import connect
from backend.events.log import Interest, LoggedEvent, read, read_wanted
from backend.events.sequencer import Sequencer
from backend.gateways.payments import ChargeStatus
from backend.settings import Settings
from tests.client import Client
from tests.gateways.fake import FakeGateway
from tests.scenarios.test_get_deposit import balanced, contract
from tests.services.paying import (
    CANCEL,
    DEPOSIT,
    key_of,
    poll_gateways,
    process_webhooks,
    reference,
    send_webhook,
    start_payment,
    status,
)
from tests.viewers import viewer_of

pytestmark = pytest.mark.database


def test_a_card_payment_is_pending_until_the_gateway_confirms_it(paying: Client, fake: FakeGateway) -> None:
    begun = start_payment(paying)
    payment = begun["payment"]
    assert (begun["errors"], payment["status"]) == ([], "PENDING")
    assert begun["checkoutUrl"] == payment["checkoutUrl"] == f"https://fake.example/checkout/{reference(fake, payment)}"
    before = paying.value(
        "select balance_minor from ledger_account a join contract k on k.id = a.contract_id where k.number = 'KD00000001'"
    )
    fake.pay(reference(fake, payment))
    assert send_webhook(paying, {"id": "evt_1", "type": "charge.succeeded", "charge": reference(fake, payment)}) == 200
    process_webhooks(paying)
    assert status(paying, payment) == "SUCCEEDED"
    row = paying.sql("select gateway_fee_minor, paid_at, ask_at from payment where id = $1", key_of(payment))[0]
    assert (row["gateway_fee_minor"], row["ask_at"]) == (7, None)
    assert row["paid_at"] is not None
    entries = paying.sql(
        "select account, amount_minor from ledger_entry where payment_id = $1 order by amount_minor", key_of(payment)
    )
    assert [tuple(each) for each in entries] == [("CLEARING", -50_000), ("CONTRACT", 50_000)]
    assert (
        paying.value(
            "select code from ledger_account a join ledger_entry e on e.account_id = a.id where e.payment_id = $1 and e.amount_minor < 0",
            key_of(payment),
        )
        == "CLEARING:FAKE"
    )
    assert (
        paying.value(
            "select balance_minor from ledger_account a join contract k on k.id = a.contract_id where k.number = 'KD00000001'"
        )
        == before + 50_000
    )
    assert paying.value("select count(*) from bill where payment_id = $1", key_of(payment)) == 1
    assert balanced(paying)


def test_a_declined_payment_fails_and_moves_nothing(paying: Client, fake: FakeGateway) -> None:
    payment = start_payment(paying)["payment"]
    fake.decline(reference(fake, payment))
    send_webhook(paying, {"id": "evt_1", "type": "charge.failed", "charge": reference(fake, payment)})
    process_webhooks(paying)
    assert status(paying, payment) == "FAILED"
    assert paying.value("select failure_code from payment where id = $1", key_of(payment)) == "DECLINED"
    assert paying.value("select count(*) from ledger_entry where payment_id = $1", key_of(payment)) == 0


def test_a_payment_that_the_gateway_refuses_has_failed(paying: Client, fake: FakeGateway) -> None:
    fake.refuse_start = "CURRENCY_NOT_SUPPORTED"
    begun = start_payment(paying)
    assert (begun["payment"]["status"], begun["payment"]["failureCode"]) == ("FAILED", "CURRENCY_NOT_SUPPORTED")
    assert begun["checkoutUrl"] is None


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_charge_whose_answer_is_lost_is_unknown_and_created_once(
    paying: Client, fake: FakeGateway, when: str
) -> None:
    fake.lost["start"] = when
    begun = start_payment(paying)
    payment = begun["payment"]
    assert (payment["status"], begun["checkoutUrl"]) == ("UNKNOWN", None)
    assert paying.value(
        "select ask_at between now() and now() + interval '61 s' from payment where id = $1", key_of(payment)
    )
    fake.lost.clear()
    paying.sql("update payment set start_leased_until = null")
    poll_gateways(paying)
    assert len(fake.charges) == 1
    again = start_payment(paying)
    assert again["payment"]["id"] == payment["id"]
    assert again["checkoutUrl"]
    fake.pay(reference(fake, payment))
    poll_gateways(paying)
    assert status(paying, payment) == "SUCCEEDED"


def test_a_gateway_is_polled_after_a_minute_five_an_hour_and_daily(paying: Client, fake: FakeGateway) -> None:
    payment = start_payment(paying)["payment"]
    pauses = []
    for _ in range(6):
        paying.sql("update payment set ask_at = now() where ask_at is not null")
        paying.run(paying.app.state.billing.poll_due())
        pauses.append(
            paying.value(
                "select round(extract(epoch from ask_at - now()))::int from payment where id = $1", key_of(payment)
            )
        )
    assert [round(pause, -1) for pause in pauses] == [60, 300, 3600, 86400, 86400, 86400]


def test_a_hundred_calls_with_one_key_create_one_charge(paying: Client, fake: FakeGateway) -> None:
    given = {"contractId": contract(paying), "amount": {"amount": "5"}, "method": "CARD", "idempotencyKey": "one"}
    answers = paying.together(DEPOSIT, [given] * 100)
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["getDeposit"]["checkoutUrl"]
    assert len(fake.charges) == 1
    assert [call for call, _ in fake.calls] == ["start"]
    assert paying.value("select count(*) from payment where idempotency_key = 'one'") == 1


def test_two_processes_with_one_key_create_one_charge(
    paying: Client, fake: FakeGateway, database_url: str, settings: Settings
) -> None:
    other = Client(database_url, settings, gateways={"fake": fake}, beside=paying)
    given = {"contractId": contract(paying), "amount": {"amount": "5"}, "method": "CARD", "idempotencyKey": "one"}

    async def go() -> list[Any]:
        import asyncio

        return await asyncio.gather(*(c.send(DEPOSIT, {"input": given}) for c in (paying, other) * 10))

    answers = paying.run(go())
    other.close()
    assert all(answer == answers[0] for answer in answers), answers
    assert [call for call, _ in fake.calls] == ["start"]


def test_webhooks_in_any_order_and_number_lead_to_the_state_of_the_model(paying: Client, fake: FakeGateway) -> None:
    rng = random.Random(7)
    model: dict[str, int] = {}
    events = []
    for n in range(40):
        payment = start_payment(paying, f"k{n}", f"{10 + n}.00")["payment"]
        charge = reference(fake, payment)
        good = n % 4 != 0
        if good:
            fake.pay(charge)
            model[payment["id"]] = (10 + n) * 100
        else:
            fake.decline(charge)
        kinds = ["charge.pending", "charge.succeeded" if good else "charge.failed"]
        events += [{"id": f"evt_{n}_{kind}", "type": kind, "charge": charge} for kind in kinds]
    sent = events + rng.sample(events, len(events) * 3 // 10)
    rng.shuffle(sent)
    for event in sent:
        if rng.random() < 0.05:
            bad = [{"secret": b"another"}, {"moment": time.time() - 301}, {"moment": time.time() + 302}]
            assert send_webhook(paying, {**event, "id": "evt_bad"}, **rng.choice(bad)) == 400
        assert send_webhook(paying, event) == 200
        if rng.random() < 0.1:
            process_webhooks(paying)
    process_webhooks(paying)
    assert paying.value("select count(*) from webhook_receipt") == len(events)
    assert paying.value("select count(*) from webhook_receipt where event_id = 'evt_bad'") == 0
    found = {f"pay_{row['payment_id']}": row["amount_minor"] for row in paying.sql("select payment_id, amount_minor from ledger_entry where payment_id in (select id from payment where gateway = 'fake') and contract_id is not null")}  # fmt: skip
    assert found == model
    assert balanced(paying)


def test_a_webhook_is_queued_once_and_processed_by_its_job(paying: Client, fake: FakeGateway) -> None:
    payment = start_payment(paying)["payment"]
    event = {"id": "evt_1", "type": "charge.succeeded", "charge": reference(fake, payment)}
    assert [send_webhook(paying, event) for _ in range(3)] == [200] * 3
    jobs = paying.sql("select entrypoint, convert_from(payload, 'UTF8') as said from jobs.pgqueuer")
    assert [(job["entrypoint"], job["said"]) for job in jobs] == [
        ("process webhook", '{"gateway":"fake","event":"evt_1"}')
    ]


def test_a_webhook_before_the_charge_is_stored_finds_its_payment(paying: Client, fake: FakeGateway) -> None:
    fake.lost["start"] = "after"
    payment = start_payment(paying)["payment"]
    charge = reference(fake, payment)
    fake.pay(charge)
    send_webhook(paying, {"id": "evt_1", "type": "charge.succeeded", "charge": charge})
    process_webhooks(paying)
    assert status(paying, payment) == "SUCCEEDED"
    assert paying.value("select gateway_reference from payment where id = $1", key_of(payment)) == charge


def test_webhooks_that_arrive_at_once_before_the_charge_is_stored_all_find_its_payment(
    paying: Client, fake: FakeGateway
) -> None:
    fake.lost["start"] = "after"
    payment = start_payment(paying)["payment"]
    charge = reference(fake, payment)
    fake.pay(charge)
    for number in range(3):
        send_webhook(paying, {"id": f"evt_{number}", "type": "charge.succeeded", "charge": charge})

    async def process_at_once() -> list[str]:
        # While the payment is locked, each has read that no payment has this reference, and waits to store it.
        holder = await connect(paying.url)
        try:
            async with holder.transaction():
                await holder.fetch("select from payment where id = $1 for update", key_of(payment))
                process = paying.app.state.billing.process
                tasks = [asyncio.create_task(process("fake", f"evt_{number}")) for number in range(3)]
                waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
                while await holder.fetchval(waiting) < 3:
                    await holder.execute("select pg_stat_clear_snapshot()")
                    await asyncio.sleep(0.01)
            return list(await asyncio.gather(*tasks))
        finally:
            await holder.close()

    outcomes = paying.run(process_at_once())
    assert "UNKNOWN_CHARGE" not in outcomes
    assert outcomes.count("SUCCEEDED") == 1
    assert status(paying, payment) == "SUCCEEDED"


def test_a_checkout_url_whose_answer_was_lost_is_fetched_again(paying: Client, fake: FakeGateway) -> None:
    fake.lost["start"] = "after"
    payment = start_payment(paying)["payment"]
    fake.lost.clear()
    charge = reference(fake, payment)
    send_webhook(paying, {"id": "evt_1", "type": "charge.pending", "charge": charge})
    process_webhooks(paying)
    assert paying.value("select gateway_reference from payment where id = $1", key_of(payment)) == charge
    paying.sql("update payment set start_leased_until = null")
    assert start_payment(paying)["checkoutUrl"] == f"https://fake.example/checkout/{charge}"
    paying.sql("update payment set checkout_url = null")
    poll_gateways(paying)
    assert start_payment(paying)["payment"]["checkoutUrl"] == f"https://fake.example/checkout/{charge}"
    assert len(fake.charges) == 1


@pytest.mark.parametrize("given", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"id": "x"}'])
def test_an_invalid_webhook_is_refused(paying: Client, given: bytes) -> None:
    assert paying.run(paying.http.post("/webhooks/fake", content=given)).status_code == 400
    assert paying.run(paying.http.post("/webhooks/other", content=given)).status_code == 404
    assert paying.run(paying.http.post("/webhooks/fake", content=b"x" * 300_000)).status_code == 413
    assert paying.value("select count(*) from webhook_receipt") == 0


def test_a_success_after_the_payment_was_cancelled_goes_to_suspense(paying: Client, fake: FakeGateway) -> None:
    payment = start_payment(paying)["payment"]
    paying.sql("update payment set gateway_reference = 'kept' where id = $1", key_of(payment))
    fake.charges["kept"] = fake.charges.pop(reference(fake, payment))
    assert paying.ask(CANCEL, {"i": {"id": payment["id"]}})["cancelPayment"]["payment"] == {"status": "CANCELLED"}
    for n in range(3):
        fake.pay("kept")
        send_webhook(paying, {"id": f"evt_{n}", "type": "charge.succeeded", "charge": "kept"})
        process_webhooks(paying)
    assert status(paying, payment) == "CANCELLED"
    entries = paying.sql(
        "select account, amount_minor from ledger_entry where payment_id = $1 order by amount_minor", key_of(payment)
    )
    assert [tuple(each) for each in entries] == [("CLEARING", -50_000), ("SUSPENSE", 50_000)]
    assert balanced(paying)


def test_an_amount_other_than_requested_is_never_credited(paying: Client, fake: FakeGateway) -> None:
    payment = start_payment(paying)["payment"]
    fake.pay(reference(fake, payment), amount_minor=49_999)
    poll_gateways(paying)
    assert status(paying, payment) == "FAILED"
    assert (
        paying.value(
            "select sum(amount_minor) from ledger_entry where payment_id = $1 and account = 'SUSPENSE'", key_of(payment)
        )
        == 49_999
    )
    assert balanced(paying)


def test_a_payment_that_was_paid_meanwhile_cannot_be_cancelled(paying: Client, fake: FakeGateway) -> None:
    payment = start_payment(paying)["payment"]
    fake.pay(reference(fake, payment))
    refused = paying.ask(CANCEL, {"i": {"id": payment["id"]}})["cancelPayment"]
    assert [e["code"] for e in refused["errors"]] == ["INVALID_TRANSITION"]
    assert status(paying, payment) == "SUCCEEDED"


def test_an_unpaid_payment_is_cancelled_after_its_deadline(paying: Client, fake: FakeGateway) -> None:
    payment = start_payment(paying)["payment"]
    poll_gateways(paying)
    assert status(paying, payment) == "PENDING"
    paying.sql("update payment set created_at = now() - interval '25 hours' where id = $1", key_of(payment))
    poll_gateways(paying)
    assert status(paying, payment) == "CANCELLED"
    assert fake.charges[reference(fake, payment)].status is ChargeStatus.CANCELLED


def test_a_subscriber_tops_up_and_another_payer_sees_their_own_payment_only(
    paying: Client, fake: FakeGateway, database_url: str, settings: Settings
) -> None:
    mine = viewer_of(Role.LINE, paying)
    theirs = paying.sql(
        "select n.msisdn, k.id from contract k join phone_number n on n.id = k.phone_number_id where k.status = 'ACTIVE' and k.customer_id <>"
        " (select customer_id from contract where id = $1) limit 1", mine.contract_id,
    )[0]  # fmt: skip
    payer = Client(database_url, settings, viewer=mine, gateways={"fake": fake}, beside=paying)
    given = {"msisdn": theirs["msisdn"], "amount": {"amount": "20"}, "method": "WALLET", "idempotencyKey": "friend"}
    begun = payer.ask(DEPOSIT.replace("contract { balance { amount } }", "contract { id }"), {"input": given})[
        "getDeposit"
    ]
    assert begun["errors"] == []
    assert begun["checkoutUrl"] == begun["payment"]["checkoutUrl"]
    assert begun["payment"]["contract"] is None, "the payer sees nothing of the line that the payment is for"
    found = payer.ask('{ payment(idempotencyKey: "friend") { id status bills { id } ledgerEntries { id } } }')[
        "payment"
    ]
    assert found["id"] == begun["payment"]["id"]
    fake.pay(reference(fake, begun["payment"]))
    poll_gateways(paying)
    found = payer.ask('{ payment(idempotencyKey: "friend") { status bills { id } ledgerEntries { id } } }')["payment"]
    assert found == {"status": "SUCCEEDED", "bills": [], "ledgerEntries": []}
    stranger = viewer_of(Role.LINE, paying, "CD00000003")
    other = Client(database_url, settings, viewer=stranger, gateways={"fake": fake}, beside=paying)
    assert other.ask("query($id: ID!) { payment(id: $id) { id } }", {"id": begun["payment"]["id"]})["payment"] is None
    refused = other.ask(CANCEL, {"i": {"id": begun["payment"]["id"]}})["cancelPayment"]
    assert [e["code"] for e in refused["errors"]] == ["NOT_FOUND"]
    other.close()
    # A token that outlives the line by a second cancels nothing, at the gateway neither.
    left = payer.ask(DEPOSIT, {"input": {**given, "idempotencyKey": "left"}})["getDeposit"]["payment"]
    paying.sql("update contract set status = 'CLOSED', closed_at = now() where id = $1", mine.contract_id)
    refused = payer.ask(CANCEL, {"i": {"id": left["id"]}})["cancelPayment"]
    assert [e["code"] for e in refused["errors"]] == ["NOT_FOUND"]
    assert (status(paying, left), fake.charges[reference(fake, left)].status.value) == ("PENDING", "PENDING")
    payer.close()


@pytest.mark.parametrize("role", [Role.LINE, Role.HOLDER])
def test_a_payer_for_another_number_receives_its_events_and_strangers_do_not(
    paying: Client, fake: FakeGateway, database_url: str, settings: Settings, role: Role
) -> None:
    page = "query($since: String) { events(since: $since) { nodes { topic node { id } } lastCursor } }"
    mine, theirs, stranger = (viewer_of(role, paying, f"CD0000000{number}") for number in (1, 2, 3))
    number = paying.value("select msisdn from phone_number where id = $1", theirs.phone_number_id)
    given = {"msisdn": number, "amount": {"amount": "20"}, "method": "WALLET", "idempotencyKey": "friend"}
    people = [
        Client(database_url, settings, viewer=v, gateways={"fake": fake}, beside=paying)
        for v in (mine, theirs, stranger)
    ]

    async def ordered() -> None:
        connection = await connect(database_url)
        sequencer = Sequencer(database_url)
        await sequencer.take_over(connection)
        await sequencer.round(connection)
        await connection.close()

    paying.run(ordered())
    starts = [each.ask(page)["events"]["lastCursor"] for each in people]
    begun = people[0].ask(DEPOSIT, {"input": given})["getDeposit"]["payment"]
    fake.pay(reference(fake, begun))
    poll_gateways(paying)
    paying.run(ordered())
    heard = [each.ask(page, {"since": at})["events"]["nodes"] for each, at in zip(people, starts, strict=True)]
    topics = ["payment.started", "payment.succeeded"]
    for found in heard[:2]:
        assert [e["topic"] for e in found if e["node"] and e["node"]["id"] == begun["id"]] == topics
    assert heard[2] == []
    interest = Interest(customer_id=mine.customer_id, line_id=mine.contract_id if role is Role.LINE else None)
    none = Interest(customer_id=stranger.customer_id, line_id=stranger.contract_id if role is Role.LINE else None)

    async def live() -> list[LoggedEvent]:
        connection = await connect(database_url)
        found = [event for event in await read(connection, 0, 2**60) if event.node_id == key_of(begun)]
        assert await read_wanted(connection, interest, 0, 2**60) == [
            event for event in await read(connection, 0, 2**60) if interest.wants(event)
        ]
        await connection.close()
        return found

    events = paying.run(live())
    assert [interest.wants(event) for event in events] == [True, True]
    assert [none.wants(event) for event in events] == [False, False]
    for each in people:
        each.close()


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://app.example", True), ("https://app.example/paid?x=1", True), ("telecom://paid", True),
        ("https://app.example.evil.com", False), ("https://app.example@evil.com", False), ("http://app.example", False),
        ("javascript:alert(1)", False), ("//evil.com", False), ("https://app.example\\@evil.com", False),
        ("https://app.example/ space", False), ("https://app.example/\n", False), ("telecom:/x", False), ("x" * 3000, False),
        ("https://app.example/crm/../x", False), ("https://app.example/crm/%2E%2e/x", False), ("https://app.example/..", False),
        ("https://app.example/a..b?back=../x", True),
    ],
)  # fmt: skip
def test_return_urls_must_be_allowed_by_the_settings(
    database_url: str, settings: Settings, fake: FakeGateway, url: str, good: Any
) -> None:
    allowing = settings.model_copy(update={"return_urls": ("https://app.example", "telecom://")})
    client = Client(database_url, allowing, gateways={"fake": fake})
    found = start_payment(client, returnUrl=url)
    client.close()
    assert [(e["code"], e["field"]) for e in found["errors"]] == ([] if good else [("INVALID_INPUT", ["returnUrl"])])
