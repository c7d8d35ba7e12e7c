"""Acts that somebody else performed for a customer."""

from datetime import date, datetime
from typing import Optional

import strawberry

from backend import models
from backend.models.nouns import NOUNS
from backend.planner.fields import AnyNode
from backend.schema.common import Node
from backend.schema.declare import column, mapped, one
from backend.schema.enums import Authority, DocumentKind
from backend.schema.lists import graph_type

R = models.Representation
_TARGETS = {noun.id.prefix: noun.graph_type for noun in NOUNS if noun.is_node}


@strawberry.type(description="An act that somebody else performed for a customer, and by which authority.")
class Representation:
    created_at: datetime = column(R.created_at, "When the act was performed.")
    actor: str = column(R.actor, "Who served the representative.")
    verb: str = column(R.verb, "Name of the mutation; of a request that was fulfilled, the one that it stood for.")
    node: Optional[Node] = mapped("The node that the mutation returned.", AnyNode("node_type", "node_id", _TARGETS))
    name: str = column(R.name, "Full name of the representative, surname first.")
    document_kind: DocumentKind = column(R.document_kind, "Kind of their identity document.")
    document_number: str = column(R.document_number, "Its series and number.")
    document_country: str = column(R.document_country, "Its issuing country, ISO 3166-1 alpha-2.")
    authority: Authority = column(R.authority, "Kind of authority.")
    authority_number: str | None = column(R.authority_number, "Number of the paper that gives the authority.")
    valid_until: date | None = column(R.authority_until, "Last day of the authority; null when it has no end.")
    file: object = one(
        "request.RequestAttachment", lambda p, c: c.id == p.file_id, "The file with the authority; null without one."
    )


REPRESENTATION = graph_type(Representation, R, {})
