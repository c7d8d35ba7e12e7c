"""`crm user`, `crm token`, `crm login`, `crm keys`: who may come in."""

import enum
from typing import Annotated

import typer
import uvloop

from backend.cli.common import postgresql, say, settings_of_command
from backend.errors import StartupError
from backend.settings import Settings

user = typer.Typer(no_args_is_help=True, help="Staff, for whoever sets the system up.")
keys = typer.Typer(no_args_is_help=True, help="The keys that sign tokens.")


class StaffRole(enum.StrEnum):
    ADMIN = "admin"
    OPERATOR = "operator"
    ANALYST = "analyst"


class DemoRole(enum.StrEnum):
    ADMIN = "admin"
    OPERATOR = "operator"
    ANALYST = "analyst"
    SUBSCRIBER = "subscriber"


@user.command("create")
def create_user(
    email: Annotated[str, typer.Option(help="The address to sign in with.")],
    name: Annotated[str, typer.Option(help="Full name.")],
    role: Annotated[StaffRole, typer.Option(help="What they may see and do.")] = StaffRole.ADMIN,
) -> None:
    """Create a user and print the link where they choose a password."""
    from backend.auth.viewer import Origin, Role, Viewer
    from backend.database import Database
    from backend.models import UserRole
    from backend.services.idempotency import Performer
    from backend.services.user import invite_user

    settings = settings_of_command()

    async def go(url: str) -> str:
        database = Database(url, settings)
        tokens: list[str] = []

        async def verb(session: object) -> str:
            invitation = await invite_user(session, email, name, UserRole(role.value.upper()), None)  # type: ignore[arg-type]
            tokens.append(invitation.token)
            return invitation.user_id

        try:
            by = Viewer(Role.ADMIN, actor="crm user create", subject="command")
            outcome = await Performer(database, settings).perform(by, Origin(), "inviteUser", {}, None, verb)
        finally:
            await database.close()
        if outcome.errors:
            raise StartupError(str(outcome.errors[0]["message"]))
        return tokens[0]

    with postgresql(settings) as urls:
        token = uvloop.run(go(urls.application))
    print(f"{_issuer(settings)}/oauth/invitation?token={token}")
    say("open this link within 7 days to choose a password")


@keys.command("rotate")
def rotate() -> None:
    """Let the next signing key sign from now on; the one before stays published for a day."""
    from backend.auth.keys import KeyRing
    from backend.auth.secrets import load_secrets
    from backend.database import Database

    settings = settings_of_command()

    async def go(url: str) -> str:
        database = Database(url, settings)
        try:
            return await KeyRing(database, load_secrets(settings)).rotate()
        finally:
            await database.close()

    with postgresql(settings) as urls:
        print(uvloop.run(go(urls.application)))


def token(
    as_role: Annotated[DemoRole | None, typer.Option("--as", help="A role of the demo data.")] = None,
    hours: Annotated[float, typer.Option(min=0.01, max=24, help="How long the demo's token lives.")] = 12,
) -> None:
    """Print a bearer token: of a demo user with --as, else of whoever `crm login` signed in."""
    from backend.cli.login import fresh_token

    settings = settings_of_command()
    if as_role is None:
        print(fresh_token())
        return
    from backend.demo.tokens import demo_token

    with postgresql(settings) as urls:
        print(uvloop.run(demo_token(settings, urls.application, as_role.value, hours, _issuer(settings))))


def login(
    url: Annotated[str | None, typer.Option(help="Where the API is; the local one when absent.")] = None,
) -> None:
    """Sign in for scripts and notebooks: approve the code in a browser, once; `crm token` then prints a token."""
    from backend.cli.login import sign_in

    settings = settings_of_command()
    sign_in(url or _issuer(settings), say)


def _issuer(settings: Settings) -> str:
    """The issuer of the server that runs on this data directory, which may have been given another port."""
    noted = settings.data_dir / "issuer"
    if settings.public_url is None and noted.is_file():
        return noted.read_text().strip()
    return settings.issuer
