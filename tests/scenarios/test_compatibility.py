"""P3, D3, A22: what fits together. Rules about tariffs and options hold for single acts, checks and files alike."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.auth.viewer import Role, Viewer
from backend.settings import Settings
from tests.client import Client
from tests.factories.phone_numbers import new_phone_number, new_phone_numbers
from tests.factories.sims import new_sim
from tests.imports.bulk import register, rejected

pytestmark = pytest.mark.database
MESSAGE = {"en": "Does not fit.", "ru": "Не подходит.", "ky": "Туура келбейт."}
SHOWN = {
    "setCompatibilityRule": "compatibilityRule { id form tariff { code } tariffOption { code } minAge version retiredAt }",
    "setTariffOption": "tariffOption { id code name active period monthlyFee { amount currency } }",
    "getSim": "contract { id options { code } }",
}
CHECK = """query ($tariff: String!, $options: [String!], $customer: ID, $iccid: String, $msisdn: String) {
    checkCompatibility(tariffCode: $tariff, options: $options, customerId: $customer, iccid: $iccid, msisdn: $msisdn) {
        fits failures { code field form ruleId message { en ru ky } } } }"""
ESIM, GOLD = "8999600000000000900", "+996777777777"
CARD, OTHER_CARD = "8999000600000000978", "8999000600000000986"
FORMS = [
    ({"form": "REQUIRES", "optionCode": "MUSIC", "otherOptionCode": "NET5"}, {"options": ["MUSIC"]}, "OPTION_INCOMPATIBLE"),
    ({"form": "EXCLUDES", "optionCode": "MUSIC", "otherOptionCode": "VIDEO"}, {"options": ["VIDEO", "MUSIC"]}, "OPTION_INCOMPATIBLE"),
    ({"form": "EXCLUDES", "tariffCode": "T05", "otherOptionCode": "MUSIC"}, {"options": ["MUSIC"]}, "TARIFF_INCOMPATIBLE"),
    ({"form": "CUSTOMER_KIND", "tariffCode": "T05", "customerKind": "ORGANISATION"}, {}, "TARIFF_INCOMPATIBLE"),
    ({"form": "SIM_KIND", "tariffCode": "T05", "simKind": "ESIM"}, {"iccid": CARD}, "TARIFF_INCOMPATIBLE"),
    ({"form": "NUMBER_CLASS", "tariffCode": "T05", "numberClass": "GOLD"}, {}, "TARIFF_INCOMPATIBLE"),
    ({"form": "AGE", "tariffCode": "T05", "minAge": 14, "maxAge": 25}, {}, "TARIFF_INCOMPATIBLE"),
    ({"form": "SALES_PERIOD", "tariffCode": "T05", "soldUntil": "2026-01-31"}, {}, "TARIFF_INCOMPATIBLE"),
]  # fmt: skip
FITTING = {
    "REQUIRES": {"options": ["MUSIC", "NET5"]},
    "EXCLUDES": {"options": ["VIDEO"]},
    "CUSTOMER_KIND": {"customer": {"kind": "ORGANISATION", "name": "ОсОО Подходит"}},
    "SIM_KIND": {"iccid": ESIM},
    "NUMBER_CLASS": {"msisdn": GOLD},
    "AGE": {"customer": {"birthDate": "2004-05-06"}},
    "SALES_PERIOD": {"tariffCode": "T06"},
}


def act(client: Client, verb: str, **given: Any) -> Any:
    text = f"mutation ($input: {verb[0].upper()}{verb[1:]}Input!) {{ {verb}(input: $input) {{ {SHOWN[verb]} errors {{ code field message }} }} }}"
    return client.ask(text, {"input": given if verb == "getSim" else {"reason": "правила", **given}})[verb]


def set_rule(admin: Client, **given: Any) -> Any:
    answer = act(admin, "setCompatibilityRule", message=MESSAGE, **given)
    assert not answer["errors"], answer
    return answer["compatibilityRule"]


def refused(answer: Any) -> tuple[str, str]:
    (error,) = answer["errors"]
    return error["code"], ".".join(error["field"])


def sell(admin: Client, n: int, **given: Any) -> Any:
    customer = {
        "kind": "PERSON",
        "name": f"Совместимый Абонент {n}",
        "phone": "+996700666001",
        "birthDate": "1980-01-02",
    }
    customer |= given.pop("customer", {})
    if customer["kind"] == "ORGANISATION":
        del customer["birthDate"]
    return act(admin, "getSim", **{"tariffCode": "T05", "allowDuplicate": True, **given, "customer": customer})


@pytest.fixture(scope="module")
def admin(module_database_url: str, settings: Settings) -> Iterator[Client]:
    client = Client(module_database_url, settings, viewer=Viewer(Role.ADMIN, "admin", currency="KGS", language="RU"))
    # All options fit the tariffs of this file.
    client.as_owner(
        "insert into tariff_compatibility select t.id, o.id from tariff t, tariff_option o where t.code in ('T05', 'T06')"
        " on conflict do nothing"
    )
    client.insert(
        *(new_sim(f"89990006{number:011}") for number in range(1, 41)),
        *new_phone_numbers("+99677", range(600_000, 600_040)),
        new_phone_number(GOLD),
    )
    client.as_owner("update phone_number set number_class = 'GOLD' where msisdn = '+996777777777'")
    yield client
    client.close()


@pytest.fixture(autouse=True)
def no_rules(admin: Client) -> Iterator[None]:
    yield
    admin.as_owner("delete from compatibility_rule where message_en = 'Does not fit.'")


@pytest.mark.parametrize(("n", "rule", "choice", "code"), [(n, *each) for n, each in enumerate(FORMS)])
def test_a_rule_of_each_form_holds_for_acts_and_checks(
    admin: Client, n: int, rule: dict[str, Any], choice: dict[str, Any], code: str
) -> None:
    if "iccid" in choice:
        admin.insert(new_sim(choice["iccid"]))
    held = set_rule(admin, **rule)
    field = "options" if "optionCode" in rule else "tariffCode"
    answer = sell(admin, 10 * n, **choice)
    assert refused(answer) == (code, field)
    assert answer["errors"][0]["message"] == "Не подходит."

    if rule["form"] == "SIM_KIND":  # the other sales take any SIM of the pool
        admin.insert(new_sim(ESIM, kind="ESIM"))
    fitting = sell(admin, 10 * n + 1, **FITTING[rule["form"]])
    assert not fitting["errors"], fitting
    customer = admin.value("select 'cus_' || id from customer where number = 'CD00000001'")
    line = {"iccid": "8999000600000000036", "msisdn": "+996770600039"}
    given = {"tariff": "T05", "options": choice.get("options"), "customer": customer, **line}
    found = admin.ask(CHECK, given)["checkCompatibility"]
    failures = [{"code": code, "field": field, "form": rule["form"], "ruleId": held["id"], "message": MESSAGE}]
    assert found == {"fits": False, "failures": failures}

    set_rule(admin, **rule, active=False)
    assert not sell(admin, 10 * n + 2, **choice)["errors"]


def test_what_needs_no_rule_is_explained_in_three_languages(admin: Client) -> None:
    given = {"tariff": "T19", "options": ["NONE", "NET5"], "iccid": "8999600000000000918"}
    found = admin.ask(CHECK, given)["checkCompatibility"]["failures"]
    assert [each["code"] for each in found][:2] == ["TARIFF_INACTIVE", "OPTION_NOT_FOUND"]
    assert found[-1]["code"] == "SIM_NOT_FOUND"
    for each in found:
        assert len({*each["message"].values()}) == 3, each
    assert admin.ask(CHECK, {"tariff": "T05", "options": ["NET5"]})["checkCompatibility"] == {
        "fits": True,
        "failures": [],
    }


def test_a_rule_about_ages_needs_a_birth_date(admin: Client) -> None:
    set_rule(admin, form="AGE", tariffCode="T05", minAge=14)
    assert refused(sell(admin, 90, customer={"birthDate": None})) == ("TARIFF_INCOMPATIBLE", "tariffCode")


def test_a_registered_customer_and_an_age_on_its_border(admin: Client, settings: Settings) -> None:
    day = datetime.now(ZoneInfo(settings.time_zone)).date()
    set_rule(admin, form="AGE", tariffCode="T05", minAge=20, maxAge=20)
    born = {"n20": 20, "n21": 21}
    for name, years in born.items():
        birthday = day.replace(year=day.year - years)
        answers = [
            sell(
                admin,
                95,
                customer={"name": f"Граница {name} {each}", "birthDate": (birthday + timedelta(days=each)).isoformat()},
            )
            for each in (0, 1)
        ]
        codes = [[error["code"] for error in each["errors"]] for each in answers]
        unfit = ["TARIFF_INCOMPATIBLE"]
        assert codes == ([[], unfit] if years == 20 else [unfit, []]), name


def test_a_draft_is_checked_when_it_is_made_and_when_it_is_activated(admin: Client) -> None:
    customer = admin.value("select 'cus_' || id from customer where number = 'CD00000001'")
    text = "mutation ($input: %sInput!) { %s(input: $input) { contract { id } errors { code field message } } }"

    def step(verb: str, **given: Any) -> Any:
        return admin.ask(text % (verb[0].upper() + verb[1:], verb), {"input": given})[verb]

    chosen = {"customerId": customer, "tariffCode": "T05", "options": ["MUSIC"]}
    draft = step("createContract", **chosen)["contract"]
    assert not step("acceptContract", id=draft["id"], method="INK")["errors"]
    set_rule(admin, form="REQUIRES", optionCode="MUSIC", otherOptionCode="NET5")
    assert refused(step("createContract", **chosen)) == ("OPTION_INCOMPATIBLE", "options")
    summary = "query ($id: ID!) { activationSummary(contractId: $id) { conditions { condition ok code message } } }"
    conditions = admin.ask(summary, {"id": draft["id"]})["activationSummary"]["conditions"]
    assert [each for each in conditions if each["condition"] == "COMPATIBILITY"] == [
        {"condition": "COMPATIBILITY", "ok": False, "code": "OPTION_INCOMPATIBLE", "message": "Не подходит."}
    ]
    assert refused(step("activateContract", id=draft["id"])) == ("OPTION_INCOMPATIBLE", "id")
    assert not step("cancelContract", id=draft["id"])["errors"]


def test_another_sim_and_another_number_must_fit_and_what_a_contract_has_is_kept(admin: Client) -> None:
    contract = sell(admin, 94)["contract"]
    admin.insert(new_sim(OTHER_CARD))
    set_rule(admin, form="AGE", tariffCode="T05", minAge=100)
    set_rule(admin, form="SIM_KIND", tariffCode="T05", simKind="ESIM")
    set_rule(admin, form="NUMBER_CLASS", tariffCode="T05", numberClass="GOLD")
    text = "mutation ($input: %sInput!) { %s(input: $input) { errors { code field } } }"
    swapped = admin.ask(
        text % ("SwapSim", "swapSim"), {"input": {"id": contract["id"], "iccid": OTHER_CARD, "reason": "новая"}}
    )
    assert refused(swapped["swapSim"]) == ("TARIFF_INCOMPATIBLE", "iccid")
    changed = admin.ask(text % ("ChangeNumber", "changeNumber"), {"input": {"id": contract["id"]}})
    assert refused(changed["changeNumber"]) == ("TARIFF_INCOMPATIBLE", "msisdn")
    set_rule(admin, form="SIM_KIND", tariffCode="T05", simKind="PHYSICAL")
    swapped = admin.ask(
        text % ("SwapSim", "swapSim"), {"input": {"id": contract["id"], "iccid": OTHER_CARD, "reason": "новая"}}
    )
    assert not swapped["swapSim"]["errors"]


def test_a_file_follows_the_same_rules(admin: Client, settings: Settings) -> None:
    set_rule(admin, form="REQUIRES", optionCode="MUSIC", otherOptionCode="NET5")
    set_rule(admin, form="CUSTOMER_KIND", tariffCode="T06", customerKind="ORGANISATION")
    rows = [
        "Файл Первый,+996700667001,8999605000000090013,T05,MUSIC",
        "Файл Второй,+996700667002,8999605000000090021,T05,MUSIC;NET5",
        "Файл Третий,+996700667003,8999605000000090039,T06,",
    ]
    body = "\n".join(["name,phone,iccid,tariff,options", *rows]).encode()
    job = register(admin, settings, body)
    assert [(column, code) for _, column, code in rejected(job)] == [
        ("options", "OPTION_INCOMPATIBLE"), ("tariff", "TARIFF_INCOMPATIBLE"),
    ]  # fmt: skip


def test_a_rule_is_set_once_for_the_same_things(admin: Client) -> None:
    rule = {"form": "AGE", "tariffCode": "T05"}
    first = set_rule(admin, **rule, minAge=14)
    again = set_rule(admin, **rule, minAge=16)
    assert (again["id"], again["minAge"], again["version"]) == (first["id"], 16, 2)
    text = "mutation ($input: SetCompatibilityRuleInput!) { setCompatibilityRule(input: $input) { compatibilityRule { id } errors { code } } }"
    given = {
        "form": "EXCLUDES",
        "optionCode": "MUSIC",
        "otherOptionCode": "VIDEO",
        "message": MESSAGE,
        "reason": "спор",
    }
    answers = admin.together(text, [given] * 6)
    assert len({each["setCompatibilityRule"]["compatibilityRule"]["id"] for each in answers}) == 1


def test_a_rule_is_checked(admin: Client) -> None:
    for given, expected in (
        ({"form": "AGE", "tariffCode": "T05"}, ("INVALID_INPUT", "minAge")),
        ({"form": "AGE", "tariffCode": "T05", "minAge": 20, "maxAge": 19}, ("INVALID_INPUT", "maxAge")),
        ({"form": "AGE", "tariffCode": "T05", "minAge": -1}, ("INVALID_INPUT", "minAge")),
        ({"form": "AGE", "tariffCode": "T05", "minAge": 1, "simKind": "ESIM"}, ("INVALID_INPUT", "simKind")),
        ({"form": "SIM_KIND", "simKind": "ESIM"}, ("INVALID_INPUT", "tariffCode")),
        ({"form": "SIM_KIND", "tariffCode": "NONE", "simKind": "ESIM"}, ("TARIFF_NOT_FOUND", "tariffCode")),
        ({"form": "REQUIRES", "optionCode": "MUSIC", "otherOptionCode": "music"}, ("INVALID_INPUT", "otherOptionCode")),
        (
            {"form": "REQUIRES", "optionCode": "MUSIC", "otherOptionCode": "NONE"},
            ("OPTION_NOT_FOUND", "otherOptionCode"),
        ),
        ({"form": "AGE", "tariffCode": "T05", "minAge": 1, "active": False}, ("NOT_FOUND", "active")),
    ):
        assert refused(act(admin, "setCompatibilityRule", message=MESSAGE, **given)) == expected, given


def test_an_option_is_created_and_changed_by_one_act(admin: Client) -> None:
    assert refused(act(admin, "setTariffOption", code="NEW1", name="Новая")) == ("INVALID_INPUT", "monthlyFee")
    made = act(
        admin,
        "setTariffOption",
        code="new1",
        name="Новая",
        monthlyFee={"amount": "9.5"},
        period="DAY",
        tariffCodes=["T05"],
    )
    assert made["tariffOption"] | {"id": ""} == {
        "id": "", "code": "NEW1", "name": "Новая", "active": True, "period": "DAY",
        "monthlyFee": {"amount": "9.50", "currency": "KGS"},
    }  # fmt: skip
    assert sell(admin, 97, options=["NEW1"])["contract"]["options"] == [{"code": "NEW1"}]
    changed = act(admin, "setTariffOption", code="NEW1", period="ONCE", active=False)["tariffOption"]
    assert (changed["id"], changed["period"], changed["active"]) == (made["tariffOption"]["id"], "ONCE", False)
    assert refused(sell(admin, 98, options=["NEW1"])) == ("OPTION_NOT_FOUND", "options")
    act(admin, "setTariffOption", code="NEW1", active=True, tariffCodes=["T06"])
    assert refused(sell(admin, 99, options=["NEW1"])) == ("OPTION_INCOMPATIBLE", "options")
    assert refused(act(admin, "setTariffOption", code="NEW1", tariffCodes=["NONE"])) == (
        "TARIFF_NOT_FOUND",
        "tariffCodes",
    )
    wrong = {"amount": "1", "currency": "USD"}
    assert refused(act(admin, "setTariffOption", code="NEW1", monthlyFee=wrong)) == (
        "CURRENCY_MISMATCH",
        "monthlyFee.currency",
    )
