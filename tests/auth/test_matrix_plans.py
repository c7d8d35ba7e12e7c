"""A dry run of every act by every role changes nothing and shows what the role may see; the act then does just that."""

import json
from typing import Any

import pytest

from backend.auth.masks import UNMASKED
from backend.auth.viewer import SUBSCRIBERS, Role, Viewer
from backend.services.acts import Act
from backend.services.permissions import ACTS
from tests.auth.matrix import UUID, Matrix
from tests.auth.matrix_calls import CALLS, FILES
from tests.auth.rows import key
from tests.gateways.fake import FakeGateway
from tests.planned import document, done_fields, planned_fields, rows

pytestmark = pytest.mark.database
PLANNED = {name: act for name, act in ACTS.items() if act.has_plan}
_H1, _H2 = f"con_{key('H1')}", f"con_{key('H2')}"
# What subscribers do to what is theirs.
OWN: dict[str, dict[str, Any]] = {
    "getDeposit": {"contractId": _H1, "amount": {"amount": "5"}, "method": "CARD"},
    "transferBalance": {"fromContractId": _H1, "toContractId": _H2, "amount": {"amount": "0.40"}},
    "lockLine": {"id": _H1},
    "unlockLine": {"id": _H2, "documentNumber": "AN7654321"},
    "openTicket": {"contractId": _H1, "subject": "Matrix"},
    "commentTicket": {"id": f"tic_{key('tic1')}", "body": "matrix"},
    "attachToTicket": {"id": f"tic_{key('tic1')}", "file": None},
    "submitRequest": {"contractId": _H1, "kind": "OTHER", "raw": {}},
    "attachToRequest": {"id": f"req_{key('req 1')}", "file": None},
    "answerRequest": {"id": f"req_{key('req 1')}", "answer": "matrix"},
    "withdrawRequest": {"id": f"req_{key('req 1')}"},
    "exportCustomerData": {"id": f"cus_{key('H')}"},
    "endSession": {"id": f"ses_{key('ses KM-H11')}"},
    "recordConsent": {
        "customerId": f"cus_{key('H')}", "purpose": "PARTNERS", "channel": "CALL", "source": "APP", "textVersion": "1",
    },
    "withdrawConsent": {"id": f"cns_{key('consent of H')}"},
    "setNotificationPreference": {
        "customerId": f"cus_{key('H')}", "purpose": "TICKET", "channel": "SMS", "allowed": False,
    },
}  # fmt: skip
# What a partner does to the own request.
_SUBMITTED = f"req_{key('req 5')}"
PARTNERS: dict[str, dict[str, Any]] = {
    "submitRequest": {"kind": "OTHER", "raw": {}},
    "attachToRequest": {"id": _SUBMITTED, "file": None},
    "answerRequest": {"id": _SUBMITTED, "answer": "matrix"},
    "withdrawRequest": {"id": _SUBMITTED},
}
# Acts that are refused on the rows as they are, for another reason than the state of a node, and for strangers.
REFUSED = {
    "rotateClientSecret", "retryJob",
    # No draft of the matrix has all that a contract in service needs.
    "scheduleContract",
    # It has a hold, and the code is only in a message.
    "transferContract", "acceptTransfer",
    # There is no network.
    "mendNetworkDrift",
}  # fmt: skip
STRANGERS = {
    (Role.LINE, "cancelPayment"), (Role.HOLDER, "cancelPayment"),
    (Role.OPERATOR, "endSession"), (Role.ANALYST, "endSession"),
    *((role, f"{verb}Export") for role in (Role.OPERATOR, Role.ANALYST, Role.SERVICE) for verb in ("pause", "resume", "cancel")),
}  # fmt: skip
LAST = 99
# The roles that do what they have planned. Subscribers come first: the administrator ends the tickets and the contract.
DOING = (Role.LINE, Role.HOLDER, Role.PARTNER, Role.ADMIN)
DETAIL = """select d.changes from audit_entry e join audit_detail d on d.entry_id = e.id
    where e.verb = $1 order by e.created_at desc, e.id desc limit 1"""


