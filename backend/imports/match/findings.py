"""The rules for a row of a file of subscribers against what is stored, as one SQL expression."""

from backend.imports.match.chunk import TAB, finding
from backend.models.contract import IN_SERVICE
from backend.models.sim import FREE_NUMBERS, FREE_SIMS
from backend.models.states import text_list
from backend.services import compatibility

# A reservation without an end is for a contract that is not in service yet, and for nothing else.
_IS_FOR = """(h.reserved_until <= now() or h.reserved_until is not null
    and case when h.reserved_for is null then h.reserved_by = $7 else h.reserved_for = c.id end)"""
_SIM_IS_FOR, _NUMBER_IS_FOR = _IS_FOR.replace("h.", "s."), _IS_FOR.replace("h.", "n.")
_OTHER_NAME = "'customer ' || c.number || ' has this document and another name'"
_OTHER_DOCUMENT = "'this is customer ' || c.number || ', who has another valid ' || r.document_kind"
_NOTHING_AGREES = """
'contract ' || k.number || ' belongs to customer ' || c.number || ', who has another name, phone number and e-mail address'
"""
# Other valid documents of the kind of `r`'s that customer {0} has on the day in the time zone {1}.
OTHER_DOCUMENTS = """
select from identity_document i
where i.customer_id = {0} and i.kind = r.document_kind and i.country = r.document_country
    and i.number_key <> r.document_key and not i.doubtful and i.replaced_at is null
    and (i.expires_on is null or i.expires_on >= (now() at time zone {1})::date)
"""
# Whether the birth date of `r` contradicts that of customer {0}; an organisation has no birth date.
HAS_OTHER_BIRTH_DATE = "(r.birth_date is not null and ({0}.kind <> 'PERSON' or {0}.birth_date <> r.birth_date)) is true"
_OTHER_BIRTH_DATE = """
'this is customer ' || c.number
    || case c.kind when 'PERSON' then ', who has another birth date' else ', an organisation, which has no birth date' end
"""
# The rules of compatibility that a row breaks. A contract whose tariff and options a row leaves as they are keeps them.
UNFIT = compatibility.broken(
    tariff="t.id",
    options="""coalesce(o.ids, array(
        select x.tariff_option_id from contract_option x join tariff_compatibility y using (tariff_option_id)
        where x.contract_id = k.id and y.tariff_id = t.id))""",
    customer_kind="coalesce(c.kind, r.kind, 'PERSON')",
    birth_date="coalesce(c.birth_date, r.birth_date)",
    sim_kind="coalesce(s.kind, 'PHYSICAL')",
    number_class="coalesce(n.number_class, case when r.msisdn is null and k.id is null then 'STANDARD' end)",
    day="(now() at time zone $10)::date",
).replace(
    "where rule.retired_at",
    "where (select exists (select from compatibility_rule where retired_at is null))"
    " and (k.id is null or k.tariff_id <> t.id or o.ids is not null) and rule.retired_at",
)
# The first fault of a row, in the order of `get_sim`: form, tariff, options, customer, SIM, number. Aliases: r the row,
# k its existing contract, c its customer, h the customer who has its document, t tariff, o options, s SIM, n number,
# a customers who resemble it, q another valid document of its customer, m its opening balance in minor units.
FINDING = f"""
case
    when r.error_code is not null
        then r.error_code || {TAB} || coalesce(r.error_column, '') || {TAB} || coalesce(r.error_message, '')
    when k.id is not null and not $4
        then {finding("ALREADY_EXISTS", "external_id", "'contract ' || k.number || ' has this external_id already'")}
    when k.id is not null and k.status not in ({text_list(IN_SERVICE)})
        then {finding("CONTRACT_CLOSED", "external_id", "'contract ' || k.number || ' is ' || k.status || ' and cannot be updated'")}
    when k.id is not null and k.sim_id is distinct from s.id
        then {finding("CONFLICT", "iccid", "'contract ' || k.number || ' has another SIM, which a file cannot change'")}
    when k.id is not null and r.msisdn is not null and k.phone_number_id is distinct from n.id
        then {finding("CONFLICT", "msisdn", "'contract ' || k.number || ' has another number, which a file cannot change'")}
    when k.id is not null and r.external_id is not null and k.external_id <> r.external_id
        then {finding("CONFLICT", "external_id", "'contract ' || k.number || ' has another external_id'")}
    when k.id is not null and c.external_id <> r.customer_external_id
        then {finding("CONFLICT", "customer_external_id", "'the customer of contract ' || k.number || ' has another customer_external_id'")}
    when k.id is not null and h.id <> c.id
        then {finding("POSSIBLE_DUPLICATE", "document", "'another customer, ' || h.number || ', has this document'")}
    when k.id is not null and h.id = c.id and c.name_key <> r.name_key
        then {finding("POSSIBLE_DUPLICATE", "document", _OTHER_NAME)}
    when k.id is not null and c.name_key <> r.name_key and c.phone <> r.phone and (c.email = r.email) is not true
        then {finding("POSSIBLE_DUPLICATE", "name", _NOTHING_AGREES)}
    when k.id is not null and {HAS_OTHER_BIRTH_DATE.format("c")}
        then {finding("POSSIBLE_DUPLICATE", "birth_date", _OTHER_BIRTH_DATE)}
    when k.id is not null and q.other is not null
        then {finding("POSSIBLE_DUPLICATE", "document", _OTHER_DOCUMENT)}
    when k.id is not null and a.ids is not null
        then {finding("POSSIBLE_DUPLICATE", "phone", "'another customer has this phone number or e-mail address'")}
    when t.id is null then {finding("TARIFF_NOT_FOUND", "tariff", "'the tariff does not exist'")}
    when not t.active and k.tariff_id is distinct from t.id
        then {finding("TARIFF_INACTIVE", "tariff", "'the tariff is no longer sold'")}
    when k.id is not null and k.currency <> t.currency
        then {finding("CURRENCY_MISMATCH", "tariff", "'contract ' || k.number || ' is in ' || k.currency || ', the tariff in ' || t.currency")}
    when o.missing is not null
        then {finding("OPTION_NOT_FOUND", "options", "'option ' || o.missing || ' does not exist or is no longer sold'")}
    when o.unfit is not null
        then {finding("OPTION_INCOMPATIBLE", "options", "'option ' || o.unfit || ' is not compatible with tariff ' || t.code")}
    when u.of_option then {finding("OPTION_INCOMPATIBLE", "options", "u.message_en")}
    when not u.of_option then {finding("TARIFF_INCOMPATIBLE", "tariff", "u.message_en")}
    when k.id is not null then null
    when r.opening_balance is not null and (m.minor is null or m.minor <> trunc(m.minor) or abs(m.minor) > 1e15)
        then {finding("INVALID_AMOUNT", "opening_balance", "'the amount is too large or has too many decimals; ' || t.currency || ' has ' || ($9::jsonb ->> t.currency)")}
    when c.external_id = r.customer_external_id and c.name_key <> r.name_key
        then {finding("POSSIBLE_DUPLICATE", "customer_external_id", "'customer ' || c.number || ' has this customer_external_id and another name'")}
    when h.id <> c.id
        then {finding("POSSIBLE_DUPLICATE", "document", "'another customer, ' || h.number || ', has this document'")}
    when h.id = c.id and c.name_key <> r.name_key
        then {finding("POSSIBLE_DUPLICATE", "document", _OTHER_NAME)}
    when {HAS_OTHER_BIRTH_DATE.format("c")} then {finding("POSSIBLE_DUPLICATE", "birth_date", _OTHER_BIRTH_DATE)}
    when q.other is not null then {finding("POSSIBLE_DUPLICATE", "document", _OTHER_DOCUMENT)}
    when c.id is not null and r.customer_external_id is not null and c.external_id <> r.customer_external_id
        then {finding("POSSIBLE_DUPLICATE", "customer_external_id", "'this is customer ' || c.number || ', who has another customer_external_id'")}
    when c.id is null and a.ids is not null
        then {finding("POSSIBLE_DUPLICATE", "phone", "'a customer with this phone number or e-mail address exists'")}
    when c.id is null and r.rival is not null and not $6
        then {finding("POSSIBLE_DUPLICATE", "phone", "'row ' || r.rival || ' has the same phone number or e-mail address'")}
    when c.status = 'CLOSED' then {finding("CUSTOMER_CLOSED", "name", "'the customer is closed'")}
    when c.status = 'SUSPENDED' then {finding("CUSTOMER_SUSPENDED", "name", "'the customer is suspended'")}
    when $8 and coalesce(c.kyc_status, '') <> 'VALIDATED'
        then {finding("KYC_REQUIRED", "name", "'the customer''s identity must be verified first'")}
    when s.id is null and not $5 then {finding("SIM_NOT_FOUND", "iccid", "'the SIM does not exist, and unknownSims is REJECT'")}
    when s.status = 'RESERVED' and {_SIM_IS_FOR} is not true
        then {finding("SIM_RESERVED", "iccid", "'the SIM is reserved for another customer'")}
    when s.status not in ({text_list(FREE_SIMS)})
        then {finding("SIM_NOT_AVAILABLE", "iccid", "'the SIM is ' || s.status || '; AVAILABLE is required'")}
    when r.msisdn is not null and n.id is null and not $5
        then {finding("NUMBER_NOT_FOUND", "msisdn", "'the number is not in the pool, and unknownSims is REJECT'")}
    when n.status = 'RESERVED' and {_NUMBER_IS_FOR} is not true
        then {finding("NUMBER_RESERVED", "msisdn", "'the number is reserved for another customer'")}
    when n.status not in ({text_list(FREE_NUMBERS)})
        then {finding("NUMBER_NOT_AVAILABLE", "msisdn", "'the number is ' || n.status || '; AVAILABLE or PORTED_IN is required'")}
end
"""
