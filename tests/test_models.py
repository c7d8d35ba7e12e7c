"""Transitions of the state machines, and indexes for all orders and filters of lists."""

import re
from typing import Any

import pytest

from backend import identifiers
from backend.models import Base
from backend.models.nouns import BY_GRAPH_TYPE, NOUNS
from backend.modules import modules_of
from backend.planner.fields import Identifier, SearchedKind, Value
from backend.schema import GRAPH_TYPES, build_schema
from tests import factories
from tests.client import Client

# By the name of the state machine, as its factory module says.
DIAGRAMS: dict[str, str] = {
    name: diagram for module in modules_of(factories) for name, diagram in getattr(module, "DIAGRAMS", {}).items()
}
MACHINES = {machine.noun: machine for noun in NOUNS for machine in noun.machines}


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_state_machine_has_exactly_the_transitions_of_its_diagram(name: str) -> None:
    steps = {tuple(step.split()) for step in DIAGRAMS[name].split(";")}
    assert {(s.source.value, s.verb, s.target.value) for s in MACHINES[name].transitions} == steps


# Tables with a key `id` that is no id of the graph.
NO_NOUNS = {
    "approval_request", "audit_entry", "event_epoch", "identity_check", "ledger_account", "ledger_posting",
    "oauth_grant", "one_time_code", "revocation",
}  # fmt: skip


def test_every_table_with_an_id_is_a_noun() -> None:
    with_id = {name for name, table in Base.metadata.tables.items() if [c.name for c in table.primary_key] == ["id"]}
    nouns = {noun.model.__tablename__ for noun in NOUNS}
    assert nouns == with_id - NO_NOUNS, "declare it with @noun beside its model, or name it in NO_NOUNS here"
    formats = {value for value in vars(identifiers).values() if isinstance(value, identifiers.IdFormat)}
    assert {noun.id for noun in NOUNS} == formats, "an IdFormat of backend/identifiers.py that no @noun names"
    assert len({noun.id.prefix for noun in NOUNS}) == len(BY_GRAPH_TYPE) == len(NOUNS)


def test_every_state_machine_has_a_diagram() -> None:
    assert set(MACHINES) == set(DIAGRAMS), "DIAGRAMS of a module of tests/factories"


def test_the_history_records_every_state_machine_but_those_of_files() -> None:
    unrecorded = {machine.noun for noun in NOUNS for machine in noun.machines if machine.node_type is None}
    assert unrecorded == {"import_job", "export_job", "duplicate_search", "provisioning_order"}, (
        "add it to NodeType in backend/identifiers.py"
    )


# Nouns whose rows no act changes: what writes them records them otherwise, or they are never updated.
UNAUDITED = {"bill", "ledger_entry", "rejected_row"}
UNTOUCHED = {"rejected_row"}


@pytest.mark.database
def test_every_noun_has_its_triggers_and_no_subscriber_reads_a_table_without_policies(reading_client: Client) -> None:
    rows = reading_client.sql(
        "select relname, tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid where not tgisinternal"
    )
    having = {name: {row["relname"] for row in rows if row["tgname"] == name} for name in ("audit", "touch")}
    nouns = {noun.model.__tablename__ for noun in NOUNS}
    changing = {name for name in nouns if "version" in Base.metadata.tables[name].columns}
    assert nouns - having["audit"] == UNAUDITED, "noun_script of backend/migrate.py in the migration of the table"
    assert changing - having["touch"] == UNTOUCHED, "noun_script of backend/migrate.py in the migration of the table"
    open_tables = reading_client.sql("""
        select relname from pg_class c, unnest('{crm_line,crm_holder,crm_partner}'::text[]) reader
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and has_table_privilege(reader, c.oid, 'select')
            and not (relrowsecurity and exists (select from pg_policy where polrelid = c.oid and polroles = array[reader::regrole::oid]))
    """)
    # Positions of the event log are nobody's.
    assert {row["relname"] for row in open_tables} == {"event_epoch", "event_floor", "event_order"}


# Fields with few values, where a scan of the order's index finds each value quickly.
DENSE = {"customer.kind", "duplicate_pair.score", "sim.kind", "payment.method", "tariff.name_key", "tariff.code"}


# Lists of which few rows have one time: they are sorted as they are read.
FEW_OF_ONE_TIME = {"history_entry", "customer", "sim", "phone_number", "contract", "ledger_entry"}

# Lists of one contract: its rows are found by the contract, and sorted.
OF_ONE_CONTRACT = {"timeline_entry"}

# A view has the indexes of its table.
INDEXED = {"status_change": Base.metadata.tables["history_entry"]}


