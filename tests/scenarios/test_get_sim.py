"""GetSim: the subscriber is registered and the SIM is bound in one transaction."""

import asyncio
import signal
import subprocess
import time
from typing import Any

import pytest

from backend.database import connect
from tests import forkserver
from tests.client import Client
from tests.factories.phone_numbers import new_phone_numbers
from tests.factories.reservations import reserved
from tests.factories.sims import new_sim
from tests.imports.bulk import iccid as valid_iccid

pytestmark = pytest.mark.database

GET_SIM = """
mutation ($input: GetSimInput!) {
  getSim(input: $input) {
    contract {
      id number status signedAt activatedAt
      customer { id name phone email status }
      sim { iccid status msisdn contract { id } bindings { contract { id } to } }
      phoneNumber { msisdn status bindings { contract { id } to } }
      tariff { code } options { code }
      history { verb from to actor }
    }
    candidates { id }
    errors { code field message }
  }
}
"""


def customer(number: int = 1, **changes: Any) -> dict[str, Any]:
    given = {"kind": "PERSON", "name": f"Тест Тестов {number}", "phone": f"+99655512{number:04d}"}
    return {**given, **changes}


def form(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {"customer": customer(number), "tariffCode": "T01", **changes}


def refused(client: Client, given: dict[str, Any]) -> tuple[str, list[str]]:
    """Code and field of a refusal; asserts that nothing was written."""
    counts = "select (select count(*) from customer), (select count(*) from contract), (select count(*) from event), (select count(*) from status_change)"
    before = client.sql(counts)
    payload = client.ask(GET_SIM, {"input": given})["getSim"]
    assert payload["contract"] is None
    assert client.sql(counts) == before
    (error,) = payload["errors"]
    return error["code"], error["field"]


def test_a_new_customer_gets_a_contract_in_service_with_sim_and_number(client: Client) -> None:
    compatible = client.ask('{ tariff(code: "T01") { options { code } } }')["tariff"]["options"][0]["code"]
    given = form(options=[compatible], customer=customer(email="Test@Example.KG"))
    payload = client.ask(GET_SIM, {"input": given})["getSim"]
    assert payload["errors"] == []
    contract = payload["contract"]
    assert contract["status"] == "ACTIVE"
    assert contract["signedAt"] == contract["activatedAt"] is not None
    assert contract["customer"]["email"] == "test@example.kg"
    assert contract["customer"]["status"] == "ACTIVE"
    assert contract["sim"]["status"] == "ACTIVE"
    assert contract["sim"]["msisdn"] == contract["phoneNumber"]["msisdn"]
    assert contract["phoneNumber"]["status"] == "ASSIGNED"
    bound = [{"contract": {"id": contract["id"]}, "to": None}]
    assert contract["sim"]["bindings"] == contract["phoneNumber"]["bindings"] == bound
    assert contract["sim"]["contract"]["id"] == contract["id"]
    assert contract["options"] == [{"code": compatible}]
    assert [(h["from"], h["verb"], h["to"]) for h in reversed(contract["history"])] == [
        (None, "create", "DRAFT"),
        ("DRAFT", "accept", "ACCEPTED"),
        ("ACCEPTED", "activate", "ACTIVE"),
    ]
    topics = [row["topic"] for row in client.sql("select topic from event order by id")]
    assert topics == ["contract.activated", "sim.activated", "phone_number.assigned", "customer.activated"]


def test_an_existing_customer_is_recognised_by_id_by_document_or_by_name_phone_and_email(client: Client) -> None:
    document = {"kind": "PASSPORT", "number": "AN 123 456"}
    first = client.ask(GET_SIM, {"input": form(customer=customer(document=document))})["getSim"]["contract"]
    known = first["customer"]["id"]
    by_id = {"customerId": known, "tariffCode": "T02"}
    moved = customer(2, name="тест тестов 1", document={**document, "number": "an-123456"})
    by_document = form(customer=moved)
    by_all = form(customer=customer(name="  ТЕСТ  Тестов 1"))
    for given in (by_id, by_document, by_all):
        payload = client.ask(GET_SIM, {"input": given})["getSim"]
        assert payload["contract"]["customer"]["id"] == known, payload


def test_a_customer_with_the_same_phone_or_email_only_is_a_possible_duplicate(client: Client) -> None:
    first = client.ask(GET_SIM, {"input": form(customer=customer(email="one@example.kg"))})["getSim"]["contract"]
    known = {"id": first["customer"]["id"]}
    same_phone = form(customer=customer(name="Другой Человек"))
    same_email = form(customer=customer(2, email="one@example.kg"))
    for given in (same_phone, same_email):
        assert refused(client, given) == ("POSSIBLE_DUPLICATE", ["customer"])
        assert known in client.ask(GET_SIM, {"input": given})["getSim"]["candidates"]
        allowed = client.ask(GET_SIM, {"input": {**given, "allowDuplicate": True}})["getSim"]
        assert allowed["contract"]["customer"]["id"] != known["id"]


def test_a_name_alone_never_makes_a_duplicate(client: Client) -> None:
    client.ask(GET_SIM, {"input": form(1)})
    payload = client.ask(GET_SIM, {"input": form(customer=customer(2, name="Тест Тестов 1"))})["getSim"]
    assert payload["errors"] == []


def test_every_expected_failure_is_typed_data_and_writes_nothing(client: Client) -> None:
    incompatible = client.value(
        "select o.code from tariff t, tariff_option o where t.code = 'T01' and not exists"
        " (select from tariff_compatibility c where c.tariff_id = t.id and c.tariff_option_id = o.id) limit 1"
    )
    taken = client.sql("select iccid, msisdn from sim where status = 'ACTIVE' limit 1")[0]
    held = client.value("select iccid from sim where status = 'RESERVED'")
    closed = client.value("select 'cus_' || id from customer where status = 'CLOSED' limit 1")
    suspended = client.value("select 'cus_' || id from customer where status = 'SUSPENDED' limit 1")
    cases: list[tuple[dict[str, Any], tuple[str, list[str]]]] = [
        (form(customer=customer(name=" ")), ("INVALID_NAME", ["customer", "name"])),
        (form(customer=customer(phone="12")), ("INVALID_PHONE", ["customer", "phone"])),
        (form(customer=customer(email="no")), ("INVALID_EMAIL", ["customer", "email"])),
        (form(iccid="8999677000000000000"), ("INVALID_ICCID", ["iccid"])),
        (form(iccid="1234"), ("INVALID_ICCID", ["iccid"])),
        (form(iccid="8999677999999999997"), ("INVALID_ICCID", ["iccid"])),
        (form(msisdn="nonsense"), ("INVALID_MSISDN", ["msisdn"])),
        (form(msisdn="+996779999999"), ("NUMBER_NOT_FOUND", ["msisdn"])),
        (form(msisdn=taken["msisdn"]), ("NUMBER_NOT_AVAILABLE", ["msisdn"])),
        (form(iccid=taken["iccid"]), ("SIM_NOT_AVAILABLE", ["iccid"])),
        (form(iccid=held), ("SIM_RESERVED", ["iccid"])),
        (form(tariffCode="NONE"), ("TARIFF_NOT_FOUND", ["tariffCode"])),
        (form(tariffCode="T20"), ("TARIFF_INACTIVE", ["tariffCode"])),
        (form(options=["NONE"]), ("OPTION_NOT_FOUND", ["options"])),
        (form(options=[incompatible]), ("OPTION_INCOMPATIBLE", ["options"])),
        ({"customerId": closed, "tariffCode": "T01"}, ("CUSTOMER_CLOSED", ["customerId"])),
        ({"customerId": suspended, "tariffCode": "T01"}, ("CUSTOMER_SUSPENDED", ["customerId"])),
        ({"customerId": "cus_none", "tariffCode": "T01"}, ("NOT_FOUND", ["customerId"])),
        ({"tariffCode": "T01"}, ("INVALID_INPUT", ["customerId"])),
        ({**form(), "customerId": closed}, ("INVALID_INPUT", ["customerId"])),
        (form(idempotencyKey="x" * 256), ("INVALID_INPUT", ["idempotencyKey"])),
    ]
    for given, expected in cases:
        assert refused(client, given) == expected, given


def test_identity_must_be_verified_where_the_setting_requires_it(database_url: str, settings: Any) -> None:
    strict = Client(database_url, settings.model_copy(update={"require_kyc": True}))
    try:
        assert refused(strict, form()) == ("KYC_REQUIRED", ["customer"])
        verified = strict.value(
            "select 'cus_' || id from customer where kyc_status = 'VALIDATED' and status = 'ACTIVE' limit 1"
        )
        payload = strict.ask(GET_SIM, {"input": {"customerId": verified, "tariffCode": "T01"}})["getSim"]
        assert payload["errors"] == []
    finally:
        strict.close()


def test_a_reservation_holds_for_its_owner_until_it_expires(client: Client, owner_url: str) -> None:
    sim, number = (
        client.value("select id from sim where status = 'AVAILABLE' order by created_at limit 1"),
        client.value("select id from phone_number where status = 'AVAILABLE' order by created_at limit 1"),
    )
    for table, key in (("sim", sim), ("phone_number", number)):
        client.sql(
            f"update {table} set status = 'RESERVED', reserved_by = 'operator', reserved_until = now() + interval '1 day'"
            " where id = $1",
            key,
        )
    iccid = client.value("select iccid from sim where id = $1", sim)
    msisdn = client.value("select msisdn from phone_number where id = $1", number)
    client.sql("update phone_number set reserved_by = 'somebody' where id = $1", number)
    assert refused(client, form(iccid=iccid, msisdn=msisdn)) == ("NUMBER_RESERVED", ["msisdn"])
    client.sql("update phone_number set reserved_until = now() - interval '1 second' where id = $1", number)
    contract = client.ask(GET_SIM, {"input": form(iccid=iccid, msisdn=msisdn)})["getSim"]["contract"]
    assert contract["sim"]["iccid"] == iccid
    assert contract["phoneNumber"]["msisdn"] == msisdn
    # A SIM reserved for a customer can be given to that customer, whoever reserved it.
    iccid = valid_iccid(1)
    customer = client.value(
        "select id from customer where status = 'ACTIVE' and number like 'CD%' order by number limit 1"
    )
    client.insert(new_sim(iccid, reserved_for=customer, **reserved("operator")))
    assert refused(client, form(iccid=iccid)) == ("SIM_RESERVED", ["iccid"])
    theirs = {"customerId": f"cus_{customer}", "tariffCode": "T01", "iccid": iccid}
    assert client.ask(GET_SIM, {"input": theirs})["getSim"]["contract"]["sim"]["iccid"] == iccid


def _pool(client: Client, sims: int) -> None:
    """Make a pool of exactly this many SIMs, and three times as many numbers."""
    client.sql("update sim set status = 'BLOCKED' where status = 'AVAILABLE'")
    pool = [new_sim(f"8998{n:015d}") for n in range(1, sims + 1)]
    client.insert(*pool, *new_phone_numbers("+99698", range(1, 3 * sims + 1)))


def test_two_hundred_concurrent_calls_on_a_pool_of_a_hundred_make_a_hundred_contracts(client: Client) -> None:
    _pool(client, 100)
    before = client.value("select count(*) from contract")
    payloads = [data["getSim"] for data in client.together(GET_SIM, [form(n) for n in range(200)])]
    codes = [payload["errors"][0]["code"] for payload in payloads if payload["errors"]]
    assert codes == ["POOL_EMPTY"] * 100
    assert client.value("select count(*) from contract") == before + 100
    contracts = [payload["contract"] for payload in payloads if payload["contract"]]
    assert len({contract["sim"]["iccid"] for contract in contracts}) == 100
    assert len({contract["phoneNumber"]["msisdn"] for contract in contracts}) == 100
    # Refused calls wrote nothing, so there is no customer without a contract.
    assert client.value("select count(*) from customer where name like 'Тест Тестов %'") == 100


def test_fifty_concurrent_calls_with_one_key_make_one_contract_and_identical_answers(client: Client) -> None:
    before = client.value("select count(*) from contract")
    answers = client.together(GET_SIM, [form(idempotencyKey="one")] * 50)
    assert client.value("select count(*) from contract") == before + 1
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["getSim"]["contract"]["status"] == "ACTIVE"


def test_two_processes_with_one_key_make_one_contract(client: Client, database_url: str, settings: Any) -> None:
    other = Client(database_url, settings, beside=client)
    before = client.value("select count(*) from contract")

    async def both() -> list[Any]:
        given = {"input": form(idempotencyKey="two")}
        return await asyncio.gather(*(each.send(GET_SIM, given) for each in (client, other) * 10))

    try:
        answers = client.run(both())
    finally:
        other.close()
    assert client.value("select count(*) from contract") == before + 1
    assert all(answer == answers[0] for answer in answers)


def test_a_key_reused_with_another_input_is_refused_and_a_refusal_is_replayed(client: Client) -> None:
    client.ask(GET_SIM, {"input": form(1, idempotencyKey="key")})
    assert refused(client, form(2, idempotencyKey="key")) == ("IDEMPOTENCY_KEY_REUSED", ["idempotencyKey"])
    failing = form(3, tariffCode="T20", idempotencyKey="failing")
    first = client.ask(GET_SIM, {"input": failing})
    client.sql("update tariff set active = true where code = 'T20'")
    assert client.ask(GET_SIM, {"input": failing}) == first
    assert first["getSim"]["errors"][0]["code"] == "TARIFF_INACTIVE"


def test_concurrent_calls_for_one_new_customer_create_the_customer_once(client: Client) -> None:
    payloads = [data["getSim"] for data in client.together(GET_SIM, [form(1)] * 3)]
    assert len({payload["contract"]["customer"]["id"] for payload in payloads}) == 1


def test_calls_that_look_for_one_new_customer_at_the_same_moment_create_the_customer_once(client: Client) -> None:
    async def call_at_once() -> list[Any]:
        holder = await connect(client.url)
        try:
            async with holder.transaction():
                # Calls can look for the customer, and wait where they insert one, or for each other.
                await holder.execute("lock table customer in share mode")
                calls = [asyncio.create_task(client.send(GET_SIM, {"input": form(1)})) for _ in range(3)]
                while await holder.fetchval(WAITING) < 3:
                    await asyncio.sleep(0.01)
            return await asyncio.gather(*calls)
        finally:
            await holder.close()

    payloads = [answer["data"]["getSim"] for answer in client.run(call_at_once())]
    assert [payload["errors"] for payload in payloads] == [[]] * 3
    assert len({payload["contract"]["customer"]["id"] for payload in payloads}) == 1


WAITING = "select count(distinct pid) from pg_locks where not granted"

KILLED = """
import asyncio, sys
from tests.client import Client
from tests.scenarios.test_get_sim import GET_SIM, form
from backend.settings import Settings

client = Client(sys.argv[1], Settings())
print("ready", flush=True)

async def forever():
    async def one(worker):
        number = worker * 1000
        while True:
            number += 1
            await client.send(GET_SIM, {"input": form(number)})
    await asyncio.gather(*(one(worker) for worker in range(1, 5)))

client.run(forever())
"""


MADE = "select count(*) from contract where number like 'K0%'"
PATIENCE_SECONDS = 60  # only a test that has failed waits that long


def test_a_killed_process_leaves_no_contract_half_written(client: Client, database_url: str) -> None:
    _pool(client, 400)
    for _ in range(3):
        process = forkserver.start(["-c", KILLED, database_url], stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        before = client.value(MADE)
        for _ in range(PATIENCE_SECONDS * 50):
            time.sleep(0.02)
            if client.value(MADE) > before:
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    done = client.value(MADE)
    assert done > 0, "no call was in progress when the process was killed"
    half = """
        select count(*) from contract c
        left join sim s on s.id = c.sim_id left join phone_number n on n.id = c.phone_number_id
        where c.number like 'K0%' and (s.status is distinct from 'ACTIVE' or n.status is distinct from 'ASSIGNED'
            or s.msisdn is distinct from n.msisdn
            or (select count(*) from status_change h where h.node_id = c.id) <> 3
            or (select count(*) from event e where e.contract_id = c.id) <> 3
            or (select count(*) from sim_binding b where b.contract_id = c.id) <> 1)
    """
    assert client.value(half) == 0
    orphans = "select count(*) from sim s where s.iccid like '89980000%' and s.status = 'ACTIVE' and not exists (select from contract c where c.sim_id = s.id)"
    assert client.value(orphans) == 0
