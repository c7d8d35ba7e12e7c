"""Create users, clients, sessions, tokens, keys, limits, the audit trail, and row-level security for subscribers."""

from backend.migrate import run_script

revision = "2026_11_23_2300"
down_revision = "2026_11_23_1900"
branch_labels = None
depends_on = None

# Reads of subscribers use two roles with row-level security: crm_line for a subscriber who holds a number, crm_holder
# for a verified holder. With two roles each policy is one comparison, which costs a third of a policy with OR. crm_app
# may switch to either.
ROLES = """
do $$
begin
    create role crm_line nologin;
exception when duplicate_object or unique_violation then null;
end
$$;
do $$
begin
    create role crm_holder nologin;
exception when duplicate_object or unique_violation then null;
end
$$;
do $$
begin
    -- crm_app may switch to the roles without inheriting from them: policies of inherited roles are evaluated in every
    -- statement, which slows reads by a quarter.
    -- The migration of another database in the cluster may have done this already.
    if pg_has_role('crm_app', 'crm_line', 'MEMBER') and pg_has_role('crm_app', 'crm_holder', 'MEMBER') then
        return;
    end if;
    if current_setting('server_version_num')::integer >= 160000 then
        execute 'grant crm_line, crm_holder to crm_app with inherit false';
    else
        alter role crm_app noinherit;
        grant crm_line, crm_holder to crm_app;
    end if;
end
$$;
"""

