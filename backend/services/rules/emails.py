"""E-mail addresses: the syntax of RFC 5322, the lengths of RFC 5321. The rule returns the stored form."""

from collections.abc import Sequence

from email_validator import EmailNotValidError, validate_email

from backend.errors import ErrorCode, Refusal

MOST_EMAIL = 320  # RFC 3696, erratum 1690: 64 and an @ and 255


def email(text: str, field: Sequence[str] = ("email",)) -> str:
    """An e-mail address in lower case, its syntax checked, its domain not asked for. Raises INVALID_EMAIL."""
    if len(text) > MOST_EMAIL:  # the validator takes its time over a long one
        raise Refusal(ErrorCode.INVALID_EMAIL, "not an e-mail address", field)
    try:
        found = validate_email(text.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        raise Refusal(ErrorCode.INVALID_EMAIL, "not an e-mail address", field) from None
    return found
