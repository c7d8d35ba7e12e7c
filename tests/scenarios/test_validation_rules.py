"""The data of customers is checked by rules that administrators change: on creation, on change, for requests (A12)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import SecretStr

from backend.auth.viewer import Role, Viewer
from backend.settings import Settings
from tests.client import Client
from tests.scenarios.test_requests import done

pytestmark = pytest.mark.database
MESSAGE = {"en": "No.", "ru": "Нет.", "ky": "Жок."}
RULE = "validationRule { id form field number pattern severity activeTo retiredAt version }"
VERBS = {
    "createValidationRule": RULE, "changeValidationRule": RULE, "retireValidationRule": RULE,
    "addToBlocklist": "blocklistEntry { id kind reason actor }", "removeFromBlocklist": "removedId",
    "createCustomer": "customer { id name email version } candidates { id }",
    "updateCustomerContact": "customer { id name email version }",
    "getSim": "contract { id customer { id } }", "closeContract": "contract { id }",
    "verifyCustomer": "customer { id kycStatus }",
    **dict.fromkeys(("changeCustomerName", "updateCustomerProfile", "addContact", "addIdentityDocument", "replaceIdentityDocument"), "customer { id }"),
}  # fmt: skip
INPUTS = {"closeContract": "ContractAction"}
LAST_ENTRY = """
select entry_id, (c.after ->> 'acknowledged')::jsonb as codes
from (select d.entry_id, e.created_at, jsonb_array_elements(d.changes) as change from audit_detail d
    join audit_entry e on e.id = d.entry_id) listed,
    jsonb_to_record(change) as c (after jsonb) where c.after ? 'acknowledged' order by created_at desc limit 1