TABLES = r"""
CREATE UNLOGGED TABLE attempt_counter (
    name BYTEA NOT NULL,
    window_start TIMESTAMP WITH TIME ZONE NOT NULL,
    attempts INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_attempt_counter PRIMARY KEY (name, window_start)
);
CREATE INDEX ix_attempt_counter_window_start ON attempt_counter (window_start);

CREATE TABLE audit_entry (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    client TEXT COLLATE "C",
    session_id UUID,
    address TEXT COLLATE "C",
    verb TEXT COLLATE "C" NOT NULL,
    node_type TEXT COLLATE "C",
    node_id UUID,
    outcome TEXT COLLATE "C" NOT NULL,
    idempotency_key TEXT,
    digest BYTEA NOT NULL,
    CONSTRAINT pk_audit_entry PRIMARY KEY (id)
);
CREATE INDEX ix_audit_entry_actor_created_at_id ON audit_entry (actor, created_at, id);
CREATE INDEX ix_audit_entry_created_at_id ON audit_entry (created_at, id);
CREATE INDEX ix_audit_entry_node_id_created_at_id ON audit_entry (node_id, created_at, id);
CREATE INDEX ix_audit_entry_outcome_created_at_id ON audit_entry (outcome, created_at, id);
CREATE INDEX ix_audit_entry_verb_created_at_id ON audit_entry (verb, created_at, id);

CREATE UNLOGGED TABLE cost_bucket (
    subject TEXT NOT NULL,
    level DOUBLE PRECISION NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_cost_bucket PRIMARY KEY (subject)
);
CREATE INDEX ix_cost_bucket_updated_at ON cost_bucket (updated_at);

CREATE TABLE oauth_client (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    client_id TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    sign_in TEXT COLLATE "C" NOT NULL,
    secret_hash BYTEA,
    redirect_uris TEXT[] DEFAULT '{}' NOT NULL,
    post_logout_redirect_uris TEXT[] DEFAULT '{}' NOT NULL,
    grant_types TEXT[] NOT NULL,
    scopes TEXT[] NOT NULL,
    active BOOLEAN DEFAULT true NOT NULL,
    demo BOOLEAN DEFAULT false NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_oauth_client PRIMARY KEY (id),
    CONSTRAINT ck_oauth_client_kind CHECK (kind in ('PUBLIC', 'CONFIDENTIAL')),
    CONSTRAINT ck_oauth_client_sign_in CHECK (sign_in in ('STAFF', 'SUBSCRIBERS', 'NOBODY')),
    CONSTRAINT ck_oauth_client_client_id CHECK (client_id ~ '^[a-z0-9][a-z0-9-]{1,63}$'),
    CONSTRAINT ck_oauth_client_secret CHECK ((kind = 'CONFIDENTIAL') = (secret_hash is not null)),
    CONSTRAINT ck_oauth_client_name CHECK (btrim(name) <> '' and length(name) <= 200),
    CONSTRAINT uq_oauth_client_client_id UNIQUE (client_id)
);
CREATE INDEX ix_oauth_client_created_at_id ON oauth_client (created_at, id);

CREATE TABLE one_time_code (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    msisdn TEXT COLLATE "C" NOT NULL,
    code_hash BYTEA NOT NULL,
    attempts INTEGER DEFAULT 0 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_one_time_code PRIMARY KEY (id)
);
CREATE INDEX ix_one_time_code_expires_at ON one_time_code (expires_at);
CREATE INDEX ix_one_time_code_msisdn_created_at ON one_time_code (msisdn, created_at);

CREATE TABLE revocation (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_revocation PRIMARY KEY (id)
);
CREATE INDEX ix_revocation_created_at ON revocation (created_at);

CREATE TABLE signing_key (
    kid TEXT COLLATE "C" NOT NULL,
    private_key BYTEA NOT NULL,
    public_key JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    signs_from TIMESTAMP WITH TIME ZONE NOT NULL,
    published_until TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_signing_key PRIMARY KEY (kid)
);

CREATE TABLE user_account (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" DEFAULT 'INVITED' NOT NULL,
    language TEXT COLLATE "C" DEFAULT 'RU' NOT NULL,
    password_hash TEXT,
    totp_secret BYTEA,
    totp_confirmed_at TIMESTAMP WITH TIME ZONE,
    totp_last_step BIGINT DEFAULT 0 NOT NULL,
    invitation_hash BYTEA,
    invitation_expires_at TIMESTAMP WITH TIME ZONE,
    company_subject TEXT,
    last_sign_in_at TIMESTAMP WITH TIME ZONE,
    demo BOOLEAN DEFAULT false NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_user_account PRIMARY KEY (id),
    CONSTRAINT ck_user_account_role CHECK (role in ('ADMIN', 'OPERATOR', 'ANALYST')),
    CONSTRAINT ck_user_account_status CHECK (status in ('INVITED', 'ACTIVE', 'DEACTIVATED')),
    CONSTRAINT ck_user_account_language CHECK (language in ('EN', 'RU', 'KY')),
    CONSTRAINT ck_user_account_email CHECK (email = lower(email) and length(email) <= 254),
    CONSTRAINT ck_user_account_name CHECK (btrim(name) <> '' and length(name) <= 200),
    CONSTRAINT ck_user_account_totp CHECK ((totp_confirmed_at is null) or (totp_secret is not null)),
    CONSTRAINT uq_user_account_email UNIQUE (email),
    CONSTRAINT uq_user_account_invitation_hash UNIQUE (invitation_hash),
    CONSTRAINT uq_user_account_company_subject UNIQUE (company_subject)
);
CREATE INDEX ix_user_account_created_at_id ON user_account (created_at, id);
CREATE INDEX ix_user_account_role_created_at_id ON user_account (role, created_at, id);
CREATE INDEX ix_user_account_status_created_at_id ON user_account (status, created_at, id);

CREATE TABLE audit_chain (
    position BIGINT NOT NULL,
    entry_id UUID NOT NULL,
    hash BYTEA NOT NULL,
    chained_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_audit_chain PRIMARY KEY (position),
    CONSTRAINT uq_audit_chain_entry_id UNIQUE (entry_id),
    CONSTRAINT fk_audit_chain_entry_id_audit_entry FOREIGN KEY(entry_id) REFERENCES audit_entry (id)
);

CREATE TABLE audit_detail (
    entry_id UUID NOT NULL,
    salt BYTEA NOT NULL,
    changes JSONB NOT NULL,
    CONSTRAINT pk_audit_detail PRIMARY KEY (entry_id),
    CONSTRAINT fk_audit_detail_entry_id_audit_entry FOREIGN KEY(entry_id) REFERENCES audit_entry (id)
);

CREATE TABLE recovery_code (
    user_id UUID NOT NULL,
    code_hash BYTEA NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_recovery_code PRIMARY KEY (user_id, code_hash),
    CONSTRAINT fk_recovery_code_user_id_user_account FOREIGN KEY(user_id) REFERENCES user_account (id)
);

CREATE TABLE session (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    user_id UUID,
    customer_id UUID,
    contract_id UUID,
    phone_number_id UUID,
    verified_holder BOOLEAN DEFAULT false NOT NULL,
    cookie_hash BYTEA,
    methods TEXT[] NOT NULL,
    client TEXT,
    address TEXT COLLATE "C",
    user_agent TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    last_used_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_session PRIMARY KEY (id),
    CONSTRAINT ck_session_of_somebody CHECK ((user_id is null) <> (contract_id is null)),
    CONSTRAINT ck_session_subscriber CHECK (contract_id is null or (customer_id is not null and phone_number_id is not null)),
    CONSTRAINT fk_session_user_id_user_account FOREIGN KEY(user_id) REFERENCES user_account (id),
    CONSTRAINT fk_session_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id),
    CONSTRAINT fk_session_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id),
    CONSTRAINT fk_session_phone_number_id_phone_number FOREIGN KEY(phone_number_id) REFERENCES phone_number (id),
    CONSTRAINT uq_session_cookie_hash UNIQUE (cookie_hash)
);
CREATE INDEX ix_session_contract_id ON session (contract_id);
CREATE INDEX ix_session_customer_id ON session (customer_id);
CREATE INDEX ix_session_expires_at ON session (expires_at);
CREATE INDEX ix_session_phone_number_id ON session (phone_number_id);
CREATE INDEX ix_session_subject_created_at_id ON session (subject, created_at, id);
CREATE INDEX ix_session_user_id ON session (user_id);

CREATE TABLE device_code (
    device_hash BYTEA NOT NULL,
    user_code TEXT COLLATE "C" NOT NULL,
    client_id UUID NOT NULL,
    scope TEXT NOT NULL,
    session_id UUID,
    denied BOOLEAN DEFAULT false NOT NULL,
    last_polled_at TIMESTAMP WITH TIME ZONE,
    interval_seconds INTEGER DEFAULT 5 NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_device_code PRIMARY KEY (device_hash),
    CONSTRAINT uq_device_code_user_code UNIQUE (user_code),
    CONSTRAINT fk_device_code_client_id_oauth_client FOREIGN KEY(client_id) REFERENCES oauth_client (id),
    CONSTRAINT fk_device_code_session_id_session FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE
);
CREATE INDEX ix_device_code_client_id ON device_code (client_id);
CREATE INDEX ix_device_code_expires_at ON device_code (expires_at);
CREATE INDEX ix_device_code_session_id ON device_code (session_id);

CREATE TABLE oauth_grant (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    session_id UUID NOT NULL,
    client_id UUID NOT NULL,
    scope TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_oauth_grant PRIMARY KEY (id),
    CONSTRAINT fk_oauth_grant_session_id_session FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE,
    CONSTRAINT fk_oauth_grant_client_id_oauth_client FOREIGN KEY(client_id) REFERENCES oauth_client (id)
);
CREATE INDEX ix_oauth_grant_client_id ON oauth_grant (client_id);
CREATE INDEX ix_oauth_grant_session_id ON oauth_grant (session_id);

CREATE TABLE authorization_code (
    code_hash BYTEA NOT NULL,
    client_id UUID NOT NULL,
    session_id UUID NOT NULL,
    redirect_uri TEXT NOT NULL,
    scope TEXT NOT NULL,
    nonce TEXT,
    code_challenge TEXT NOT NULL,
    grant_id UUID,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_authorization_code PRIMARY KEY (code_hash),
    CONSTRAINT fk_authorization_code_client_id_oauth_client FOREIGN KEY(client_id) REFERENCES oauth_client (id),
    CONSTRAINT fk_authorization_code_session_id_session FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE,
    CONSTRAINT fk_authorization_code_grant_id_oauth_grant FOREIGN KEY(grant_id) REFERENCES oauth_grant (id) ON DELETE CASCADE
);
CREATE INDEX ix_authorization_code_client_id ON authorization_code (client_id);
CREATE INDEX ix_authorization_code_expires_at ON authorization_code (expires_at);
CREATE INDEX ix_authorization_code_grant_id ON authorization_code (grant_id);
CREATE INDEX ix_authorization_code_session_id ON authorization_code (session_id);

CREATE TABLE refresh_token (
    token_hash BYTEA NOT NULL,
    grant_id UUID NOT NULL,
    scope TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_refresh_token PRIMARY KEY (token_hash),
    CONSTRAINT fk_refresh_token_grant_id_oauth_grant FOREIGN KEY(grant_id) REFERENCES oauth_grant (id) ON DELETE CASCADE
);
CREATE INDEX ix_refresh_token_expires_at ON refresh_token (expires_at);
CREATE INDEX ix_refresh_token_grant_id ON refresh_token (grant_id);
"""

