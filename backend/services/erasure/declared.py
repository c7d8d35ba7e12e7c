"""What an erasure does to each column that could hold personal data. A test fails for a column that is not declared.

Columns of enums, keys, times, amounts and counts hold none, and are not listed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

_ASSIGNED = "a number or code that the product, the catalogue or a gateway assigns"
ACTOR = "names who acted: staff, a program, or a subscriber by the key of the contract"
HASH = "a salted or keyed hash, or a digest of a file that is gone"
OURS = "words or facts of the company, not of customers"
_BRIEF = "deleted after minutes or days; see `services/upkeep.py`"
_FILE = "about a file as a whole"
_CHAINED = "part of the text that the audit trail's hashes cover; the address and the key are those of the caller"


@dataclass(frozen=True)
class Fate:
    """The columns of a table: those that are `wiped`, separated by spaces, and those that are kept, by the reason."""

    wiped: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)


# Tables that hold nothing about customers, by the reason.
KEPT_TABLES: Mapping[str, str] = {
    OURS: "bill_series blocklist_entry compatibility_rule number_class validation_rule"
    " event_consumer event_epoch event_floor event_order ledger_rollup notification_rule oauth_client"
    " recovery_code request_target settlement settlement_total signing_key tariff tariff_allowance"
    " tariff_compatibility tariff_option tariff_version ticket_target user_account",
    HASH: "attempt_counter audit_chain failed_attempts",
    _BRIEF: "authorization_code cost_bucket device_code oauth_grant contract_code contract_transfer one_time_code"
    " refresh_token revocation webhook_receipt",
    _ASSIGNED: "bill contract_option import_speaker ledger_account number_binding settlement_booking settlement_line"
    " sim_binding",
}
# Staged rows are deleted when their import ends.
STAGED = "import_row"

DECLARED: Mapping[str, Fate] = {
    "approval_request": Fate(
        "reason", {ACTOR: "requested_by requested_subject decided_by", _ASSIGNED: "act currency terms"}
    ),
    "audit_count": Fate("", {ACTOR: "actor role client", _ASSIGNED: "verb outcome", _BRIEF: "address"}),
    "audit_detail": Fate("salt changes"),
    "audit_entry": Fate(
        "",
        {
            ACTOR: "actor role client", _ASSIGNED: "verb node_type outcome", HASH: "digest",
            _CHAINED: "address idempotency_key",
        },
    ),
    "audit_line": Fate(
        "salt birth_date customer_number customer_status kind name phone email language customer_external_id"
        " document_kind document_number document_country contract_number currency external_id iccid msisdn sim_status"
        " number_status sim_held number_held options",
        {HASH: "digest"},
    ),
    "consent": Fate("", {ACTOR: "given_by withdrawn_by", OURS: "text_version"}),
    "contract_hold": Fate("", {ACTOR: "by lifted_by"}),
    "contract_document": Fate("name", {ACTOR: "author", _ASSIGNED: "media_type", HASH: "hash"}),
    "contract": Fate("external_id signed_by signature_reference", {_ASSIGNED: "number currency"}),
    "customer": Fate(
        "name name_key name_order phone email birth_date external_id citizenship tax_country tax_number"
        " account_manager",
        {_ASSIGNED: "number"},
    ),
    "customer_address": Fate("country region district locality street house flat postcode"),
    "customer_contact": Fate("phone email"),
    "customer_note": Fate("body", {ACTOR: "author"}),
    "customer_merge": Fate("reason", {ACTOR: "actor undone_by", _ASSIGNED: "other_number"}),
    "lost_phone": Fate("phone"),
    "number_release": Fate("", {_ASSIGNED: "msisdn"}),
    "merged_row": Fate("before after row_key table_name column_name"),
    "contact_person": Fate("name role phone email"),
    "duplicate_pair": Fate("reasons"),
    "duplicate_search": Fate("", {ACTOR: "actor", "the key of a running search; null when it ends": "position"}),
    "event": Fate("payload", {ACTOR: "actor", _ASSIGNED: "xid topic node_type"}),
    "export_job": Fate(
        "arguments",
        {ACTOR: "actor subject role client", _FILE: "columns file_name failure_code failure_message"},
    ),
    "history_entry": Fate("reason", {ACTOR: "actor", _ASSIGNED: "from_status steps"}),
    "idempotency_key": Fate("outcome", {ACTOR: "actor", _BRIEF: "key", HASH: "input_hash"}),
    "identity_document": Fate("number number_key country issued_by issued_on expires_on"),
    "identity_document_file": Fate("name", {ACTOR: "author", _ASSIGNED: "media_type", HASH: "sha256"}),
    "identity_check": Fate("reference words", {ACTOR: "asked_by", OURS: "provider"}),
    "import_job": Fate(
        "",
        {
            ACTOR: "actor role client address",
            _FILE: "mapping encoding file_name sha256 header dialect notes failure_code failure_message",
        },
    ),
    "import_outcome": Fate("", {_ASSIGNED: "would", OURS: "alerts"}),
    "ledger_entry": Fate("description", {_ASSIGNED: "currency xid"}),
    "ledger_posting": Fate("reason", {ACTOR: "actor"}),
    "mismatch": Fate(
        "note",
        {
            _ASSIGNED: "gateway subject positions line_ids gateway_currency payment_currency payment_status",
            ACTOR: "decided_by",
        },
    ),
    "network_drift": Fate("", {_ASSIGNED: "iccid msisdn"}),
    "notification": Fate(
        "recipient subject text html secret last_error provider_ids delivered_ids",
        {_ASSIGNED: "topic last_error_status"},
    ),
    "notification_preference": Fate(""),
    "payment": Fate(
        "idempotency_key checkout_url return_url failure_message",
        {ACTOR: "payer", _ASSIGNED: "number currency gateway gateway_reference failure_code"},
    ),
    "phone_number": Fate("", {_ASSIGNED: "msisdn", ACTOR: "reserved_by"}),
    "provisioning_order": Fate("", {_ASSIGNED: "failure_code", OURS: "failure"}),
    "rate_level": Fate("subject", {_ASSIGNED: "name"}),
    "refund": Fate(
        "reason failure",
        {
            ACTOR: "requested_by requested_subject decided_by",
            _ASSIGNED: "currency gateway_reference failure_code",
        },
    ),
    "rejected_row": Fate(
        "message value faults cells phone email document_key", {_ASSIGNED: "code column_name candidates"}
    ),
    "scheduled_act": Fate("reason failure_message", {_ASSIGNED: "failure_code", OURS: "options"}),
    "representation": Fate(
        "name document_number document_country authority_number authority_until",
        {ACTOR: "actor", _ASSIGNED: "node_type verb"},
    ),
    "request": Fate(
        "raw reference name name_key name_order phone email birth_date document_number document_country document_key"
        " iccid msisdn representative_name representative_document_number representative_document_country"
        " authority_number authority_until",
        {ACTOR: "submitted_by assignee", OURS: "queue", _ASSIGNED: "number tariff_code options"},
    ),
    "request_attachment": Fate("name", {ACTOR: "author", _ASSIGNED: "media_type", HASH: "sha256"}),
    "request_candidate": Fate("reasons"),
    "request_question": Fate("question answer data", {ACTOR: "asked_by answered_by"}),
    "request_violation": Fate("field message suggestion"),
    "session": Fate("address user_agent cookie_hash", {ACTOR: "subject client", _ASSIGNED: "methods"}),
    "sim": Fate("", {_ASSIGNED: "iccid imsi msisdn", ACTOR: "reserved_by", OURS: "location"}),
    "ticket": Fate("subject description category", {OURS: "queue", ACTOR: "assignee", _ASSIGNED: "number"}),
    "ticket_attachment": Fate("name", {ACTOR: "author", _ASSIGNED: "media_type", HASH: "sha256"}),
    "ticket_comment": Fate("body", {ACTOR: "author"}),
}  # fmt: skip
