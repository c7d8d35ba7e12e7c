"""Notify the sequencer of new events while it sleeps."""

from backend.migrate import run_script

revision = "2026_11_28_0235"
down_revision = "2026_11_27_2330"
branch_labels = None
depends_on = None

# The number is AdvisoryLock.EVENTS_AWAITED. The sequencer holds this lock exclusively while it looks for events by
# itself. The shared lock ends with the transaction, at whose commit the notification is sent.
UP = """
create function crm_wake_sequencer() returns trigger language plpgsql as $$
begin
    if pg_try_advisory_xact_lock_shared(7264310007) then
        perform pg_notify('crm_events_added', '');
    end if;
    return null;
end
$$;
create trigger wake_sequencer after insert on event for each statement execute function crm_wake_sequencer();
"""

DOWN = """
drop trigger wake_sequencer on event;
drop function crm_wake_sequencer();
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
