"""Check again, before and after rows are written, what other transactions may have changed."""

from backend.imports.match.findings import HAS_OTHER_BIRTH_DATE, OTHER_DOCUMENTS
from backend.models.customer import NO_NEW_CONTRACTS
from backend.models.states import text_list

# Locks the existing customers of the rows until the end of the transaction.
LOCK_CUSTOMERS = """
select from (select distinct customer_id from import_chunk where error_code is null and not new_customer) c
join customer x on x.id = c.customer_id order by x.id for no key update of x
"""
RECHECK_CUSTOMERS = f"""
update import_chunk c set error_column = 'name', error_value = c.name,
    error_code = case x.status when 'CLOSED' then 'CUSTOMER_CLOSED' else 'CUSTOMER_SUSPENDED' end,
    error_message = case x.status when 'CLOSED' then 'the customer is closed' else 'the customer is suspended' end
from customer x
where x.id = c.customer_id and not c.new_customer and c.known_id is null and c.error_code is null
    and x.status in ({text_list(NO_NEW_CONTRACTS)})
"""
# Another transaction may have added a birth date to one of them.
RECHECK_BIRTH_DATES = """
update import_chunk c set adds_birth_date = false, error_value = case when x.birth_date <> c.birth_date then c.birth_date::text end,
    error_code = case when x.birth_date <> c.birth_date then 'POSSIBLE_DUPLICATE' end,
    error_column = case when x.birth_date <> c.birth_date then 'birth_date' end,
    error_message = case when x.birth_date <> c.birth_date then 'this is customer ' || x.number || ', who has another birth date' end
from customer x where x.id = c.customer_id and c.adds_birth_date and x.birth_date is not null and c.error_code is null
"""
# Whether another transaction has committed a customer whom a row would have matched, or a document of one of the
# customers, or merged one of them. $1: whether duplicates are created, $2 time zone.
CONCURRENT_CUSTOMERS = f"""
select exists (
    select from import_chunk c join identity_document d on d.customer_id = c.customer_id
    where c.document_id is not null and c.error_code is null and d.id <> c.document_id and d.kind = c.document_kind
        and d.country = c.document_country and not d.doubtful and d.replaced_at is null
        and (d.expires_on is null or d.expires_on >= (now() at time zone $2)::date)
) or exists (
    select from import_chunk c join customer x on x.id = c.customer_id
    where not c.new_customer and c.error_code is null and x.merged_into_id is not null
) or exists (
    select from import_chunk c cross join lateral (
        (select id from customer p where phone = c.phone and id <> c.customer_id and merged_into_id is null and (not $1 or
            name_key = c.name_key and email is not distinct from c.email
            and not exists ({OTHER_DOCUMENTS.format("p.id", "$2").replace("r.", "c.")})
            and not {HAS_OTHER_BIRTH_DATE.format("p").replace("r.", "c.")}) limit 1)
        union all
        (select id from customer where not $1 and email = c.email and id <> c.customer_id and merged_into_id is null limit 1)
    ) other where c.creates and c.error_code is null
)
"""
