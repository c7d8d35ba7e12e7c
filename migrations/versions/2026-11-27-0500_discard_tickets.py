"""Delete comments and attachments with a discarded ticket; notifications are kept without the reference to it."""

from backend.migrate import run_script

revision = "2026_11_27_0500"
down_revision = "2026_11_27_0400"
branch_labels = None
depends_on = None

UP = """
alter table ticket_comment drop constraint fk_ticket_comment_ticket_id_ticket,
    add constraint fk_ticket_comment_ticket_id_ticket foreign key (ticket_id) references ticket (id)
    on delete cascade not valid;
alter table ticket_attachment drop constraint fk_ticket_attachment_ticket_id_ticket,
    add constraint fk_ticket_attachment_ticket_id_ticket foreign key (ticket_id) references ticket (id)
    on delete cascade not valid;
alter table notification drop constraint fk_notification_ticket_id_ticket,
    add constraint fk_notification_ticket_id_ticket foreign key (ticket_id) references ticket (id)
    on delete set null not valid;
alter table ticket_comment validate constraint fk_ticket_comment_ticket_id_ticket;
alter table ticket_attachment validate constraint fk_ticket_attachment_ticket_id_ticket;
alter table notification validate constraint fk_notification_ticket_id_ticket;
"""

DOWN = """
alter table ticket_comment drop constraint fk_ticket_comment_ticket_id_ticket,
    add constraint fk_ticket_comment_ticket_id_ticket foreign key (ticket_id) references ticket (id);
alter table ticket_attachment drop constraint fk_ticket_attachment_ticket_id_ticket,
    add constraint fk_ticket_attachment_ticket_id_ticket foreign key (ticket_id) references ticket (id);
alter table notification drop constraint fk_notification_ticket_id_ticket,
    add constraint fk_notification_ticket_id_ticket foreign key (ticket_id) references ticket (id);
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
