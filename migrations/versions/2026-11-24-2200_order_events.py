"""Create the positions of events, which are assigned after commit; the epoch of the log; and the dropping of months."""

from backend.migrate import run_script

revision = "2026_11_24_2200"
down_revision = "2026_11_24_2115"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE event_order (
    position BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    event_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ordered_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    snapshot pg_snapshot,
    CONSTRAINT pk_event_order PRIMARY KEY (position),
    CONSTRAINT uq_event_order_event_id UNIQUE (event_id)
);

CREATE TABLE event_epoch (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    epoch TEXT COLLATE "C" NOT NULL,
    began_after BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_event_epoch PRIMARY KEY (id)
);

-- The last position whose event was dropped; one row.
CREATE TABLE event_floor (
    one BOOLEAN DEFAULT true NOT NULL,
    position BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT pk_event_floor PRIMARY KEY (one),
    CONSTRAINT ck_event_floor_one CHECK (one)
);
INSERT INTO event_floor DEFAULT VALUES;

CREATE INDEX ix_event_xid ON event (xid);
CREATE INDEX ix_event_contract_id_id ON event (contract_id, id);
CREATE INDEX ix_event_customer_id_id ON event (customer_id, id);
"""

# Only the owner may drop partitions. The application does so through this function, with the owner's rights.
RETENTION = """
create function crm_drop_events_before(month date) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    before timestamptz := date_trunc('month', month)::timestamp at time zone 'UTC';
    partition record;
    dropped integer := 0;
    last_position bigint;
begin
    if before > now() - interval '25 days' then
        raise exception 'the newest month of events is not dropped';
    end if;
    for partition in
        select c.oid::regclass as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'event'::regclass and c.relname ~ '^event_[0-9]{4}_[0-9]{2}$'
            and (to_date(substr(c.relname, 7), 'YYYY_MM') + interval '1 month')::timestamp at time zone 'UTC' <= before
    loop
        execute format('drop table %s', partition.name);
        dropped := dropped + 1;
    end loop;
    with gone as (delete from event_order where event_at < before returning position)
    select max(position) into last_position from gone;
    if last_position is not null then
        update event_floor set position = greatest(position, last_position);
    end if;
    return dropped;
end
$$;
revoke execute on function crm_drop_events_before(date) from public;
grant execute on function crm_drop_events_before(date) to crm_app;
"""

RIGHTS = """
revoke update, delete, truncate on event_order, event_epoch, event_floor from crm_app;
revoke insert on event_floor from crm_app;
"""

DOWN = """
drop function crm_drop_events_before(date);
drop index ix_event_xid, ix_event_contract_id_id, ix_event_customer_id_id;
drop table event_order, event_epoch, event_floor;
"""


def upgrade() -> None:
    run_script(TABLES, RETENTION, RIGHTS)


def downgrade() -> None:
    run_script(DOWN)