# The API sets crm.audit to the beginning of a JSON array at the start of every mutation; the triggers append changes to
# it, and the API writes it with the entry at the end. Rolling back a savepoint also removes the savepoint's changes.
# The arguments of a trigger are columns with secrets: a change of one is recorded without the values.
AUDIT = """
create function crm_audit() returns trigger language plpgsql as $$
declare
    was jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
    is_now jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
    hidden text[] := tg_argv[0:];
    before jsonb;
    after jsonb;
begin
    select jsonb_object_agg(key, case when key = any (hidden) then '"***"' else was -> key end)
            filter (where was ? key and was -> key <> 'null'),
        jsonb_object_agg(key, case when key = any (hidden) then '"***"' else is_now -> key end)
            filter (where is_now ? key and (was ? key or is_now -> key <> 'null'))
        into before, after
        from (select jsonb_object_keys(was || is_now) as key) keys
        where was -> key is distinct from is_now -> key
            and key not in ('id', 'created_at', 'updated_at', 'version', 'name_key', 'pick');
    if before is not null or after is not null then
        perform set_config('crm.audit', current_setting('crm.audit') || case when current_setting('crm.audit') = '[' then '' else ',' end
            || jsonb_build_object(
                'table', tg_table_name,
                'id', coalesce(is_now ->> 'id', was ->> 'id'),
                'change', tg_op,
                'before', coalesce(before, '{}'),
                'after', coalesce(after, '{}'))::text, true);
    end if;
    return null;
end
$$;

create trigger audit after insert or update or delete on customer for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
create trigger audit after insert or update or delete on identity_document for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
create trigger audit after insert or update or delete on sim for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
create trigger audit after insert or update or delete on phone_number for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
create trigger audit after insert or update or delete on contract for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
create trigger audit after insert or update or delete on contract_option for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
create trigger audit after insert or update or delete on tariff for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
create trigger audit after insert or update or delete on tariff_option for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
create trigger audit after insert or update or delete on payment for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
create trigger audit after insert or update or delete on ticket for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
create trigger audit after insert or update or delete on user_account for each row
    when (nullif(current_setting('crm.audit', true), '') is not null)
    execute function crm_audit('password_hash', 'totp_secret', 'totp_last_step', 'invitation_hash');
create trigger audit after insert or update or delete on oauth_client for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit('secret_hash');
create trigger audit after insert or update or delete on session for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit('cookie_hash');

create view audit_change as
    select entry_id, listed.position, table_name, row_id, said.change, field, before -> field #>> '{}' as before, after -> field #>> '{}' as after
    from audit_detail,
        jsonb_array_elements(changes) with ordinality listed (change, position),
        jsonb_to_record(listed.change) as said ("table" text, id text, change text, before jsonb, after jsonb),
        lateral (select said."table" as table_name, said.id as row_id) named,
        jsonb_object_keys(said.before || said.after) field;

create trigger touch before update on user_account for each row execute function crm_touch();
create trigger touch before update on oauth_client for each row execute function crm_touch();
"""

