"""Bills and statements fetched by their links: content, refusals, and agreement with the graph."""

import io
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx
import pytest
from pypdf import PdfReader

from backend.auth.secrets import load_secrets
from backend.auth.viewer import Role, Viewer
from backend.database import connect
from backend.documents.files import LINK_SECONDS, Links
from backend.documents.words import NO_BREAK_SPACE
from backend.services import papers
from backend.services.bill import number_bills
from backend.settings import Settings
from tests.client import Client
from tests.viewers import LINE, viewer_of

pytestmark = pytest.mark.database
MAKER = Viewer(Role.OPERATOR, "operator", "user:1")
DEPOSIT = """mutation ($i: GetDepositInput!) { getDeposit(input: $i) {
    payment { id number paidAt bills { id number url } } errors { code } } }"""
STATEMENT = """query ($id: ID!, $from: DateTime!, $to: DateTime!) { statement(contractId: $id, from: $from, to: $to) {
    url openingBalance { amount } closingBalance { amount } credited { amount } debited { amount }
    entries { nodes { amount { amount } balanceAfter { amount } } } } }"""
ALWAYS = ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")


@pytest.fixture
def contract(client: Client) -> uuid.UUID:
    found: uuid.UUID = client.sql(LINE, "CD00000001")[0][0]
    return found


@pytest.fixture
def links(settings: Settings) -> Links:
    secrets = load_secrets(settings)
    return Links(secrets.seal, secrets.unseal, settings.issuer)


def deposit(client: Client, contract: uuid.UUID, amount: str = "1234.50", key: str = "k") -> Any:
    given = {"contractId": f"con_{contract}", "amount": {"amount": amount}, "method": "CASH", "idempotencyKey": key}
    payload = client.ask(DEPOSIT, {"i": given})["getDeposit"]
    assert payload["errors"] == []
    return payload["payment"]


def fetch(client: Client, url: str) -> httpx.Response:
    return client.run(client.http.get("/documents/" + url.rpartition("/documents/")[2]))


def text_of(response: httpx.Response) -> str:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/pdf"
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages]
    return " ".join(" ".join(pages).replace(NO_BREAK_SPACE, " ").split())


def set_language(client: Client, contract: uuid.UUID, language: str, **more: str) -> None:
    client.sql(
        "update customer set language = $2, name = coalesce($3, name) where id = (select customer_id from contract where id = $1)",
        contract, language, more.get("name"),
    )  # fmt: skip


def written(amount: Any) -> str:
    """An amount of the graph in the Russian format."""
    return f"{float(amount):,.2f}".replace(",", " ").replace(".", ",").replace("-", "−")


async def number_all_bills(url: str) -> int:
    connection = await connect(url)
    try:
        return await number_bills(connection, papers.ZoneInfo("Asia/Bishkek"))
    finally:
        await connection.close()


def test_a_receipt_is_fetched_by_its_link_and_shows_its_number_once_assigned(
    client: Client, contract: uuid.UUID
) -> None:
    set_language(client, contract, "RU", name="#panic() *ООО* $Ңур$")
    before = client.value("select balance_minor from ledger_account where contract_id = $1", contract)
    payment = deposit(client, contract)
    [bill] = payment["bills"]
    fetched = fetch(client, bill["url"])
    text = text_of(fetched)
    known = client.sql(
        "select k.number, c.number as customer, n.msisdn from contract k join customer c on c.id = k.customer_id join phone_number n on n.id = k.phone_number_id where k.id = $1",
        contract,
    )[0]
    for expected in (
        *known, "Квитанция номер будет присвоен", "#panic() *ООО* $Ңур$", payment["number"], "Наличные", "Telecom",
        "Получено 1 234,50 KGS", "В том числе налог (12 %) 132,27 KGS", f"Баланс до операции {written(before / 100)} KGS",
        f"Баланс после операции {written(before / 100 + 1234.5)} KGS",
    ):  # fmt: skip
        assert expected in text
    moment = datetime.fromisoformat(payment["paidAt"]).astimezone(papers.ZoneInfo("Asia/Bishkek"))
    assert f"{moment:%d.%m.%Y %H:%M}" in text
    assert fetched.headers["content-disposition"] == (
        f"inline; filename=\"bill-{payment['number']}.pdf\"; filename*=UTF-8''bill-{payment['number']}.pdf"
    )
    assert client.run(number_all_bills(client.url)) >= 1
    numbered = fetch(client, bill["url"])
    number = client.value("select number from bill where id = $1::uuid", bill["id"][4:])
    assert number.startswith(f"R{moment.year}-")
    assert f"№ {number}" in text_of(numbered)
    assert numbered.headers["content-disposition"] == (
        f"inline; filename=\"{number}.pdf\"; filename*=UTF-8''{number}.pdf"
    )


