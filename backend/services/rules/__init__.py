"""Rules of the trade on single values: numbers, identifiers, names, addresses. Each returns the stored form.

Inputs, filters, searches, keys and files use the same rule for the same kind of value. A rule named for its kind
refuses what is none; a `stored_form` beside it tells without a refusal, for reads.
"""

from backend.services.rules import spelling
from backend.services.rules.birth_dates import birth_date
from backend.services.rules.codes import code
from backend.services.rules.documents import country, document_key, document_number
from backend.services.rules.emails import MOST_EMAIL, email, typed_email
from backend.services.rules.iccids import iccid
from backend.services.rules.names import LONGEST_NAME, name
from backend.services.rules.numbering import Numbering, pool_pattern
from backend.services.rules.numbers import msisdn, phone, pool_number
from backend.services.rules.placeholders import is_placeholder, is_placeholder_document
from backend.services.rules.texts import LONGEST_TEXT, cleaned, reason, shown, text

__all__ = [
    "LONGEST_NAME",
    "LONGEST_TEXT",
    "MOST_EMAIL",
    "Numbering",
    "birth_date",
    "cleaned",
    "code",
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
    "pool_number",
    "pool_pattern",
    "reason",
    "shown",
    "spelling",
    "text",
    "typed_email",
]
