"""A search for duplicates that runs beside an erasure writes no pair of the erased customer."""

from backend.migrate import run_script

revision = "2026_11_28_1901"
down_revision = "2026_11_28_1842"
branch_labels = None
depends_on = None

# The trigger runs after the one of the foreign key, which has waited for a merge or an erasure: a search that read a
# customer before that writes no pair of it.
PAIRS = """
create or replace function crm_pair_of_merged() returns trigger language plpgsql as $$
begin
    if exists (select from customer where id in (new.customer_id, new.other_id) and {gone}) then
        delete from duplicate_pair where id = new.id;
    end if;
    return null;
end
$$;
"""
MERGED = "merged_into_id is not null"
GONE = f"({MERGED} or erased_at is not null)"
STRAY = """
delete from duplicate_pair p using customer c
where p.status = 'OPEN' and c.id in (p.customer_id, p.other_id) and c.erased_at is not null;
"""


def upgrade() -> None:
    run_script(PAIRS.replace("{gone}", GONE), STRAY)


def downgrade() -> None:
    run_script(PAIRS.replace("{gone}", MERGED))
