"""The caller of the API."""

import orjson
import sqlalchemy as sa
import strawberry
from graphql import FieldNode

from backend.auth.visibility import VIEWER_CONTRACT, VIEWER_CUSTOMER, VIEWER_SUBJECT
from backend.planner.composer import Composer
from backend.planner.fields import Listing, One
from backend.planner.root_select import RootField
from backend.planner.text import Piece
from backend.schema.common import newest
from backend.schema.declare import listing, one, root_select
from backend.schema.enums import Role
from backend.schema.roots import queries
from backend.schema.session import live
from backend.services.permissions import permissions


@strawberry.type(description="The caller.")
class Viewer:
    name: str = strawberry.field(description="Name of the caller, as in histories.")
    role: Role = strawberry.field(description="Role of the caller.")
    language: str = strawberry.field(description="Language of texts for people.")
    time_zone: str = strawberry.field(description="Time zone of days and months (IANA name).")
    permissions: list[str] = strawberry.field(description="Names of the mutations that the caller may use.")
    contract: object = one(
        "contract.Contract",
        lambda _, c: c.id == sa.bindparam(VIEWER_CONTRACT, type_=sa.Uuid()),
        "The contract that holds the number a subscriber signed in with; null for other callers, and when no contract "
        "of the subscriber holds it any more.",
        filterable=False,
    )
    customer: object = one(
        "customer.Customer",
        lambda _, c: c.id == sa.bindparam(VIEWER_CUSTOMER, type_=sa.Uuid()),
        "The customer, for a subscriber who signed in as a verified holder; null for others.",
        filterable=False,
    )
    sessions: object = listing(
        "session.Session",
        lambda _, c: sa.and_(c.subject == sa.bindparam(VIEWER_SUBJECT, type_=sa.Text()), live(c)),
        newest,
        "Sessions of the caller, newest first.",
    )


@root_select(Viewer, "The caller.", target=None)
def viewer(composer: Composer, asked: RootField) -> list[Piece]:
    """The facts of the request, and the rows that belong to the caller."""
    draft = composer.draft

    def part(name: str, nodes: list[FieldNode]) -> list[Piece]:
        if name == "role":
            return [f'"{draft.role.shown}"']
        if name == "permissions":
            return [orjson.dumps(permissions(draft.role)).decode()]
        mapping = draft.catalog.mapping(asked.kind.name, name)
        if isinstance(mapping, One):
            return composer.one(mapping, nodes, None)
        if isinstance(mapping, Listing):
            return composer.listing(mapping, nodes, None)
        return [sa.func.to_json(sa.bindparam(f"viewer_{name}", type_=sa.Text()))]

    return draft.object(asked.kind, asked.selected, part)


@queries
class Queries:
    viewer: object = viewer