def _call(matrix: Matrix, viewer: Viewer, act: Act[Any], **more: Any) -> Any:
    own = PARTNERS if viewer.role is Role.PARTNER else OWN if viewer.role in SUBSCRIBERS else {}
    given = {**(own.get(act.name, CALLS[act.name][1]) or {}), **more}
    if act.keyed:
        given["idempotencyKey"] = f"{act.name} by {viewer.role}"
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


def _verbs(act: Act[Any]) -> list[str]:
    """The verbs of the state machine in which the act is a transition, in their order; none where it is none."""
    noun, verb = act.transition
    verbs = noun.machines[0].verbs if noun and noun.machines else []
    return verbs if verb in verbs else []


def _place(act: Act[Any]) -> int:
    """Acts that end a state come after those that need it; those that delete rows come last."""
    if act.removed_id or act.store is not None:
        return LAST
    return _verbs(act).index(act.transition[1]) if _verbs(act) else -1


def _is_refused(matrix: Matrix, role: Role, act: Act[Any], hidden: set[str]) -> bool:
    """Whether an act cannot be planned, for another reason than the state from which its transition starts. A plan names
    none of the rows that are hidden from its caller.
    """
    viewer = matrix.viewers[role]
    payload = _call(matrix, viewer, act, dryRun=True)
    assert (payload["plan"] is None) == bool(payload["errors"])
    assert set(UUID.findall(json.dumps(payload["plan"]))) & hidden == set(), (role, act.name, payload)
    return _codes(payload) not in ([], ["INVALID_TRANSITION"] if _verbs(act) else [])


def _stored(matrix: Matrix) -> set[str]:
    """The files of the file store."""
    folder = matrix.client.app.graphql._engine._files._folder
    assert folder is not None
    return {str(path) for path in folder.rglob("*") if path.is_file()}


def _do(matrix: Matrix, role: Role, act: Act[Any]) -> None:
    """Plan an act and do it: it does what was planned, or is refused for the same reason."""
    viewer, client = matrix.viewers[role], matrix.client
    dry = _call(matrix, viewer, act, dryRun=True)
    if dry["plan"] is None:
        assert _codes(dry)
        assert _codes(_call(matrix, viewer, act)) == _codes(dry)
        return
    done = _call(matrix, viewer, act, planToken=dry["plan"]["planToken"])
    assert (done["errors"], done["plan"]) == ([], None), (role, act.name)
    expected = done_fields(client, json.loads(client.value(DETAIL, act.name)))
    assert planned_fields(dry["plan"]) <= expected, (role, act.name)
    if role in UNMASKED:
        # The fields of a customer that the act has merged are no more shown; a row that moves from it is.
        merged = {str(row["id"]) for row in client.sql("select id from customer where merged_into_id is not null")}
        shown = {each for each in expected if str(each[0]) not in merged}
        assert planned_fields(dry["plan"]) == shown, (role, act.name)


def test_a_plan_of_every_act_is_what_the_act_then_does(changed: Matrix) -> None:
    acts = sorted(PLANNED.values(), key=_place)
    calls = [(role, act) for role in Role for act in acts if role in CALLS[act.name][0]]
    gateway = changed.client.app.state.billing.gateways["matrix"] = FakeGateway("matrix")
    before, stored = rows(changed.client), _stored(changed)
    hidden = {role: _hidden(changed, changed.viewers[role]) for role in Role}
    refused = {(role, act.name) for role, act in calls if _is_refused(changed, role, act, hidden[role])}
    # Messages are sent from their rows, so without new rows no channel is called.
    assert (rows(changed.client), _stored(changed), gateway.calls) == (before, stored, [])
    assert refused == STRANGERS | {(role, act.name) for role, act in calls if act.name in REFUSED}
    for role in DOING:
        for act in acts:
            if role in CALLS[act.name][0]:
                _do(changed, role, act)
    assert _stored(changed) > stored, "the files of acts are stored"
