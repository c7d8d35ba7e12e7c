"""Requests of customers."""

from backend import models
from backend.schema.declare import enum_type

RequestKind = enum_type(
    models.RequestKind,
    "What a customer asks for.",
    {
        "REGISTRATION": "Become a subscriber: a SIM, a number and a contract.",
        "CHANGE_DATA": "Change the name, the contact data, the language, the birth date or the document.",
        "CHANGE_TARIFF": "Change the tariff of a contract.",
        "SWAP_SIM": "Replace the SIM of a contract.",
        "PORT_IN": "Bring a number from another operator.",
        "PORT_OUT": "Take the number to another operator.",
        "CLOSE": "End a contract.",
        "OTHER": "Something else.",
    },
)

RequestChannel = enum_type(
    models.RequestChannel,
    "How a request came in.",
    {
        "COUNTER": "At a counter.",
        "PHONE": "By phone.",
        "WEB": "On the web site.",
        "APP": "In the subscriber's application.",
        "PARTNER": "From a partner's system.",
        "TICKET": "Made from a ticket.",
    },
)

RequestStatus = enum_type(
    models.RequestStatus,
    "State of a request.",
    {
        "NEW": "Not checked yet, or to be checked again.",
        "NEEDS_INFO": "The requester was asked; the due time is paused.",
        "VALIDATED": "Checked: violations and candidates, if any, stand beside it.",
        "IN_PROGRESS": "Somebody works on it.",
        "FULFILLED": "Done.",
        "REJECTED": "Refused by staff.",
        "WITHDRAWN": "Withdrawn by the requester, or not answered in time.",
    },
)

Severity = enum_type(
    models.Severity,
    "What a violation means for fulfilment.",
    {
        "ALERT": "It is fulfilled only when the code is acknowledged.",
        "BLOCK": "It cannot be fulfilled until the data is corrected.",
    },
)

Authority = enum_type(
    models.Authority,
    "By which authority somebody acts for the customer.",
    {
        "POWER_OF_ATTORNEY": "A power of attorney.",
        "PARENT": "Parent of a child.",
        "GUARDIAN": "Guardian, by a decision of an authority or court.",
        "DIRECTOR": "Director of the organisation.",
        "OTHER": "Another authority.",
    },
)

RequestFileKind = enum_type(
    models.RequestFileKind,
    "What the file of a request shows.",
    {
        "FORM": "The application form.",
        "DOCUMENT": "An identity document.",
        "AUTHORITY": "The authority of the representative.",
        "OTHER": "Something else.",
    },
)
