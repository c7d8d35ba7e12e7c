"""Let the application's role analyze the staged rows of imported files."""

from backend.migrate import run_script

revision = "2026_11_28_0445"
down_revision = "2026_11_28_0235"
branch_labels = None
depends_on = None

# ANALYZE of a table that the role does not own is skipped with a warning. Its lock lasts until the file is staged; another
# file that is staged meanwhile does without, since the rows of the first have just been counted.
UP = """
create function crm_analyze_import_rows() returns void
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '100ms' as $$
begin
    analyze import_row;
exception when lock_not_available then
end
$$;
revoke execute on function crm_analyze_import_rows() from public;
grant execute on function crm_analyze_import_rows() to crm_app;
"""

DOWN = """
drop function crm_analyze_import_rows();
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
