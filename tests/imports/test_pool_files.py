"""Files of SIMs, of number ranges and of tariffs, imported by the same engine as subscriber files."""

import pytest

from backend.auth.viewer import Role, Viewer
from backend.settings import Settings
from tests.client import Client
from tests.imports.bulk import iccid, register, rejected

pytestmark = pytest.mark.database


def test_a_file_of_sims_fills_the_pool(client: Client, settings: Settings) -> None:
    lines = [
        "iccid,imsi,kind,status", f"{iccid(1)},437010000000901,esim,", f"{iccid(2)},,,imported", f"{iccid(3)[:-1]}0,,,",
        f"{iccid(1)},,,", f"{iccid(4)},437010000000901,,", f"{iccid(5)},12,,",
    ]  # fmt: skip
    job = register(client, settings, "\n".join(lines).encode(), act="importSims")
    assert (job["state"], job["registered"], job["rejected"]) == ("COMPLETED", 2, 4), job
    assert [(row, code) for row, _, code in rejected(job)] == [
        (4, "INVALID_ICCID"), (5, "DUPLICATE_ROW"), (6, "DUPLICATE_ROW"), (7, "INVALID_INPUT"),
    ]  # fmt: skip
    found = client.sql(
        "select iccid, imsi, kind, status from sim where iccid = any($1) order by iccid", [iccid(1), iccid(2)]
    )
    assert [tuple(row) for row in found] == [
        (iccid(1), "437010000000901", "ESIM", "AVAILABLE"), (iccid(2), None, "PHYSICAL", "IMPORTED"),
    ]  # fmt: skip
    steps = client.sql(
        "select h.verb from status_change h join sim s on s.id = h.node_id where s.iccid = any($1) order by s.iccid, h.created_at, h.id",
        [iccid(1), iccid(2)],
    )
    assert [row[0] for row in steps] == ["import", "release", "import"]
    body = "\n".join(lines[:3]).encode()
    assert [row[2] for row in rejected(register(client, settings, body, act="importSims"))] == ["ALREADY_EXISTS"] * 2
    again = register(client, settings, body, act="importSims", mode="UPSERT")
    assert (again["unchanged"], again["updated"], again["rejected"]) == (2, 0, 0), again
    changed = register(client, settings, body.replace(b"esim", b"card"), act="importSims", mode="UPSERT")
    assert (changed["unchanged"], changed["updated"]) == (1, 1), changed
    assert audited(client, "importSims", "sim") == [("UPDATE", "ESIM", "PHYSICAL")]


def audited(client: Client, act: str, table: str) -> list[tuple[object, ...]]:
    """The audit trail of the rows that a file changed: the kind of change, and the kind or fee before and after."""
    found = client.sql(
        """select c ->> 'change', coalesce(c #>> '{before,kind}', c #>> '{before,monthly_fee_minor}'),
            coalesce(c #>> '{after,kind}', c #>> '{after,monthly_fee_minor}')
        from audit_entry e join audit_detail d on d.entry_id = e.id cross join jsonb_array_elements(d.changes) c
        where e.verb = $1 and c ->> 'table' = $2 order by 1, 3""",
        act, table,
    )  # fmt: skip
    return [tuple(row) for row in found]


def test_overlapping_ranges_of_a_file_are_rejected_before_any_is_added(client: Client, settings: Settings) -> None:
    body = b"first,last\n+996229000050,+996229000149\n+996229000000,+996229000099\n+996229000150,\n"
    job = register(client, settings, body, act="importNumbers", onError="REJECT_FILE")
    assert (job["state"], job["failureCode"]) == ("FAILED", "ROWS_REJECTED"), job
    assert rejected(job) == [(2, "first", "DUPLICATE_ROW")]
    assert client.value("select count(*) from phone_number where msisdn like '+996229000%'") == 0