# Row-level security is a second check: a subscriber's role reads only their own rows, even if a statement lacks the
# predicate. Each read sets the settings itself (planner/plan.py); without them no row is visible. crm.contract and
# crm.number identify the subscriber's line, crm.customer the customer of a verified holder.
WALL = """
do $$
declare
    wall record;
    line constant text := $_$nullif(current_setting('crm.contract', true), '')::uuid$_$;
    number constant text := $_$nullif(current_setting('crm.number', true), '')::uuid$_$;
    holder constant text := $_$nullif(current_setting('crm.customer', true), '')::uuid$_$;
    own constant text := 'contract_id in (select id from contract)';
    live constant text := $_$status in ('ACTIVE', 'SUSPENDED')$_$;
begin
    for wall in select * from (values
        ('contract', format('id = %s and phone_number_id = %s and %s', line, number, live),
            format('customer_id = %s', holder)),
        ('customer', 'false', format('id = %s', holder)),
        ('identity_document', 'false', format('customer_id = %s', holder)),
        ('sim', format('exists (select from contract c where c.sim_id = sim.id and c.%s)', live), null),
        ('phone_number',
            format('exists (select from contract c where c.phone_number_id = phone_number.id and c.%s)', live), null),
        ('contract_option', own, null),
        ('payment', own, null),
        ('ticket', own, format('customer_id = %s', holder)),
        ('status_change', own, format('customer_id = %s', holder)),
        ('sim_binding', own, null),
        ('number_binding', own, null),
        ('tariff', 'active', null),
        ('tariff_option', 'active', null),
        ('tariff_compatibility', 'true', null),
        ('session', $_$subject = concat('line:', current_setting('crm.contract', true), ':',
            current_setting('crm.number', true))$_$, null)
    ) as walls (name, to_line, to_holder) loop
        execute format('alter table %I enable row level security', wall.name);
        execute format('create policy everything on %I to crm_app using (true) with check (true)', wall.name);
        execute format('create policy line on %I for select to crm_line using (%s)', wall.name, wall.to_line);
        execute format('create policy holder on %I for select to crm_holder using (%s)', wall.name,
            coalesce(wall.to_holder, wall.to_line));
        execute format('grant select on %I to crm_line, crm_holder', wall.name);
    end loop;
end
$$;
grant usage on schema public to crm_line, crm_holder;
"""

