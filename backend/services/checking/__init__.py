"""The check of a customer's data by the validation rules: on creation, on change, for requests, and for forms while
they are typed.

The rules are rows (`models/validation_rule.py`), and `BROKEN` is the one statement that reads which of them are broken.
GetSim's statement contains it: where a rule is broken, the verb decides.
"""

from backend.services.checking.blocklist import blocklist_pads
from backend.services.checking.rules import (
    ALL_FIELDS,
    BROKEN,
    EXISTING_FORMS,
    Subject,
    broken_rules,
    parameters,
    stored_subject,
    subject_of,
)
from backend.services.checking.violations import Violation, accept, record_accepted

__all__ = [
    "ALL_FIELDS",
    "BROKEN",
    "EXISTING_FORMS",
    "Subject",
    "Violation",
    "accept",
    "blocklist_pads",
    "broken_rules",
    "parameters",
    "record_accepted",
    "stored_subject",
    "subject_of",
]
