"""Viewers for tests: one per role; subscribers are customers of the demo data."""

from backend.auth.viewer import SUBSCRIBERS, Role, Viewer
from tests.client import Client

LINE = """
select k.id, k.phone_number_id, k.customer_id from contract k join customer c on c.id = k.customer_id
where c.number = $1 and k.status in ('ACTIVE', 'SUSPENDED') order by k.number limit 1
"""


def viewer_of(role: Role, client: Client, customer: str = "CD00000001") -> Viewer:
    """A viewer of this role. A subscriber is the customer with this number, on the first of its contracts in service."""
    if role not in SUBSCRIBERS:
        scopes = {"requests"} if role is Role.PARTNER else {"read", "write"}
        return Viewer(role, role.value.lower(), subject=f"user:{role.value.lower()}", scopes=frozenset(scopes))
    contract, number, holder = client.sql(LINE, customer)[0]
    subject = f"line:{contract}:{number}"
    holder = holder if role is Role.HOLDER else None
    return Viewer(
        role, f"subscriber:con_{contract}", subject, customer_id=holder, contract_id=contract, phone_number_id=number
    )
