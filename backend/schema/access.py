"""Mutations of access: applications, sessions."""

from typing import Any, Optional

import strawberry
from strawberry import Info

from backend.resolvers import access
from backend.resolvers.context import Context
from backend.schema.declare import lazy_type
from backend.schema.enums import ClientKind, SignIn
from backend.schema.payloads import KEY_TEXT, UserError, described, optional, user_errors
from backend.services.client import NewClient
from backend.services.idempotency import Outcome

CLIENT: Any = Optional[lazy_type("client.Client")]
Request = Info[Context, None]


@strawberry.type(description="The result of a mutation of an application.")
class ClientPayload:
    client: object = strawberry.field(
        description="The application after the mutation; null when the mutation was refused.", graphql_type=CLIENT
    )
    secret: str | None = described("Client secret; returned only by the call that created it. It is stored as a hash.")
    errors: list[UserError] = described("Why the mutation was refused; empty when it succeeded.")

    @classmethod
    def of(cls, outcome: Outcome, secret: str | None = None) -> "ClientPayload":
        return cls(client=outcome.node_id, secret=secret, errors=user_errors(outcome))


@strawberry.type(description="The result of a mutation of sessions.")
class SessionPayload:
    errors: list[UserError] = described("Why the mutation was refused; empty when it succeeded.")

    @classmethod
    def of(cls, outcome: Outcome) -> "SessionPayload":
        return cls(errors=user_errors(outcome))


@strawberry.input(description="Input of `registerClient`.")
class RegisterClientInput:
    client_id: str = described("OAuth client id: lower case letters, digits and hyphens.")
    name: str = described("Name shown on the sign-in page.")
    kind: ClientKind = described("Type of the client.")
    sign_in: SignIn = described("Who signs in through the application.")
    redirect_uris: list[str] | None = optional(
        "Allowed redirect URIs. They are compared exactly, except for the port of a loopback address, which a native "
        "application chooses (RFC 8252, section 7.3)."
    )
    post_logout_redirect_uris: list[str] | None = optional("Allowed redirect URIs after sign-out.")
    scopes: list[str] | None = optional("Scopes of its tokens; when absent, the scopes of its type.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of the mutations that take an application.")
class ClientActionInput:
    id: strawberry.ID = described("The application.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of `endSession`.")
class EndSessionInput:
    id: strawberry.ID = described("The session.")


@strawberry.type(description="Mutations of applications and sessions.")
class AccessMutation:
    @strawberry.mutation(description="Register an application as an OAuth client.")
    async def register_client(self, info: Request, input: RegisterClientInput) -> ClientPayload:
        new = NewClient(
            input.client_id,
            input.name,
            input.kind,
            input.sign_in,
            tuple(input.redirect_uris or ()),
            tuple(input.post_logout_redirect_uris or ()),
            tuple(input.scopes or ()),
        )
        outcome, secret = await access.register_client(info.context, new, input.idempotency_key)
        return ClientPayload.of(outcome, secret)

    @strawberry.mutation(description="Create a new client secret. The old one becomes invalid.")
    async def rotate_client_secret(self, info: Request, input: ClientActionInput) -> ClientPayload:
        outcome, secret = await access.rotate_client_secret(info.context, input.id, input.idempotency_key)
        return ClientPayload.of(outcome, secret)

    @strawberry.mutation(description="Deactivate an application. Issued tokens are revoked within seconds.")
    async def deactivate_client(self, info: Request, input: ClientActionInput) -> ClientPayload:
        return ClientPayload.of(await access.deactivate_client(info.context, input.id, input.idempotency_key))

    @strawberry.mutation(description="End one of the caller's sessions; administrators may end any session.")
    async def end_session(self, info: Request, input: EndSessionInput) -> SessionPayload:
        return SessionPayload.of(await access.end_session(info.context, input.id))

    @strawberry.mutation(description="End all sessions of the caller, including the present one.")
    async def sign_out_everywhere(self, info: Request) -> SessionPayload:
        return SessionPayload.of(await access.sign_out_everywhere(info.context))
