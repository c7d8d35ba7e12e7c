"""The GraphQL schema."""

from dataclasses import dataclass, field

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from backend.auth.policy import POLICY
from backend.auth.viewer import Role
from backend.planner.catalog import Catalog
from backend.resolvers.complete import complete_from_rows
from backend.schema import (
    audit,
    bill,
    client,
    contract,
    customer,
    history,
    imports,
    job,
    ledger,
    log,
    notification,
    payment,
    reconciliation,
    refund,
    session,
    sim,
    tariff,
    ticket,
    user,
)
from backend.schema.inputs import cache_input_builders
from backend.schema.mutation import Mutation
from backend.schema.query import Query
from backend.schema.scalars import SCALARS
from backend.schema.subscription import Subscription
from backend.schema.views import visible_to

GRAPH_TYPES = (
    customer.CUSTOMER,
    customer.IDENTITY_DOCUMENT,
    contract.CONTRACT,
    sim.SIM,
    sim.PHONE_NUMBER,
    sim.SIM_BINDING,
    sim.NUMBER_BINDING,
    tariff.TARIFF,
    tariff.TARIFF_OPTION,
    payment.PAYMENT,
    refund.REFUND,
    bill.BILL,
    ledger.LEDGER_ENTRY,
    reconciliation.SETTLEMENT,
    reconciliation.SETTLEMENT_TOTAL,
    reconciliation.SETTLEMENT_LINE,
    reconciliation.MISMATCH,
    reconciliation.MISMATCH_COUNT,
    ticket.TICKET,
    ticket.TICKET_COMMENT,
    ticket.TICKET_ATTACHMENT,
    history.STATUS_CHANGE,
    notification.NOTIFICATION,
    notification.NOTIFICATION_PREFERENCE,
    log.EVENT,
    imports.IMPORT_JOB,
    imports.REJECTED_ROW,
    imports.IMPORT_NOTE,
    imports.ROW_FAULT,
    job.JOB,
    user.USER,
    client.CLIENT,
    session.SESSION,
    audit.AUDIT_ENTRY,
    audit.AUDIT_CHANGE,
)


@dataclass(frozen=True)
class Schema:
    """The complete schema for graphql-core, and the planner's catalog of it."""

    core: GraphQLSchema
    catalog: Catalog
    _strawberry: strawberry.Schema
    _views: dict[Role, GraphQLSchema] = field(default_factory=dict)

    def visible_to(self, role: Role) -> GraphQLSchema:
        """The schema that introspection returns to a role."""
        if role not in self._views:
            self._views[role] = visible_to(self.catalog, role)
        return self._views[role]

    def sdl(self) -> str:
        return self._strawberry.as_str() + "\n"


def build_schema() -> Schema:
    """Build the schema. Raises StartupError when a graph type, mutation or subscription has no policy."""
    built = strawberry.Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=[
            customer.Customer,
            customer.IdentityDocument,
            tariff.TariffOption,
            sim.PhoneNumber,
            user.User,
            client.Client,
        ],
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
    )
    core: GraphQLSchema = built._schema  # noqa: SLF001  Strawberry has no public attribute for it
    catalog = Catalog(core, {kind.name: kind for kind in GRAPH_TYPES}, POLICY)
    complete_from_rows(catalog)
    cache_input_builders(core)
    return Schema(core, catalog, built)
