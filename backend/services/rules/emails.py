"""E-mail addresses: the syntax of RFC 5322, the lengths of RFC 5321. The rule returns the stored form."""

from collections.abc import Sequence

from email_validator import EmailNotValidError, validate_email

from backend.errors import ErrorCode, Refusal
from backend.services.rules.texts import cleaned, quoted

MAX_EMAIL_CHARACTERS = 320  # RFC 3696, erratum 1690: 64, the @, and 255
_EXAMPLE = "expected is one such as name@example.kg"


def email(text: str, field: Sequence[str] = ("email",)) -> str:
    """An e-mail address in lower case. Its syntax is checked, its domain is not resolved. Raises Refusal INVALID_EMAIL.

    The part before the @ must be ASCII: other characters need SMTPUTF8 (RFC 6531) at every mail server on the way. The
    domain may have any letters; messages are sent to its ASCII form (RFC 5891).
    """
    found = stored_form(text)
    if found is not None:
        return found
    local_part = text.strip().rpartition("@")[0]
    if not local_part.isascii():
        message = f"an e-mail address must have only ASCII characters before the @: {quoted(text)}"
        raise Refusal(ErrorCode.INVALID_EMAIL, message, field)
    raise Refusal(ErrorCode.INVALID_EMAIL, f"not an e-mail address: {quoted(text)}; {_EXAMPLE}", field)


def typed_email(text: str) -> str:
    """The stored form of an address to search for, or the text in lower case where it is not an address."""
    return stored_form(text) or cleaned(text).strip().lower()


def stored_form(text: str) -> str | None:
    """The address in stored form; None where the text is not an address."""
    if len(text) > MAX_EMAIL_CHARACTERS:  # the validator is slow for long texts
        return None
    try:
        found = validate_email(cleaned(text).strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return found.normalized.lower()
