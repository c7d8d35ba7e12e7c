"""Validation rules and the blocklist."""

from backend.models import validation_rule as models
from backend.schema.declare import enum_type

RuleForm = enum_type(
    models.RuleForm,
    "What a validation rule demands.",
    {
        "REQUIRED": "The field is given.",
        "FORMAT": "The value has the pattern and the length.",
        "AGE_AT_LEAST": "The person is at least so many years old.",
        "DOCUMENT_VALID": "The document is valid for at least so many days.",
        "BLOCKLIST": "The document, the phone, or the person is not on the blocklist.",
        "LINES_AT_MOST": "The customer has at most so many contracts in service.",
    },
)
BlocklistKind = enum_type(
    models.BlocklistKind,
    "What an entry of the blocklist is about.",
    {
        "DOCUMENT": "An identity document.",
        "PHONE": "A contact number.",
        "PERSON": "A name with a birth date.",
    },
)
