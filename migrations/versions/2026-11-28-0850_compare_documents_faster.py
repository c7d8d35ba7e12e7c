"""Compute the keys of documents in a language whose functions PostgreSQL prepares once for each session."""

from backend.migrate import run_script

revision = "2026_11_28_0850"
down_revision = "2026_11_28_0835"
branch_labels = None
depends_on = None

_CREATE = """
create or replace function crm_document_key(number text, kind text, country text) returns text
language {language} immutable strict parallel safe as ${body}$;
"""
# Both give the same keys, which stored columns have.
PREPARED = r"""$
declare
    key text collate "C" := translate(upper(normalize(replace(number, '№', ''), NFKC) collate "C"),
        'АВЕКМНОРСТУХІЈЅԚԜ -‐‑‒–—―−/\.,:;_()''"`«»#№*+?!|=~' || chr(9), 'ABEKMHOPCTYXIJSQW');
begin
    if country = 'KG' and kind in ('ID_CARD', 'PASSPORT') and key ~ '^([A-Z]{2}|ИД|1D)[0-9OIL]{7}$' then
        return case left(key, 2) when 'AH' then 'AN' when 'ИД' then 'ID' when '1D' then 'ID' when 'LD' then 'ID'
            else left(key, 2) end || translate(substr(key, 3), 'OIL', '011');
    end if;
    return key;
end
$"""
PLAIN = r"""$
    select case
        when country = 'KG' and kind in ('ID_CARD', 'PASSPORT') and key ~ '^([A-Z]{2}|ИД|1D)[0-9OIL]{7}$'
            then case left(key, 2) when 'AH' then 'AN' when 'ИД' then 'ID' when '1D' then 'ID' when 'LD' then 'ID'
                else left(key, 2) end || translate(substr(key, 3), 'OIL', '011')
        else key end collate "C"
    from (select translate(upper(normalize(replace(number, '№', ''), NFKC) collate "C"),
        'АВЕКМНОРСТУХІЈЅԚԜ -‐‑‒–—―−/\.,:;_()''"`«»#№*+?!|=~' || chr(9), 'ABEKMHOPCTYXIJSQW') as key) folded
$"""


def upgrade() -> None:
    run_script(_CREATE.format(language="plpgsql", body=PREPARED))


def downgrade() -> None:
    run_script(_CREATE.format(language="sql", body=PLAIN))