def test_ranges_outside_the_numbering_plan_are_refused(client: Client, settings: Settings) -> None:
    body = (
        "first,last\n555123,555129\n+77011234990,+77011234999\n0312 123456,\n+996552999990,+996554000010\n"
        "0229 000 300,0229 000 301\n"
    )
    job = register(client, settings, body.encode(), act="importNumbers")
    assert rejected(job) == [
        (row, column, "INVALID_MSISDN") for row, column in ((2, "first"), (3, "first"), (4, "first"))
    ] + [(5, "last", "INVALID_INPUT")]
    found = client.sql("select msisdn from phone_number where msisdn ~ '^[+](7|9965|996229|996312)' order by 1")
    assert [row[0] for row in found] == ["+996229000300", "+996229000301"]


def test_ranges_of_numbers_fill_the_pool(client: Client, settings: Settings) -> None:
    body = b"first,last\n+996229000000,+996229000099\n+996229000200,\n+996229000500,+996229000400\n+996229000000,+996229000001\n"
    look = register(client, settings, body, act="importNumbers", dryRun=True)
    assert (look["registered"], look["rejected"]) == (2, 2), look
    assert client.value("select count(*) from phone_number where msisdn like '+996229000%'") == 0
    job = register(client, settings, body, act="importNumbers")
    assert (job["state"], job["registered"]) == ("COMPLETED", 2), job
    assert rejected(job) == [(4, "last", "INVALID_MSISDN"), (5, "msisdn", "DUPLICATE_ROW")]
    assert (
        client.value("select count(*) from phone_number where msisdn like '+996229000%' and status = 'AVAILABLE'")
        == 101
    )
    more = b"from;to\n+996229000050;+996229000149\n"
    assert [row[2] for row in rejected(register(client, settings, more, act="importNumbers"))] == ["ALREADY_EXISTS"]
    assert register(client, settings, more, act="importNumbers", mode="UPSERT")["registered"] == 1
    assert client.value("select count(*) from phone_number where msisdn like '+996229000%'") == 151
    assert register(client, settings, more, act="importNumbers", mode="UPSERT")["unchanged"] == 1


def test_an_administrator_imports_tariffs(client: Client, settings: Settings, database_url: str) -> None:
    option = client.value("select code from tariff_option where active order by 1 limit 1")
    body = f"tariff,name,monthly_fee,currency,active,options\nNEW1,Новый,450.50,,да,{option}\nNEW2,Old,1,JPY,no,\nNEW3,X,1.5,JPY,,\nNEW4,X,1,,,NOPE\n".encode()
    admin = Client(
        database_url, settings, viewer=Viewer(Role.ADMIN, "admin", currency=settings.currency), beside=client
    )
    try:
        job = register(admin, settings, body, act="importTariffs")
        assert (job["registered"], rejected(job)) == (
            2, [(4, "monthly_fee", "INVALID_AMOUNT"), (5, "options", "OPTION_NOT_FOUND")],
        ), job  # fmt: skip
        found = admin.sql(
            "select code, name, monthly_fee_minor, currency, active from tariff where code like 'NEW%' order by 1"
        )
        assert [tuple(row) for row in found] == [
            ("NEW1", "Новый", 45050, "KGS", True),
            ("NEW2", "Old", 1, "JPY", False),
        ]
        assert (
            admin.value(
                "select count(*) from tariff t join tariff_compatibility y on y.tariff_id = t.id where t.code = 'NEW1'"
            )
            == 1
        )
        changed = register(admin, settings, body.replace(b"450.50", b"500"), act="importTariffs", mode="UPSERT")
        assert (changed["updated"], changed["unchanged"], changed["rejected"]) == (1, 1, 2), changed
        assert admin.value("select monthly_fee_minor from tariff where code = 'NEW1'") == 50000
        assert audited(admin, "importTariffs", "tariff") == [
            ("INSERT", None, "1"), ("INSERT", None, "45050"), ("UPDATE", "45050", "50000"),
        ]  # fmt: skip
    finally:
        admin.close()
