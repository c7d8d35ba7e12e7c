"""Mutations of access: users, applications, sessions."""

from typing import Any, Optional

import strawberry
from strawberry import Info

from backend.resolvers import access
from backend.resolvers.context import Context
from backend.schema.declare import lazily
from backend.schema.enums import ClientKind, Language, SignIn, UserRole
from backend.schema.payloads import KEY_TEXT, UserError, given, optional, user_errors
from backend.services.client import NewClient
from backend.services.idempotency import Outcome

USER: Any = Optional[lazily("user.User")]
CLIENT: Any = Optional[lazily("client.Client")]
Request = Info[Context, None]


@strawberry.type(description="What a mutation of a user left.")
class UserPayload:
    user: object = strawberry.field(description="The user as it is now; null when refused.", graphql_type=USER)
    invitation_url: str | None = given("The link to hand over; only in the answer of the call that made it.")
    errors: list[UserError] = given("Empty when it was done.")

    @classmethod
    def of(cls, outcome: Outcome, url: str | None = None) -> "UserPayload":
        return cls(user=outcome.node_id, invitation_url=url, errors=user_errors(outcome))


@strawberry.type(description="What a mutation of an application left.")
class ClientPayload:
    client: object = strawberry.field(
        description="The application as it is now; null when refused.", graphql_type=CLIENT
    )
    secret: str | None = given("Its secret; only in the answer of the call that made it. It is stored as a hash.")
    errors: list[UserError] = given("Empty when it was done.")

    @classmethod
    def of(cls, outcome: Outcome, secret: str | None = None) -> "ClientPayload":
        return cls(client=outcome.node_id, secret=secret, errors=user_errors(outcome))


@strawberry.type(description="What a mutation of sessions left.")
class SessionPayload:
    errors: list[UserError] = given("Empty when it was done.")

    @classmethod
    def of(cls, outcome: Outcome) -> "SessionPayload":
        return cls(errors=user_errors(outcome))


@strawberry.input(description="Whom to invite.")
class InviteUserInput:
    email: str = given("The address to sign in with.")
    name: str = given("Full name.")
    role: UserRole = given("What they may see and do.")
    language: Language | None = optional("The language of pages for them.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Which user, and what they may do from now on.")
class SetUserRoleInput:
    id: strawberry.ID = given("The user.")
    role: UserRole = given("What they may see and do.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Which user.")
class UserActionInput:
    id: strawberry.ID = given("The user.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="An application that may get tokens.")
class RegisterClientInput:
    client_id: str = given("The name it presents itself with: lower case letters, digits, hyphens.")
    name: str = given("What people see on the sign-in page.")
    kind: ClientKind = given("Whether it can keep a secret.")
    sign_in: SignIn = given("Who signs in through it.")
    redirect_uris: list[str] | None = optional(
        "Where it may be sent back to, each compared exactly, but for the port of an address on loopback: a native "
        "application takes whichever is free (RFC 8252, section 7.3)."
    )
    post_logout_redirect_uris: list[str] | None = optional("Where it may be sent after signing out.")
    scopes: list[str] | None = optional("What its tokens may be used for; what suits its kind when absent.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Which application.")
class ClientActionInput:
    id: strawberry.ID = given("The application.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Which sign-in.")
class EndSessionInput:
    id: strawberry.ID = given("The session.")


@strawberry.type(description="Everything that can be done about access.")
class AccessMutation:
    @strawberry.mutation(description="Let somebody work with the CRM: they set a password by the link in the answer.")
    async def invite_user(self, info: Request, input: InviteUserInput) -> UserPayload:
        outcome, url = await access.invite_user(
            info.context, input.email, input.name, input.role, input.language, input.idempotency_key
        )
        return UserPayload.of(outcome, url)

    @strawberry.mutation(description="Change what a user may do; tokens they have end within seconds.")
    async def set_user_role(self, info: Request, input: SetUserRoleInput) -> UserPayload:
        return UserPayload.of(await access.set_user_role(info.context, input.id, input.role, input.idempotency_key))

    @strawberry.mutation(description="Let a user in no more; sessions and tokens they have end within seconds.")
    async def deactivate_user(self, info: Request, input: UserActionInput) -> UserPayload:
        return UserPayload.of(await access.deactivate_user(info.context, input.id, input.idempotency_key))

    @strawberry.mutation(description="Let a deactivated user in again.")
    async def reactivate_user(self, info: Request, input: UserActionInput) -> UserPayload:
        return UserPayload.of(await access.reactivate_user(info.context, input.id, input.idempotency_key))

    @strawberry.mutation(description="Forget a second factor that was lost; the user's sessions end.")
    async def reset_user_second_factor(self, info: Request, input: UserActionInput) -> UserPayload:
        return UserPayload.of(await access.reset_user_second_factor(info.context, input.id, input.idempotency_key))

    @strawberry.mutation(description="Let an application get tokens.")
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

    @strawberry.mutation(description="Give an application a new secret; the old one is void.")
    async def rotate_client_secret(self, info: Request, input: ClientActionInput) -> ClientPayload:
        outcome, secret = await access.rotate_client_secret(info.context, input.id, input.idempotency_key)
        return ClientPayload.of(outcome, secret)

    @strawberry.mutation(description="Let an application get no more tokens; those it has end within seconds.")
    async def deactivate_client(self, info: Request, input: ClientActionInput) -> ClientPayload:
        return ClientPayload.of(await access.deactivate_client(info.context, input.id, input.idempotency_key))

    @strawberry.mutation(description="End one of the caller's sign-ins; an administrator may end anybody's.")
    async def end_session(self, info: Request, input: EndSessionInput) -> SessionPayload:
        return SessionPayload.of(await access.end_session(info.context, input.id))

    @strawberry.mutation(description="End every sign-in of the caller, this one too.")
    async def sign_out_everywhere(self, info: Request) -> SessionPayload:
        return SessionPayload.of(await access.sign_out_everywhere(info.context))
