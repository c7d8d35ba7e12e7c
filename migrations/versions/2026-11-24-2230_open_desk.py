"""Add assignees, time limits, comments and attachments of tickets."""

from backend.migrate import run_script

revision = "2026_11_24_2230"
down_revision = "2026_11_24_2200"
branch_labels = None
depends_on = None

TABLES = r"""
CREATE TABLE ticket_target (
    priority TEXT COLLATE "C" NOT NULL,
    first_response_minutes INTEGER NOT NULL,
    solution_minutes INTEGER NOT NULL,
    CONSTRAINT pk_ticket_target PRIMARY KEY (priority),
    CONSTRAINT ck_ticket_target_priority CHECK (priority in ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
    CONSTRAINT ck_ticket_target_minutes CHECK (0 < first_response_minutes and first_response_minutes <= solution_minutes)
);
INSERT INTO ticket_target VALUES
    ('URGENT', 30, 240), ('HIGH', 120, 1440), ('NORMAL', 480, 4320), ('LOW', 1440, 10080);

ALTER TABLE ticket
    ADD COLUMN payment_id UUID,
    ADD COLUMN queue TEXT,
    ADD COLUMN assignee_id UUID,
    ADD COLUMN assignee TEXT COLLATE "C",
    ADD COLUMN first_response_due_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN solution_due_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN first_responded_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN solved_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN suspended_at TIMESTAMP WITH TIME ZONE,
    ADD CONSTRAINT fk_ticket_payment_id_payment FOREIGN KEY(payment_id) REFERENCES payment (id),
    ADD CONSTRAINT fk_ticket_assignee_id_user_account FOREIGN KEY(assignee_id) REFERENCES user_account (id),
    ADD CONSTRAINT ck_ticket_assignee CHECK ((assignee_id is null) = (assignee is null)),
    ADD CONSTRAINT ck_ticket_suspended CHECK (status = 'SUSPENDED' or suspended_at is null),
    ADD CONSTRAINT ck_ticket_queue CHECK (btrim(queue) <> '' and length(queue) <= 50);
CREATE INDEX ix_ticket_payment_id_created_at_id ON ticket (payment_id, created_at, id);
CREATE INDEX ix_ticket_assignee_id_created_at_id ON ticket (assignee_id, created_at, id);
CREATE INDEX ix_ticket_assignee_created_at_id ON ticket (assignee, created_at, id);
CREATE INDEX ix_ticket_queue_created_at_id ON ticket (queue, created_at, id);
CREATE INDEX ix_ticket_solution_due_at_created_at_id ON ticket (solution_due_at, created_at, id);

CREATE TABLE ticket_comment (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    ticket_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    contract_id UUID,
    author TEXT COLLATE "C" NOT NULL,
    internal BOOLEAN DEFAULT false NOT NULL,
    body TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_ticket_comment PRIMARY KEY (id),
    CONSTRAINT ck_ticket_comment_body CHECK (btrim(body) <> '' and length(body) <= 10000),
    CONSTRAINT fk_ticket_comment_ticket_id_ticket FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    CONSTRAINT fk_ticket_comment_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id),
    CONSTRAINT fk_ticket_comment_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id)
);
CREATE INDEX ix_ticket_comment_ticket_id_created_at_id ON ticket_comment (ticket_id, created_at, id);
CREATE INDEX ix_ticket_comment_customer_id ON ticket_comment (customer_id);
CREATE INDEX ix_ticket_comment_contract_id ON ticket_comment (contract_id);

CREATE TABLE ticket_attachment (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    ticket_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    contract_id UUID,
    author TEXT COLLATE "C" NOT NULL,
    internal BOOLEAN DEFAULT false NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT COLLATE "C" NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_ticket_attachment PRIMARY KEY (id),
    CONSTRAINT ck_ticket_attachment_name CHECK (btrim(name) <> '' and length(name) <= 200),
    CONSTRAINT ck_ticket_attachment_size CHECK (size_bytes >= 0),
    CONSTRAINT fk_ticket_attachment_ticket_id_ticket FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    CONSTRAINT fk_ticket_attachment_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id),
    CONSTRAINT fk_ticket_attachment_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id)
);
CREATE INDEX ix_ticket_attachment_ticket_id_created_at_id ON ticket_attachment (ticket_id, created_at, id);
CREATE INDEX ix_ticket_attachment_customer_id ON ticket_attachment (customer_id);
CREATE INDEX ix_ticket_attachment_contract_id ON ticket_attachment (contract_id);

create trigger audit after insert or update or delete on ticket_comment for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
create trigger audit after insert or update or delete on ticket_attachment for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
"""

# Internal comments and attachments are not visible to subscribers, even if a statement lacks the predicate.
WALL = """
do $$
declare
    name text;
begin
    foreach name in array '{ticket_comment,ticket_attachment}'::text[] loop
        execute format('alter table %I enable row level security', name);
        execute format('create policy everything on %I to crm_app using (true) with check (true)', name);
        execute format('create policy line on %I for select to crm_line
            using (not internal and contract_id in (select id from contract))', name);
        execute format($_$create policy holder on %I for select to crm_holder
            using (not internal and customer_id::text = current_setting('crm.customer', true))$_$, name);
        execute format('grant select on %I to crm_line, crm_holder', name);
    end loop;
end
$$;
revoke update, delete, truncate on ticket_comment, ticket_attachment from crm_app;
revoke insert, update, delete, truncate on ticket_target from crm_app;
"""

DOWN = """
drop table ticket_comment, ticket_attachment, ticket_target;
alter table ticket drop column payment_id, drop column queue, drop column assignee_id, drop column assignee,
    drop column first_response_due_at, drop column solution_due_at, drop column first_responded_at,
    drop column solved_at, drop column suspended_at;
"""


def upgrade() -> None:
    run_script(TABLES, WALL)


def downgrade() -> None:
    run_script(DOWN)
