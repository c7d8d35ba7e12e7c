"""A mutation that a role may not call changes nothing and is audited."""

import asyncio
import json
import uuid
from typing import Any

import httpx
import pytest

from backend.app import create_app
from backend.auth.viewer import Role, Viewer
from backend.settings import Settings
from tests.auth.matrix import Matrix
from tests.auth.matrix_calls import CALLS, FILES
from tests.auth.rows import key
from tests.fingerprint import AUDIT, COUNTERS, fingerprint

pytestmark = pytest.mark.database


def _call(matrix: Matrix, viewer: Viewer, name: str, given: dict[str, Any] | None) -> Any:
    if given is None:
        query, variables = f"mutation {{ {name} {{ errors {{ code }} }} }}", None
    else:
        kind = matrix.catalog.schema.mutation_type.fields[name].args["input"].type
        query, variables = f"mutation($i: {kind}) {{ {name}(input: $i) {{ errors {{ code }} }} }}", {"i": given}
        if "file" in given:
            return json.loads(matrix.send_file(viewer, query, variables, FILES[name]))
    return json.loads(matrix.send(viewer, query, variables))


def _fingerprint(matrix: Matrix) -> list[Any]:
    return fingerprint(matrix.client, *AUDIT, *COUNTERS)


AUDITED = "select verb, actor, role, outcome from audit_entry order by created_at desc, id desc"


def _asked(name: str, role: Role) -> dict[str, Any] | None:
    """The input of a call. A line and its holder are one subject, so each role gets an idempotency key of its own."""
    given = CALLS[name][1]
    keyed = given is not None and "idempotencyKey" in given
    return {**given, "idempotencyKey": f"{name} as {role}"} if given and keyed else given


def _refused(changed: Matrix, role: Role, name: str) -> None:
    viewer = changed.viewers[role]
    entries = changed.client.value("select count(*) from audit_entry")
    answer = _call(changed, viewer, name, _asked(name, role))
    code, audited = ("UNAUTHENTICATED", 0) if role is Role.ANONYMOUS else ("FORBIDDEN", 1)
    assert answer.get("data") in (None, {name: None})
    assert [error["extensions"]["code"] for error in answer["errors"]] == [code], name
    assert changed.client.value("select count(*) from audit_entry") == entries + audited, name
    if audited:
        assert tuple(changed.client.sql(AUDITED)[0]) == (name, viewer.actor, viewer.role.shown, "FORBIDDEN")


def _allowed(changed: Matrix, role: Role, name: str) -> None:
    entries = changed.client.value("select count(*) from audit_entry")
    answer = _call(changed, changed.viewers[role], name, _asked(name, role))
    assert "errors" not in answer, (name, answer)
    assert changed.client.value("select count(*) from audit_entry") == entries + 1, name
    verb, _, _, outcome = changed.client.sql(AUDITED)[0]
    assert verb == name
    assert outcome != "FORBIDDEN"
    assert {error["code"] for error in answer["data"][name]["errors"]} == ({outcome} - {"DONE"})


def _culprits(changed: Matrix, role: Role, names: list[str]) -> list[str]:
    """The refused calls that change rows when they are sent again."""
    found = []
    for name in names:
        before = _fingerprint(changed)
        _call(changed, changed.viewers[role], name, _asked(name, role))
        if _fingerprint(changed) != before:
            found.append(name)
    return found


@pytest.mark.parametrize(
    "role",
    [Role.ANONYMOUS, Role.PARTNER, Role.LINE, Role.HOLDER, Role.ANALYST, Role.SERVICE, Role.OPERATOR, Role.ADMIN],
)
def test_a_mutation_that_a_role_may_not_call_changes_nothing_and_is_audited(changed: Matrix, role: Role) -> None:
    refused = [name for name, (roles, _) in CALLS.items() if role not in roles]
    before = _fingerprint(changed)
    for name in refused:
        _refused(changed, role, name)
    if _fingerprint(changed) != before:
        pytest.fail(f"refused and yet done, one of {_culprits(changed, role, refused) or refused}")
    for name in CALLS:
        if name not in refused:
            _allowed(changed, role, name)


def test_only_an_administrator_ends_the_session_of_another_user(changed: Matrix) -> None:
    count = "select count(*) from session where id = $1 and ended_at is null"
    foreign = key("ses KM-H21")
    for role in (Role.OPERATOR, Role.ANALYST, Role.LINE, Role.HOLDER):
        answer = _call(changed, changed.viewers[role], "endSession", {"id": f"ses_{foreign}"})
        missing = _call(changed, changed.viewers[role], "endSession", {"id": f"ses_{uuid.uuid4()}"})
        assert answer == missing == {"data": {"endSession": {"errors": [{"code": "NOT_FOUND"}]}}}
        assert changed.client.value(count, foreign) == 1
    answer = _call(changed, changed.viewers[Role.ADMIN], "endSession", {"id": f"ses_{foreign}"})
    assert answer == {"data": {"endSession": {"errors": []}}}
    assert changed.client.value(count, foreign) == 0


def test_a_request_without_a_token_is_answered_with_the_root_typename_only(matrix: Matrix, settings: Settings) -> None:
    app = create_app(settings, matrix.client.url)
    fields = matrix.catalog.schema.query_type.fields
    documents = []
    for name, field in fields.items():
        required = {argument for argument, kind in field.args.items() if str(kind.type).endswith("!")}
        moment = '"2026-01-01T00:00:00Z"'
        given = {"id": '"con_1"', "ids": '["con_1"]', "contractId": '"con_1"', "from": moment, "to": moment}
        given |= {"text": '"CD00000001"', "name": '"getSim"', "input": "{}", "tariffCode": '"T01"'}
        arguments = f"({', '.join(f'{each}: {given[each]}' for each in required)})" if required else ""
        documents.append(f"{{ {name}{arguments} {{ __typename }} }}")
    documents += [f"{{ {name} }}" for name in ("__schema { types { name } }", '__type(name: "Query") { name }')]
    documents += ["{ __typename viewer { role } }", "{ a: __typename }", "query { __typename } mutation { __typename }"]

    async def go() -> None:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://crm.test") as http:
            for query in documents:
                answer = await http.post("/graphql", json={"query": query})
                assert answer.status_code == 401, query
                assert [each["extensions"]["code"] for each in answer.json()["errors"]] == ["UNAUTHENTICATED"]
                assert "data" not in answer.json()
            for name, (_, given) in CALLS.items():
                query = f"mutation($i: Int) {{ {name} {{ errors {{ code }} }} }}"
                answer = await http.post("/graphql", json={"query": query, "variables": {"i": given}})
                assert answer.status_code == 401
                assert [each["extensions"]["code"] for each in answer.json()["errors"]] == ["UNAUTHENTICATED"]
            for query in ("{ __typename }", "query { __typename }"):
                answer = await http.post("/graphql", json={"query": query})
                assert (answer.status_code, answer.json()) == (200, {"data": {"__typename": "Query"}})
        await app.state.database.close()

    before = _fingerprint(matrix)
    asyncio.run(go())
    assert _fingerprint(matrix) == before
