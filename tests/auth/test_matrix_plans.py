"""A dry run of every act by every role changes nothing and shows what the role may see; the act then does just that."""

import json
from typing import Any

import pytest

from backend.auth.masks import UNMASKED
from backend.auth.viewer import Role, Viewer
from backend.services.acts import Act
from backend.services.permissions import ACTS
from tests.auth.matrix import UUID, Matrix
from tests.auth.matrix_calls import CALLS, FILES
from tests.planned import document, done_fields, planned_fields, rows

pytestmark = pytest.mark.database
PLANNED = {name: act for name, act in ACTS.items() if act.has_plan}
DETAIL = """select d.changes from audit_entry e join audit_detail d on d.entry_id = e.id
    where e.verb = $1 order by e.created_at desc, e.id desc limit 1"""


def _call(matrix: Matrix, viewer: Viewer, act: Act[Any], **more: Any) -> Any:
    given = {**(CALLS[act.name][1] or {}), **more}
    if "file" in given:
        raw = matrix.send_file(viewer, document(act), {"i": given}, FILES[act.name])
    else:
        raw = matrix.send(viewer, document(act), {"i": given})
    answer = json.loads(raw)
    assert "errors" not in answer, (act.name, answer)
    return answer["data"][act.name]


def _codes(payload: Any) -> list[str]:
    return [error["code"] for error in payload["errors"]]


def _hidden(matrix: Matrix, viewer: Viewer) -> set[str]:
    """The keys of the rows that a viewer does not see."""
    seen = {text[4:] for name in matrix.rows for text in matrix.allowed(viewer, name)}
    return {text[4:] for rows in matrix.rows.values() for text in rows} - seen


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANONYMOUS])
def test_a_plan_of_every_act_is_what_the_act_then_does(changed: Matrix, role: Role) -> None:
    viewer, client = changed.viewers[role], changed.client
    acts = [act for name, act in PLANNED.items() if role in CALLS[name][0]]
    hidden = _hidden(changed, viewer)
    before = rows(client)
    for act in acts:
        plan = _call(changed, viewer, act, dryRun=True)["plan"]
        assert set(UUID.findall(json.dumps(plan))) & hidden == set(), (act.name, plan)
    assert rows(client) == before
    for act in acts:
        key = {"idempotencyKey": f"{act.name} planned by {role}"} if act.keyed else {}
        dry = _call(changed, viewer, act, dryRun=True, **key)
        if dry["plan"] is None:
            assert _codes(dry)
            assert _codes(_call(changed, viewer, act, **key)) == _codes(dry)
            continue
        done = _call(changed, viewer, act, planToken=dry["plan"]["planToken"], **key)
        assert (done["errors"], done["plan"]) == ([], None), act.name
        expected = done_fields(client, json.loads(client.value(DETAIL, act.name)))
        assert planned_fields(dry["plan"]) <= expected, act.name
        if role in UNMASKED:
            assert planned_fields(dry["plan"]) == expected, act.name
