"""Customers and their identity documents."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.models.nouns import BY_MODEL
from backend.planner.fields import Expression, Form, Order, Searched, SearchedKind, SearchedThrough, Value
from backend.schema.aggregates import root_aggregate
from backend.schema.common import (
    CREATED_AT,
    NAME_ORDER,
    AvailableAction,
    Money,
    Node,
    actions,
    balance,
    default_currency,
    newest,
    oldest,
)
from backend.schema.declare import CODE_TEXT, EMAIL, EMAIL_EXACT, EXACT, NAME, PHONE, column, listing, many, mapped
from backend.schema.enums import (
    CustomerKind,
    CustomerStatus,
    DocumentKind,
    IdentityRejection,
    KycStatus,
    Language,
    LegalForm,
    Sex,
)
from backend.schema.ledger import customer_balance
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one
from backend.schema.sim import live
from backend.services.permissions import transitions_of

_NAME = (
    "Full name, surname first, or the organisation's name. Filters match other spellings too: Федоров matches Фёдоров, "
    "Omurbek matches Өмүрбек. The order NAME follows the Kyrgyz and Russian alphabets, after digits and Latin letters."
)
C = models.Customer
D = models.IdentityDocument


def _contracts_of(customer: Any) -> sa.Select[Any]:
    contract = sa.alias(models.Contract.__table__, "owned")
    return sa.select(contract.c.id).where(contract.c.customer_id == customer.id)


def _phone_lost_at(customer: Any) -> Expression:
    lost = sa.alias(models.LostPhone.__table__, "lost")
    found = sa.select(lost.c.lost_at).where(lost.c.customer_id == customer.id, lost.c.phone == customer.phone)
    return found.scalar_subquery()


def _balance_of_contracts(row: Any, given: Mapping[str, Expression]) -> Expression:
    return customer_balance(row, default_currency(), given)


@strawberry.type(description="A person or organisation that has, had or may get contracts.")
class Customer(Node):
    number: str = column(C.number, "Customer number, as printed on documents.", CODE_TEXT)
    kind: CustomerKind = column(C.kind, "Person or organisation.", EXACT)
    name: str = column(C.name, _NAME, NAME)
    phone: str = column(
        C.phone,
        "Primary contact number, E.164; `contacts` has the others. Filters accept any notation, such as 0555 12-34-56.",
        PHONE,
    )
    phone_lost_at: datetime | None = mapped(
        "When the contact number left the line that had it: somebody else may have it, and no text messages are sent to"
        " it unless a line of the customer has it. Null when it did not, and once the number is given again.",
        Value(_phone_lost_at, Form.MOMENT, nullable=True),
    )
    email: str | None = column(C.email, "Primary contact e-mail address; `contacts` has the others.", EMAIL)
    status: CustomerStatus = column(C.status, "State of the customer.", EXACT)
    kyc_status: KycStatus = column(C.kyc_status, "State of the identity check (know your customer).", EXACT)
    kyc_rejection: IdentityRejection | None = column(
        C.kyc_rejection,
        "What follows from the rejection of a REJECTED identity; null for one of an earlier release: RETRY.",
    )
    kyc_attempts: int | None = column(
        C.kyc_attempts, "How often the identity was rejected since it was last verified; null when it was not."
    )
    external_id: str | None = column(C.external_id, "Identifier of the customer in another system.", EXACT)
    language: Language = column(C.language, "Language of messages and documents for the customer.")
    birth_date: date | None = column(C.birth_date, "Birth date of a person; null when unknown.")
    sex: Sex | None = column(C.sex, "Sex of a person; null when unknown.")
    citizenship: str | None = column(
        C.citizenship, "Citizenship of a person, ISO 3166-1 alpha-2, such as KG; null when unknown."
    )
    tax_number: str | None = column(
        C.tax_number, "Tax number of an organisation, without separators; in the Kyrgyz Republic 14 digits.", EXACT
    )
    tax_country: str | None = column(C.tax_country, "Country of the tax number, ISO 3166-1 alpha-2.")
    legal_form: LegalForm | None = column(C.legal_form, "Legal form of an organisation; null when unknown.")
    account_manager: str | None = column(
        C.account_manager, "Member of the staff who looks after the customer; null when there is none.", EMAIL_EXACT
    )
    addresses: object = listing(
        "profile.CustomerAddress",
        lambda p, c: c.customer_id == p.id,
        lambda c: [c.until.is_not(None), c.created_at.desc(), c.id.desc()],
        "Addresses: the current ones, then earlier ones, each part with the newest first.",
    )
    contacts: object = listing(
        "profile.CustomerContact",
        lambda p, c: c.customer_id == p.id,
        oldest,
        "Phone numbers and e-mail addresses beside `phone` and `email`, oldest first.",
    )
    contact_persons: object = listing(
        "profile.ContactPerson",
        lambda p, c: c.customer_id == p.id,
        oldest,
        "People who speak for an organisation, oldest first.",
    )
    notes: object = listing(
        "profile.CustomerNote",
        lambda p, c: c.customer_id == p.id,
        newest,
        "Notes of the staff, newest first; the customer does not see them.",
    )
    erased_at: datetime | None = column(
        C.erased_at,
        "When the personal data was erased; null while it stands. The name is then a dash, and the phone a number that"
        " does not exist. Searches and `lookup` do not find such customers.",
    )
    documents: object = listing(
        "customer.IdentityDocument",
        lambda p, c: c.customer_id == p.id,
        newest,
        "Identity documents, newest first, those included that were replaced.",
    )
    identity_checks: object = listing(
        "identity_check.IdentityCheck",
        lambda p, c: c.customer_id == p.id,
        newest,
        "Questions to identity providers about the customer, newest first.",
    )
    representations: object = listing(
        "representation.Representation",
        lambda p, c: c.customer_id == p.id,
        lambda c: [c.created_at.desc(), c.node_id],
        "Acts that somebody else performed for the customer, newest first.",
    )
    notification_preferences: object = listing(
        "notification.NotificationPreference",
        lambda p, c: c.customer_id == p.id,
        lambda c: [c.purpose, c.channel],
        "The customer's own settings for messages; they override the rules.",
    )
    consents: object = listing(
        "consent.Consent", lambda p, c: c.customer_id == p.id, newest, "Consents of the customer, newest first."
    )
    contracts: object = many("contract.Contract", lambda p, c: c.customer_id == p.id, "The customer's contracts.")
    payments: object = many(
        "payment.Payment",
        lambda p, c: c.contract_id.in_(_contracts_of(p)),
        "Payments towards any of the customer's contracts.",
    )
    available_actions: list[AvailableAction] = actions(
        models.CUSTOMER_STATES, models.CustomerStatus, transitions_of(BY_MODEL[C])
    )
    available_identity_actions: list[AvailableAction] = actions(
        models.KYC_STATES,
        models.KycStatus,
        transitions_of(BY_MODEL[C], models.KYC_STATES),
        by="kyc_status",
        # An identity may be verified again, with a reason.
        first={"validate": "expire"},
    )
    history: object = listing(
        "history.StatusChange",
        lambda p, c: c.node_id == p.id,
        newest,
        "State transitions of the customer and of the identity check, newest first.",
    )
    tickets: object = many("ticket.Ticket", lambda p, c: c.customer_id == p.id, "The customer's support tickets.")
    merges: object = listing(
        "merge.CustomerMerge",
        lambda p, c: c.current_id == p.id,
        newest,
        "Merges of other customers into this one, also through a third one, newest first. Their ids and numbers find"
        " this customer.",
    )
    balance: Money = balance(
        _balance_of_contracts,
        lambda _: default_currency(),
        "Sum of the balances of all contracts, in the default currency.",
    )


CUSTOMER_ORDERS = {**CREATED_AT, "NAME": NAME_ORDER, "NUMBER": Order("number", Form.TEXT)}
_OF_CONTRACT = SearchedThrough("Contract", "customer_id")
_OF_LINE = SearchedThrough(
    "PhoneNumber", "customer_id", "Contract", lambda c, found: (c.phone_number_id == found.id) & live(c)
)
_OF_SIM = SearchedThrough("Sim", "customer_id", "Contract", lambda c, found: (c.sim_id == found.id) & live(c))
_OF_CONTACT = SearchedThrough("CustomerContact", "customer_id")
_MERGED = SearchedThrough("CustomerMerge", "current_id")
CUSTOMER_SEARCH = (
    Searched("name", SearchedKind.NAME),
    Searched("email", SearchedKind.EMAIL),
    Searched("phone", SearchedKind.PHONE),
    Searched("email", SearchedKind.EMAIL, _OF_CONTACT),
    Searched("phone", SearchedKind.PHONE, _OF_CONTACT),
    Searched("msisdn", SearchedKind.PHONE, _OF_LINE),
    Searched("number", SearchedKind.NUMBER),
    Searched("number", SearchedKind.NUMBER, _OF_CONTRACT),
    Searched("other_number", SearchedKind.NUMBER, _MERGED),
    Searched("iccid", SearchedKind.ICCID, _OF_SIM),
    Searched("number", SearchedKind.DOCUMENT, SearchedThrough("IdentityDocument", "customer_id"), "number_key"),
    Searched("tax_number", SearchedKind.EXTERNAL),
    Searched("external_id", SearchedKind.EXTERNAL),
    Searched("external_id", SearchedKind.EXTERNAL, _OF_CONTRACT),
)
CUSTOMER_LOOKUP = (
    *(each for each in CUSTOMER_SEARCH if each.through is None and each.kind is not SearchedKind.NUMBER),
    Searched("number", SearchedKind.NUMBER, form="C{:08}"),
    Searched("email", SearchedKind.EMAIL, _OF_CONTACT),
    Searched("phone", SearchedKind.PHONE, _OF_CONTACT),
    Searched("other_number", SearchedKind.NUMBER, _MERGED, form="C{:08}"),
    Searched("msisdn", SearchedKind.PHONE, _OF_LINE),
    Searched("number", SearchedKind.DOCUMENT, SearchedThrough("IdentityDocument", "customer_id"), "number_key"),
)


def _answering(key: Any) -> Expression:
    """The customer that answers for a key: the survivor, where the customer was merged."""
    merge = sa.alias(models.CustomerMerge.__table__, "merge")
    merged = sa.select(merge.c.current_id).where(merge.c.other_id == key, merge.c.undone_at.is_(None))
    return sa.func.coalesce(merged.scalar_subquery(), key, type_=sa.Uuid())


CUSTOMER = graph_type(
    Customer, C, CUSTOMER_ORDERS, search=CUSTOMER_SEARCH, lookup=CUSTOMER_LOOKUP, successor=_answering,
    findable=lambda row: row.erased_at.is_(None),
)  # fmt: skip
_lists = ListTypes(Customer, "customer.Customer", CUSTOMER_ORDERS, searched=True)
CustomerConnection, CustomerFilter, CustomerListFilter = _lists.connection, _lists.filter, _lists.list_filter
CustomerOrder = _lists.order


@strawberry.type(description="An identity document of a customer.")
class IdentityDocument(Node):
    kind: DocumentKind = column(D.kind, "Kind of document.")
    number: str = column(
        D.number,
        "Series and number as given, in upper case and without spaces.",
    )
    country: str = column(D.country, "Issuing country, ISO 3166-1 alpha-2.")
    issued_by: str | None = column(D.issued_by, "Issuing authority.")
    issued_on: date | None = column(D.issued_on, "Day of issue.")
    expires_on: date | None = column(D.expires_on, "Last day of validity.")
    verified_at: datetime | None = column(
        D.verified_at, "When the customer's identity was last verified by this document; null when it never was."
    )
    replaced_at: datetime | None = column(
        D.replaced_at, "Since when another document stands for it, and it proves nothing; null while it is in use."
    )
    files: object = listing(
        "profile.IdentityDocumentFile", lambda p, c: c.document_id == p.id, oldest, "Files that show it, oldest first."
    )
    doubtful: bool = column(
        D.doubtful,
        "Whether the entry is old and proves nothing: a placeholder such as `-`, or the number of another customer's"
        " document in another spelling.",
    )


IDENTITY_DOCUMENT = graph_type(IdentityDocument, D, {})

_SEARCH = """
Search term of at most 5 words, all of which must match. An empty text does not filter.
Letters match names in any spelling (Федоров, Фёдоров, Fedorov); two letters match the beginning of a word only.
A single word also matches the beginning of an e-mail address, or the id in another system.
Digits, with or without spaces, match the beginning or the end of a phone number of the customer or of a line in service
(0772 20 37 03, +996 772 203703, 203703), the end of a customer or contract number, the beginning or the end of an
ICCID, the number of a document, or a tax number. Phones and e-mail addresses in `contacts` are found too.
Letters with digits match the beginning of a customer or contract number, or the number of a document.
Names that begin with the term come first, in alphabetical order, unless `orderBy` is given.
Fields masked for the caller are not searched. A word that could match only such fields is refused.
"""


@queries
class Queries:
    customer: object = root_one("customer.Customer", "A customer.")
    customers: object = root_many("customer.Customer", "Customers.", search=_SEARCH)
    customers_aggregate: object = root_aggregate("customer.Customer", "Aggregates over customers.")
