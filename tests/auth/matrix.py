"""Shared parts of the access matrix tests: every graph type read by every role.

`walk.py` derives the documents from the schema, `rows.py` states in plain SQL who may see which rows. Two walls restrict
subscribers, the compiled predicate and row-level security: the tests run with both and with either one alone.
"""

import base64
import json
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pytest

from backend.auth.viewer import SUBSCRIBERS, Role, Viewer
from backend.models.nouns import NOUNS
from backend.settings import Settings
from tests.auth.rows import (
    ACCESS,
    BOOKS,
    MASKED,
    NAMES,
    ORIGINALS,
    PLAIN,
    ROWS_OF_FILES,
    TABLES,
    allowed_sql,
    moment,
    viewers,
    written,
)
from tests.auth.walk import Walk
from tests.client import Client, FixedViewer, posted

# Graph types with ids that `node` does not find: they are reached through their parents only.
NO_NODES = {noun.graph_type for noun in NOUNS if not noun.is_node} | {"Job"}
DEEP, DEEPER = 2, 3  # levels of relations below the rows of a root field
LARGE = 10**9
WIDE = {
    "audit_refusals_per_hour": 10_000,  # a line and its holder are one caller
    "exports_at_once": 100,
    "max_depth": 60,
    "max_tokens": LARGE,
    "max_aliases": LARGE,
    "max_document_characters": LARGE,
    "max_body_bytes": LARGE,
    "max_complexity": LARGE,
    "max_cost": 10**15,
    "subscriber_max_cost": 10**15,
    "subscriber_max_depth": 60,
    "cost_rate": 0,
    "statement_timeout_seconds": 60,
    "subscriber_statement_timeout_seconds": 60,
    "execution_seconds": 120,
}
ACTOR_KINDS = {"staff", "subscriber", "service", "gateway", "schedule"}  # what an analyst reads of an actor
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
STAFF = (Role.ADMIN, Role.OPERATOR, Role.ANALYST, Role.SERVICE)
BOTH, FIRST, SECOND = "both walls", "only the predicate", "only row-level security"
CASES = [(role, BOTH) for role in (*STAFF, Role.LINE, Role.HOLDER)] + [
    (role, wall) for role in (Role.LINE, Role.HOLDER) for wall in (FIRST, SECOND)
]
# One level deeper, in a trial, for the roles with the most restrictions: masks, and predicates on every level.
DEEPEST = [(Role.ANALYST, BOTH), (Role.HOLDER, FIRST)]
# One level less deep. Row-level security is a rule of the table, whatever path leads to it, and these members of staff see
# nearly all rows: the masks and the predicates, which are compiled for each path, are walked deeper.
SHALLOW = [case for case in CASES if case not in {(Role.ANALYST, BOTH), (Role.LINE, FIRST), (Role.HOLDER, FIRST)}]
LISTED = [(role, wall) for role, wall in CASES if role in SUBSCRIBERS]


class Matrix:
    """The API on the rows of `rows.py`: one application, which answers as whichever viewer a request names."""

    def __init__(self, url: str, settings: Settings) -> None:
        self.client = Client(url, settings.model_copy(update=WIDE))
        self.planner = self.client.app.state.planner
        self.catalog = self.planner.catalog
        self.walk = Walk(self.catalog, {name: {key_field(name)} | MASKED.get(name, set()) for name in TABLES})
        users = {row["role"]: row["id"] for row in self.client.sql("select role, id from user_account where demo")}
        self.viewers = viewers(users)
        self.rows: dict[str, dict[str, Any]] = {}
        self.names: dict[str, dict[str, set[str]]] = {}
        for name, (table, column, _) in TABLES.items():
            found = self.client.sql(f"select t.*, t.{column} as told from {table} t")
            self.rows[name] = {written(name, row["told"]): row for row in found}
            assert found, (
                f"{name}: no row; add `sample` to its module of tests/factories, or rows to tests/auth/matrix_rows"
            )
            assert len(self.rows[name]) == len(found), f"{name}: keys do not tell rows apart"
        self.originals = [
            row[0] for row in self.client.sql(ORIGINALS) if row[0] and len(row[0]) >= 6 and row[0] != "SERVICE"
        ]

    def close(self) -> None:
        self.client.close()

    def send(self, viewer: Viewer, query: str, variables: dict[str, Any] | None = None) -> bytes:
        self.client.app.graphql._authenticate = FixedViewer(viewer)
        return self.client.run(posted(self.client.app, query, variables))

    def send_file(self, viewer: Viewer, query: str, variables: dict[str, Any], file: tuple[str, bytes, str]) -> bytes:
        """Send a multipart request in which the file (name, bytes, media type) replaces `variables.i.file`."""
        self.client.app.graphql._authenticate = FixedViewer(viewer)
        form = {
            "operations": json.dumps({"query": query, "variables": variables}),
            "map": json.dumps({"0": ["variables.i.file"]}),
        }
        files = {"0": file}
        headers = {"graphql-require-preflight": "1"}
        return self.client.run(self.client.http.post("/graphql", data=form, files=files, headers=headers)).content

    def forget_plans(self) -> None:
        """Drop the plans of parsed documents, so that they are planned again with another wall."""
        for document in self.planner.documents:
            for operation in document.operations:
                operation.plans.clear()

    def allowed(self, viewer: Viewer, name: str) -> set[str]:
        return {written(name, row[0]) for row in self.client.sql(allowed_sql(viewer, name))}


