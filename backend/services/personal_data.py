"""The act `exportCustomerData`: everything that is stored about a customer. `exports.runner` writes the archive."""

from dataclasses import dataclass
from typing import Annotated

from backend.auth.viewer import DECIDING, Role
from backend.days import today
from backend.identifiers import ExportJobKey
from backend.models import Customer, ExportDialect, ExportFormat, ExportJob, ExportKind
from backend.services.acts import Acting, NodeId, Reason, act
from backend.services.exports import EXPORT, request_export
from backend.services.lines import customer_acted_for


@dataclass(frozen=True, kw_only=True)
class ExportCustomerData:
    """Input of `exportCustomerData`."""

    id: Annotated[NodeId, "The customer."]
    reason: Reason = None


@act(ExportJob, DECIDING | {Role.HOLDER}, payload=EXPORT)
async def export_customer_data(acting: Acting, command: ExportCustomerData) -> ExportJobKey:
    """Export everything that is stored about a customer, for the customer: an archive with the rows of all tables as
    JSON, and with the files of tickets and requests. It is written in the background; only the caller can download it.
    A holder exports their own data.

    Raises Refusal NOT_FOUND, CUSTOMER_ERASED.
    """
    if acting.viewer.role is Role.HOLDER:
        customer = await customer_acted_for(acting.session, acting.viewer, command.id, ["id"])
    else:
        customer = await acting.lock(Customer, command.id, key_share=True)
    day = today(acting.settings)
    job = ExportJob(
        kind=ExportKind.CUSTOMER_DATA, format=ExportFormat.ZIP, dialect=ExportDialect.MACHINE, columns="",
        arguments={"customer": str(customer.id)}, file_name=f"{customer.number}-{day}.zip",
    )  # fmt: skip
    acting.event("customer.data_exported", customer, {"internal": True})
    return await request_export(acting, job)
