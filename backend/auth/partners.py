"""What a partner reads: the requests that it submitted, without the customers and contracts that they are about, and
what is sold. Types that are not named here are closed to partners.
"""

from collections.abc import Mapping

from backend.auth.masks import NO_TEXT, Mask, hidden, plain
from backend.auth.visibility import (
    OWN_NAME,
    Predicate,
    active,
    begun,
    history_of_submitted,
    of_begun_version,
    of_submitted,
    of_submitted_form,
    submitted,
)

# The columns with the fields of a form and of a representative.
_OF_FORM = (
    "name", "name_key", "name_order", "phone", "email", "document_number", "document_country", "document_key",
    "tariff_code", "iccid", "msisdn", "options", "representative_name", "representative_document_number",
    "representative_document_country", "authority_number",
)  # fmt: skip
# By graph type: the rows, and the masks.
PARTNERS: Mapping[str, tuple[Predicate, Mapping[str, Mask]]] = {
    "Tariff": (active, {}),
    "TariffOption": (active, {}),
    "TariffVersion": (begun, {}),
    "TariffAllowance": (of_begun_version, {}),
    "Request": (
        submitted,
        {**plain("raw", "submitted_by", *_OF_FORM), "assignee": NO_TEXT, "queue": NO_TEXT, **hidden("reference")},
    ),
    "StructuredRequest": (submitted, plain(*_OF_FORM)),
    "RequestRepresentative": (submitted, plain(*_OF_FORM)),
    "RequestViolation": (of_submitted_form, plain("code", "field", "message", "suggestion")),
    "RequestQuestion": (
        of_submitted, {"asked_by": OWN_NAME, "answered_by": OWN_NAME, **plain("question", "answer", "data")}
    ),
    "RequestAttachment": (of_submitted, {"author": OWN_NAME, **plain("name")}),
    "StatusChange": (history_of_submitted, {"actor": OWN_NAME, **plain("reason")}),
    # The log contains only events of nodes that the viewer sees.
    "Event": (lambda row: ~row.internal, plain("reason")),
}  # fmt: skip