class Look:
    """Collects the rows that one viewer was shown, and checks each answer."""

    def __init__(self, matrix: Matrix, role: Role, *, deep: int = DEEP) -> None:
        self.deep = deep  # levels of relations below the rows of a root field
        self.matrix = matrix
        self.role = role
        self.viewer = matrix.viewers[role]
        self.allowed = {name: matrix.allowed(self.viewer, name) for name in TABLES}
        self.hidden = {name: set(matrix.rows[name]) - self.allowed[name] for name in TABLES}
        self.seen: dict[str, set[str]] = defaultdict(set)
        mine = {text[4:] for keys in self.allowed.values() for text in keys}
        self.hidden_uuids = {text[4:] for keys in self.hidden.values() for text in keys} - mine
        told: dict[bool, set[str]] = {True: set(), False: set()}
        for name, columns in NAMES.items():
            if name == "User" and role in {Role.OPERATOR, Role.SERVICE}:
                continue  # histories show these roles which member of staff acted
            for text, row in matrix.rows[name].items():
                told[text in self.allowed[name]] |= {row[column] for column in columns if row[column]}
        self.hidden_names = told[False] - told[True]

    def ask(self, query: str, **variables: Any) -> Any:
        raw = self.matrix.send(self.viewer, query, variables)
        answer = json.loads(raw)
        assert "errors" not in answer, (query[:500], answer["errors"])
        self.check(raw.decode(), query)
        self.few = variables.get("few")  # the page size of lists below a row, by which `_row` checks their counts
        self._walk(answer["data"], query[:300])
        return answer["data"]

    def ask_rows(self, query: str, few: int, *declared: str, **variables: Any) -> Any:
        """As `ask`, with a page size of `few` for every list below a row."""
        if "$few" in query:
            declared, variables = (*declared, "$few: Int!"), {**variables, "few": few}
        return self.ask(f"query({', '.join(declared)}) {query}" if declared else query, **variables)

    def check(self, text: str, told: str) -> None:
        """Assert that an answer's text contains no id of a hidden row, and for an analyst no unmasked text."""
        assert set(UUID.findall(text)) & self.hidden_uuids == set(), told[:500]
        if self.role is Role.ANALYST:
            plain = text.replace("\\\\", "\\").replace('\\"', '"') + _cursors(text)
            whole = plain if text in plain else f"{plain}\n{text}"
            met = [original for original in self.matrix.originals if original in whole]
            assert met == [], (met, told[:500])

    def _walk(self, value: Any, path: str) -> None:
        if isinstance(value, list):
            for item in value:
                self._walk(item, path)
        elif isinstance(value, dict):
            self._row(value, path)
            for name, item in value.items():
                # Who was merged is named by the number, and shown as the survivor.
                if not name.endswith("otherNumber"):
                    self._walk(item, f"{path} / {name}")
        elif isinstance(value, str):
            assert value not in self.hidden_names, path

    def _row(self, row: dict[str, Any], path: str) -> None:
        name = row.get("__typename", "")
        if name not in TABLES:
            if "totalCount" in row and self.few is not None:
                assert len(row["nodes"]) == min(row["totalCount"], self.few), path
            return
        found = self.key(row)
        assert found in self.allowed[name], f"{self.role} sees {name} {found} over {path}"
        self.seen[name].add(found)
        if self.role in SUBSCRIBERS and name in {"StatusChange", "TimelineEntry"}:
            actor = row.get("actor", row.get("StatusChange_actor", "staff"))
            assert actor in {None, "staff"} or actor.startswith("subscriber:"), path
        if self.role in SUBSCRIBERS and name == "Refund":
            for field in ("requestedBy", "decidedBy"):
                actor = row.get(field, row.get(f"Refund_{field}"))
                assert actor in {None, "staff"} or actor.startswith("subscriber:"), path
        if self.role is Role.ANALYST and name in {"Refund", "LedgerEntry", "Settlement", "Mismatch", "ImportJob"}:
            for field in MASKED[name]:
                value = row.get(field, row.get(f"{name}_{field}"))
                assert value is None or not re.search(r"@|[0-9]{6}", value), f"{name}.{field} over {path}"
        if self.role is Role.ANALYST and name in {"Customer", "IdentityDocument", "Sim", "PhoneNumber"}:
            for field in MASKED[name]:
                value = row.get(field, row.get(f"{name}_{field}"))
                masked = value is None or "***" in value or (field == "reservedBy" and value in ACTOR_KINDS)
                assert masked, f"{name}.{field} over {path}"

    @staticmethod
    def key(row: dict[str, Any]) -> str:
        name = row["__typename"]
        _, column, told = TABLES[name]
        field = "id" if column == "id" else told
        found = row.get(field) or row[f"{name}_{field}"]
        return str(found) if column in PLAIN else moment(found)

    def refused(self, query: str, **variables: Any) -> Any:
        """Send a request that is refused as a whole, and return its only error."""
        answer = json.loads(self.matrix.send(self.viewer, query, variables))
        assert answer.get("data") is None, (query, answer)
        (error,) = answer["errors"]
        return error

    def reachable(self) -> dict[str, set[str]]:
        """The allowed rows that some path leads to: a binding is reached through its SIM or its phone number."""
        found = dict(self.allowed)
        for name, to, column in (
            ("SimBinding", "Sim", "sim_id"),
            ("NumberBinding", "PhoneNumber", "phone_number_id"),
            ("TimelineEntry", "Contract", "contract_id"),
        ):
            rows = self.matrix.rows[name]
            found[name] = {each for each in found[name] if written(to, rows[each][column]) in self.allowed[to]}
            assert found[name]
        # A settlement line is reached only through a mismatch that names it.
        rows = [self.matrix.rows["Mismatch"][each] for each in self.allowed["Mismatch"]]
        lines = {row["line_id"]: text for text, row in self.matrix.rows["SettlementLine"].items()}
        named = {lines[each] for row in rows for each in row["line_ids"]}
        assert named or self.role in SUBSCRIBERS
        found["SettlementLine"] &= named
        return found

    def may_ask(self, target: str) -> bool:
        if target in BOOKS:
            return self.role not in SUBSCRIBERS and (target not in ROWS_OF_FILES or self.role is not Role.ANALYST)
        return target not in ACCESS or self.role is Role.ADMIN


def _cursors(text: str) -> str:
    found = re.findall(r'"[cC]ursor":"([A-Za-z0-9+/=]+)"', text) + re.findall(r'Cursor":"([A-Za-z0-9+/=]+)"', text)
    return "".join(base64.b64decode(each + "=" * (-len(each) % 4)).decode() for each in found)


def cases(listed: list[tuple[Role, str]], deep: int = DEEP, *, shallow: Sequence[tuple[Role, str]] = ()) -> Any:
    """Parametrize the fixture `look` with these roles and walls; those in `shallow` look one level less deep."""
    ids = [f"{role.value}, {wall}" if role in SUBSCRIBERS else role.value for role, wall in listed]
    return pytest.mark.parametrize(
        "look", [(*each, deep - (each in shallow)) for each in listed], indirect=True, ids=ids
    )


def key_field(name: str) -> str:
    _, column, told = TABLES[name]
    return "id" if column == "id" else told
