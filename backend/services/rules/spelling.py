"""Search terms in the form in which values are stored. No term is refused.

A term that cannot be such a value, such as a phone number with letters, is returned as typed. It equals no value, so
that a search field may send any text.
"""

from collections.abc import Callable
from dataclasses import dataclass

from backend.services.rules import codes, emails, iccids, names, numbers
from backend.services.rules.numbering import Numbering
from backend.services.rules.texts import cleaned

Spell = Callable[[str, Numbering], str]


@dataclass(frozen=True)
class Spelling:
    """The functions for one kind of value: for a whole value, for its beginning, and for any part of it.

    `dialled`: a part may also be the beginning in another form; 0772 is a part of +996772203703.
    """

    whole: Spell
    beginning: Spell
    part: Spell
    dialled: bool = False


def _text(text: str, _: Numbering) -> str:
    return cleaned(text)


def _whole_text(text: str, _: Numbering) -> str:
    return cleaned(text).strip()


def _whole_name(text: str, _: Numbering) -> str:
    return names.stored_form(text)


def _whole_email(text: str, _: Numbering) -> str:
    return emails.typed_email(text)


def _lower(text: str, _: Numbering) -> str:
    return cleaned(text).strip().lower()


def _whole_phone(text: str, settings: Numbering) -> str:
    return numbers.stored_form(text, settings) or cleaned(text)


def _phone_beginning(text: str, settings: Numbering) -> str:
    return numbers.beginning(text, settings) or cleaned(text)


def _phone_part(text: str, _: Numbering) -> str:
    return numbers.digits_of(text) or cleaned(text)


def _whole_iccid(text: str, _: Numbering) -> str:
    return iccids.stored_form(text) or cleaned(text)


def _iccid_part(text: str, _: Numbering) -> str:
    return iccids.digits_of(text)


def _whole_code(text: str, _: Numbering) -> str:
    return codes.code(text) or cleaned(text)


def _code_part(text: str, _: Numbering) -> str:
    return codes.beginning(text)


TEXT = Spelling(_whole_text, _text, _text)
NAME = Spelling(_whole_name, _text, _text)
EMAIL = Spelling(_whole_email, _lower, _lower)
PHONE = Spelling(_whole_phone, _phone_beginning, _phone_part, dialled=True)
ICCID = Spelling(_whole_iccid, _iccid_part, _iccid_part)
CODE = Spelling(_whole_code, _code_part, _code_part)