RIGHTS = """
revoke update, delete, truncate on audit_entry, audit_detail, audit_chain from crm_app;

-- Scripts and notebooks sign in by the device flow, as the person who approves the code.
insert into oauth_client (client_id, name, kind, sign_in, grant_types, scopes) values (
    'crm-cli', 'crm login', 'PUBLIC', 'STAFF',
    '{urn:ietf:params:oauth:grant-type:device_code,refresh_token}', '{openid,profile,offline_access,read,write}');
"""

DOWN = """
do $$
declare
    name text;
begin
    foreach name in array '{contract,customer,identity_document,sim,phone_number,contract_option,payment,ticket,status_change,sim_binding,number_binding,tariff,tariff_option,tariff_compatibility}'::text[] loop
        execute format('drop policy everything on %I', name);
        execute format('drop policy line on %I', name);
        execute format('drop policy holder on %I', name);
        execute format('alter table %I disable row level security', name);
        execute format('revoke select on %I from crm_line, crm_holder', name);
    end loop;
    foreach name in array '{customer,identity_document,sim,phone_number,contract,contract_option,tariff,tariff_option,payment,ticket}'::text[] loop
        execute format('drop trigger audit on %I', name);
    end loop;
end
$$;
revoke usage on schema public from crm_line, crm_holder;
drop view audit_change;
drop table audit_chain, audit_detail, audit_entry, refresh_token, authorization_code, device_code, oauth_grant, session,
    recovery_code, user_account, oauth_client, signing_key, revocation, one_time_code, attempt_counter, cost_bucket;
drop function crm_audit();
"""


def upgrade() -> None:
    run_script(ROLES, TABLES, AUDIT, WALL, RIGHTS)


def downgrade() -> None:
    run_script(DOWN)
