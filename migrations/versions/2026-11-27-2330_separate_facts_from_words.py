"""Store codes beside the words of failures, and count refused calls beyond the hourly number of audit entries."""

from backend.migrate import run_script

revision = "2026_11_27_2330"
down_revision = "2026_11_27_2320"
branch_labels = None
depends_on = None

UP = """
alter table notification add column last_error_code text collate "C", add column last_error_status text collate "C",
    add constraint ck_notification_last_error_code check (last_error_code in (
        'UNREACHABLE', 'REFUSED', 'UNSENDABLE', 'EXPIRED', 'INTERRUPTED', 'NOT_DELIVERED', 'UNEXPECTED')),
    add constraint ck_notification_last_error_status check (last_error_status ~ '^[0-9A-Fa-fx. ]{1,20}$');
alter table refund add column failure_code text collate "C", add constraint ck_refund_failure_code
    check (failure_code ~ '^[A-Za-z0-9_]{1,64}$' and failure_code !~ '[0-9]{4}');
grant update (failure_code) on refund to crm_app;
alter table settlement add column failure_code text collate "C", add constraint ck_settlement_failure_code
    check (failure_code ~ '^[A-Za-z0-9_]{1,64}$' and failure_code !~ '[0-9]{4}');
update payment set failure_code = 'OTHER'
    where not (failure_code ~ '^[A-Za-z0-9_]{1,64}$' and failure_code !~ '[0-9]{4}');
set constraints all immediate;
alter table payment add constraint ck_payment_failure_code
    check (failure_code ~ '^[A-Za-z0-9_]{1,64}$' and failure_code !~ '[0-9]{4}');
alter table audit_entry add column calls integer default 1 not null, add column since timestamp with time zone;
create table audit_count (
    hour timestamp with time zone not null,
    actor text collate "C" not null,
    role text collate "C" not null,
    verb text collate "C" not null,
    outcome text collate "C" not null,
    client text collate "C",
    address text collate "C",
    calls integer default 1 not null,
    since timestamp with time zone default clock_timestamp() not null,
    constraint pk_audit_count primary key (hour, actor, role, verb, outcome)
);
"""

DOWN = """
drop table audit_count;
alter table payment drop constraint ck_payment_failure_code;
alter table audit_entry drop column calls, drop column since;
alter table settlement drop column failure_code;
alter table refund drop column failure_code;
alter table notification drop column last_error_code, drop column last_error_status;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
