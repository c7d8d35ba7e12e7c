"""Every mutation with an input that changes rows, the roles that may call it, and the roles that may subscribe.

An act that the desk may call needs no entry: its input is derived from its command and the row of its noun. This is the
sample of its factory, or the row of `matrix_rows/` whose key is `pg_temp.u('<noun>')` or stands in `ROW_OF_NOUN`. An act with other roles has an entry, or the
matrix fails.
"""

from typing import Any

from backend.auth.viewer import SUBSCRIBERS, Role
from backend.models.noun import Noun
from backend.services.permissions import ACTS
from tests.acts import input_of
from tests.auth.rows import FOREIGN, key
from tests.factories.samples import samples
from tests.world.keys import key as world_key

EVERYBODY = {Role.ADMIN, Role.OPERATOR, Role.ANALYST, Role.LINE, Role.HOLDER}
DESK = {Role.ADMIN, Role.OPERATOR, Role.SERVICE}
PEOPLE = {Role.ADMIN, Role.OPERATOR}
OUTSIDE = SUBSCRIBERS | {Role.PARTNER}
_F1, _F2 = f"con_{key('F1')}", f"con_{key('F2')}"
_OTHER, _GONE, _APP = f"usr_{key('other')}", f"usr_{key('gone')}", f"cli_{key('client')}"
TARIFF = f"tar_{key('TM1')}"
RULE = f"rul_{key('validation_rule of H')}"
_PERSON = {"kind": "PERSON", "name": "Новый Абонент", "phone": "+996555000123", "allowDuplicate": True}
_OF_F, _CARD_OF_F = {"id": f"cus_{key('F')}"}, {"documentId": f"doc_{key('doc F')}"}
ROW_OF_NOUN = {
    "Contract": _F1,
    "ImportJob": f"imp_{key('imp 1')}",
    "Notification": f"not_{key('not KM-F11')}",
    "Ticket": f"tic_{key('tic6')}",
    "Request": f"req_{key('req 6')}",
}
# The roles that may call a mutation, and an input with which it changes rows.
ENTERED: dict[str, tuple[set[Role], dict[str, Any] | None]] = {
    "getSim": (DESK, {"customerId": f"cus_{key('F')}", "tariffCode": "T01"}),
    "createCustomer": (DESK, _PERSON),
    "updateCustomerContact": (DESK, {"id": f"cus_{key('F')}", "email": "changed@matrix.example"}),
    "changeCustomerName": (PEOPLE, {**_OF_F, **_CARD_OF_F, "name": "Чужой Новый", "allowDuplicate": True}),
    "updateCustomerProfile": (DESK, {**_OF_F, "sex": "MALE"}),
    "addCustomerAddress": (DESK, {**_OF_F, "purpose": "RESIDENCE", "locality": "Matrix"}),
    "addCustomerNote": (DESK, {**_OF_F, "body": "matrix"}),
    "addContact": (DESK, {**_OF_F, "phone": "+996700100099"}),
    "removeContact": (DESK, {**_OF_F, "contactId": f"cct_{key('customer_contact of F')}"}),
    "addContactPerson": (DESK, {"id": f"cus_{world_key('customer1')}", "name": "Матрицын Контакт"}),
    "removeContactPerson": (DESK, {**_OF_F, "contactPersonId": f"cpe_{key('contact_person of F')}"}),
    "addIdentityDocument": (DESK, {**_OF_F, "document": {"kind": "PASSPORT", "number": "AC3334445"}}),
    "replaceIdentityDocument": (
        PEOPLE,
        {**_OF_F, **_CARD_OF_F, "document": {"kind": "ID_CARD", "number": "ID4445556"}},
    ),
    "attachToIdentityDocument": (DESK, {**_OF_F, **_CARD_OF_F, "file": None}),
    "verifyCustomer": (
        PEOPLE,
        {"id": "cus_ffbc4675-f864-e0e9-aab8-bdf7a0437010", "document": {"kind": "PASSPORT", "number": "AC2223334"}},
    ),
    "rejectCustomerIdentity": (PEOPLE, {"id": "cus_9e8486cd-d435-beda-9a60-806dd334d964", "reason": "matrix"}),
    "resubmitCustomerIdentity": (PEOPLE, {"id": "cus_5ce4d191-fd14-ac85-a146-9fb8c29b7a7b"}),
    "createValidationRule": (
        {Role.ADMIN},
        {
            "form": "AGE_AT_LEAST",
            "field": "birthDate",
            "number": 18,
            "severity": "ALERT",
            "message": {"en": "matrix", "ru": "matrix", "ky": "matrix"},
            "reason": "matrix",
        },
    ),
    "changeValidationRule": ({Role.ADMIN}, {"id": RULE, "number": 17, "reason": "matrix"}),
    "retireValidationRule": ({Role.ADMIN}, {"id": RULE, "reason": "matrix"}),
    "createTariff": (
        {Role.ADMIN},
        {"code": "TM7", "name": "Matrix", "monthlyFee": {"amount": "1"}, "reason": "matrix"},
    ),
    "publishTariffVersion": ({Role.ADMIN}, {"id": TARIFF, "monthlyFee": {"amount": "1"}, "reason": "matrix"}),
    "retireTariff": ({Role.ADMIN}, {"id": TARIFF, "reason": "matrix"}),
    "setCompatibilityRule": (
        {Role.ADMIN},
        {
            "form": "AGE",
            "tariffCode": "TM2",
            "minAge": 14,
            "message": {"en": "m", "ru": "m", "ky": "m"},
            "reason": "matrix",
        },
    ),
    "setTariffOption": ({Role.ADMIN}, {"code": "OM1", "period": "DAY", "reason": "matrix"}),
    "addToBlocklist": ({Role.ADMIN}, {"phone": "+996555000999", "reason": "matrix"}),
    "removeFromBlocklist": ({Role.ADMIN}, {"id": f"blk_{key('blocklist_entry of F1')}", "reason": "matrix"}),
    "eraseCustomer": ({Role.ADMIN}, {"id": f"cus_{key('E')}", "reason": "matrix", "idempotencyKey": "erase"}),
    "exportCustomerData": (PEOPLE | {Role.HOLDER}, {"id": f"cus_{key('F')}"}),
    "recordConsent": (
        DESK | {Role.HOLDER},
        {
            "customerId": f"cus_{key('F')}",
            "purpose": "PARTNERS",
            "channel": "CALL",
            "source": "APP",
            "textVersion": "matrix",
        },
    ),
    "withdrawConsent": (DESK | {Role.HOLDER}, {"id": f"cns_{key('consent of F')}", "reason": "matrix"}),
    "changeTariff": (DESK, {"id": _F1, "tariffCode": "T02"}),
    "changeOptions": (DESK, {"id": _F1, "options": ["OM1"]}),
    "createContract": (DESK, {"customerId": f"cus_{key('F')}", "tariffCode": "T01"}),
    "attachContractDocument": (DESK, {"contractId": _F2, "kind": "CONTRACT", "file": None}),
    "suspendCustomer": (DESK, {"id": f"cus_{key('F')}", "reason": "matrix"}),
    "resumeCustomer": (DESK, {"id": f"cus_{key('S')}", "reason": "matrix"}),
    "closeCustomer": (DESK, {"id": f"cus_{key('P')}", "reason": "matrix"}),
    "askIdentityProvider": (PEOPLE, {"id": f"cus_{key('S')}"}),
    "findDuplicates": ({Role.ADMIN}, {}),
    "cancelDuplicateSearch": ({Role.ADMIN}, {"id": f"dse_{key('duplicate_search of F1')}"}),
    "dismissDuplicatePair": (PEOPLE, {"id": f"dup_{key('duplicate_pair')}", "reason": "matrix"}),
    "mergeCustomers": (
        PEOPLE,
        {"survivorId": f"cus_{key('P')}", "otherId": f"cus_{key('double')}", "reason": "matrix"},
    ),
    "undoMerge": (PEOPLE, {"id": f"mer_{key('merge just now')}", "reason": "matrix"}),
    "getDeposit": (
        DESK | SUBSCRIBERS,
        {"contractId": _F2, "amount": {"amount": "5"}, "method": "CASH", "idempotencyKey": "getDeposit"},
    ),
    "cancelPayment": (DESK | SUBSCRIBERS, {"id": f"pay_{key('pay KM-F22')}"}),
    "refundPayment": (
        DESK,
        {
            "paymentId": f"pay_{key('pay KM-F21')}",
            "amount": {"amount": "0.10"},
            "reason": "matrix",
            "idempotencyKey": "refund",
        },
    ),
    "approveRefund": (PEOPLE, {"id": f"ref_{key('ref PM-KM-F211')}"}),
    "rejectRefund": (DESK, {"id": f"ref_{key('ref PM-KM-F212')}", "reason": "matrix"}),
    "chargeContract": (
        DESK,
        {"contractId": _F2, "amount": {"amount": "0.20"}, "reason": "matrix", "idempotencyKey": "charge"},
    ),
    "adjustBalance": (
        DESK,
        {"contractId": _F2, "amount": {"amount": "-0.30"}, "reason": "matrix", "idempotencyKey": "adjust"},
    ),
    "transferBalance": (
        DESK | {Role.HOLDER},
        {"fromContractId": _F2, "toContractId": _F1, "amount": {"amount": "0.40"}, "idempotencyKey": "transfer"},
    ),
    "reverseEntry": (
        DESK,
        {"id": f"ent_{key('ent CHARGE KM-F2 KM-F2')}", "reason": "matrix", "idempotencyKey": "reverse"},
    ),
    "setCreditLimit": (DESK, {"contractId": _F2, "limit": {"amount": "7"}, "reason": "matrix"}),
    "importSettlement": (PEOPLE, {"gateway": "matrix", "day": "2026-05-03", "file": None, "idempotencyKey": "import"}),
    "bulkRegister": (DESK, {"file": None, "dryRun": True}),
    "importSims": (DESK, {"file": None, "dryRun": True}),
    "importNumbers": (DESK, {"file": None, "dryRun": True}),
    "importTariffs": ({Role.ADMIN}, {"file": None, "dryRun": True}),
    **{
        f"export{each}": (DESK | {Role.ANALYST}, {})
        for each in ("Customers", "Contracts", "Sims", "Payments", "Tickets")
    },
    # An export of somebody else does not exist for those who are no administrators.
    **{
        f"{verb}Export": (DESK | {Role.ANALYST}, {"id": f"exp_{key('exp ' + verb)}"})
        for verb in ("pause", "resume", "cancel")
    },
    "changeNumber": (DESK, {"id": _F1}),
    "swapSim": (DESK, {"id": _F1, "reason": "matrix"}),
    "cancelSimSwap": (DESK, {"id": _F2, "reason": "matrix"}),
    "issueContractDocument": (DESK, {"contractId": _F1, "kind": "CONTRACT"}),
    "sendContractCode": (DESK, {"id": f"con_{key('H4')}"}),
    "reclaimNumber": (DESK, {"id": f"num_{key('resting')}", "contractId": _F1, "reason": "matrix"}),
    "setNumberClass": ({Role.ADMIN}, {"class": "GOLD", "patterns": ["AAAA"], "price": "5", "reason": "matrix"}),
    "lockLine": (DESK | SUBSCRIBERS, {"id": _F1}),
    "unlockLine": (PEOPLE | {Role.HOLDER}, {"id": _F2, "documentNumber": "AN1234567"}),
    "applyRepair": (PEOPLE, {"id": f"mis_{key('mis 5')}", "note": "matrix", "idempotencyKey": "repair"}),
    "dismissMismatch": (PEOPLE, {"id": f"mis_{key('mis 6')}", "note": "matrix", "idempotencyKey": "dismiss"}),
    "openTicket": (DESK | SUBSCRIBERS, {"contractId": _F1, "subject": "Matrix"}),
    "commentTicket": (DESK | SUBSCRIBERS, {"id": f"tic_{key('tic6')}", "body": "matrix"}),
    "attachToTicket": (DESK | SUBSCRIBERS, {"id": f"tic_{key('tic6')}", "file": None}),
    "submitRequest": (DESK | OUTSIDE, {"contractId": _F1, "kind": "OTHER", "raw": {"text": "matrix"}}),
    "requestFromTicket": (PEOPLE, {"ticketId": f"tic_{key('tic6')}", "kind": "OTHER"}),
    "attachToRequest": (DESK | OUTSIDE, {"id": f"req_{key('req 6')}", "file": None}),
    "assignRequest": (PEOPLE, {"id": f"req_{key('req 6')}", "queue": "matrix"}),
    "askRequester": (PEOPLE, {"id": f"req_{key('req 6')}", "question": "matrix?"}),
    "answerRequest": (DESK | OUTSIDE, {"id": f"req_{key('req 7')}", "answer": "matrix"}),
    "withdrawRequest": (DESK | OUTSIDE, {"id": f"req_{key('req 7')}"}),
    "rejectRequest": (PEOPLE, {"id": f"req_{key('req 8')}", "reason": "matrix"}),
    "startRequest": (PEOPLE, {"id": f"req_{key('req 8')}"}),
    "fulfilRequest": (PEOPLE, {"id": f"req_{key('req 8')}", "reference": "matrix"}),
    "failRequest": (PEOPLE, {"id": f"req_{key('req 9')}", "reason": "matrix"}),
    "setNotificationPreference": (
        DESK | {Role.HOLDER},
        {"customerId": f"cus_{key('F')}", "purpose": "TICKET", "channel": "SMS", "allowed": False},
    ),
    "retryJob": ({Role.ADMIN}, {"id": "job_8001"}),
    "inviteUser": ({Role.ADMIN}, {"email": "new@matrix.example", "name": "New", "role": "ADMIN"}),
    "setUserRole": ({Role.ADMIN}, {"id": _OTHER, "role": "ADMIN"}),
    "resetUserSecondFactor": ({Role.ADMIN}, {"id": _OTHER}),
    "deactivateUser": ({Role.ADMIN}, {"id": _OTHER}),
    "reactivateUser": ({Role.ADMIN}, {"id": _GONE}),
    "registerClient": (
        {Role.ADMIN},
        {"clientId": "new-app", "name": "New", "kind": "CONFIDENTIAL", "signIn": "NOBODY"},
    ),
    "rotateClientSecret": ({Role.ADMIN}, {"id": _APP}),
    "deactivateClient": ({Role.ADMIN}, {"id": _APP}),
    "endSession": (EVERYBODY, {"id": f"ses_{key('ses KM-F11')}"}),
    "signOutEverywhere": (EVERYBODY, None),
}


