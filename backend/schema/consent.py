"""Consents of customers."""

from datetime import datetime

import strawberry

from backend import models
from backend.schema.common import Node
from backend.schema.declare import column
from backend.schema.enums import ConsentChannel, ConsentPurpose, ConsentSource
from backend.schema.lists import graph_type

C = models.Consent


@strawberry.type(description="A consent that a customer gave. It stands until it is withdrawn or replaced.")
class Consent(Node):
    purpose: ConsentPurpose = column(C.purpose, "What the customer consented to.")
    channel: ConsentChannel = column(C.channel, "Channel for which the consent was given.")
    source: ConsentSource = column(C.source, "Where it was given.")
    text_version: str = column(C.text_version, "Version of the text that the customer agreed to, such as 2026-03.")
    given_at: datetime = column(C.given_at, "When it was given.")
    given_by: str = column(C.given_by, "Who recorded it.")
    replaced_at: datetime | None = column(
        C.replaced_at, "When a consent to another version of the text replaced it; null when none did."
    )
    withdrawn_at: datetime | None = column(C.withdrawn_at, "When it was withdrawn; null when it was not.")
    withdrawn_by: str | None = column(C.withdrawn_by, "Who recorded the withdrawal.")


CONSENT = graph_type(Consent, C, {})
