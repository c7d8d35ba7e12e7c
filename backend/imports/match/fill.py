"""Fill a chunk: find the tariff, customer, SIM and number of each row, and what is wrong with it."""

from backend.imports.match.chunk import HELD, ROWS, TAB
from backend.imports.match.findings import FINDING, HAS_OTHER_BIRTH_DATE, OTHER_DOCUMENTS, UNFIT
from backend.models.contract import LIVE
from backend.models.sim import FREE_NUMBERS, FREE_SIMS
from backend.models.states import text_list

# Locks taken before the rows are matched, in the same order by all chunks.
LOCKS = (
    f"""
    select from tariff where code in (select tariff from {ROWS} r where error_code is null) order by id for share
    """,
    f"""
    select from {ROWS} r join sim s on s.iccid = r.iccid
    where r.error_code is null and s.status in ({text_list(FREE_SIMS)}) order by s.iccid for update of s
    """,
    f"""
    select from {ROWS} r join phone_number n on n.msisdn = r.msisdn
    where r.error_code is null and n.status in ({text_list(FREE_NUMBERS)}) order by n.msisdn for update of n
    """,
)
_CUSTOMER = "id, number, kind, status, kyc_status, external_id, name_key, phone, email, birth_date"

# `offset 0`: otherwise PostgreSQL evaluates all rules again wherever the statement uses their finding.
# $1 job, $2 the row number after which the chunk begins, $3 its size, $4 whether existing contracts are updated,
# $5 whether unknown SIMs are created, $6 whether duplicates are created, $7 actor, $8 whether identities must be
# verified, $9 decimals by currency, $10 time zone, $11 whether nothing will be written (no numbers are assigned).
FILL = f"""
insert into import_chunk
select row_number, coalesce(leader, row_number), name, name_key, phone, email, coalesce(kind, 'PERSON'), document_kind,
    document_number, document_country, document_key,
    case when finding is null and document_key is not null and holder_id is null then crm_uuidv7() end,
    birth_date, iccid, msisdn, msisdn is null,
    start_date::timestamp at time zone $10, language, external_id, customer_external_id,
    minor::bigint, tariff_id, tariff_version_id, tariff_currency, option_ids,
    case when finding is null then coalesce(customer_id, crm_uuidv7()) else customer_id end,
    case when fresh and not $11 then 'C' || lpad(nextval('customer_number')::text, 8, '0') end, customer_status,
    fresh, fresh and leader is null,
    finding is null and customer_id is not null and held_external_id is null and customer_external_id is not null,
    finding is null and customer_id is not null and held_birth_date is null and birth_date is not null,
    case when finding is null then coalesce(sim_id, crm_uuidv7()) else sim_id end, sim_status, sim_held,
    finding is null and sim_id is null,
    case when finding is null and msisdn is not null then coalesce(number_id, crm_uuidv7()) else number_id end,
    number_status, number_held, finding is null and number_id is null and msisdn is not null, known_id,
    case when finding is null then coalesce(known_id, crm_uuidv7()) end,
    case when finding is null and known_id is null and not $11
        then 'K' || lpad(nextval('contract_number')::text, 8, '0') end,
    case when finding is null and known_id is null then crm_uuidv7() end,
    case when finding is null and known_id is null and minor <> 0 then crm_uuidv7() end,
    case when finding is null and known_id is null then 'REGISTERED' end, split_part(finding, {TAB}, 1),
    nullif(split_part(finding, {TAB}, 2), ''), split_part(finding, {TAB}, 3),
    case when error_code is not null then error_value else case split_part(finding, {TAB}, 2)
        when 'iccid' then iccid when 'msisdn' then msisdn when 'tariff' then tariff when 'phone' then phone
        when 'external_id' then external_id when 'customer_external_id' then customer_external_id
        when 'name' then name when 'document' then document_number when 'birth_date' then birth_date::text when 'opening_balance' then opening_balance::text
        when 'options' then array_to_string(options, ';') end end,
    case when finding like 'POSSIBLE_DUPLICATE%' then array_remove(coalesce(alike, case
        when holder_id = customer_id or known_id is not null then array[coalesce(holder_id, customer_id)]
        else array[holder_id, customer_id] end), null) else '{{}}' end, cells
from (
    select r.*, m.minor, t.id as tariff_id, t.tariff_version_id, t.currency as tariff_currency, o.ids as option_ids, c.id as customer_id,
        c.status as customer_status, c.external_id as held_external_id, c.birth_date as held_birth_date, s.id as sim_id, s.status as sim_status,
        {HELD.format("s")} as sim_held, n.id as number_id, n.status as number_status, {HELD.format("n")} as number_held,
        h.id as holder_id, k.id as known_id, a.ids as alike, f.finding, f.finding is null and c.id is null as fresh
    from {ROWS} r
    left join tariff t on t.code = r.tariff
    left join lateral (
        select trunc(r.opening_balance * 10::numeric ^ ($9::jsonb ->> t.currency)::integer, 6) as minor
    ) m on true
    left join lateral (
        select array_agg(x.id order by wanted.place) as ids,
            min(wanted.code) filter (where x.id is null) as missing,
            min(wanted.code) filter (where x.id is not null and not exists (
                select from tariff_compatibility y where y.tariff_id = t.id and y.tariff_option_id = x.id)) as unfit
        from unnest(r.options) with ordinality wanted (code, place)
        left join tariff_option x on x.code = wanted.code and x.active
        where r.options is not null
    ) o on r.error_code is null
    left join sim s on s.iccid = r.iccid and r.error_code is null
    left join lateral (
        (select id, number, status, sim_id, phone_number_id, customer_id, tariff_id, currency, external_id
        from contract where external_id = r.external_id)
        union all
        (select id, number, status, sim_id, phone_number_id, customer_id, tariff_id, currency, external_id
        from contract where $4 and sim_id = s.id and status in ({text_list(LIVE)}))
        limit 1
    ) k on r.error_code is null
    left join phone_number n on n.msisdn = r.msisdn and r.error_code is null
    left join lateral (
        select d.id, d.number from identity_document i join customer d on d.id = i.customer_id
        where i.number_key = r.document_key and i.kind = r.document_kind and i.country = r.document_country
    ) h on r.error_code is null
    left join lateral (
        (select {_CUSTOMER} from customer where id = k.customer_id)
        union all
        (select {_CUSTOMER} from customer where k.id is null and id = (
            select coalesce(merged_into_id, id) from customer where external_id = r.customer_external_id))
        union all
        (select {_CUSTOMER} from customer where k.id is null and id = h.id)
        union all
        (select {_CUSTOMER} from customer p
        where k.id is null and phone = r.phone and name_key = r.name_key and email is not distinct from r.email
            and merged_into_id is null
            and not ($6 and (exists ({OTHER_DOCUMENTS.format("p.id", "$10")}) or {HAS_OTHER_BIRTH_DATE.format("p")}))
        order by case when birth_date = r.birth_date then 0 when birth_date is null or r.birth_date is null then 1 else 2 end,
            created_at, id limit 1)
        limit 1
    ) c on r.error_code is null
    left join lateral (
        select array_agg(id order by created_at, id) as ids from (
            (select id, created_at from customer where phone = r.phone and r.phone is distinct from c.phone and merged_into_id is null
            order by created_at, id limit 10)
            union
            (select id, created_at from customer where email = r.email and r.email is distinct from c.email and merged_into_id is null
            order by created_at, id limit 10)
            union
            (select id, created_at from customer where phone = r.phone and name_key = r.name_key
                and r.name_key <> c.name_key and email is not distinct from coalesce(r.email, c.email)
                and merged_into_id is null
            order by created_at, id limit 10)
            order by 2, 1 limit 10
        ) b
    ) a on r.error_code is null and not $6 and (k.id is not null or c.id is null)
    left join lateral ({OTHER_DOCUMENTS.format("c.id", "$10").replace("select", "select true as other", 1)} limit 1) q on r.error_code is null
    left join lateral ({UNFIT} limit 1) u on r.error_code is null
    cross join lateral (select {FINDING} as finding offset 0) f
) found
"""
