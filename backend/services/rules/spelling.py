"""How what is typed to find a value is spelled as the value is stored. Nothing is refused here.

What cannot be such a value, as letters in a phone, is left as it was typed: it equals nothing, so that a search box may
send whatever stands in it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from backend.services.rules import codes, emails, iccids, names, numbers
from backend.services.rules.numbering import Numbering
from backend.services.rules.texts import cleaned

Spell = Callable[[str, Numbering], str]


@dataclass(frozen=True)
class Spelling:
    """Of one kind of value: a whole one, the beginning of one, and a part from anywhere in it.

    With `dialled`, a part may also be the beginning in another form: 0772 is a part of +996772203703.
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


def _begun_phone(text: str, settings: Numbering) -> str:
    return numbers.beginning(text, settings) or cleaned(text)


def _part_of_phone(text: str, _: Numbering) -> str:
    return numbers.digits_of(text) or cleaned(text)


def _whole_iccid(text: str, _: Numbering) -> str:
    return iccids.stored_form(text) or cleaned(text)


def _part_of_iccid(text: str, _: Numbering) -> str:
    return iccids.digits_of(text)


def _whole_code(text: str, _: Numbering) -> str:
    return codes.code(text) or cleaned(text)


def _part_of_code(text: str, _: Numbering) -> str:
    return codes.beginning(text)


TEXT = Spelling(_whole_text, _text, _text)
NAME = Spelling(_whole_name, _text, _text)
EMAIL = Spelling(_whole_email, _lower, _lower)
PHONE = Spelling(_whole_phone, _begun_phone, _part_of_phone, dialled=True)
ICCID = Spelling(_whole_iccid, _part_of_iccid, _part_of_iccid)
CODE = Spelling(_whole_code, _part_of_code, _part_of_code)
