"""P3, D3, A24: the tariff and the options of a contract are changed, at once or later, and the customer is told."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.auth.viewer import Role, Viewer
from backend.database import connect
from backend.jobs.declare import Tools
from backend.services.scheduled_work import do_scheduled_acts
from backend.settings import Settings
from tests.client import Client
from tests.factories.phone_numbers import new_phone_numbers
from tests.factories.sims import new_sim
from tests.imports.bulk import register, rejected

pytestmark = pytest.mark.database
CONTRACT = (
    "id version status tariff { code } tariffVersion { number tariff { code } } options { code }"
    " scheduledActs { id kind status dueAt options failureCode failureMessage history { verb actor } }"
)
CHANGES = "plan { planToken notifications changes { field } warnings { code message } } errors { code field message }"
SHOWN = {"cancelScheduledAct": f"scheduledAct {{ status contract {{ {CONTRACT} }} }}"}
COMMANDS = {"closeContract": "ContractActionInput"}
MESSAGE = {"en": "Does not fit.", "ru": "Не подходит.", "ky": "Туура келбейт."}


def act(client: Client, verb: str, **given: Any) -> Any:
    name = COMMANDS.get(verb, f"{verb[0].upper()}{verb[1:]}Input")
    warnings = "warnings { code message }" if verb == "changeTariff" else ""
    shown = SHOWN.get(verb, f"contract {{ {CONTRACT} }}")
    text = f"mutation ($input: {name}!) {{ {verb}(input: $input) {{ {shown} {warnings} {CHANGES} }} }}"
    return client.ask(text, {"input": given})[verb]


def done(client: Client, verb: str, **given: Any) -> Any:
    answer = act(client, verb, **given)
    assert not answer["errors"], answer
    return answer.get("contract") or answer["scheduledAct"]["contract"]


def sell(admin: Client, name: str, options: Any = (), **given: Any) -> Any:
    customer = {"kind": "PERSON", "name": f"Меняющий {name}", "phone": "+996700777001"}
    text = (
        f"mutation ($input: GetSimInput!) {{ getSim(input: $input) {{ contract {{ {CONTRACT} }} errors {{ code }} }} }}"
    )
    asked = {"customer": customer, "tariffCode": "T05", "options": list(options), "allowDuplicate": True, **given}
    answer = admin.ask(text, {"input": asked})["getSim"]
    assert not answer["errors"], answer
    return answer["contract"]


def refused(answer: Any) -> tuple[str, str]:
    (error,) = answer["errors"]
    return error["code"], ".".join(error["field"])


def shown(client: Client, contract: Any) -> Any:
    return client.ask(f"query ($id: ID!) {{ contract(id: $id) {{ {CONTRACT} }} }}", {"id": contract["id"]})["contract"]


def topics(client: Client, contract: Any) -> list[str]:
    rows = client.sql("select topic from event where node_id = $1 order by id", contract["id"].removeprefix("con_"))
    return [row["topic"] for row in rows][1:]


def states(contract: Any) -> list[tuple[str, str]]:
    return [(each["kind"], each["status"]) for each in reversed(contract["scheduledActs"])]


def day(settings: Settings, days: int) -> str:
    return (datetime.now(ZoneInfo(settings.time_zone)).date() + timedelta(days=days)).isoformat()


def fall_due(client: Client, settings: Settings, contract: Any) -> Any:
    """Do what is booked for a contract, as if its day had come."""
    key = contract["id"].removeprefix("con_")
    client.sql("update scheduled_act set due_at = now() where contract_id = $1 and status = 'PENDING'", key)
    tools = Tools(settings, client.app.state.database, lambda: connect(client.url))
    client.run(do_scheduled_acts(tools, None))  # type: ignore[arg-type]
    return shown(client, contract)


@pytest.fixture(scope="module")
def admin(module_database_url: str, settings: Settings) -> Iterator[Client]:
    client = Client(module_database_url, settings, viewer=Viewer(Role.ADMIN, "admin", currency="KGS", language="RU"))
    client.insert(
        *(new_sim(f"89990007{number:011}") for number in range(1, 20)),
        *new_phone_numbers("+99677", range(700_000, 700_020)),
    )
    client.as_owner(
        "delete from tariff_compatibility where tariff_id in (select id from tariff where code in ('T05', 'T06'));"
        " insert into tariff_compatibility select t.id, o.id from tariff t, tariff_option o"
        " where t.code = 'T05' or t.code = 'T06' and o.code <> 'MUSIC'"
    )
    yield client
    client.close()


def test_a24_a_contract_is_moved_and_options_that_do_not_fit_are_removed(admin: Client) -> None:
    contract = sell(admin, "Первый", options=["MUSIC", "NET5"])
    planned = act(admin, "changeTariff", id=contract["id"], tariffCode="T06", dryRun=True)
    assert any(each.startswith("contract.tariff_changed ") for each in planned["plan"]["notifications"])
    assert [each["code"] for each in planned["plan"]["warnings"]] == ["OPTION_INCOMPATIBLE"]
    assert "MUSIC" in planned["plan"]["warnings"][0]["message"]
    token = planned["plan"]["planToken"]
    changed = act(admin, "changeTariff", id=contract["id"], tariffCode="T06", planToken=token)
    assert not changed["errors"], changed
    assert [each["code"] for each in changed["warnings"]] == ["OPTION_INCOMPATIBLE"]
    assert changed["contract"]["tariff"] == changed["contract"]["tariffVersion"]["tariff"] == {"code": "T06"}
    assert changed["contract"]["options"] == [{"code": "NET5"}]
    assert topics(admin, contract) == ["contract.tariff_changed"]
    assert refused(act(admin, "changeTariff", id=contract["id"], tariffCode="t06")) == ("INVALID_INPUT", "tariffCode")


def test_options_that_a_rule_excludes_go_with_those_that_need_them(admin: Client) -> None:
    contract = sell(admin, "Третий", options=["NET5", "NET20", "VIDEO"])
    rule = "mutation ($input: SetCompatibilityRuleInput!) { setCompatibilityRule(input: $input) { errors { code } } }"
    for given in (
        {"form": "EXCLUDES", "optionCode": "NET5", "otherTariffCode": "T06"},
        {"form": "REQUIRES", "optionCode": "NET20", "otherOptionCode": "NET5"},
    ):
        admin.ask(rule, {"input": {**given, "message": MESSAGE, "reason": "правило"}})
    asked = {"id": contract["id"], "tariffCode": "T06"}
    assert refused(act(admin, "changeTariff", **asked, options=["NET5"])) == ("OPTION_INCOMPATIBLE", "options")
    assert done(admin, "changeTariff", **asked)["options"] == [{"code": "VIDEO"}]
    found = act(admin, "changeOptions", id=contract["id"], options=["NET20"])
    assert refused(found) == ("OPTION_INCOMPATIBLE", "options")
    changed = done(admin, "changeOptions", id=contract["id"], options=["VIDEO", "ROAMING"])
    assert changed["options"] == [{"code": "ROAMING"}, {"code": "VIDEO"}]
    assert refused(act(admin, "changeOptions", id=contract["id"], options=["roaming", "VIDEO"]))[0] == "INVALID_INPUT"
    assert done(admin, "changeOptions", id=contract["id"], options=[])["options"] == []
    assert topics(admin, contract)[-2:] == ["contract.options_changed"] * 2
    admin.as_owner("delete from compatibility_rule where message_en = 'Does not fit.'")


def test_what_cannot_be_changed_is_refused(admin: Client, settings: Settings) -> None:
    contract = sell(admin, "Четвёртый")
    for given, expected in (
        ({"tariffCode": "T19"}, ("TARIFF_INACTIVE", "tariffCode")),
        ({"tariffCode": "NONE"}, ("TARIFF_NOT_FOUND", "tariffCode")),
        ({"options": ["MUSIC"]}, ("OPTION_INCOMPATIBLE", "options")),
        ({"options": ["NONE"]}, ("OPTION_NOT_FOUND", "options")),
        ({"id": "con_0190aaaa-0000-7000-8000-000000000000"}, ("NOT_FOUND", "id")),
        ({"at": "ON_DATE"}, ("INVALID_INPUT", "day")),
        ({"at": "ON_DATE", "day": day(settings, 0)}, ("INVALID_INPUT", "day")),
        ({"day": day(settings, 3)}, ("INVALID_INPUT", "day")),
    ):
        assert refused(act(admin, "changeTariff", **{"id": contract["id"], "tariffCode": "T06", **given})) == expected
    for given, field in (
        ({"balance": "WRITE_OFF"}, "balance"),
        ({"balance": "REFUND"}, "reason"),
        ({"balance": "MOVE"}, "balanceToId"),
        ({"day": day(settings, 0)}, "day"),
    ):
        asked = {"day": day(settings, 3), **given}
        assert refused(act(admin, "closeContract", id=contract["id"], **asked)) == ("INVALID_INPUT", field), given
    done(admin, "closeContract", id=contract["id"])
    assert refused(act(admin, "changeTariff", id=contract["id"], tariffCode="T06")) == ("INVALID_TRANSITION", "id")
    asked = {"id": contract["id"], "day": day(settings, 3)}
    assert refused(act(admin, "closeContract", **asked)) == ("INVALID_TRANSITION", "id")


def test_a_booked_change_is_done_once_with_the_version_that_was_agreed_on(admin: Client, settings: Settings) -> None:
    contract = sell(admin, "Пятый", options=["MUSIC"])
    booked = done(admin, "changeTariff", id=contract["id"], tariffCode="T06", at="ON_DATE", day=day(settings, 5))
    assert (booked["tariff"], booked["options"]) == ({"code": "T05"}, [{"code": "MUSIC"}])
    due = datetime.fromisoformat(booked["scheduledActs"][0]["dueAt"]).astimezone(ZoneInfo(settings.time_zone))
    assert due.isoformat()[:19] == f"{day(settings, 5)}T00:00:00"
    assert shown(admin, contract)["tariff"] == {"code": "T05"}
    admin.as_owner("update tariff set monthly_fee_minor = monthly_fee_minor + 100 where code = 'T06'")
    found = fall_due(admin, settings, contract)
    assert found["tariffVersion"] == {"number": 1, "tariff": {"code": "T06"}}
    assert found["options"] == []
    assert states(found) == [("CHANGE_TARIFF", "DONE")]
    assert [each["verb"] for each in found["scheduledActs"][0]["history"]] == ["do", "create"]
    assert [each["actor"] for each in found["scheduledActs"][0]["history"]] == ["schedule", "admin"]
    assert topics(admin, contract) == ["contract.tariff_change_booked", "contract.tariff_changed"]
    assert fall_due(admin, settings, contract)["version"] == found["version"]
    moved = done(admin, "changeTariff", id=contract["id"], tariffCode="T06")
    assert moved["tariffVersion"]["number"] == 2
    admin.as_owner("update tariff set monthly_fee_minor = monthly_fee_minor - 100 where code = 'T06'")


def test_the_next_period_begins_with_the_next_month(admin: Client, settings: Settings) -> None:
    contract = sell(admin, "Шестой")
    booked = done(admin, "changeOptions", id=contract["id"], options=["NET5"], at="NEXT_PERIOD")
    zone = ZoneInfo(settings.time_zone)
    due, today = datetime.fromisoformat(booked["scheduledActs"][0]["dueAt"]).astimezone(zone), datetime.now(zone)
    assert (due.day, due.hour, due.minute) == (1, 0, 0)
    assert timedelta() < due - today < timedelta(days=31)
    assert fall_due(admin, settings, contract)["options"] == [{"code": "NET5"}]


def test_the_newer_change_supersedes_and_a_closing_ends_all(admin: Client, settings: Settings) -> None:
    contract = sell(admin, "Седьмой")
    key = {"id": contract["id"]}
    done(admin, "changeTariff", **key, tariffCode="T06", at="ON_DATE", day=day(settings, 5))
    done(admin, "changeOptions", **key, options=["NET5"], at="ON_DATE", day=day(settings, 6))
    found = done(admin, "changeTariff", **key, tariffCode="T07", at="ON_DATE", day=day(settings, 4))
    assert states(found) == [
        ("CHANGE_TARIFF", "SUPERSEDED"),
        ("CHANGE_OPTIONS", "PENDING"),
        ("CHANGE_TARIFF", "PENDING"),
    ]
    closing = done(admin, "closeContract", **key, day=day(settings, 8))
    assert states(closing)[1:] == [
        ("CHANGE_OPTIONS", "SUPERSEDED"),
        ("CHANGE_TARIFF", "SUPERSEDED"),
        ("CLOSE", "PENDING"),
    ]
    later = {"tariffCode": "T07", "at": "ON_DATE"}
    assert refused(act(admin, "changeTariff", **key, **later, day=day(settings, 8))) == ("CONFLICT", "day")
    done(admin, "changeTariff", **key, **later, day=day(settings, 7))
    # Cancelling the closing does not revive what it superseded.
    by = {
        "name": "Доверенный Человек",
        "document": {"kind": "PASSPORT", "number": "AN7778889"},
        "authority": "POWER_OF_ATTORNEY",
    }
    cancelled = done(admin, "cancelScheduledAct", id=closing["scheduledActs"][0]["id"], representative=by)
    told = admin.sql("select verb, contract_id from representation where verb = 'cancelScheduledAct'")
    assert [str(each["contract_id"]) for each in told] == [contract["id"].removeprefix("con_")]
    assert [status for _, status in states(cancelled)] == ["SUPERSEDED"] * 3 + ["CANCELLED", "PENDING"]
    again = act(admin, "cancelScheduledAct", id=closing["scheduledActs"][0]["id"])
    assert refused(again) == ("INVALID_TRANSITION", "id")
    # A change at once is newer too.
    assert states(done(admin, "changeTariff", **key, tariffCode="T06"))[-1] == ("CHANGE_TARIFF", "SUPERSEDED")
    done(admin, "closeContract", **key, day=day(settings, 8))
    closed = fall_due(admin, settings, contract)
    assert (closed["status"], states(closed)[-1]) == ("CLOSED", ("CLOSE", "DONE"))
    assert "contract.closing_booked" in topics(admin, contract)


def test_what_is_due_is_checked_again(admin: Client, settings: Settings) -> None:
    contract = sell(admin, "Восьмой")
    done(admin, "changeTariff", id=contract["id"], tariffCode="T06", at="ON_DATE", day=day(settings, 5))
    admin.as_owner("update tariff set active = false where code = 'T06'")
    failed = fall_due(admin, settings, contract)
    admin.as_owner("update tariff set active = true where code = 'T06'")
    (booked,) = failed["scheduledActs"]
    assert (booked["status"], booked["failureCode"]) == ("FAILED", "TARIFF_INACTIVE")
    assert booked["failureMessage"] == "the tariff is no longer sold"
    assert failed["tariff"] == {"code": "T05"}
    # A contract that is closed meanwhile has nothing left to do.
    done(admin, "changeOptions", id=contract["id"], options=["NET5"], at="ON_DATE", day=day(settings, 5))
    closed = done(admin, "closeContract", id=contract["id"])
    assert states(closed) == [("CHANGE_TARIFF", "FAILED"), ("CHANGE_OPTIONS", "SUPERSEDED")]


def test_of_many_bookings_at_once_one_is_pending(admin: Client, settings: Settings) -> None:
    contract = sell(admin, "Девятый", options=["NET5"])
    text = "mutation ($input: ChangeTariffInput!) { changeTariff(input: $input) { errors { code } } }"
    asked = [
        {"id": contract["id"], "tariffCode": code, "at": "ON_DATE", "day": day(settings, 3 + n)}
        for n, code in enumerate(("T06", "T07") * 4)
    ]
    assert all(not each["changeTariff"]["errors"] for each in admin.together(text, asked))
    assert sorted(status for _, status in states(shown(admin, contract))) == ["PENDING"] + ["SUPERSEDED"] * 7


def test_the_job_waits_for_nobody_and_two_jobs_do_an_act_once(admin: Client, settings: Settings) -> None:
    contract = sell(admin, "Десятый")
    done(admin, "changeTariff", id=contract["id"], tariffCode="T06", at="ON_DATE", day=day(settings, 3))
    key = contract["id"].removeprefix("con_")
    admin.sql("update scheduled_act set due_at = now() where contract_id = $1", key)
    tools = Tools(settings, admin.app.state.database, lambda: connect(admin.url))

    async def beside_a_lock() -> None:
        connection = await connect(admin.url)
        try:
            async with connection.transaction():
                await connection.execute("select from contract where id = $1 for update", key)
                await do_scheduled_acts(tools, None)  # type: ignore[arg-type]
        finally:
            await connection.close()

    admin.run(beside_a_lock())
    assert states(shown(admin, contract)) == [("CHANGE_TARIFF", "PENDING")]

    async def twice() -> None:
        await asyncio.gather(*(do_scheduled_acts(tools, None) for _ in range(3)))  # type: ignore[arg-type]

    admin.run(twice())
    assert states(shown(admin, contract)) == [("CHANGE_TARIFF", "DONE")]
    assert topics(admin, contract) == ["contract.tariff_change_booked", "contract.tariff_changed"]


def test_a_file_changes_a_tariff_with_the_same_history(admin: Client, settings: Settings) -> None:
    iccid = admin.insert(new_sim("8999000700000000992")).iccid
    contract = sell(admin, "Одиннадцатый", options=["NET5", "MUSIC"], iccid=iccid)
    done(admin, "changeTariff", id=contract["id"], tariffCode="T07", at="ON_DATE", day=day(settings, 3))
    row = admin.sql(
        "select s.iccid, x.name, x.phone from contract k join sim s on s.id = k.sim_id join customer x on x.id = k.customer_id"
        " where k.id = $1", contract["id"].removeprefix("con_"),
    )[0]  # fmt: skip
    body = f"name,phone,iccid,tariff\n{row['name']},{row['phone']},{row['iccid']},T06\n".encode()
    assert rejected(register(admin, settings, body, mode="UPSERT")) == []
    found = shown(admin, contract)
    assert (found["tariff"], found["options"]) == ({"code": "T06"}, [{"code": "NET5"}])
    assert topics(admin, contract) == ["contract.tariff_change_booked", "contract.tariff_changed"]
    assert states(found) == [("CHANGE_TARIFF", "SUPERSEDED")]
    assert [each["verb"] for each in found["scheduledActs"][0]["history"]] == ["supersede", "create"]
