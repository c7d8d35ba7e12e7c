"""Count rejections of identities and how final they are; find verified documents that expire."""

from backend.migrate import run_script

revision = "2026_11_28_1512"
down_revision = "2026_11_28_1511"
branch_labels = None
depends_on = None

UP = """
alter table customer
    add column kyc_rejection text collate "C",
    add column kyc_attempts integer,
    add constraint ck_customer_kyc_rejection check (kyc_rejection in ('RETRY', 'FINAL')),
    add constraint ck_customer_kyc_rejected check (kyc_rejection is null or kyc_status = 'REJECTED'),
    add constraint ck_customer_kyc_attempts check (kyc_attempts > 0);
alter table identity_document add column expiry_told_at timestamptz;
create index ix_identity_document_expiring on identity_document (expires_on)
    where verified_at is not null and expires_on is not null;
"""

DOWN = """
drop index ix_identity_document_expiring;
alter table identity_document drop column expiry_told_at;
alter table customer
    drop constraint ck_customer_kyc_attempts,
    drop constraint ck_customer_kyc_rejected,
    drop constraint ck_customer_kyc_rejection,
    drop column kyc_attempts,
    drop column kyc_rejection;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
