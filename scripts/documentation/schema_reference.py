"""Generates the schema reference from `frontend-contract/schema.graphql` and the policy, one page per area."""

import re
from collections.abc import Mapping

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    get_named_type,
    print_ast,
)
from graphql.utilities import ast_from_value
from tables import GENERATED, cell, code_cell, table

from backend.auth.policy import SUBSCRIPTIONS
from backend.services.permissions import MUTATIONS

# Page, title, and a pattern for the names of types and root fields on it; the first match counts.
AREAS = (
    ("provisioning", "Provisioning", "provisioning|^contractservice|^servicestate|networkdrift|^networkmend"),
    ("reconciliation", "Reconciliation", "settlement|mismatch|repair"),
    (
        "imports",
        "Bulk registration",
        "import|bulk|rejectedrow|rowfault|columnmapping|^duplicates$|^onerror|^unknownsims",
    ),
    ("notifications", "Notifications", "notification"),
    ("requests", "Requests", "request|^severity|^authority|representative"),
    ("tickets", "Tickets", "ticket"),
    (
        "payments",
        "Payments and ledger",
        "payment|refund|^bill|ledger|deposit|chargecontract|balance|reverse|^statement$|posting|creditlimit",
    ),
    ("sims", "SIMs and numbers", "^sim|number"),
    ("tariffs", "Tariffs", "tariff|^allowance|compatibility|^optionperiod"),
    ("contracts", "Contracts", "contract|getsim|^hold|^barring|^activation|^signature|^timeline"),
    ("rules", "Validation rules", "validationrule|^ruleform|^rulemessages|blocklist|blockedperson|inputschema"),
    (
        "customers",
        "Customers",
        "customer|consent|contact|identity|document|kyc|addresspurpose|legalform|^sex$|candidate|duplicate|^match|merge",
    ),
    (
        "access",
        "Users, applications, audit",
        "^user(?!error)|users|user$|client|session|audit|viewer|signin|signout|^role$|setuserrole|secondfactor|invite",
    ),
    ("history", "Events, history, jobs", "^event|statuschange|^job|retryjob|nodetype|registration"),
    ("common", "Common types", ""),
)
KINDS = {
    GraphQLObjectType: "Objects", GraphQLInterfaceType: "Objects", GraphQLInputObjectType: "Inputs",
    GraphQLEnumType: "Enums",
}  # fmt: skip
INDEX = """# Schema reference

The file `frontend-contract/schema.graphql` contains the whole schema as SDL; `crm export-schema` prints it.
Introspection shows to each caller the part of the schema that their role may use.

"""
ROOTS = {"Query": "Queries", "Mutation": "Mutations", "Subscription": "Subscriptions"}

Described = GraphQLField | GraphQLInputField | GraphQLArgument


def schema_pages(schema: GraphQLSchema) -> dict[str, str]:
    """The pages by file name. Raises ValueError where a part of the schema has no description."""
    names = [name for name in schema.type_map if not name.startswith("__") and name not in ROOTS]
    homes = {name: _area(name) for name in names}
    pages = {"index.md": _index(schema, homes)}
    for area, title, _ in AREAS:
        parts = [GENERATED, f"# {title}: schema reference\n\n"]
        for root, heading in ROOTS.items():
            fields = [(name, field) for name, field in _root(schema, root).items() if _area(name) == area]
            parts += [f"## {heading}\n\n"] * bool(fields)
            parts += [_operation(root, name, field, homes) for name, field in sorted(fields)]
        kinds: dict[str, list[str]] = {}
        for name in sorted(each for each in names if homes[each] == area):
            kinds.setdefault(KINDS.get(type(schema.type_map[name]), "Scalars"), []).append(name)
        for heading in sorted(kinds, key=("Objects", "Inputs", "Enums", "Scalars").index):
            parts.append(f"## {heading}\n\n")
            parts += [_type(schema.type_map[name], homes) for name in kinds[heading]]
        pages[f"{area}.md"] = "".join(parts)
    return pages


def _area(name: str) -> str:
    return next(area for area, _, pattern in AREAS if re.search(pattern, name.lower()))


def _root(schema: GraphQLSchema, name: str) -> Mapping[str, GraphQLField]:
    kind = schema.type_map[name]
    assert isinstance(kind, GraphQLObjectType)
    fields: Mapping[str, GraphQLField] = kind.fields
    return fields


def _index(schema: GraphQLSchema, homes: Mapping[str, str]) -> str:
    parts = [GENERATED, INDEX]
    for root, heading in ROOTS.items():
        rows = [
            (
                f"[{name}]({_area(name)}.md#{root.lower()}-{name})",
                _text_of(name, field.description),
                _linked(field, homes),
            )
            for name, field in sorted(_root(schema, root).items())
        ]
        parts += [f"## {heading}\n\n", table(("Field", "Description", "Type"), rows), "\n"]
    return "".join(parts)


def _operation(root: str, name: str, field: GraphQLField, homes: Mapping[str, str]) -> str:
    parts = [f"### {name} {{ #{root.lower()}-{name} }}\n\n{_text_of(name, field.description, cells=False)}\n\n"]
    parts.append(f"Returns {_linked(field, homes)}.")
    roles = {"Mutation": MUTATIONS, "Subscription": SUBSCRIPTIONS}.get(root, {}).get(name)
    if roles is not None:
        parts.append(f" Allowed for {', '.join(sorted(roles)) or 'applications with a scope'}.")
    parts.append("\n\n")
    if field.args:
        parts += [_rows("Argument", field.args, homes), "\n"]
    return "".join(parts)


def _type(kind: GraphQLNamedType, homes: Mapping[str, str]) -> str:
    parts = [f"### {kind.name} {{ #{kind.name} }}\n\n{_text_of(kind.name, kind.description, cells=False)}\n\n"]
    if isinstance(kind, GraphQLEnumType):
        rows = [(code_cell(name), cell(value.description or "")) for name, value in kind.values.items()]
        parts += [table(("Value", "Meaning"), rows), "\n"]
    elif isinstance(kind, GraphQLInputObjectType):
        parts += [_rows("Field", kind.fields, homes), "\n"]
    elif isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        parts += [_rows("Field", kind.fields, homes), "\n"]
        for name, field in kind.fields.items():
            if field.args:
                parts += [f"Arguments of `{name}`:\n\n", _rows("Argument", field.args, homes), "\n"]
    return "".join(parts)


def _rows(head: str, fields: Mapping[str, Described], homes: Mapping[str, str]) -> str:
    return table(
        (head, "Type", "Description"),
        ((code_cell(name), _linked(field, homes), _text_of(name, field.description)) for name, field in fields.items()),
    )


def _linked(field: Described, homes: Mapping[str, str]) -> str:
    """The type, linked to its description, and the default of an argument."""
    name = get_named_type(field.type).name
    before, _, after = str(field.type).partition(name)
    text = f"{before}[{name}]({homes[name]}.md#{name}){after}".replace("[[", "\\[[").replace("!]", "!\\]")
    default = getattr(field, "default_value", Undefined)
    if default is not Undefined:
        value = ast_from_value(default, field.type)  # type: ignore[arg-type]
        text += " = " + code_cell(print_ast(value)) if value is not None else ""
    return text


def _text_of(name: str, description: str | None, *, cells: bool = True) -> str:
    if not description and name != "input":  # the input of a mutation is described by its type
        raise ValueError(f"{name} has no description in the schema")
    return cell(description or "") if cells else (description or "").replace("<", "&lt;")
