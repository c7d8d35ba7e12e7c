"""`crm user`, `crm token`, `crm login` and `crm keys`: access to the API."""

import enum
from typing import Annotated

import typer
import uvloop

from backend.cli.common import postgresql, print_message, settings_of_command
from backend.errors import StartupError
from backend.settings import Settings

user = typer.Typer(no_args_is_help=True, help="Create staff users.")
keys = typer.Typer(no_args_is_help=True, help="Manage the keys that sign tokens.")


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
    email: Annotated[str, typer.Option(help="E-mail address, with which the user signs in.")],
    name: Annotated[str, typer.Option(help="Full name.")],
    role: Annotated[StaffRole, typer.Option(help="Role, which determines the user's permissions.")] = StaffRole.ADMIN,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print what would be changed.")] = False,  # noqa: FBT002
) -> None:
    """Create a user, and print a link on which the user chooses a password."""
    from backend.auth.viewer import Origin, Role, Viewer
    from backend.database import Database
    from backend.models import UserRole
    from backend.services.idempotency import Performer
    from backend.services.rates import Rates
    from backend.services.refused_calls import RefusedCalls
    from backend.services.user import InviteUser, invite_user

    settings = settings_of_command()
    by = Viewer(Role.ADMIN, actor="crm user create", subject="command")
    command = InviteUser(email=email, name=name, role=UserRole(role.value.upper()))
    verb = invite_user.verb(settings.model_copy(update={"public_url": _issuer(settings)}), by, Origin(), command)

    async def go(url: str) -> str | None:
        database = Database(url, settings)
        try:
            performer = Performer(database, settings, Rates({}, ()), RefusedCalls(settings.audit_refusals_per_hour))
            if dry_run:
                from backend.cli.plans import rehearse

                outcome = await rehearse(settings, performer, by, invite_user.name, verb)
            else:
                outcome = await performer.perform(by, Origin(), invite_user.name, {}, None, verb)
        finally:
            await database.close()
        if outcome.errors:
            raise StartupError(str(outcome.errors[0]["message"]))
        return outcome.beside and str(outcome.beside.invitation_url)

    with postgresql(settings) as urls:
        link = uvloop.run(go(urls.application))
    if link is None:
        return
    print(link)
    print_message("the user opens this link within 7 days to choose a password")


@keys.command("rotate")
def rotate() -> None:
    """Sign with the next key from now on. The previous key stays published for a day."""
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
    as_role: Annotated[DemoRole | None, typer.Option("--as", help="Role of the demo user.")] = None,
    hours: Annotated[float, typer.Option(min=0.01, max=24, help="Lifetime of a demo user's token, in hours.")] = 12,
) -> None:
    """Print a bearer token: of the user who signed in with `crm login`, or of a demo user with --as."""
    from backend.cli.login import fresh_token

    settings = settings_of_command()
    if as_role is None:
        print(fresh_token())
        return
    from backend.demo.tokens import demo_token

    with postgresql(settings) as urls:
        print(uvloop.run(demo_token(settings, urls.application, as_role.value, hours, _issuer(settings))))


def login(
    url: Annotated[str | None, typer.Option(help="URL of the API. Default: the local API.")] = None,
) -> None:
    """Sign in for scripts and notebooks: approve a code in a browser. Then `crm token` prints tokens."""
    from backend.cli.login import sign_in

    settings = settings_of_command()
    sign_in(url or _issuer(settings), print_message)


def _issuer(settings: Settings) -> str:
    """The issuer of the server that last ran on this data directory, whose port may differ from the settings."""
    issuer_file = settings.data_dir / "issuer"
    if settings.public_url is None and issuer_file.is_file():
        return issuer_file.read_text().strip()
    return settings.issuer
