"""Customers: state, identity check, documents."""

from backend import models
from backend.errors import CustomerTrait as _CustomerTrait
from backend.schema.declare import enum_type

CustomerKind = enum_type(
    models.CustomerKind,
    "Kind of customer.",
    {"PERSON": "A natural person.", "ORGANISATION": "A company or another legal person."},
)

CustomerStatus = enum_type(
    models.CustomerStatus,
    "State of a customer.",
    {
        "PROSPECT": "Registered, without a contract.",
        "ACTIVE": "Has had at least one contract activated.",
        "SUSPENDED": "Barred; no new contracts are accepted.",
        "CLOSED": "Closed; has no live contract.",
    },
)

KycStatus = enum_type(
    models.KycStatus,
    "State of the identity check (know your customer).",
    {
        "INITIALIZED": "Not checked yet, or the check has expired.",
        "VALIDATED": "The identity was verified.",
        "REJECTED": "The documents were not accepted.",
    },
)

Language = enum_type(
    models.Language, "Language of messages and documents.", {"EN": "English.", "RU": "Russian.", "KY": "Kyrgyz."}
)

DocumentKind = enum_type(
    models.DocumentKind,
    "Kind of identity document.",
    {
        "ID_CARD": "National identity card.",
        "PASSPORT": "Passport.",
        "RESIDENCE_PERMIT": "Residence permit.",
        "REGISTRATION_CERTIFICATE": "Certificate of a legal person's registration.",
    },
)

CustomerTrait = enum_type(
    _CustomerTrait,
    "Field by which customers are compared.",
    {
        "DOCUMENT": "An identity document: its kind, country and number.",
        "NAME": "The name, in any spelling.",
        "PHONE": "The contact number.",
        "EMAIL": "The e-mail address.",
        "BIRTH_DATE": "The birth date, where both are known.",
    },
)