"""
CHECK = """query ($input: CheckCustomerInput!) { checkCustomer(input: $input) {
    violations { code field message severity suggestion } candidates { customer { number } score reasons } } }"""


def act(client: Client, verb: str, **given: Any) -> Any:
    name = INPUTS.get(verb, verb[0].upper() + verb[1:])
    payload = f"{VERBS[verb]} errors {{ code field message }}"
    return client.ask(f"mutation ($input: {name}Input!) {{ {verb}(input: $input) {{ {payload} }} }}", {"input": given})[
        verb
    ]


def codes(answer: Any) -> list[str]:
    return [error["code"] for error in answer["errors"]]


def refused(answer: Any) -> tuple[str, str]:
    (error,) = answer["errors"]
    return error["code"], ".".join(error["field"])


@pytest.fixture(scope="module")
def desk(module_client: Client) -> Client:
    return module_client


@pytest.fixture(scope="module")
def admin(desk: Client, module_database_url: str, settings: Settings) -> Iterator[Client]:
    client = Client(module_database_url, settings, viewer=Viewer(Role.ADMIN, "admin", language="RU"), beside=desk)
    yield client
    client.close()


@pytest.fixture(autouse=True)
def only_the_rules_of_the_beginning(desk: Client) -> Iterator[None]:
    yield
    desk.as_owner("delete from validation_rule where message_en = 'No.'; delete from blocklist_entry")
    desk.as_owner("update validation_rule set number = 16 where form = 'AGE_AT_LEAST'")


def rule(admin: Client, form: str, field: str, severity: str = "BLOCK", **given: Any) -> Any:
    answer = act(
        admin,
        "createValidationRule",
        form=form,
        field=field,
        severity=severity,
        message=MESSAGE,
        reason="надо",
        **given,
    )
    assert answer["errors"] == [], answer
    return answer["validationRule"]


def person(n: int, **more: Any) -> dict[str, Any]:
    names = ("Абдыкеримова", "Жээнбеков", "Токтогулова", "Исаков", "Мамытова", "Назаров", "Раимбекова", "Сыдыков")
    return {"kind": "PERSON", "name": f"{names[n % 8]} {names[n // 8]} Проверка", "phone": f"+9967005559{n:02}", **more}


# The rules of the beginning


def test_a_person_under_sixteen_is_refused_wherever_the_birth_date_is_given(desk: Client) -> None:
    young = {"birthDate": "2014-05-31"}
    assert refused(act(desk, "createCustomer", **person(1, **young))) == ("UNDER_AGE", "birthDate")
    assert refused(act(desk, "createCustomer", **person(1, **young), acknowledge=["UNDER_AGE"])) == (
        "UNDER_AGE", "birthDate",
    )  # fmt: skip
    line = {"tariffCode": "T01", "customer": person(1, **young)}
    assert refused(act(desk, "getSim", **line)) == ("UNDER_AGE", "customer.birthDate")
    assert desk.value("select count(*) from customer where phone = $1", person(1)["phone"]) == 0
    request = done(desk, "submitRequest", kind="REGISTRATION", raw={**person(1, **young), "tariffCode": "T01"})
    checked = done(desk, "validateRequest", id=request["id"])
    assert [(each["code"], each["field"], each["severity"]) for each in checked["violations"]] == [
        ("UNDER_AGE", "birthDate", "BLOCK")
    ]
    assert act(desk, "createCustomer", **person(1, birthDate="2010-01-31"))["errors"] == []


def test_an_expired_document_is_accepted_by_its_code_and_the_audit_entry_names_it(desk: Client) -> None:
    expired = {"document": {"kind": "PASSPORT", "number": "AC7700001", "expiresOn": "2020-01-31"}}
    assert refused(act(desk, "createCustomer", **person(2, **expired))) == ("DOCUMENT_EXPIRED", "document.expiresOn")
    wrong = act(desk, "createCustomer", **person(2, **expired), acknowledge=["BLOCKLISTED"])
    assert refused(wrong) == ("DOCUMENT_EXPIRED", "document.expiresOn")
    given = person(2, **expired)
    created = act(desk, "createCustomer", **given, acknowledge=["DOCUMENT_EXPIRED", "BLOCKLISTED"])
    assert created["errors"] == []
    assert desk.sql(LAST_ENTRY)[0]["codes"] == '["DOCUMENT_EXPIRED"]'
    stored = "select expires_on::text from identity_document where customer_id = $1::uuid"
    assert desk.value(stored, created["customer"]["id"][4:]) == "2020-01-31"
    # The statement of getSim gives way to the verb, which accepts the same.
    line = {"tariffCode": "T01", "customer": person(3, document={**expired["document"], "number": "AC7700002"})}
    assert refused(act(desk, "getSim", **line)) == ("DOCUMENT_EXPIRED", "customer.document.expiresOn")
    assert act(desk, "getSim", **line, acknowledge=["DOCUMENT_EXPIRED"])["errors"] == []


# Changed rules


def test_rules_are_changed_by_audited_acts_and_hold_at_once(desk: Client, admin: Client) -> None:
    made = rule(admin, "REQUIRED", "email")
    assert refused(act(desk, "createCustomer", **person(4))) == ("FIELD_REQUIRED", "email")
    assert act(desk, "createCustomer", **person(4), acknowledge=["FIELD_REQUIRED"])["customer"] is None
    created = act(desk, "createCustomer", **person(4, email="a@example.kg"))["customer"]
    # What was stored earlier is not checked; a change is.
    assert refused(act(desk, "updateCustomerContact", id=created["id"], email=None)) == ("FIELD_REQUIRED", "email")
    assert act(desk, "updateCustomerContact", id=created["id"], name="Другое Имя")["errors"] == []
    changed = act(admin, "changeValidationRule", id=made["id"], severity="ALERT", expectedVersion=1, reason="мягче")
    assert changed["validationRule"]["severity"] == "ALERT"
    stale = act(admin, "changeValidationRule", id=made["id"], severity="BLOCK", expectedVersion=1, reason="опять")
    assert refused(stale) == ("CONFLICT", "expectedVersion")
    cleared = act(desk, "updateCustomerContact", id=created["id"], email=None, acknowledge=["FIELD_REQUIRED"])
    assert cleared["customer"]["email"] is None
    retired = act(admin, "retireValidationRule", id=made["id"], reason="не нужно")
    assert retired["validationRule"]["retiredAt"] is not None
    assert codes(act(admin, "retireValidationRule", id=made["id"], reason="не нужно")) == ["INVALID_TRANSITION"]
    assert act(desk, "createCustomer", **person(5))["errors"] == []
    topics = (
        "select topic, payload ->> 'reason', payload ->> 'internal' from event where node_id = $1::uuid order by id"
    )
    assert [tuple(row) for row in desk.sql(topics, made["id"][4:])] == [
        ("validation_rule.created", "надо", "true"), ("validation_rule.changed", "мягче", "true"),
        ("validation_rule.retired", "не нужно", "true"),
    ]  # fmt: skip
    verbs = desk.sql("select verb from audit_entry where node_type = 'rul' and node_id = $1::uuid", made["id"][4:])
    assert len(verbs) == 4  # with the stale one


def test_a_rule_is_for_a_kind_of_request_of_customer_and_of_document(desk: Client, admin: Client) -> None:
    rule(admin, "REQUIRED", "email", requestKind="REGISTRATION", customerKind="PERSON")
    assert act(desk, "createCustomer", **person(6))["errors"] == []
    raw = {**person(7), "tariffCode": "T01"}
    request = done(desk, "submitRequest", kind="REGISTRATION", raw=raw)
    found = done(desk, "validateRequest", id=request["id"])["violations"]
    assert [(each["code"], each["field"], each["message"]) for each in found] == [("FIELD_REQUIRED", "email", "No.")]
    rule(
        admin, "FORMAT", "document.number", pattern="ID[0-9]{7}", minLength=9, documentKind="ID_CARD",
        documentCountry="KG",
    )  # fmt: skip
    card = {"kind": "ID_CARD", "number": "id 99 1"}
    assert refused(act(desk, "createCustomer", **person(8, document=card))) == (
        "FORMAT_NOT_ALLOWED", "document.number",
    )  # fmt: skip
    assert act(desk, "createCustomer", **person(8, document={**card, "country": "KZ"}))["errors"] == []
    assert act(desk, "createCustomer", **person(9, document={**card, "number": "id 991 00 09"}))["errors"] == []


def test_an_age_beyond_all_calendars_is_a_rule_that_everybody_breaks(desk: Client, admin: Client) -> None:
    rule(admin, "AGE_AT_LEAST", "birthDate", number=10_000)
    assert refused(act(desk, "createCustomer", **person(60, birthDate="1900-01-01"))) == ("UNDER_AGE", "birthDate")


def test_a_rule_holds_from_its_first_to_its_last_day(desk: Client, admin: Client) -> None:
    rule(admin, "REQUIRED", "email", activeFrom="2020-01-01", activeTo="2020-12-31")
    rule(admin, "REQUIRED", "email", activeFrom="2099-01-01")
    assert act(desk, "createCustomer", **person(10))["errors"] == []


def test_nobody_gets_more_lines_than_a_rule_allows_also_at_once(desk: Client, admin: Client) -> None:
    rule(admin, "LINES_AT_MOST", "lines", number=2)
    first = act(desk, "getSim", tariffCode="T01", customer=person(11))["contract"]
    query = (
        "mutation ($input: GetSimInput!) { getSim(input: $input) { contract { id } errors { code field message } } }"
    )
    order = {"tariffCode": "T01", "customerId": first["customer"]["id"]}
    answers = [each["getSim"] for each in desk.together(query, [order] * 5)]
    assert sorted(codes(each) for each in answers) == [[], *[["TOO_MANY_LINES"]] * 4]
    assert act(desk, "closeContract", id=first["id"])["errors"] == []
    assert act(desk, "getSim", **order)["errors"] == []


def test_inputs_of_rules_are_refused_with_their_field(admin: Client) -> None:
    given = {"message": MESSAGE, "reason": "надо", "severity": "BLOCK"}
    wrong = {
        "field": {"form": "AGE_AT_LEAST", "field": "phone", "number": 1},
        "number": {"form": "AGE_AT_LEAST", "field": "birthDate"},
        "minLength": {"form": "AGE_AT_LEAST", "field": "birthDate", "number": 1, "minLength": 1},
        "maxLength": {"form": "FORMAT", "field": "name"},
        "pattern": {"form": "FORMAT", "field": "name", "pattern": "(a+)+"},
        "documentKind": {"form": "REQUIRED", "field": "email", "documentKind": "PASSPORT"},
        "activeTo": {
            "form": "REQUIRED", "field": "email", "activeFrom": "2026-02-01", "activeTo": "2026-01-31"
        },
        "message.ky": {"form": "REQUIRED", "field": "email", "message": {**MESSAGE, "ky": " "}},
        "reason": {"form": "REQUIRED", "field": "email", "reason": " "},
    }  # fmt: skip
    for field, each in wrong.items():
        assert refused(act(admin, "createValidationRule", **{**given, **each})) == ("INVALID_INPUT", field), field
    for pattern in ("a{5,2}", "a{256}", "[z-a]", "a*b*c*d*", "[a-c-e]", "a|b", "a??", "\\d", "^a$", "x" * 201, ""):
        answer = act(admin, "createValidationRule", form="FORMAT", field="name", pattern=pattern, **given)
        assert refused(answer) == ("INVALID_INPUT", "pattern"), pattern


# The blocklist

BLOCKED = {"document": {"kind": "PASSPORT", "number": "ac 661 00 01"}}


@pytest.mark.parametrize(
    ("entry", "given", "field"),
    [
        (BLOCKED, {"document": {"kind": "PASSPORT", "number": "АС6610001"}}, "document.number"),
        ({"phone": "0555 66 10 02"}, {"phone": "+996555661002"}, "phone"),
        (
            {"person": {"name": "Фёдоров Семён", "birthDate": "1990-01-31"}},
            {"name": "Semen  Fedorov", "birthDate": "1990-01-31"},
            "name",
        ),
    ],
    ids=["document", "phone", "person"],
)
def test_who_is_on_the_blocklist_is_refused_in_any_spelling(
    desk: Client, admin: Client, entry: Any, given: Any, field: str
) -> None:
    added = act(admin, "addToBlocklist", **entry, reason="мошенник")
    assert added["errors"] == []
    again = act(admin, "addToBlocklist", **entry, reason="ещё раз")
    assert again["blocklistEntry"] == added["blocklistEntry"]
    assert refused(act(desk, "createCustomer", **person(12, **given))) == ("BLOCKLISTED", field)
    line = {"tariffCode": "T01", "customer": person(12, **given)}
    assert refused(act(desk, "getSim", **line)) == ("BLOCKLISTED", f"customer.{field}")
    removed = act(admin, "removeFromBlocklist", id=added["blocklistEntry"]["id"], reason="ошибка")
    assert removed["removedId"] == added["blocklistEntry"]["id"]
    assert codes(act(admin, "removeFromBlocklist", id=added["blocklistEntry"]["id"], reason="ошибка")) == ["NOT_FOUND"]
    created = act(desk, "createCustomer", **person(12, **given))
    assert created["errors"] == []
    desk.as_owner("delete from identity_document where customer_id = $1::uuid", created["customer"]["id"][4:])
    desk.as_owner("update customer set phone = '+996700555000' where id = $1::uuid", created["customer"]["id"][4:])


def test_changes_of_a_profile_are_checked(desk: Client, admin: Client) -> None:
    blocked = {"kind": "PASSPORT", "number": "AC6610021"}
    own = {"kind": "ID_CARD", "number": "AC6610022"}
    made = act(desk, "createCustomer", **person(21, document=own, birthDate="1990-01-31"))["customer"]
    document = desk.value("select id from identity_document where customer_id = $1::uuid", made["id"][4:])
    for entry in ({"document": blocked}, {"phone": "+996555661021"}):
        assert act(admin, "addToBlocklist", **entry, reason="мошенник")["errors"] == []
    act(admin, "addToBlocklist", person={"name": "Плохой Человек", "birthDate": "1990-01-31"}, reason="мошенник")
    changes: list[tuple[str, dict[str, Any], str]] = [
        (
            "updateCustomerProfile",
            {"birthDate": datetime.now(tz=UTC).strftime("%Y-01-01"), "reason": "ошибка"},
            "UNDER_AGE",
        ),
        ("changeCustomerName", {"name": "Плохой Человек", "documentId": f"doc_{document}"}, "BLOCKLISTED"),
        ("changeCustomerName", {"name": "Иной Человек", "document": blocked}, "BLOCKLISTED"),
        ("addIdentityDocument", {"document": blocked}, "BLOCKLISTED"),
        ("replaceIdentityDocument", {"documentId": f"doc_{document}", "document": blocked}, "BLOCKLISTED"),
        ("addContact", {"phone": "+996555661021"}, "BLOCKLISTED"),
        ("addContact", {"phone": "+996555661021", "primary": True}, "BLOCKLISTED"),
    ]
    for verb, given, code in changes:
        assert codes(act(desk, verb, id=made["id"], **given)) == [code], (verb, given)
    acknowledged = act(desk, "addContact", id=made["id"], phone="+996555661021", acknowledge=["BLOCKLISTED"])
    assert acknowledged["errors"] == []
    assert desk.sql(LAST_ENTRY)[0]["codes"] == '["BLOCKLISTED"]'


def test_the_audit_entry_names_a_possible_duplicate_where_there_was_one(desk: Client) -> None:
    def entries() -> list[Any]:
        return desk.sql(LAST_ENTRY)

    before, accepted = entries(), ["POSSIBLE_DUPLICATE"]
    alone = act(desk, "createCustomer", **person(61), acknowledge=accepted)["customer"]
    act(desk, "addContact", id=alone["id"], email="alone@audit.example", primary=True, acknowledge=accepted)
    assert entries() == before, "nobody was similar"
    twin = act(desk, "createCustomer", **{**person(62), "phone": person(61)["phone"]}, acknowledge=accepted)
    assert (twin["errors"], entries()[0]["codes"]) == ([], '["POSSIBLE_DUPLICATE"]')
    shared = {"email": "alone@audit.example", "primary": True}
    for verb, given in (("addContact", shared), ("changeCustomerName", {"name": alone["name"]})):
        last = entries()[0]["entry_id"]
        document = {"document": {"kind": "PASSPORT", "number": "AC6610061"}} if verb == "changeCustomerName" else {}
        answer = act(desk, verb, id=twin["customer"]["id"], **given, **document, acknowledge=accepted)
        assert (answer["errors"], entries()[0]["codes"]) == ([], '["POSSIBLE_DUPLICATE"]')
        assert entries()[0]["entry_id"] != last


def test_a_registered_customer_who_is_blocked_gets_no_other_line(desk: Client, admin: Client) -> None:
    document = {"kind": "PASSPORT", "number": "AC6610003"}
    line = act(desk, "getSim", tariffCode="T01", customer=person(13, document=document))["contract"]
    act(admin, "addToBlocklist", document=document, reason="мошенник")
    order = {"tariffCode": "T01", "customerId": line["customer"]["id"]}
    assert refused(act(desk, "getSim", **order)) == ("BLOCKLISTED", "document.number")
    assert act(desk, "updateCustomerContact", id=line["customer"]["id"], email="b@example.kg")["errors"] == []
    verified = act(desk, "verifyCustomer", id=line["customer"]["id"], document=document)
    assert refused(verified) == ("BLOCKLISTED", "document.number")


def test_the_values_of_the_blocklist_are_in_no_table(desk: Client, admin: Client) -> None:
    entries = [
        {"document": {"kind": "PASSPORT", "number": "AC 99 77 553"}}, {"phone": "+996 555 997755"},
        {"person": {"name": "Марковна Приметная", "birthDate": "1961-07-23"}},
    ]  # fmt: skip
    for entry in entries:
        assert act(admin, "addToBlocklist", **entry, reason="мошенник")["errors"] == []
        dry = act(admin, "addToBlocklist", **entry, reason="мошенник", dryRun=True)
        assert dry["errors"] == []
    tables = desk.sql(
        "select format('%I.%I', schemaname, tablename) as name from pg_tables"
        " where schemaname not in ('pg_catalog', 'information_schema')"
    )
    for table in (row["name"] for row in tables):
        found = f"select count(*) from {table} t where t::text ~* 'AC ?99 ?77 ?553|555 ?997755|примет|1961-07-23'"
        assert desk.value(found) == 0, table
    hashes = desk.sql("select hash from blocklist_entry")
    assert len({row["hash"] for row in hashes}) == 3
    # A plain hash of a phone number could be found by trying all numbers.
    plain = "select count(*) from blocklist_entry where hash = sha256(convert_to('phone +996555997755', 'UTF8'))"
    assert desk.value(plain) == 0
    audited = desk.value(
        "select string_agg(changes::text, ' ') from audit_detail d join audit_entry e on e.id = d.entry_id"
        " where verb = 'addToBlocklist'"
    )
    assert '"hash": "***"' in audited


def test_with_another_secret_nobody_is_found(
    desk: Client, admin: Client, module_database_url: str, settings: Settings
) -> None:
    act(admin, "addToBlocklist", phone="+996555661077", reason="мошенник")
    other = settings.model_copy(update={"secret_key": SecretStr("another secret of this installation")})
    stranger = Client(module_database_url, other, beside=desk)
    assert act(stranger, "createCustomer", **person(17, phone="+996555661077"))["errors"] == []
    stranger.close()
    assert refused(act(desk, "createCustomer", **person(18, phone="+996555661077"))) == ("BLOCKLISTED", "phone")


def test_the_same_value_at_once_makes_one_entry(desk: Client, admin: Client) -> None:
    query = """mutation ($input: AddToBlocklistInput!) { addToBlocklist(input: $input) {
        blocklistEntry { id } errors { code } } }"""
    answers = admin.together(query, [{"phone": "+996555661099", "reason": "гонка"}] * 6)
    assert len({each["addToBlocklist"]["blocklistEntry"]["id"] for each in answers}) == 1
    assert desk.value("select count(*) from blocklist_entry") == 1


# The check without writing


def check(client: Client, **given: Any) -> Any:
    return client.ask(CHECK, {"input": given})["checkCustomer"]


def test_a_check_tells_what_creation_would_refuse_and_writes_nothing(desk: Client, admin: Client) -> None:
    known = desk.sql("select number, name, phone from customer where number = 'CD00000002'")[0]
    before = desk.sql("select (select count(*) from customer), (select count(*) from audit_entry)")[0]
    found = check(desk, name=known["name"], phone=known["phone"] + " доб. 5", birthDate="2014-01-31", email="x@")
    assert [(each["code"], each["field"], each["severity"]) for each in found["violations"]] == [
        ("INVALID_PHONE", "phone", "BLOCK"), ("INVALID_EMAIL", "email", "BLOCK"), ("UNDER_AGE", "birthDate", "BLOCK"),
    ]  # fmt: skip
    assert found["violations"][0]["suggestion"] == known["phone"]
    found = check(desk, name=known["name"], phone=known["phone"])
    assert [each["code"] for each in found["violations"]] == ["POSSIBLE_DUPLICATE"]
    first = found["candidates"][0]
    assert (first["customer"], first["reasons"]) == ({"number": known["number"]}, ["NAME_SAME", "PHONE_SAME"])
    assert [(each["code"], each["field"]) for each in check(desk)["violations"]] == [
        ("FIELD_REQUIRED", "name"), ("FIELD_REQUIRED", "phone"),
    ]  # fmt: skip
    told = check(admin, **{**person(14), "birthDate": "2014-01-31"})["violations"]
    assert told[0]["message"] == "Абоненту должно быть не меньше 16 лет."
    assert tuple(desk.sql("select (select count(*) from customer), (select count(*) from audit_entry)")[0]) == tuple(
        before
    )


def test_a_check_of_a_change_looks_at_what_changes(desk: Client, admin: Client) -> None:
    created = act(desk, "createCustomer", **person(15))["customer"]
    other = act(desk, "createCustomer", **person(16, email="c@example.kg"))["customer"]
    rule(admin, "REQUIRED", "email")
    assert check(desk, id=created["id"], name="Новое Имя")["violations"] == []
    found = check(desk, id=created["id"], email="c@example.kg")
    assert [each["code"] for each in found["violations"]] == ["POSSIBLE_DUPLICATE"]
    assert len(found["candidates"]) == 1
    assert check(desk, id=other["id"], email="c@example.kg")["violations"] == []
    (error,) = desk.errors(CHECK, {"input": {"id": "cus_x"}})
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_an_analyst_and_a_subscriber_may_not_check(module_database_url: str, settings: Settings, desk: Client) -> None:
    for role in (Role.ANALYST, Role.LINE):
        client = Client(module_database_url, settings, viewer=Viewer(role, "somebody"), beside=desk)
        for query in ("{ checkCustomer(input: {}) { violations { code } } }", '{ inputSchema(name: "getSim") }'):
            (error,) = client.errors(query)
            assert error["extensions"]["code"] == "FORBIDDEN"
        client.close()
