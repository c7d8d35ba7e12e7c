"""The temporary table of a chunk, and SQL shared by the statements that fill it."""

# The table exists as long as the connection and is emptied at each commit. `family` is the row number of the first row
# of the same customer, `known_id` an existing contract of the row, `customer_id` an existing or new customer
# (`new_customer`), whom the row with `creates` inserts; `links` and `adds_birth_date` mark rows that complete an existing
# customer. `picked` means that the number comes from the pool; `*_held` is the reservation of a SIM or number, for the
# audit. A row with `error_code` is rejected, whatever its `outcome`. `alerts` are violations that do not reject it.
CREATE_CHUNK_TABLE = """
create temporary table import_chunk (
    row_number integer primary key, family integer not null, name text, name_key text, phone text collate "C",
    email text collate "C", kind text collate "C", document_kind text collate "C", document_number text collate "C",
    document_country text collate "C", document_key text collate "C", document_id uuid, birth_date date, iccid text collate "C", msisdn text collate "C", picked boolean not null default false,
    signed_at timestamptz, language text collate "C", external_id text collate "C",
    customer_external_id text collate "C", opening_minor bigint, tariff_id uuid, tariff_version_id uuid, currency text collate "C",
    options uuid[], customer_id uuid, customer_number text collate "C", customer_status text collate "C",
    new_customer boolean not null default false, creates boolean not null default false, links boolean not null default false, adds_birth_date boolean not null default false, sim_id uuid,
    sim_status text collate "C", sim_held jsonb, new_sim boolean not null default false, number_id uuid,
    number_status text collate "C", number_held jsonb, new_number boolean not null default false, known_id uuid, contract_id uuid,
    contract_number text collate "C", account_id uuid, posting_id uuid, outcome text collate "C",
    error_code text collate "C", error_column text collate "C", error_message text, error_value text,
    candidates uuid[] not null default '{}', cells text not null, is_primary_row boolean not null default false,
    alerts jsonb
) on commit delete rows;
create index on import_chunk (msisdn);
create index on import_chunk (customer_id);
"""

# The rows of a chunk: $1 job, $2 the row number after which it begins, $3 its size.
ROWS = """
(select * from import_row where job_id = $1 and row_number > $2 order by row_number limit $3)
"""
TAB = "e'\\t'"
# The reservation of a SIM or a number with the alias {0}, as an object; empty when it is not reserved.
HELD = """
case when {0}.status = 'RESERVED' then jsonb_build_object('reserved_by', {0}.reserved_by, 'reserved_for',
    {0}.reserved_for, 'reserved_until', {0}.reserved_until) else '{{}}' end
"""


def finding(code: str, column: str, message: str) -> str:
    """SQL for a fault as one text, `code TAB column TAB message`, which the outer query splits.

    `message` is an SQL expression.
    """
    return f"'{code}' || {TAB} || '{column}' || {TAB} || {message}"


def finding_object(code: str, column: str, message: str) -> str:
    """SQL for a fault as a JSON object; the arguments are SQL."""
    return f"jsonb_build_object('code', {code}, 'column', {column}, 'message', {message})"
