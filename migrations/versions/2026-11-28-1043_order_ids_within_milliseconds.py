"""Ids made by the database have the microsecond in them, so that indexes of ids are filled in order.

Thousands of ids of one millisecond, whose order was random, left the pages of such an index half empty.
"""

from backend.migrate import run_script

revision = "2026_11_28_1043"
down_revision = "2026_11_28_1042"
branch_labels = None
depends_on = None

# UUID version 7 (RFC 9562, 6.2, method 3): 48 bits are the millisecond, then the version and 12 bits that are the part of
# the millisecond, which is that of the clock whatever the moment. The expression names the moment only once, and so
# PostgreSQL inlines the function.
UP = """
create or replace function crm_uuidv7(moment timestamptz default clock_timestamp()) returns uuid
language sql volatile parallel safe as $$
    select encode(overlay(overlay(uuid_send(gen_random_uuid())
            placing substring(int8send(floor(date_part('epoch', moment) * 1000)::bigint) from 3) from 1 for 6)
        placing int2send((28672 + date_part('microseconds', clock_timestamp())::bigint % 1000 * 4096 / 1000)::smallint)
            from 7 for 2), 'hex')::uuid
$$;
"""
DOWN = """
create or replace function crm_uuidv7(moment timestamptz default clock_timestamp()) returns uuid
language sql volatile parallel safe as $$
    select encode(
        set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
                placing substring(int8send(floor(extract(epoch from moment) * 1000)::bigint) from 3) from 1 for 6),
            52, 1), 53, 1), 'hex')::uuid
$$;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
