"""Make the policies of row-level security cheaper: they compare keys as text, and a holder only by the customer.

The condition of a policy is prepared for every scan of its table in every execution. Converting a key to text costs
less than converting the setting to a key, and one setting costs less than three. A setting that is unset or empty
equals no key.
"""

from backend.migrate import run_script

revision = "2026_11_24_2115"
down_revision = "2026_11_23_2300"
branch_labels = None
depends_on = None

_CHANGE = """
alter policy line on contract using ({line} and {number} and status in ('ACTIVE', 'SUSPENDED'));
alter policy holder on contract using ({customer});
alter policy holder on customer using ({holder});
alter policy holder on identity_document using ({customer});
alter policy holder on ticket using ({customer});
alter policy holder on status_change using ({customer});
alter policy holder on session using ({session});
"""


def _as_text(column: str, setting: str) -> str:
    return f"{column}::text = current_setting('{setting}', true)"


def _as_key(column: str, setting: str) -> str:
    return f"{column} = nullif(current_setting('{setting}', true), '')::uuid"


_SESSION = "subject = concat('line:', current_setting('crm.contract', true), ':', current_setting('crm.number', true))"


def upgrade() -> None:
    customer = _as_text("customer_id", "crm.customer")
    line, number = _as_text("id", "crm.contract"), _as_text("phone_number_id", "crm.number")
    holder = _as_text("id", "crm.customer")
    run_script(_CHANGE.format(line=line, number=number, customer=customer, holder=holder, session=customer))


def downgrade() -> None:
    customer = _as_key("customer_id", "crm.customer")
    line, number = _as_key("id", "crm.contract"), _as_key("phone_number_id", "crm.number")
    holder = _as_key("id", "crm.customer")
    run_script(_CHANGE.format(line=line, number=number, customer=customer, holder=holder, session=_SESSION))