def test_a_document_is_not_cached_and_runs_no_scripts(client: Client, contract: uuid.UUID) -> None:
    headers = fetch(client, deposit(client, contract)["bills"][0]["url"]).headers
    assert headers["cache-control"] == "private, no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("language", "title", "amount"),
    [("EN", "Receipt", "Received 1,234.50 KGS"), ("KY", "Дүмүрчөк", "Алынды 1 234,50 KGS")],
)
def test_a_document_is_in_the_language_of_the_customer(
    client: Client, contract: uuid.UUID, language: str, title: str, amount: str
) -> None:
    set_language(client, contract, language)
    text = text_of(fetch(client, deposit(client, contract)["bills"][0]["url"]))
    assert title in text
    assert amount in text


def test_an_altered_expired_or_foreign_link_is_not_found(
    client: Client, contract: uuid.UUID, links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = deposit(client, contract)
    good = payment["bills"][0]["url"]
    nobody = str(uuid.uuid4())
    period = {"from": "2026-01-01T00:00:00+00:00", "to": "2027-01-01T00:00:00+00:00"}
    bill_id = payment["bills"][0]["id"][4:]
    for url in (
        good[:-3] + "xxx", "/documents/nonsense", "/documents/%D0%96", links.url(bill_id, "a.pdf", "application/pdf", 9, MAKER).replace("/files/", "/documents/"),
        links.document("bill", {"id": nobody}, MAKER), links.document("statement", {"id": nobody, **period}, MAKER),
        links.document("letter", {"id": bill_id}, MAKER), links.document("bill", {"id": str(contract)}, MAKER),
    ):  # fmt: skip
        answer = fetch(client, url)
        assert answer.status_code == 404, url
        [error] = answer.json()["errors"]
        assert error["extensions"] == {"code": "NOT_FOUND"}
    assert fetch(client, good).status_code == 200
    assert fetch(client, links.document("bill", {"id": bill_id}, MAKER)).status_code == 200
    import time

    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + LINK_SECONDS + 60)
    assert fetch(client, good).status_code == 404


def test_a_statement_agrees_with_the_graph(client: Client, contract: uuid.UUID) -> None:
    set_language(client, contract, "RU")
    start = datetime.now(UTC).isoformat()
    for at, amount in enumerate(("10.01", "2000.20", "300000")):
        deposit(client, contract, amount, f"k{at}")
    charge = """mutation ($i: ChargeContractInput!) { chargeContract(input: $i) { errors { code } } }"""
    given = {
        "contractId": f"con_{contract}",
        "amount": {"amount": "77.70"},
        "reason": "#panic() за *роуминг*",
        "idempotencyKey": "c",
    }
    assert client.ask(charge, {"i": given})["chargeContract"]["errors"] == []
    end = datetime.now(UTC).isoformat()
    deposit(client, contract, "5.55", "later")
    asked = {"id": f"con_{contract}", "from": start, "to": end}
    found = client.ask(STATEMENT, asked)["statement"]
    response = fetch(client, found["url"])
    text = text_of(response)
    opening, closing = (written(found[name]["amount"]) for name in ("openingBalance", "closingBalance"))
    assert f"{opening} KGS {written(302010.21)} KGS {written(77.70)} KGS {closing} KGS" in text
    entries = list(reversed(found["entries"]["nodes"]))
    assert len(entries) == 4
    kinds = ["Платёж", "Платёж", "Платёж", "Списание: #panic() за *роуминг*"]
    places = []
    for kind, entry in zip(kinds, entries, strict=True):
        amount, balance = (written(entry[name]["amount"]) for name in ("amount", "balanceAfter"))
        line = f"{kind} {amount if amount.startswith('−') else '+' + amount} {balance}"
        assert line in text
        places.append(text.index(line))
    assert places == sorted(places)
    assert "5,55" not in text
    number = client.value("select number from contract where id = $1", contract)
    assert response.headers["content-disposition"].startswith(f'inline; filename="{number}-20')


