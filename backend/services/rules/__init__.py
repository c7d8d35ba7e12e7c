"""Validation and normalisation of single values: numbers, identifiers, names, addresses. Each rule returns the stored
form.

Inputs, filters, searches, idempotency keys and files use the same rule for the same kind of value. A rule is named for
the kind of value and raises Refusal for an invalid one; a `stored_form` beside it returns None instead, for reads.
"""

from backend.services.rules import spelling
from backend.services.rules.birth_dates import birth_date
from backend.services.rules.codes import code
from backend.services.rules.documents import country, document_key, document_number
from backend.services.rules.emails import MAX_EMAIL_CHARACTERS, email, typed_email
from backend.services.rules.encodings import encoding
from backend.services.rules.iccids import iccid
from backend.services.rules.names import MAX_NAME_CHARACTERS, name
from backend.services.rules.numbering import Numbering, pool_pattern
from backend.services.rules.numbers import msisdn, phone, pool_number
from backend.services.rules.placeholders import is_placeholder, is_placeholder_document
from backend.services.rules.tax_numbers import tax_number
from backend.services.rules.texts import MAX_REASON_CHARACTERS, cleaned, quoted, reason, text

__all__ = [
    "MAX_EMAIL_CHARACTERS",
    "MAX_NAME_CHARACTERS",
    "MAX_REASON_CHARACTERS",
    "Numbering",
    "birth_date",
    "cleaned",
    "code",
    "country",
    "document_key",
    "document_number",
    "email",
    "encoding",
    "iccid",
    "is_placeholder",
    "is_placeholder_document",
    "msisdn",
    "name",
    "phone",
    "pool_number",
    "pool_pattern",
    "quoted",
    "reason",
    "spelling",
    "tax_number",
    "text",
    "typed_email",
]
