"""Partners read the versions of tariffs that began, as subscribers do."""

from backend.migrate import run_script

revision = "2026_11_28_1832"
down_revision = "2026_11_28_1753"
branch_labels = None
depends_on = None

UP = """
create policy partner on tariff_version for select to crm_partner using (valid_from <= now());
create policy partner on tariff_allowance for select to crm_partner
    using (tariff_version_id in (select id from tariff_version));
grant select on tariff_version, tariff_allowance to crm_partner;
"""
DOWN = """
revoke select on tariff_version, tariff_allowance from crm_partner;
drop policy partner on tariff_version;
drop policy partner on tariff_allowance;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
