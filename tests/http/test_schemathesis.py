"""Schemathesis generates documents from the schema for every root field and role; none may cause an internal error.

Four documents in five are then made plausible: existing ids, cursors, codes and numbers, arguments that may be combined,
half of the values as variables. The others stay as generated, or violate the schema in one place.

What is generated is sent by every role in turn.
"""

import dataclasses
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from graphql import is_scalar_type, is_specified_scalar_type

from backend.auth.viewer import SUBSCRIBERS, Role, Viewer
from backend.planner.reader import Reader
from backend.settings import Settings
from tests.client import Client

if TYPE_CHECKING:
    from tests.http.fuzz import Fuzz

EXAMPLES = int(os.environ.get("CRM_SCHEMATHESIS_EXAMPLES", "1"))  # per root field and role
TRIAL_EXAMPLES = 100
HELD = """select id as contract_id, phone_number_id, customer_id from contract where status = 'ACTIVE'
    order by number limit 1"""
VIEWERS = [
    Viewer(Role.ADMIN, actor="admin"),
    Viewer(Role.OPERATOR, actor="operator"),
    Viewer(Role.ANALYST, actor="analyst"),
    Viewer(Role.HOLDER, actor="holder"),  # both get a contract of the database
    Viewer(Role.LINE, actor="line"),
]
# Values are collected as an administrator, so that the other roles also send ids that they may not see.
ADMINISTRATOR = Viewer(Role.ADMIN, actor="admin")
REJECTED = {"GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"}


@pytest.fixture
def fuzz(request: pytest.FixtureRequest, database_url: str, settings: Settings) -> Iterator["Fuzz"]:
    from tests.http.fuzz import Fuzz

    settings = settings.model_copy(update={"cost_rate": 0})  # else most documents of subscribers are throttled
    administrator = Client(database_url, settings, viewer=ADMINISTRATOR)
    (held,) = administrator.sql(HELD)
    clients = {}
    for viewer in request.param:
        sender = dataclasses.replace(viewer, **held) if viewer.role in SUBSCRIBERS else viewer
        clients[viewer.role] = Client(database_url, settings, viewer=sender, beside=administrator)
    yield Fuzz(clients, administrator)
    for client in (*clients.values(), administrator):
        client.close()


def _check(fuzz: "Fuzz", examples: int) -> None:
    faults = fuzz.everything(examples)
    assert not faults, "\n\n".join(f"{label}: {fault}" for label, fault in faults.items())
    for codes in fuzz.codes.values():
        total = codes.total()
        assert total >= examples * 20, f"too few documents were written: {fuzz.codes}"
        assert sum(codes[code] for code in REJECTED) < total * 0.2, f"the documents are hardly valid: {fuzz.codes}"
        # Analysts get least: half of the arguments that are written for them compare a masked field.
        assert codes["data"] > (total - codes["FORBIDDEN"]) / 3, f"hardly any document was answered: {fuzz.codes}"


@pytest.mark.parametrize("fuzz", [VIEWERS], indirect=True, ids=["all"])
def test_no_generated_document_causes_an_internal_error(fuzz: "Fuzz") -> None:
    _check(fuzz, EXAMPLES)


@pytest.mark.trial
@pytest.mark.parametrize("fuzz", [[each] for each in VIEWERS], indirect=True, ids=[each.role for each in VIEWERS])
def test_no_generated_document_causes_an_internal_error_in_many_examples(fuzz: "Fuzz") -> None:
    _check(fuzz, TRIAL_EXAMPLES)


@pytest.mark.parametrize("fuzz", [VIEWERS[:1]], indirect=True, ids=["ADMIN"])
def test_every_scalar_has_a_strategy_and_an_internal_error_is_detected(
    fuzz: "Fuzz", monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.http.fuzz import SCALARS, Fault

    schema = fuzz.schema.client_schema
    own = {n for n, kind in schema.type_map.items() if is_scalar_type(kind) and not is_specified_scalar_type(kind)}
    assert own == SCALARS.keys()

    async def broken(*_: object) -> bytes:
        raise RuntimeError("planted")

    monkeypatch.setattr(Reader, "read", broken)
    with pytest.raises(Fault, match="INTERNAL_SERVER_ERROR"):
        fuzz.operation(fuzz.schema["Query"]["customers"], 4 * EXAMPLES)