def row_of(noun: Noun) -> str:
    """The id of the row of a noun that acts are called on."""
    sampled = {type(row): row for row in reversed(samples(FOREIGN))}
    row: Any = sampled.get(noun.model)
    return ROW_OF_NOUN.get(noun.graph_type, f"{noun.id.prefix}_{row.id if row else key(noun.name)}")


DERIVED = {name: (DESK, input_of(act, row_of)) for name, act in ACTS.items() if name not in ENTERED}
CALLS: dict[str, tuple[set[Role], dict[str, Any] | None]] = {**ENTERED, **DERIVED}
FILES = {
    "importSims": ("s.csv", b"iccid\n8999605000000000012\n", "text/csv"),
    "importNumbers": ("n.csv", b"first,last\n+996555000100,+996555000199\n", "text/csv"),
    "importTariffs": ("t.csv", b"tariff,name,monthly_fee\nT77,Matrix,10\n", "text/csv"),
    "bulkRegister": ("b.csv", b"name,phone,iccid,tariff\nMatrix,+996555123456,8999605000000000012,T01\n", "text/csv"),
    "attachContractDocument": ("a.pdf", b"%PDF-1.7 a page", "application/pdf"),
    "attachToIdentityDocument": ("a.pdf", b"%PDF-1.7 a page", "application/pdf"),
    "attachToRequest": ("a.txt", b"a text", "text/plain"),
    "attachToTicket": ("a.txt", b"a text", "text/plain"),
    "importSettlement": (
        "a.csv",
        b"line_id,kind,reference,refund_reference,amount_minor,fee_minor,currency,at\n"
        b"l1,PAYMENT,nobodys,,100,1,KGS,2026-05-03T10:00:00Z\n",
        "text/csv",
    ),
}
MAY_LISTEN = {
    **dict.fromkeys(("paymentChanged", "ticketChanged", "notificationAdded"), EVERYBODY | DESK),
    **dict.fromkeys(("statusChanged", "requestChanged"), EVERYBODY | DESK | {Role.PARTNER}),
    **dict.fromkeys(("bulkRegisterProgress", "exportProgress"), DESK | {Role.ANALYST}),
    "duplicateSearchProgress": DESK,
}
MAY_CALL = {name: roles for name, (roles, _) in CALLS.items()}
