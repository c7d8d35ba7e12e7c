"""Find out whether a customer is known: a function, which also sees what was committed while a statement waited."""

from backend.migrate import run_script

revision = "2026_11_28_1954"
down_revision = "2026_11_28_1953"
branch_labels = None
depends_on = None

# A volatile function sees what was committed before its call, whenever the statement that calls it began.
UP = r"""
create function crm_is_known(given_name text, given_phone text, given_email text, given_birth_date date,
    given_numbers text[], given_contacts text[], given_further text[])
returns boolean language plpgsql volatile as $$
begin
    if cardinality(given_numbers) = 0 and cardinality(given_further) = 0 and given_email is null and given_birth_date is null then
        return exists (
(select id from customer where phone = given_phone order by created_at, id limit 50)
union all (select customer_id from customer_contact where phone = any(cast(given_contacts as text[])) limit 50)
);
    end if;
    return exists (
(select id from customer where phone = given_phone order by created_at, id limit 50)
union all (select customer_id from customer_contact where phone = any(cast(given_contacts as text[])) limit 50)

union all (select customer_id from identity_document
    where number_key = any(cast(given_numbers as text[])) and not doubtful limit 50)
union all (select id from customer where email = given_email order by created_at, id limit 50)
union all (select customer_id from customer_contact where email = any(cast(given_contacts as text[])) limit 50)
union all (select id from customer where phone = any(cast(given_further as text[])) limit 50)
union all (select id from customer where email = any(cast(given_further as text[])) limit 50)
union all (
    select id from (
        select id, name_key from customer where birth_date = cast(given_birth_date as date) limit 500
    ) born
    where similarity(name_key, (select crm_name_key(cast(given_name as text)))) >= 0.25
    order by similarity(name_key, (select crm_name_key(cast(given_name as text)))) desc limit 50
)
union all (
    select id from (
select distinct unnest(array[key, regexp_replace(key, '^( \S+)(.*)$', '\2\1'),
    regexp_replace(key, '^(.*)( \S+)$', '\2\1'), regexp_replace(key, '^( \S+)( \S+)(.*)$', '\2\1\3')]) as key
from (select (select crm_name_key(cast(given_name as text))) as key) given
where key is not null and (cast(given_birth_date as date) is not null or cardinality(cast(given_numbers as text[])) > 0)
) spelt cross join lateral (
        select id, birth_date from customer where name_key = spelt.key order by id limit 500
    ) namesake
    where extract(year from birth_date) = extract(year from cast(given_birth_date as date))
        or to_char(birth_date, 'MMDD') = to_char(cast(given_birth_date as date), 'MMDD')
        or exists (
            select from identity_document d, unnest(cast(given_numbers as text[])) wanted
            where d.customer_id = namesake.id and similarity(d.number_key, wanted) >= 0.3)
    limit 50
)
);
end
$$;
"""
DOWN = "drop function crm_is_known(text, text, text, date, text[], text[], text[]);"


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
