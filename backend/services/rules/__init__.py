"""Rules of the trade on single values: numbers, identifiers, names, addresses. Each returns the stored form.

Inputs, filters, searches, keys and files use the same rule for the same kind of value.
"""

from backend.services.rules.documents import country, document_key, document_number
from backend.services.rules.emails import MOST_EMAIL, email
from backend.services.rules.iccids import iccid
from backend.services.rules.names import LONGEST_NAME, name
from backend.services.rules.numbering import Numbering
from backend.services.rules.numbers import msisdn, phone
from backend.services.rules.placeholders import is_placeholder, is_placeholder_document
from backend.services.rules.texts import LONGEST_TEXT, reason, text

__all__ = [
    "LONGEST_NAME",
    "LONGEST_TEXT",
    "MOST_EMAIL",
    "Numbering",
    "country",
    "document_key",
    "document_number",
    "email",
    "iccid",
    "is_placeholder",
    "is_placeholder_document",
    "msisdn",
    "name",
    "phone",
    "reason",
    "text",
]
