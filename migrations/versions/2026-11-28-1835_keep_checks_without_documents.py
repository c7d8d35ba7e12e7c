"""The question to an identity provider stays when its document is erased."""

from backend.migrate import run_script

revision = "2026_11_28_1835"
down_revision = "2026_11_28_1834"
branch_labels = None
depends_on = None

UP = """
alter table identity_check alter column document_id drop not null;
alter table identity_check drop constraint fk_identity_check_document_id_identity_document;
alter table identity_check add constraint fk_identity_check_document_id_identity_document
    foreign key (document_id) references identity_document (id) on delete set null;
alter table identity_check add constraint ck_identity_check_document
    check (verdict is not null or document_id is not null);
"""

# A question without its document cannot be kept any more.
DOWN = """
delete from identity_check where document_id is null;
alter table identity_check drop constraint ck_identity_check_document;
alter table identity_check drop constraint fk_identity_check_document_id_identity_document;
alter table identity_check add constraint fk_identity_check_document_id_identity_document
    foreign key (document_id) references identity_document (id);
alter table identity_check alter column document_id set not null;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
