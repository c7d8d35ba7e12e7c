"""Customers: state, identity check, documents."""

from backend import models
from backend.errors import CustomerTrait as _CustomerTrait
from backend.errors import MatchCode as _MatchCode
from backend.schema.declare import enum_type

CustomerKind = enum_type(
    models.CustomerKind,
    "Kind of customer.",
    {"PERSON": "A natural person.", "ORGANISATION": "A company or another legal person."},
)

CustomerStatus = enum_type(
    models.CustomerStatus,
    "State of a customer.",
    {
        "PROSPECT": "Registered, without a contract.",
        "ACTIVE": "Has had at least one contract activated.",
        "SUSPENDED": "Barred; no new contracts are accepted.",
        "CLOSED": "Closed; has no live contract.",
    },
)

KycStatus = enum_type(
    models.KycStatus,
    "State of the identity check (know your customer).",
    {
        "INITIALIZED": "Not checked yet, or the check has expired.",
        "VALIDATED": "The identity was verified.",
        "REJECTED": "The documents were not accepted.",
    },
)

IdentityRejection = enum_type(
    models.IdentityRejection,
    "What follows from the rejection of a customer's identity.",
    {
        "RETRY": "The customer may try again, for example with a readable copy or a valid document.",
        "FINAL": "The check is over; only an administrator reopens it.",
    },
)

CheckVerdict = enum_type(
    models.CheckVerdict,
    "The answer of an identity provider.",
    {
        "APPROVED": "The document proves the identity.",
        "RETRY": "Not this time; the customer may try again.",
        "FINAL": "The document does not prove the identity.",
        "REFUSED": "The provider did not accept the question; nothing was checked.",
    },
)

Language = enum_type(
    models.Language, "Language of messages and documents.", {"EN": "English.", "RU": "Russian.", "KY": "Kyrgyz."}
)

DocumentKind = enum_type(
    models.DocumentKind,
    "Kind of identity document.",
    {
        "ID_CARD": "National identity card.",
        "PASSPORT": "Passport.",
        "RESIDENCE_PERMIT": "Residence permit.",
        "REGISTRATION_CERTIFICATE": "Certificate of a legal person's registration.",
    },
)

Sex = enum_type(models.Sex, "Sex, as in the identity document.", {"FEMALE": "Female.", "MALE": "Male."})

LegalForm = enum_type(
    models.LegalForm,
    "Legal form of an organisation.",
    {
        "LIMITED_COMPANY": "Limited liability company (ОсОО, ООО, LLC).",
        "STOCK_COMPANY": "Joint stock company (ОАО, ЗАО, JSC).",
        "PARTNERSHIP": "Partnership.",
        "COOPERATIVE": "Cooperative.",
        "SOLE_PROPRIETOR": "Individual entrepreneur (ИП).",
        "STATE_ENTERPRISE": "State or municipal enterprise.",
        "PUBLIC_BODY": "State body, or an institution that the state pays for.",
        "NON_PROFIT": "Association, foundation or another non-profit organisation.",
        "BRANCH": "Branch or representation of a legal person.",
        "OTHER": "Another form.",
    },
)

AddressPurpose = enum_type(
    models.AddressPurpose,
    "What an address is for.",
    {
        "REGISTRATION": "Where a person is registered; the legal address of an organisation.",
        "RESIDENCE": "Where a person lives; where an organisation works.",
    },
)

ContactKind = enum_type(models.ContactKind, "Kind of contact.", {"PHONE": "Phone number.", "EMAIL": "E-mail address."})

MergeSide = enum_type(
    models.MergeSide,
    "One of the two customers of a merge.",
    {"SURVIVOR": "The customer that stays.", "OTHER": "The customer that is merged into it."},
)

CustomerTrait = enum_type(
    _CustomerTrait,
    "Field by which customers are compared.",
    {
        "DOCUMENT": "An identity document: its kind, country and number.",
        "NAME": "The name, in any spelling.",
        "PHONE": "The contact number.",
        "EMAIL": "The e-mail address.",
        "BIRTH_DATE": "The birth date, where both are known.",
    },
)

MatchCode = enum_type(
    _MatchCode,
    "Reason for which two customers are similar, or are not.",
    {
        "DOCUMENT_SAME": "Both have one document number.",
        "DOCUMENT_SIMILAR": "Numbers of documents of one kind and country differ by one typing error.",
        "DOCUMENT_DIFFERENT": "Documents of one kind and country have different numbers.",
        "NAME_SAME": "The names are the same, in any spelling: Фёдоров equals Fedorov, `Асан уулу` equals Асанович.",
        "NAME_REORDERED": "The names have the same words in another order.",
        "NAME_SHORTENED": "The one name is a part of the other, for example without the patronymic.",
        "NAME_SIMILAR": "The names differ by a typing error, or those of three words by a few.",
        "NAME_ALIKE": "Shorter names differ by several typing errors, or one name is a part of the other with errors.",
        "SURNAME_DIFFERENT": "The names differ by the surname only, as after a marriage.",
        "GIVEN_NAME_DIFFERENT": "A part of the names is the same and another part is not, as with relatives.",
        "NAME_DIFFERENT": "The names have nothing in common.",
        "BIRTH_DATE_SAME": "The birth dates are the same.",
        "BIRTH_DATE_SIMILAR": "The birth dates differ by one typing error, and by ten years at most.",
        "BIRTH_DATE_DIFFERENT": "The birth dates are different.",
        "PHONE_SAME": "The contact numbers are the same.",
        "PHONE_SIMILAR": "The contact numbers differ by one typing error.",
        "EMAIL_SAME": "The e-mail addresses are the same.",
        "FURTHER_PHONE_SAME": "A phone number of the one is a further contact of the other.",
        "FURTHER_EMAIL_SAME": "An e-mail address of the one is a further contact of the other.",
        "KIND_DIFFERENT": "The one is a person, the other an organisation.",
    },
)

ConsentPurpose = enum_type(
    models.ConsentPurpose,
    "What a customer consents to.",
    {
        "MARKETING": "Offers of the company.",
        "PROFILING": "Offers and tariffs that are chosen by the customer's own use.",
        "PARTNERS": "Data are passed to partners, for offers of theirs.",
        "LOCATION": "The place of the phone is used beyond what calls and messages require.",
    },
)

ConsentChannel = enum_type(
    models.ConsentChannel,
    "Channel for which a consent was given.",
    {
        "SMS": "Short messages.",
        "EMAIL": "E-mail.",
        "CALL": "Calls.",
        "ANY": "Every channel, messages in the app included.",
    },
)

ConsentSource = enum_type(
    models.ConsentSource,
    "Where a consent was given.",
    {
        "COUNTER": "At a counter.",
        "PAPER": "On a signed form.",
        "PHONE": "In a call.",
        "WEB": "On the company's web site.",
        "APP": "In the subscriber's app.",
        "PARTNER": "At a partner.",
    },
)
