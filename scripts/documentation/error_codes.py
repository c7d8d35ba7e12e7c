"""Generates the reference of error codes from `backend/errors.py`, the schema and the labels for front ends."""

import json
from pathlib import Path

from graphql import GraphQLEnumType, GraphQLSchema
from tables import GENERATED, cell, table

from backend.errors import ErrorCode

LANGUAGES = {"en": "English", "ru": "Русский", "ky": "Кыргызча"}
HEAD = """# Error codes

[Errors](../concepts/errors.md) explains how errors are delivered. Clients branch on the code and never on the message.
Codes are added and never renamed. The labels are the texts that front ends show to people, from
`frontend-contract/labels`.

## Codes of mutations

A business rule refused the mutation, and nothing was written. These codes are in `errors[].code` of the mutation's
payload; some also occur in `warnings`.

"""
REQUESTS = """
## Codes of requests

The request as a whole was refused, or one of its fields failed. These codes are in `extensions.code` of each entry of
`errors` in the response.

"""


def error_codes_page(schema: GraphQLSchema, contract: Path) -> str:
    """The page. Raises ValueError for a code without a description in the schema, KeyError for one without a label."""
    labels = {each: json.loads((contract / "labels" / f"{each}.json").read_text()) for each in LANGUAGES}
    head = ("Code", *LANGUAGES.values())
    enum = schema.type_map["ErrorCode"]
    assert isinstance(enum, GraphQLEnumType)
    if set(enum.values) != {code.value for code in ErrorCode}:
        raise ValueError("ErrorCode in the schema differs from backend/errors.py: run `make contract`")
    described = [(code.value, enum.values[code.value].description) for code in ErrorCode]
    missing = [code for code, description in described if not description]
    if missing:
        raise ValueError(f"error codes without a description: {missing}")
    requests = sorted(key.partition(".")[2] for key in labels["en"] if key.startswith("RequestError."))
    return "".join((
        GENERATED,
        HEAD,
        table(
            ("Code", "Meaning", "Label"),
            (
                (_anchor(code), cell(description or ""), cell(labels["en"][f"ErrorCode.{code}"]))
                for code, description in described
            ),
        ),
        REQUESTS,
        table(
            head,
            (
                (_anchor(code), *(cell(labels[each][f"RequestError.{code}"]) for each in LANGUAGES))
                for code in requests
            ),
        ),
    ))  # fmt: skip


def _anchor(code: str) -> str:
    return f'<code id="{code}">{code}</code>'
