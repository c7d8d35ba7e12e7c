"""All mutations. Expected failures are data: every payload has `errors`; if it is not empty, nothing was written."""

import strawberry

from backend.schema.acts import TYPES, mutations_of
from backend.services.permissions import ACTS


@strawberry.type(description="All mutations.")
@mutations_of(ACTS.values(), TYPES)
class Mutation:
    """Its fields come from the acts (`services/permissions.py`)."""
