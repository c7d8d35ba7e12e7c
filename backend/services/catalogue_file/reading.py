"""A file of the catalogue is applied: what it names is created or changed, by the rules of the acts, all or nothing."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import sqlalchemy as sa

from backend.errors import ErrorCode, Refusal
from backend.identifiers import TARIFF_ID, TARIFF_VERSION_ID, TariffVersionKey
from backend.models import Tariff, TariffVersion
from backend.services import rules
from backend.services.acts import Acting, Currency
from backend.services.amounts import Money
from backend.services.catalogue_file.form import Catalogue, OptionPart, RulePart, TariffPart, VersionPart, path_of
from backend.services.catalogue_file.writing import export_catalogue
from backend.services.compatibility_rule import SetCompatibilityRule, set_compatibility_rule
from backend.services.tariff import Allowance, add_allowances, checked_allowances, checked_code, checked_fee
from backend.services.tariff_option import SetTariffOption, set_tariff_option
from backend.services.validation_rule import RuleMessages


async def import_catalogue(acting: Acting, given: Catalogue) -> int:
    """Create and change what the file names and is not so already. Returns how many items that are.

    Versions are never changed: a file repeats them as they are, or adds further ones. Raises Refusal as the
    acts, with the place in the file.
    """
    # Two imports, and acts that create tariffs, wait for each other. Sales only read tariffs.
    await acting.session.execute(sa.text("lock table tariff, tariff_option in share row exclusive mode"))
    reason = acting.reason_to("import a catalogue")
    held = await export_catalogue(acting.session)
    tariffs, options = {each.code: each for each in held.tariffs}, {each.code: each for each in held.options}
    changed = 0
    _check_once(given.tariffs, "tariffs")
    for place, tariff in enumerate(given.tariffs):
        with _at("tariffs", place):
            code = checked_code(tariff.code)
            if tariffs.get(code) != tariff:
                await _set_tariff(acting, code, tariff, tariffs.get(code))
                changed += 1
    _check_once(given.options, "options")
    for place, option in enumerate(given.options):
        with _at("options", place):
            if options.get(checked_code(option.code)) != option:
                await _set_option(acting, option, options.get(checked_code(option.code)), reason)
                changed += 1
    for place, rule in enumerate(given.rules):
        with _at("rules", place):
            if rule not in held.rules:
                await _set_rule(acting, rule, reason)
                changed += 1
    return changed


def _check_once(items: Iterable[TariffPart | OptionPart], name: str) -> None:
    """Raises Refusal INVALID_FILE for a code that is given twice."""
    seen: set[str | None] = set()
    for place, each in enumerate(items):
        code = rules.code(each.code)
        if code in seen:
            path = path_of(name, place, "code")
            raise Refusal(ErrorCode.INVALID_FILE, f"{path}: {code} is given twice", [path])
        seen.add(code)


@contextmanager
def _within(*parts: str | int) -> Iterator[None]:
    """Name the part of an item in the fields of refusals."""
    try:
        yield
    except Refusal as refusal:
        field = [*(str(part) for part in parts), *refusal.field]
        raise Refusal(refusal.code, refusal.message, field) from None


@contextmanager
def _at(*parts: str | int) -> Iterator[None]:
    """Name the place in the file in the messages of refusals."""
    try:
        yield
    except Refusal as refusal:
        path = path_of(*parts, *refusal.field)
        raise Refusal(refusal.code, f"{path}: {refusal.message}", [path]) from None


async def _set_tariff(acting: Acting, code: str, given: TariffPart, held: TariffPart | None) -> None:
    name = rules.text(given.name, rules.MAX_NAME_CHARACTERS, ["name"], multiline=False)
    if held is not None and held.currency != given.currency:
        message = f"the tariff {code} is in {held.currency}, which is never changed"
        raise Refusal(ErrorCode.CURRENCY_MISMATCH, message, ["currency"])
    known = {} if held is None else {each.number: each for each in held.versions}
    for place, version in enumerate(given.versions):
        with _within("versions", place):
            _check_version(version, known, is_new_tariff=held is None)
            known[version.number] = version
    session = acting.session
    if held is None:
        tariff = await _create(acting, code, name, given)
    else:
        tariff = (await session.scalars(sa.select(Tariff).where(Tariff.code == code))).one()
        await acting.update(tariff, name=name, active=given.active)
    before = set() if held is None else {each.number for each in held.versions}
    for place, version in enumerate(given.versions):
        if version.number not in before:
            with _within("versions", place):
                first = tariff.tariff_version_id if held is None and place == 0 else None
                await _add_version(acting, tariff, version, first)
    await _put_in_force(acting, tariff)
    acting.event("tariff.imported", tariff, {"internal": True, "code": code})


def _check_version(version: VersionPart, known: dict[int, VersionPart], *, is_new_tariff: bool) -> None:
    """Raises Refusal INVALID_INPUT for a version that differs from the stored one, or does not follow the last one."""
    stored = known.get(version.number)
    if stored is not None:
        if stored != version:
            message = f"version {version.number} is published and never changed; add version {max(known) + 1}"
            raise Refusal(ErrorCode.INVALID_INPUT, message, ["number"])
    elif version.number != max(known, default=0) + 1:
        message = f"the next version is {max(known, default=0) + 1}, not {version.number}"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["number"])
    elif not is_new_tariff and version.valid_from is not None and version.valid_from < datetime.now(UTC):
        message = "a new version begins later; leave validFrom out for one that begins at once"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["validFrom"])


async def _create(acting: Acting, code: str, name: str, given: TariffPart) -> Tariff:
    """A new tariff with its first version, which a trigger publishes as of the creation of the tariff."""
    first = given.versions[0]
    fee = _fee(first, given.currency, ["versions", "0", "monthlyFee"])
    values = {
        "id": TARIFF_ID.new_key(), "code": code, "name": name, "currency": given.currency, "active": given.active,
        "monthly_fee_minor": fee, "created_at": first.valid_from or sa.func.now(),
    }  # fmt: skip
    return (await acting.session.scalars(sa.insert(Tariff).values(values).returning(Tariff))).one()


async def _add_version(acting: Acting, tariff: Tariff, version: VersionPart, first: TariffVersionKey | None) -> None:
    """Store a version, or only the allowances of the first one, whose key is given."""
    given = [Allowance(kind=each.kind, scope=each.scope, amount=each.amount) for each in version.allowances]
    allowances = checked_allowances(given)
    key = first or TARIFF_VERSION_ID.new_key()
    if first is None:
        values = {
            "id": key, "tariff_id": tariff.id, "number": version.number, "currency": tariff.currency,
            "valid_from": version.valid_from or sa.func.now(),
            "monthly_fee_minor": _fee(version, tariff.currency, ["monthlyFee"]),
        }  # fmt: skip
        await acting.session.execute(sa.insert(TariffVersion).values(values))
    await add_allowances(acting.session, key, allowances)


def _fee(version: VersionPart, currency: str, field: list[str]) -> int:
    return checked_fee(Money(amount=version.monthly_fee, currency=Currency(currency)), currency, field)


async def _put_in_force(acting: Acting, tariff: Tariff) -> None:
    """Put the version into force that began last. Before the first one begins, that one is in force."""
    version = TariffVersion
    newest = (
        sa.select(version)
        .where(version.tariff_id == tariff.id, version.valid_from <= sa.func.now())
        .order_by(version.valid_from.desc(), version.number.desc())
        .limit(1)
    )
    found = await acting.session.scalar(newest)
    if found is not None and found.id != tariff.tariff_version_id:
        await acting.update(tariff, tariff_version_id=found.id, monthly_fee_minor=found.monthly_fee_minor)


async def _set_option(acting: Acting, given: OptionPart, held: OptionPart | None, reason: str) -> None:
    if held is not None and held.currency != given.currency:
        message = f"the option {held.code} is in {held.currency}, which is never changed"
        raise Refusal(ErrorCode.CURRENCY_MISMATCH, message, ["currency"])
    fee = Money(amount=given.fee, currency=Currency(given.currency))
    command = SetTariffOption(
        code=given.code, name=given.name, monthly_fee=fee, period=given.period, active=given.active,
        tariff_codes=given.tariffs, reason=reason,
    )  # fmt: skip
    await set_tariff_option.function(acting, command)


async def _set_rule(acting: Acting, given: RulePart, reason: str) -> None:
    message = RuleMessages(en=given.message.en, ru=given.message.ru, ky=given.message.ky)
    command = SetCompatibilityRule(
        form=given.form, tariff_code=given.tariff, option_code=given.option, other_tariff_code=given.other_tariff,
        other_option_code=given.other_option, customer_kind=given.customer_kind, sim_kind=given.sim_kind,
        number_class=given.number_class, min_age=given.min_age, max_age=given.max_age, sold_from=given.sold_from,
        sold_until=given.sold_until, message=message, reason=reason,
    )  # fmt: skip
    await set_compatibility_rule.function(acting, command)
