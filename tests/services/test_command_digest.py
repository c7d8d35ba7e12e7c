"""The digest of an idempotency key is computed from normalised values: other spellings are the same command."""

from typing import Any

import pytest

from backend.models import CustomerKind, DocumentKind
from backend.services.command_digest import digest
from backend.services.contract import GetSim, get_sim
from backend.services.identity import Document, NewCustomer
from backend.settings import Settings

NUMBERING = Settings(_env_file=None)  # type: ignore[call-arg]


def meant(options: tuple[str, ...] = ("NET5", "MUSIC"), document: str = "ID1234567", **given: Any) -> bytes:
    customer = NewCustomer(
        CustomerKind.PERSON, "Асанов Азамат", "0555123456", document=Document(DocumentKind.ID_CARD, document)
    )
    form = GetSim(**{"customer_id": None, "customer": customer, "tariff_code": "T03", "options": options, **given})
    return digest("getSim", get_sim.meant(form), NUMBERING)


@pytest.mark.parametrize(
    "other",
    [
        {"document": "ID-1234567"},
        {"document": "id 123 4567"},
        {"document": "ІD1234567"},  # the first letter is Cyrillic
        {"tariff_code": "t03"},
        {"tariff_code": "Т03"},  # Cyrillic
        {"options": ("net5", "MUSIC")},
        {"options": ("MUSIC", "NET5", "NET5")},
    ],
)
def test_other_spellings_are_the_same_command(other: dict[str, Any]) -> None:
    assert meant(**other) == meant()


def test_other_spellings_of_an_iccid_are_the_same_command() -> None:
    assert meant(iccid="8999 6770 0000 0000 023F") == meant(iccid="8999677000000000023")


@pytest.mark.parametrize(
    "other", [{"document": "ID1234568"}, {"tariff_code": "T04"}, {"options": ("NET5",)}, {"options": ("NET5", "VIDEO")}]
)
def test_other_values_are_another_command(other: dict[str, Any]) -> None:
    assert meant(**other) != meant()


@pytest.mark.parametrize(
    "raw",
    [
        {"document": {"kind": "PASSPORT", "number": "AC9000099"}},
        {"document": {}},
        {"document": {"kind": None, "number": None, "country": None}},
        {"document": {"kind": "PASSPORT", "number": 5, "country": "KG"}},
        {"document": [{"a": 1}]},
        {"options": [{"code": "NET5"}]},
        {"options": ["NET5", 5]},
    ],
)
def test_free_json_may_have_the_names_of_fields(raw: dict[str, Any]) -> None:
    assert digest("submitRequest", {"raw": raw}, NUMBERING) != digest("submitRequest", {"raw": {}}, NUMBERING)
