"""Add keys by which names are compared and sorted, and indexes that find numbers by their last digits."""

from backend.migrate import run_script

revision = "2026_11_27_0800"
down_revision = "2026_11_27_0700"
branch_labels = None
depends_on = None

# The functions call each other with their schema, because a dump is restored with an empty search path.
ONE_SCRIPT = r"""
-- The name with each word in one script: letters of the other alphabet that look the same are replaced.
create function crm_one_script(name text) returns text
language plpgsql immutable strict parallel safe as $$
declare
    latin constant text := 'ABCEHIKMOPTXYaceikmoptxy';
    cyrillic constant text := 'АВСЕНІКМОРТХУасеікмортху';
    clean constant text := normalize(replace(name, '№', ' '), NFKC);
    repaired text := '';
    part text;
begin
    if clean !~ '[A-Za-z]' or clean !~ '[Ѐ-ӿ]' then
        return clean;
    end if;
    for part in select piece[1] from regexp_matches(clean, '([[:alpha:]]+|[^[:alpha:]]+)', 'g') piece loop
        if part ~ '[A-Za-z]' and part ~ '[Ѐ-ӿ]' then
            if translate(part, latin, '') !~ '[A-Za-z]' then
                part := translate(part, latin, cyrillic);
            elsif translate(part, cyrillic, '') !~ '[Ѐ-ӿ]' then
                part := translate(part, cyrillic, latin);
            end if;
        end if;
        repaired := repaired || part;
    end loop;
    return repaired;
end
$$;
"""
NAME_KEY = r"""
-- The sound of a name in Latin letters. Each word has a space before it, so that a pattern can match the start of a word.
-- Cyrillic is transliterated as in passports (ICAO 9303) and as people write it, Kyrgyz letters as their substitutes.
create function crm_name_key(name text) returns text
language plpgsql immutable strict parallel safe as $$
declare
    folded text := lower(public.crm_one_script(name));
begin
    if folded ~ '[^ -~а-яёңөү]' then
        folded := translate(folded, 'іїєґқғұўҳәҗһɵθšşčçžığđłøßæ', 'iieгкгuухажхooшшччжigdlosa');
        folded := replace(folded, 'й', 'y');
        folded := regexp_replace(normalize(folded, NFKD), '[\u0300-\u036f]+', '', 'g');
    end if;
    folded := translate(folded, 'абвгдеёзийклмнңоөпрстуүфыэъь''’‘ʼ`', 'abvgdeeziyklmnnooprstuufie');
    folded := replace(replace(replace(replace(replace(replace(replace(folded,
        'kh', 'х'), 'ph', 'f'), 'sh', 'ш'), 'ch', 'ч'), 'zh', 'ж'), 'ye', 'e'), 'tz', 'ц');
    folded := translate(replace(replace(folded, 'шc', 'ш'), 'x', 'ks'), 'cjqwщ', 'kжkvш');
    folded := replace(replace(replace(replace(folded, 'dж', 'ж'), 'sч', 'ш'), 'шч', 'ш'), 'ц', 'ts');
    if strpos(folded, 'y') > 0 then
        folded := translate(regexp_replace(folded, '(^|[^aeiou])yo', '\1e', 'g'), 'y', 'i');
    end if;
    folded := replace(replace(folded, 'ю', 'iu'), 'я', 'ia');
    if strpos(folded, 'iu') > 0 then
        folded := regexp_replace(folded, '([bdfghklmnprstvzжхчш])iu', '\1u', 'g');
    end if;
    folded := translate(folded, 'жхчш', 'jhcw');
    if folded ~ 'aa|bb|cc|dd|ee|ff|gg|hh|ii|jj|kk|ll|mm|nn|oo|pp|rr|ss|tt|uu|vv|ww|zz' then
        folded := regexp_replace(folded, '([a-z])\1+', '\1', 'g');
    end if;
    folded := btrim(regexp_replace(folded, '[^[:alnum:]]+', ' ', 'g'));
    return ' ' || left(coalesce(nullif(folded, ''), btrim(lower(name))), 300);
end
$$;
"""
NAME_ORDER = r"""
-- The sort key of a name, for comparison by bytes: digits, Latin, Cyrillic. A Kyrgyz letter is its predecessor in the
-- alphabet and a mark that sorts after all letters; Ё equals Е, and sorts after it where the names are otherwise equal.
create function crm_name_order(name text) returns text
language plpgsql immutable strict parallel safe as $$
declare
    spelled text := lower(public.crm_one_script(name));
    sorted text;
begin
    if spelled ~ '[^ -~а-яёңөү]' then
        spelled := translate(spelled, 'àáâãäåāæçčèéêëēìíîïıīñòóôõöøōùúûüūýÿšşžğßłđ', 'aaaaaaaacceeeeeiiiiiinooooooouuuuuyysszgsld');
    end if;
    spelled := left(btrim(regexp_replace(translate(spelled, '''’‘ʼ`', ''), '[^[:alnum:]]+', ' ', 'g')), 200);
    sorted := replace(replace(replace(replace(spelled, 'ё', 'е'), 'ң', 'нӿ'), 'ө', 'оӿ'), 'ү', 'уӿ');
    return sorted || case when strpos(spelled, 'ё') > 0 then chr(1) || spelled else '' end;
end
$$;
"""
COLUMNS = r"""
drop index if exists ix_customer_search;
drop index if exists ix_customer_name_id;
drop index if exists ix_tariff_name_id;
alter table customer drop column name_key,
    add column name_key text collate "C" not null generated always as (crm_name_key(name)) stored,
    add column name_order text collate "C" not null generated always as (crm_name_order(name)) stored;
alter table tariff
    add column name_key text collate "C" not null generated always as (crm_name_key(name)) stored,
    add column name_order text collate "C" not null generated always as (crm_name_order(name)) stored;
alter table import_row drop column name_key,
    add column name_key text collate "C" generated always as (crm_name_key(name)) stored;
create index ix_customer_name_key_id on customer (name_key, id);
create index ix_customer_name_order_id on customer (name_order, id);
create index ix_customer_number_reversed on customer (reverse(number));
create index ix_customer_phone_reversed on customer (reverse(phone));
create index ix_contract_number_reversed on contract (reverse(number));
create index ix_phone_number_msisdn_reversed on phone_number (reverse(msisdn));
create index ix_sim_iccid_reversed on sim (reverse(iccid));
create index ix_sim_msisdn_reversed on sim (reverse(msisdn));
create index ix_tariff_name_order_id on tariff (name_order, id);
create index ix_customer_search on customer
    using gin (name_key gin_trgm_ops, number gin_trgm_ops, phone gin_trgm_ops, email gin_trgm_ops);
"""
AUDIT = """
do $$
begin
    execute replace(pg_get_functiondef('crm_audit'::regproc), $old$%s$old$, $new$%s$new$);
end
$$;
"""
WITHOUT, WITH = "'name_key', ", "'name_key', 'name_order', "
OLD_KEY = r"lower(regexp_replace(btrim(normalize(name, NFKC)), '\s+', ' ', 'g'))"
DOWN = f"""
drop index ix_sim_msisdn_reversed;
drop index ix_sim_iccid_reversed;
drop index ix_phone_number_msisdn_reversed;
drop index ix_contract_number_reversed;
drop index ix_customer_phone_reversed;
drop index ix_customer_number_reversed;
drop index if exists ix_customer_search;
alter table customer drop column name_key, drop column name_order,
    add column name_key text not null generated always as ({OLD_KEY}) stored;
alter table tariff drop column name_key, drop column name_order;
alter table import_row drop column name_key,
    add column name_key text generated always as ({OLD_KEY}) stored;
create index ix_customer_name_id on customer (name, id);
create index ix_tariff_name_id on tariff (name, id);
create index ix_customer_search on customer
    using gin (name gin_trgm_ops, number gin_trgm_ops, phone gin_trgm_ops, email gin_trgm_ops);
drop function crm_name_order(text);
drop function crm_name_key(text);
drop function crm_one_script(text);
"""


def upgrade() -> None:
    run_script(ONE_SCRIPT, NAME_KEY, NAME_ORDER, COLUMNS, AUDIT % (WITHOUT, WITH))


def downgrade() -> None:
    run_script(AUDIT % (WITH, WITHOUT), DOWN)