def test_a_statement_of_the_longest_and_of_empty_periods(client: Client, contract: uuid.UUID) -> None:
    set_language(client, contract, "EN")
    deposit(client, contract, "4321.09")
    texts = []
    for begin, end in (ALWAYS, ("2031-01-31T18:00:00Z", "2031-02-28T18:00:00Z"), ("2031-01-31T18:00:00Z",) * 2):
        found = client.ask(STATEMENT, {"id": f"con_{contract}", "from": begin, "to": end})["statement"]
        texts.append(text_of(fetch(client, found["url"])))
    assert "+4,321.09" in texts[0]
    assert "There are no entries" not in texts[0]
    # A period of whole days in the operator's time zone is written without times.
    assert "1 Feb 2031 – 28 Feb 2031" in texts[1]
    assert "1 Feb 2031, 00:00 – 1 Feb 2031, 00:00" in texts[2]
    for text in texts[1:]:
        assert "There are no entries in this period." in text


def test_a_long_statement_lists_its_first_rows_and_its_sums_cover_all(
    client: Client, contract: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "MAX_STATEMENT_ROWS", 2)
    set_language(client, contract, "EN")
    start = datetime.now(UTC).isoformat()
    for at in range(5):
        deposit(client, contract, f"{at + 1}00", f"k{at}")
    found = client.ask(STATEMENT, {"id": f"con_{contract}", "from": start, "to": ALWAYS[1]})["statement"]
    text = text_of(fetch(client, found["url"]))
    assert "+100.00" in text
    assert "+200.00" in text
    assert "+300.00" not in text
    assert "not shown here: 3." in text
    assert "1,500.00 KGS" in text


@pytest.fixture
def callers(client: Client, database_url: str, settings: Settings) -> Iterator[dict[Role, Client]]:
    roles = (Role.LINE, Role.HOLDER, Role.ANALYST)
    found = {role: Client(database_url, settings, viewer=viewer_of(role, client), beside=client) for role in roles}
    yield found
    for each in found.values():
        each.close()


def test_a_document_names_the_customer_only_to_the_holder(
    client: Client, callers: dict[Role, Client], contract: uuid.UUID
) -> None:
    """A line sees the money of its contract but not the customer, in documents as in the graph."""
    set_language(client, contract, "EN", name="Secret Person")
    bill_id = deposit(client, contract)["bills"][0]["id"]
    number = client.value("select number from contract where id = $1", contract)
    for role, named in ((Role.HOLDER, True), (Role.LINE, False)):
        caller = callers[role]
        bill = caller.ask("query ($id: ID!) { bill(id: $id) { url } }", {"id": bill_id})["bill"]
        statement = caller.ask(STATEMENT, {"id": f"con_{contract}", "from": ALWAYS[0], "to": ALWAYS[1]})["statement"]
        for url in (bill["url"], statement["url"]):
            text = text_of(fetch(client, url))
            assert number in text
            assert ("Secret Person" in text) is named
            assert ("Customer number" in text) is named
    analyst = callers[Role.ANALYST]
    assert analyst.ask("query ($id: ID!) { bill(id: $id) { url } }", {"id": bill_id})["bill"]["url"] is None


def test_a_timeout_or_an_unavailable_database_is_an_error_with_a_code(
    client: Client, contract: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = deposit(client, contract)["bills"][0]["url"]
    for raised, code in (
        (asyncpg.QueryCanceledError("statement timeout"), "STATEMENT_TIMEOUT"),
        (ConnectionRefusedError(), "OUTSIDE_UNAVAILABLE"),
        (TimeoutError(), "OUTSIDE_UNAVAILABLE"),
    ):

        async def fails(*_: object, error: Exception = raised, **__: object) -> None:
            raise error

        with monkeypatch.context() as patch:
            patch.setattr(client.app.state.database, "fetch", fails)
            answer = fetch(client, url)
        assert answer.status_code == 503
        assert answer.json()["errors"][0]["extensions"] == {"code": code}
    assert fetch(client, url).status_code == 200
