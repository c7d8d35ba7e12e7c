"""The form of the file of the catalogue."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, ValidationError
from pydantic.alias_generators import to_camel

from backend.errors import ErrorCode, Refusal
from backend.models import (
    AllowanceKind,
    AllowanceScope,
    CompatibilityForm,
    CustomerKind,
    NumberClass,
    OptionPeriod,
    SimKind,
)

FORM = 1  # of files; another one is refused
MAX_ITEMS = 10_000
Amount = Annotated[Decimal, Field(ge=0, allow_inf_nan=False), PlainSerializer(str, return_type=str)]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$")]


class Part(BaseModel):
    """A part of the file. Names are in camel case, and others than the declared ones are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=to_camel, populate_by_name=True)


class AllowancePart(Part):
    kind: AllowanceKind
    scope: AllowanceScope
    amount: int | None = None


class VersionPart(Part):
    """A version of a tariff. `valid_from` is null for a new one that begins at once."""

    number: Annotated[int, Field(ge=1)]
    valid_from: AwareDatetime | None = None
    monthly_fee: Amount
    allowances: Annotated[tuple[AllowancePart, ...], Field(max_length=100)] = ()


class TariffPart(Part):
    code: str
    name: str
    currency: Currency
    active: bool = True
    versions: Annotated[tuple[VersionPart, ...], Field(min_length=1, max_length=MAX_ITEMS)]


class OptionPart(Part):
    """An option. `tariffs`: the codes of all tariffs that it can be booked with."""

    code: str
    name: str
    currency: Currency
    fee: Amount
    period: OptionPeriod = OptionPeriod.MONTH
    active: bool = True
    tariffs: Annotated[tuple[str, ...], Field(max_length=MAX_ITEMS)] = ()


class MessagePart(Part):
    en: str
    ru: str
    ky: str


class RulePart(Part):
    """A rule of compatibility about a tariff or an option, with what its form needs. All are codes."""

    form: CompatibilityForm
    tariff: str | None = None
    option: str | None = None
    other_tariff: str | None = None
    other_option: str | None = None
    customer_kind: CustomerKind | None = None
    sim_kind: SimKind | None = None
    number_class: NumberClass | None = None
    min_age: int | None = None
    max_age: int | None = None
    sold_from: date | None = None
    sold_until: date | None = None
    message: MessagePart


class Catalogue(Part):
    """The whole file."""

    form: Annotated[int, Field(ge=FORM, le=FORM)] = FORM
    tariffs: Annotated[tuple[TariffPart, ...], Field(max_length=MAX_ITEMS)] = ()
    options: Annotated[tuple[OptionPart, ...], Field(max_length=MAX_ITEMS)] = ()
    rules: Annotated[tuple[RulePart, ...], Field(max_length=MAX_ITEMS)] = ()

    def text(self) -> str:
        """The file: JSON with one item per line of an array."""
        return self.model_dump_json(by_alias=True, exclude_none=True, indent=2) + "\n"


def catalogue_of(content: bytes) -> Catalogue:
    """The catalogue of a file. Raises Refusal INVALID_FILE with the place, such as `tariffs[2].versions[0].number`."""
    try:
        return Catalogue.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = path_of(*first["loc"])
        raise Refusal(ErrorCode.INVALID_FILE, f"{place or 'the file'}: {first['msg']}", [place]) from None


def path_of(*parts: str | int) -> str:
    """A place in the file, such as `tariffs[2].name`."""
    found = ""
    for part in parts:
        text = str(part)
        found += f"[{text}]" if text.isdigit() else f".{text}" if found else text
    return found
