"""OAuth clients, for administrators."""

from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.planner.fields import Expression, Form, Value
from backend.schema.common import CREATED_AT, Node
from backend.schema.declare import PREFIX, column, mapped
from backend.schema.enums import ClientKind, SignIn
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many

C = models.OAuthClient


def _joined_by_spaces(name: str, description: str) -> Any:
    def joined(row: Any) -> Expression:
        return sa.func.array_to_string(row[name], sa.literal_column("' '"))

    return mapped(description, Value(joined, Form.TEXT))


@strawberry.type(description="An application that may get tokens (RFC 6749, section 2).")
class Client(Node):
    client_id: str = column(C.client_id, "OAuth client id.", PREFIX)
    name: str = column(C.name, "Name shown on the sign-in page.")
    kind: ClientKind = column(C.kind, "Type of the client.")
    sign_in: SignIn = column(C.sign_in, "Who signs in through the application.")
    redirect_uris: str = _joined_by_spaces("redirect_uris", "Allowed redirect URIs, separated by spaces.")
    grant_types: str = _joined_by_spaces("grant_types", "Allowed grant types, separated by spaces.")
    scopes: str = _joined_by_spaces("scopes", "Allowed scopes, separated by spaces.")
    active: bool = column(C.active, "Whether the application can get tokens.")


CLIENT = graph_type(Client, C, CREATED_AT)
_lists = ListTypes(Client, "client.Client", CREATED_AT)
ClientConnection, ClientFilter, ClientListFilter = _lists.connection, _lists.filter, _lists.list_filter
ClientOrder = _lists.order


@queries
class Queries:
    clients: object = root_many("client.Client", "Applications that may sign people in; for administrators.")
