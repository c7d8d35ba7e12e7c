"""A plan shows a changed row and field only as the graph shows it to the caller."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.secrets import load_secrets
from backend.auth.viewer import Role, Viewer
from backend.models import Contract, Customer, Sim, User
from backend.resolvers.plans import Plans
from backend.services.idempotency import Outcome, Performer
from backend.services.rates import Rates
from backend.services.refused_calls import RefusedCalls
from backend.settings import Settings
from tests.client import Client
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
OWN, OTHER = "CD00000001", "CD00000002"


def changed(client: Client, settings: Settings, viewer: Viewer) -> dict[tuple[str, str], Any]:
    """What a viewer would be shown of one act on rows of two customers and of a member of the staff, by noun, field."""
    plans = Plans(client.app.state.planner.catalog, load_secrets(settings))

    async def verb(session: AsyncSession) -> Outcome:
        customers = Customer.number.in_((OWN, OTHER))
        for statement in (
            sa.update(Customer).where(customers).values(name="Другое Имя", phone="+996555987654"),
            sa.update(Contract).where(Contract.number == "KD00000001").values(external_id="crm-8"),
            sa.update(Sim).where(Sim.msisdn.is_not(None)).values(msisdn=sa.null()),
            sa.update(User).values(name="Staff", password_hash="secret"),  # noqa: S106
        ):
            await session.execute(statement.execution_options(synchronize_session=False))
        return Outcome()

    performer = Performer(client.app.state.database, settings, Rates({}, ()), RefusedCalls(0))
    outcome = client.run(performer.rehearse(viewer, "act", plans.rehearsed(viewer, "act", b"", verb)))
    assert outcome.plan is not None
    return {((each.node or "")[:3], each.field): (each.before, each.after, each.node) for each in outcome.plan.changes}


@pytest.fixture(scope="module")
def shown(module_client: Client, settings: Settings) -> dict[Role, dict[tuple[str, str], Any]]:
    return {role: changed(module_client, settings, viewer_of(role, module_client, OWN)) for role in Role}


def test_an_analyst_reads_masks_and_no_users(shown: dict[Role, Any]) -> None:
    analyst = shown[Role.ANALYST]
    assert analyst["cus", "name"][1] == "Д***"
    assert analyst["cus", "phone"][:2] == ("***", "***")
    assert analyst["sim", "msisdn"][:2] == ("***", None)
    assert {noun for noun, _ in analyst} == {"cus", "con", "sim"}


def test_subscribers_read_their_own_rows(shown: dict[Role, Any], module_client: Client) -> None:
    own = module_client.value("select 'cus_' || id from customer where number = $1", OWN)
    line, holder = shown[Role.LINE], shown[Role.HOLDER]
    assert {noun for noun, _ in line} == {"con", "sim"}
    assert line["con", "externalId"][:2] == (None, "***")
    assert holder["cus", "name"][1:] == ("Другое Имя", own)
    assert holder["con", "externalId"][1] == "crm-8"
    assert shown[Role.ANONYMOUS] == {}


def test_only_an_administrator_reads_users_and_nobody_a_secret(shown: dict[Role, Any]) -> None:
    for role in (Role.OPERATOR, Role.SERVICE):
        assert shown[role]["cus", "phone"][1] == "+996555987654"
        assert {noun for noun, _ in shown[role]} == {"cus", "con", "sim"}
    admin = shown[Role.ADMIN]
    assert admin["usr", "name"][1] == "Staff"
    assert {field for noun, field in admin if noun == "usr"} == {"name"}
