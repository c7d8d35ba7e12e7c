"""The state machines as Mermaid diagrams, from their tables: `python -m backend.models.diagrams > docs/states.md`."""

import sys
from typing import Any

from backend import models

MACHINES: dict[str, models.StateMachine[Any]] = {
    "Customer": models.CUSTOMER_STATES,
    "Identity check (KYC)": models.KYC_STATES,
    "SIM": models.SIM_STATES,
    "Number": models.PHONE_NUMBER_STATES,
    "Contract": models.CONTRACT_STATES,
    "Payment": models.PAYMENT_STATES,
    "Refund": models.REFUND_STATES,
    "Ticket": models.TICKET_STATES,
    "File of rows": models.IMPORT_STATES,
}


HEAD = """# State machines

Generated from the tables beside the models. What is not drawn does not exist: another verb is refused with
`INVALID_TRANSITION`, which names the state and the verb. Every step leaves a row in `status_change`, but for those of a
file, which are events only.
"""


def diagrams() -> str:
    """The whole page."""
    parts = [HEAD]
    for title, machine in MACHINES.items():
        steps = "\n".join(f"    {s.source.value} --> {s.target.value}: {s.verb}" for s in machine.transitions)
        parts.append(f"## {title}\n\n```mermaid\nstateDiagram-v2\n{steps}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(diagrams())