def test_an_index_serves_every_order_and_every_filter() -> None:
    catalog = build_schema().catalog
    bare = []
    for graph_type in GRAPH_TYPES.values():
        if graph_type.table.name in OF_ONE_CONTRACT:
            continue
        table = INDEXED.get(graph_type.table.name, graph_type.table)
        ends = graph_type.lead.column if graph_type.lead else "id"
        keys = [[c.name for c in index.columns] for index in table.indexes if len(index.columns)]
        if table.primary_key:
            keys.append([c.name for c in table.primary_key])
        if table.name in FEW_OF_ONE_TIME:
            keys += [[*key, ends] for key in keys if key[-1:] == ["created_at"]]
        keys += [[c.name for c in u.columns] for u in table.constraints if u.__class__.__name__ == "UniqueConstraint"]
        searched = {
            c.name for i in table.indexes if i.dialect_options["postgresql"]["using"] == "gin" for c in i.columns
        }
        for order in graph_type.orders.values():
            unique = [order.column] in keys
            if not unique and not any(key[:2] == [order.column, ends] for key in keys):
                bare.append(f"{table.name} ordered by {order.column}")
            assert not table.c[order.column].nullable
        for each in graph_type.search:
            owner = catalog.types[each.through.target].table if each.through else table
            if each.kind in {SearchedKind.PHONE, SearchedKind.ICCID, SearchedKind.NUMBER}:
                assert any(index.name == f"ix_{owner.name}_{each.column}_reversed" for index in owner.indexes), each
        for name in catalog.object_type(graph_type.name).fields:
            mapping = catalog.mapping(graph_type.name, name)
            if (
                isinstance(mapping, Identifier)
                or not isinstance(mapping, Value)
                or not mapping.filtering
                or not graph_type.orders
            ):
                continue
            column = mapping.filtering.name_key or mapping.column
            unique = [column] in keys
            led = any(key[0] == column and key[-2:] == ["created_at", ends] for key in keys)
            if not (unique or led or column == "created_at" or column in searched or f"{table.name}.{column}" in DENSE):
                bare.append(f"{table.name} filtered by {column}")
            if (
                "contains" in mapping.filtering.operators
                and column not in searched
                and f"{table.name}.{column}" not in DENSE
            ):
                bare.append(f"{table.name}.{column} contains")
    assert bare == []


# Nobody deletes a SIM, a number or a user, nor asks which contracts had it: their periods say it. The customers of an
# account manager are found by `account_manager`.
UNSOUGHT = {
    "contract.sim_id", "contract.phone_number_id", "customer.account_manager_id",
    *(f"provisioning_order.{name}" for name in ("sim_id", "phone_number_id", "old_sim_id", "old_phone_number_id")),
}  # fmt: skip


def _is_full(index: Any) -> bool:
    """Whether an index has every row that refers to another one: all, or those whose first column is not null."""
    condition = index.dialect_options["postgresql"]["where"]
    return condition is None or any(
        str(condition) == f"{column.name} is not null" for column in list(index.columns)[:1]
    )


def test_every_foreign_key_is_the_first_column_of_an_index() -> None:
    for table in Base.metadata.tables.values():
        full = [index for index in table.indexes if _is_full(index)]
        leads = {list(index.columns)[0].name for index in full if len(index.columns)}
        leads |= {column.name for column in list(table.primary_key)[:1]}
        leads |= {list(u.columns)[0].name for u in table.constraints if u.__class__.__name__ == "UniqueConstraint"}
        for key in table.foreign_key_constraints:
            if not {f"{table.name}.{name}" for name in key.column_keys} & UNSOUGHT:
                assert leads & set(key.column_keys), f"{table.name}: {key.column_keys}"


@pytest.mark.database
def test_demo_data_is_consistent(reading_client: Client) -> None:
    from stdnum import luhn

    sims = reading_client.sql("select iccid, msisdn from sim where iccid like '8999677%'")
    assert len(sims) == 26
    assert all(luhn.is_valid(row["iccid"]) for row in sims)
    assert all(re.fullmatch(r"\+99677[0-9]{7}", row["msisdn"]) for row in sims if row["msisdn"])
    counts = reading_client.sql(
        "select (select count(*) from customer where number like 'CD%'), (select count(*) from contract where number like 'KD%'),"
        " (select count(*) from payment where number like 'PD%'), (select count(*) from ticket where number like 'TD%'),"
        " (select count(*) from tariff)"
    )
    assert tuple(counts[0]) == (12, 24, 120, 12, 20)


@pytest.mark.database
def test_cyrillic_is_searched_case_insensitively(reading_client: Client) -> None:
    found = reading_client.ask('{ customers(search: "иванов") { nodes { name } } }')["customers"]["nodes"]
    assert {"name": "ИВАНОВ 100%_проба"} in found


def test_every_type_field_argument_and_value_of_the_graph_is_described() -> None:
    from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

    bare = []
    for kind in build_schema().core.type_map.values():
        if kind.name.startswith("__") or kind.name in {"String", "Int", "Boolean", "Float", "ID"}:
            continue
        bare += [] if kind.description else [kind.name]
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in kind.fields.items():
                bare += [] if field.description else [f"{kind.name}.{name}"]
                bare += [
                    f"{kind.name}.{name}({a})"
                    for a, given in field.args.items()
                    if not given.description and a != "input"
                ]
        if isinstance(kind, GraphQLInputObjectType):
            bare += [f"{kind.name}.{name}" for name, field in kind.fields.items() if not field.description]
        if isinstance(kind, GraphQLEnumType) and not kind.name.endswith(("OrderField", "OrderDirection", "Bucket")):
            bare += [f"{kind.name}.{name}" for name, value in kind.values.items() if not value.description]
    assert bare == []
