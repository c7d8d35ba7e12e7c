"""Tax numbers of organisations, by the rules of their country."""

import re
from collections.abc import Mapping, Sequence

from stdnum import get_cc_module
from stdnum.exceptions import ValidationError

from backend.errors import ErrorCode, Refusal
from backend.services.rules.texts import cleaned, quoted

# python-stdnum does not know the taxpayer's number (ИНН) of the Kyrgyz Republic, which has 14 digits.
_KYRGYZ = re.compile("[0-9]{14}")
# The numbers of organisations in countries without a number for value added tax in python-stdnum.
_OTHERS: Mapping[str, str] = {"MD": "idno", "UA": "edrpou", "US": "ein"}


def tax_number(text: str, country: str, field: Sequence[str] = ("taxNumber",)) -> str:
    """A tax number without separators. `country`: in stored form.

    Raises Refusal INVALID_INPUT, also for a country whose numbers are not known.
    """
    number = cleaned(text)
    if country == "KG":
        compact = re.sub(r"[\s-]", "", number)
        if not _KYRGYZ.fullmatch(compact) or len(set(compact)) == 1:
            message = f"a tax number of the Kyrgyz Republic has 14 digits, unlike {quoted(number)}"
            raise Refusal(ErrorCode.INVALID_INPUT, message, field)
        return compact
    known = get_cc_module(country, "vat") or (_OTHERS.get(country) and get_cc_module(country, _OTHERS[country]))
    if not known:
        raise Refusal(ErrorCode.INVALID_INPUT, f"the form of tax numbers of {country} is not known", field)
    try:
        found: str = known.validate(number)
    except ValidationError as error:
        message = f"{quoted(number)} is no tax number of {country}: {error}"
        raise Refusal(ErrorCode.INVALID_INPUT, message, field) from error
    return found
