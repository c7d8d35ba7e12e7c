"""P3, D3: versions of tariffs. What a tariff costs and contains from a day on; contracts keep the version that they have."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.auth.viewer import Role, Viewer
from backend.database import connect
from backend.jobs.declare import Tools
from backend.services.tariff import begin_tariff_versions
from backend.settings import Settings
from tests.client import Client

pytestmark = pytest.mark.database
VERSION = "id number validFrom monthlyFee { amount } allowances { kind scope amount }"
TARIFF = f"id code name active monthlyFee {{ amount currency }} currentVersion {{ {VERSION} }} versions {{ number }}"
SHOWN = {
    "createTariff": f"tariff {{ {TARIFF} }}",
    "publishTariffVersion": f"tariffVersion {{ {VERSION} tariff {{ {TARIFF} }} }} plan {{ planToken events }}",
    "retireTariff": "tariff { active }",
    "getSim": "contract { id tariffVersion { number monthlyFee { amount } allowances { amount } } }",
}
PAID = "query ($id: ID!) { contract(id: $id) { tariffVersion { number monthlyFee { amount } } tariff { monthlyFee { amount } } } }"
AT = "query ($code: String, $at: DateTime) { tariff(code: $code, at: $at) { monthlyFee { amount } currentVersion { number } } }"
MINUTES = {"kind": "MINUTES", "scope": "NATIONAL", "amount": 300}
DATA = {"kind": "MB", "scope": "NATIONAL", "amount": None}
BEGAN = "update tariff_version set valid_from = now() where id = $1"


def act(client: Client, verb: str, **given: Any) -> Any:
    name = f"{verb[0].upper()}{verb[1:]}Input"
    text = f"mutation ($input: {name}!) {{ {verb}(input: $input) {{ {SHOWN[verb]} errors {{ code field message }} }} }}"
    return client.ask(text, {"input": {"reason": "прейскурант", **given} if verb != "getSim" else given})[verb]


def refused(answer: Any) -> tuple[str, str]:
    (error,) = answer["errors"]
    return error["code"], ".".join(error["field"])


def fee(amount: str, currency: str | None = None) -> dict[str, Any]:
    return {"amount": amount, "currency": currency}


def day(settings: Settings, ahead: int) -> str:
    return (datetime.now(ZoneInfo(settings.time_zone)).date() + timedelta(days=ahead)).isoformat()


def sold(admin: Client, code: str, name: str) -> Any:
    customer = {"kind": "PERSON", "name": name, "phone": "+996700555001", "email": f"{code}@example.kg".lower()}
    answer = act(admin, "getSim", customer=customer, tariffCode=code, allowDuplicate=True)
    assert not answer["errors"], answer
    return answer["contract"]


@pytest.fixture(scope="module")
def admin(module_database_url: str, settings: Settings) -> Iterator[Client]:
    client = Client(module_database_url, settings, viewer=Viewer(Role.ADMIN, "admin", currency="KGS"))
    yield client
    client.close()


@pytest.fixture
def tariff(admin: Client, request: pytest.FixtureRequest) -> Any:
    code = f"V{abs(hash(request.node.name)) % 10**9}"
    answer = act(admin, "createTariff", code=code, name="Тариф", monthlyFee=fee("450"), allowances=[MINUTES, DATA])
    assert not answer["errors"], answer
    return answer["tariff"]


def begin(admin: Client, settings: Settings) -> None:
    tools = Tools(settings, admin.app.state.database, lambda: connect(admin.url))
    admin.run(begin_tariff_versions(tools, None))  # type: ignore[arg-type]


def test_a_new_tariff_has_its_first_version_and_is_sold_at_once(admin: Client, tariff: Any) -> None:
    assert tariff["active"]
    assert tariff["monthlyFee"] == {"amount": "450.00", "currency": "KGS"}
    assert tariff["currentVersion"]["number"] == 1
    assert tariff["currentVersion"]["allowances"] == [DATA, MINUTES]
    version = sold(admin, tariff["code"], "Первая Версия")["tariffVersion"]
    assert version == {
        "number": 1,
        "monthlyFee": {"amount": "450.00"},
        "allowances": [{"amount": None}, {"amount": 300}],
    }


def test_p3_a_contract_keeps_its_version_and_what_it_paid_stays_readable(admin: Client, tariff: Any) -> None:
    before = sold(admin, tariff["code"], "Старая Цена")
    moment = admin.value("select now()::text")
    version = act(admin, "publishTariffVersion", id=tariff["id"], monthlyFee=fee("520"))["tariffVersion"]
    assert version["number"] == 2
    assert version["tariff"]["monthlyFee"]["amount"] == "520.00"
    assert version["allowances"] == [DATA, MINUTES], "what is absent is as in the version in force"
    assert version["tariff"]["currentVersion"]["number"] == 2
    after = sold(admin, tariff["code"], "Новая Цена")
    shown = [admin.ask(PAID, {"id": each["id"]})["contract"] for each in (before, after)]
    assert [each["tariffVersion"]["monthlyFee"]["amount"] for each in shown] == ["450.00", "520.00"]
    assert {each["tariff"]["monthlyFee"]["amount"] for each in shown} == {"520.00"}
    then = admin.ask(AT, {"code": tariff["code"], "at": moment.replace(" ", "T") + ":00"})["tariff"]
    assert then == {"monthlyFee": {"amount": "450.00"}, "currentVersion": {"number": 1}}
    assert admin.ask(AT, {"code": tariff["code"], "at": "2020-01-01T00:00:00Z"})["tariff"] is None


def test_a_later_version_is_put_into_force_by_the_schedule(admin: Client, tariff: Any, settings: Settings) -> None:
    answer = act(
        admin, "publishTariffVersion", id=tariff["id"], monthlyFee=fee("600"), allowances=[], validFrom=day(settings, 3)
    )
    later = answer["tariffVersion"]
    midnight = datetime.fromisoformat(later["validFrom"]).astimezone(ZoneInfo(settings.time_zone))
    assert (midnight.date().isoformat(), midnight.hour, midnight.minute) == (day(settings, 3), 0, 0)
    assert later["tariff"]["monthlyFee"]["amount"] == "450.00"
    begin(admin, settings)
    assert sold(admin, tariff["code"], "Ещё Рано")["tariffVersion"]["number"] == 1
    then = admin.ask(AT, {"code": tariff["code"], "at": later["validFrom"]})["tariff"]
    assert then["monthlyFee"]["amount"] == "600.00"

    admin.as_owner(BEGAN, later["id"].removeprefix("tav_"))
    begin(admin, settings)
    begin(admin, settings)
    assert sold(admin, tariff["code"], "Уже Пора")["tariffVersion"] == {
        "number": 2, "monthlyFee": {"amount": "600.00"}, "allowances": [],
    }  # fmt: skip
    topics = admin.sql(
        "select topic from event where node_id = $1 and topic like 'tariff.%' order by id",
        tariff["id"].removeprefix("tar_"),
    )
    assert [row["topic"] for row in topics] == ["tariff.created", "tariff.version_published", "tariff.version_began"]


def test_a_retired_tariff_is_not_sold_and_kept_by_who_has_it(admin: Client, tariff: Any) -> None:
    contract = sold(admin, tariff["code"], "Остаётся Навсегда")
    assert act(admin, "retireTariff", id=tariff["id"])["tariff"] == {"active": False}
    customer = {"kind": "PERSON", "name": "Опоздал", "phone": "+996700555009"}
    assert refused(act(admin, "getSim", customer=customer, tariffCode=tariff["code"])) == (
        "TARIFF_INACTIVE",
        "tariffCode",
    )
    assert admin.ask(PAID, {"id": contract["id"]})["contract"]["tariffVersion"]["number"] == 1
    assert refused(act(admin, "retireTariff", id=tariff["id"])) == ("INVALID_TRANSITION", "id")
    assert refused(act(admin, "publishTariffVersion", id=tariff["id"], monthlyFee=fee("1"))) == (
        "TARIFF_INACTIVE",
        "id",
    )


REFUSED = [
    ({"code": "Тариф №1"}, ("INVALID_INPUT", "code")),
    ({"code": "t01"}, ("ALREADY_EXISTS", "code")),
    ({"name": " "}, ("INVALID_INPUT", "name")),
    ({"monthlyFee": fee("-1")}, ("INVALID_AMOUNT", "monthlyFee.amount")),
    ({"monthlyFee": fee("0.001")}, ("INVALID_AMOUNT", "monthlyFee.amount")),
    ({"allowances": [{**MINUTES, "amount": 0}]}, ("INVALID_INPUT", "allowances.0.amount")),
    ({"allowances": [MINUTES, {**MINUTES, "amount": 5}]}, ("INVALID_INPUT", "allowances.1")),
    ({"reason": " "}, ("INVALID_INPUT", "reason")),
]


@pytest.mark.parametrize(("change", "expected"), REFUSED)
def test_what_a_tariff_is_created_with_is_checked(admin: Client, change: Any, expected: tuple[str, str]) -> None:
    answer = act(admin, "createTariff", **{"code": "VX", "name": "Тариф", "monthlyFee": fee("450"), **change})
    assert refused(answer) == expected


def test_what_is_published_is_checked(admin: Client, tariff: Any, settings: Settings) -> None:
    for change, expected in (
        ({"monthlyFee": None}, ("INVALID_INPUT", "monthlyFee")),
        ({"monthlyFee": fee("1", "USD")}, ("CURRENCY_MISMATCH", "monthlyFee.currency")),
        ({"validFrom": day(settings, -1)}, ("INVALID_INPUT", "validFrom")),
        ({"validFrom": day(settings, 3_000)}, ("INVALID_INPUT", "validFrom")),
        ({"id": "tar_0190aaaa-0000-7000-8000-000000000000"}, ("NOT_FOUND", "id")),
    ):
        given = {"id": tariff["id"], "monthlyFee": fee("1"), **change}
        assert refused(act(admin, "publishTariffVersion", **given)) == expected, change
    planned = act(admin, "publishTariffVersion", id=tariff["id"], monthlyFee=fee("1"), dryRun=True)
    assert planned["plan"]["planToken"]
    assert planned["tariffVersion"] is None
    assert admin.value("select count(*) from tariff_version where tariff_id = $1", tariff["id"][4:]) == 1


def test_versions_that_are_published_at_once_are_numbered_in_order(admin: Client, tariff: Any) -> None:
    text = "mutation ($input: PublishTariffVersionInput!) { publishTariffVersion(input: $input) { tariffVersion { number } } }"
    fees = [str(500 + n) for n in range(8)]
    answers = admin.together(text, [{"id": tariff["id"], "monthlyFee": fee(each), "reason": "спор"} for each in fees])
    numbers = {
        each["publishTariffVersion"]["tariffVersion"]["number"]: amount
        for each, amount in zip(answers, fees, strict=True)
    }
    assert sorted(numbers) == list(range(2, 10))
    row = admin.sql(
        "select t.monthly_fee_minor, v.number from tariff t join tariff_version v on v.id = t.tariff_version_id where t.id = $1",
        tariff["id"][4:],
    )[0]
    assert (row["number"], row["monthly_fee_minor"]) == (9, int(numbers[9]) * 100)


def test_two_tariffs_with_one_code_are_not_created(admin: Client) -> None:
    text = "mutation ($input: CreateTariffInput!) { createTariff(input: $input) { tariff { id } errors { code } } }"
    given = {"code": "VTWICE", "name": "Дважды", "monthlyFee": fee("1"), "reason": "спор"}
    answers = [each["createTariff"] for each in admin.together(text, [given] * 6)]
    assert sorted([e["code"] for e in each["errors"]] for each in answers) == [[]] + [["ALREADY_EXISTS"]] * 5


def test_a_fee_that_is_written_without_an_act_is_a_version_too(admin: Client, tariff: Any) -> None:
    admin.as_owner("update tariff set monthly_fee_minor = 70000 where id = $1", tariff["id"][4:])
    rows = admin.sql(
        "select number, monthly_fee_minor from tariff_version where tariff_id = $1 order by number", tariff["id"][4:]
    )
    assert [tuple(row) for row in rows] == [(1, 45_000), (2, 70_000)]
