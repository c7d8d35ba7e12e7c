"""Identity of customers: whom a form describes, and whether that customer is registered already.

A document belongs to one customer. A form that has its number and its holder's name describes the holder; with another
name or birth date it is a possible duplicate, whatever else agrees. Without a known document a form describes a
customer when name, phone and e-mail all agree and the birth date does not differ. Names are compared by
`customer.name_key`, documents by `identity_document.number_key`, birth dates only where both are known.
"""

from backend.services.identity.comparison import (
    Traits,
    check_no_duplicate,
    check_not_similar,
    is_document,
    is_valid_document,
    known_of,
    name_agrees,
    possible_duplicate,
    traits_of,
)
from backend.services.identity.documents import (
    add_birth_date,
    add_document,
    check_no_other_document,
    owns_document,
)
from backend.services.identity.forms import Document, NewCustomer
from backend.services.identity.recognition import Recognised, lock_identifiers, locked_texts, locking, recognise

__all__ = [
    "Document",
    "NewCustomer",
    "Recognised",
    "Traits",
    "add_birth_date",
    "add_document",
    "check_no_duplicate",
    "check_no_other_document",
    "check_not_similar",
    "is_document",
    "is_valid_document",
    "known_of",
    "lock_identifiers",
    "locked_texts",
    "locking",
    "name_agrees",
    "owns_document",
    "possible_duplicate",
    "recognise",
    "traits_of",
]
