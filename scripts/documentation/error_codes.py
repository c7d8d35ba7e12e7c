"""The reference of error codes: from `backend/errors.py`, the schema's descriptions and the labels for front ends."""

import json
from pathlib import Path

from graphql import GraphQLEnumType, GraphQLSchema
from tables import GENERATED, cell, table

from backend.errors import ErrorCode

LANGUAGES = {"en": "English", "ru": "Русский", "ky": "Кыргызча"}
HEAD = """# Error codes

[Errors](../concepts/errors.md) explains how errors are delivered. Clients branch on the code and never on the message.
Codes are added and never renamed. The labels are the texts that front ends show to people; they stand in
`frontend-contract/labels`.

## Codes of mutations

A business rule refused the mutation, and nothing was written. These codes stand in `errors[].code` of the mutation's
payload; some are also used in `warnings`.

"""
REQUESTS = """
## Codes of requests

The request as a whole was refused, or one of its fields failed. These codes stand in `extensions.code` of each entry of
`errors` in the response.

"""


def error_codes_page(schema: GraphQLSchema, contract: Path) -> str:
    """The whole page. Raises ValueError where a code has no description in the schema, KeyError where no label."""
    labels = {each: json.loads((contract / "labels" / f"{each}.json").read_text()) for each in LANGUAGES}
    head = ("Code", *LANGUAGES.values())
    enum = schema.type_map["ErrorCode"]
    assert isinstance(enum, GraphQLEnumType)
    if set(enum.values) != {code.value for code in ErrorCode}:
        raise ValueError("the schema's ErrorCode is not that of backend/errors.py: run `make contract`")
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
