"""Compare identity documents by a key of their number, and store when a document was verified.

Of the documents with one key, one is unchanged: a verified customer's first, then the oldest. The others, and
placeholders such as `-`, become doubtful: their customers keep them, but they no longer identify anybody.
"""

from backend.migrate import run_script

revision = "2026_11_27_0300"
down_revision = "2026_11_26_2230"
branch_labels = None
depends_on = None

# `services.rules.document_key` computes the same in Python.
FUNCTION = r"""
create function crm_document_key(number text, kind text, country text) returns text
language sql immutable strict parallel safe as $$
    select case
        when country = 'KG' and kind in ('ID_CARD', 'PASSPORT') and key ~ '^([A-Z]{2}|ИД|1D)[0-9OIL]{7}$'
            then case left(key, 2) when 'AH' then 'AN' when 'ИД' then 'ID' when '1D' then 'ID' when 'LD' then 'ID'
                else left(key, 2) end || translate(substr(key, 3), 'OIL', '011')
        else key end collate "C"
    from (select translate(upper(normalize(replace(number, '№', ''), NFKC) collate "C"),
        'АВЕКМНОРСТУХІЈЅԚԜ -‐‑‒–—―−/\.,:;_()''"`«»#№*+?!|=~' || chr(9), 'ABEKMHOPCTYXIJSQW') as key) folded
$$;
"""
_PLACEHOLDERS = """
ABC ABSENT BLANK CЫHOO DUMMY EMPTY EXAMPLE HA HET HETHOMEPA HETY HETДAHHЫX HETДOKYMEHTA HETПACПOPTA HEYKAЗAH
HEYKAЗAHO HEИЗBECTEH HEИЗBECTHO HEПPEДOCTABЛEH HOMEPAHET HOMEPЖOK HOMEPИЖOK HY HД KӨPCӨTҮЛГӨHЭMEC MISSING NA
NAN NIL NO NODOCUMENT NOID NONE NONUMBER NOPASSPORT NOT NOTAPPLICABLE NOTAVAILABLE NULL OTCYTCTBYET
OTCYTCTBYЮT PLACEHOLDER QWERTY TBD TECT TECTOBЫЙ TECTTИK TEST TESTING TODO UNDEFINED UNKNOWN VOID
WITHOUTNUMBER X XX XXX XYZ БECПACПOPTA БEЗH БEЗHOMEPA БEЗДOKYMEHTA БEЛГИCИЗ БH БД ДOKYMEHTAHET ДOKYMEHTЖOK ЖOK
ЖOKДOKYMEHT ПACПOPTЖOK ПPOЧEPK ПPИMEP ПYCTO
"""
DOCUMENTS = rf"""
alter table identity_document add column doubtful boolean default false not null,
    add column verified_at timestamp with time zone;
alter table identity_document disable trigger user;
update identity_document d set doubtful = true
from (
    select x.id, crm_document_key(x.number, '', '') as folded, row_number() over (
        partition by crm_document_key(x.number, x.kind, x.country), x.kind, x.country
        order by c.kyc_status = 'VALIDATED' desc, x.created_at, x.id) as place
    from identity_document x join customer c on c.id = x.customer_id
) k
where k.id = d.id and (k.place > 1 or k.folded ~ '^(.)\1*$' or k.folded ~ '^[A-Z]*000+$'
    or k.folded = '' or k.folded = any (string_to_array(btrim(translate('{_PLACEHOLDERS}', chr(10), ' ')), ' ')));
update identity_document d set verified_at = d.updated_at from customer c
where c.id = d.customer_id and c.kyc_status = 'VALIDATED' and not d.doubtful;
alter table identity_document enable trigger user;
alter table identity_document drop constraint uq_identity_document_number_kind_country;
alter table identity_document add column number_key text collate "C" not null generated always as (
    case when doubtful then id::text else crm_document_key(number, kind, country) end) stored;
alter table identity_document add constraint uq_identity_document_number_key_kind_country
    unique (number_key, kind, country);
alter table identity_document add constraint ck_identity_document_number_key check (number_key <> '');
alter table import_row add column document_key text collate "C" generated always as (
    crm_document_key(document_number, document_kind, document_country)) stored;
"""

# The audit trail does not record computed columns.
AUDIT = """
do $do$ begin
    execute replace(pg_get_functiondef('crm_audit()'::regprocedure), $$'name_key'$$, $$'name_key', 'number_key'$$);
end $do$;
"""

DOWN = """
do $do$ begin
    execute replace(pg_get_functiondef('crm_audit()'::regprocedure), $$'name_key', 'number_key'$$, $$'name_key'$$);
end $do$;
alter table import_row drop column document_key;
alter table identity_document drop constraint ck_identity_document_number_key,
    drop constraint uq_identity_document_number_key_kind_country, drop column number_key, drop column doubtful,
    drop column verified_at;
alter table identity_document add constraint uq_identity_document_number_kind_country unique (number, kind, country);
drop function crm_document_key(text, text, text);
"""


def upgrade() -> None:
    run_script(FUNCTION, DOCUMENTS, AUDIT)


def downgrade() -> None:
    run_script(DOWN)
