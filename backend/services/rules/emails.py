"""E-mail addresses: the syntax of RFC 5322, the lengths of RFC 5321. The rule returns the stored form."""

from collections.abc import Sequence

from email_validator import EmailNotValidError, validate_email

from backend.errors import ErrorCode, Refusal
from backend.services.rules.texts import cleaned, shown

MOST_EMAIL = 320  # RFC 3696, erratum 1690: 64 and an @ and 255
_EXAMPLE = "expected is one such as name@example.kg"


def email(text: str, field: Sequence[str] = ("email",)) -> str:
    """An e-mail address in lower case, its syntax checked, its domain not asked for. Raises INVALID_EMAIL.

    Before the @ stand ASCII characters only: others need SMTPUTF8 (RFC 6531) on the whole way, and the sender has no
    other way to write them. A domain may have any letters; it goes out in the form of RFC 5891 (xn--).
    """
    found = stored_form(text)
    if found is not None:
        return found
    local_part = text.strip().rpartition("@")[0]
    if not local_part.isascii():
        message = f"an e-mail address has Latin letters before the @, or no message reaches it: {shown(text)}"
        raise Refusal(ErrorCode.INVALID_EMAIL, message, field)
    raise Refusal(ErrorCode.INVALID_EMAIL, f"not an e-mail address: {shown(text)}; {_EXAMPLE}", field)


def typed_email(text: str) -> str:
    """What somebody typed to find an address: its stored form, or the text in lower case where it is none."""
    return stored_form(text) or cleaned(text).strip().lower()


def stored_form(text: str) -> str | None:
    """The address as it is stored; None where the text is none."""
    if len(text) > MOST_EMAIL:  # the validator takes its time over a long one
        return None
    try:
        found = validate_email(cleaned(text).strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return found.normalized.lower()
