"""The rules between the rows of one chunk: documents, birth dates and new customers."""

# Each new document of the chunk must belong to one customer, and a customer may add one of a kind. A new customer is
# identified by `family`.
_CONFLICTING_DOCUMENTS = """
update import_chunk c set error_code = 'POSSIBLE_DUPLICATE', error_column = 'document', error_value = c.document_number,
    error_message = 'row ' || d.first || {2}, document_id = null
from (
    select row_number, {1} as own, first_value(row_number) over line as first, first_value({1}) over line as first_own
    from (
        select row_number, document_key, document_kind, document_country,
            case when new_customer then family::text else customer_id::text end as who
        from import_chunk where error_code is null and document_id is not null
    ) each window line as (partition by {0}, document_kind, document_country order by row_number)
) d where d.row_number = c.row_number and d.own <> d.first_own
"""
REJECT_CONFLICTS = (
    _CONFLICTING_DOCUMENTS.format("document_key", "who", "' has this document and belongs to another customer'"),
    _CONFLICTING_DOCUMENTS.format("who", "document_key", "' is the same customer and has another ' || c.document_kind"),
    """
    update import_chunk c set error_code = 'POSSIBLE_DUPLICATE', error_column = 'birth_date',
        error_value = c.birth_date::text, adds_birth_date = false, document_id = null,
        error_message = 'row ' || d.first || ' is the same customer and has another birth date'
    from (
        select row_number, first_value(row_number) over line as first, first_value(birth_date) over line as birth_date
        from import_chunk where error_code is null and adds_birth_date
        window line as (partition by customer_id order by row_number)
    ) d where d.row_number = c.row_number and d.birth_date <> c.birth_date
    """,
)
# Of several rows with the same new document the first adds it.
KEEP_FIRST_DOCUMENT = """
update import_chunk c set document_id = null
from (
    select row_number, row_number() over (
        partition by document_key, document_kind, document_country order by row_number) as place
    from import_chunk where error_code is null and document_id is not null
) d where d.row_number = c.row_number and d.place > 1
"""
# Of several rows that add a birth date to the same customer the first adds it.
KEEP_FIRST_BIRTH_DATE = """
update import_chunk c set adds_birth_date = false
from (
    select row_number, row_number() over (partition by customer_id order by row_number) as place
    from import_chunk where error_code is null and adds_birth_date
) d where d.row_number = c.row_number and d.place > 1
"""
# Of several rows of one new customer the first without a fault creates the customer, the others join it. The external
# id and the birth date may come from any of these rows.
JOIN_NEW_CUSTOMERS = """
update import_chunk c set customer_id = f.customer_id, customer_number = f.number, creates = f.first = c.row_number,
    customer_external_id = coalesce(c.customer_external_id, f.external_id),
    birth_date = coalesce(c.birth_date, f.birth_date)
from (
    select row_number, first_value(row_number) over line as first, first_value(customer_id) over line as customer_id,
        first_value(customer_number) over line as number, max(customer_external_id) over (partition by family) as external_id,
        max(birth_date) over (partition by family) as birth_date,
        count(*) over (partition by family) as members
    from import_chunk where error_code is null and new_customer
    window line as (partition by family order by row_number)
) f where f.row_number = c.row_number and (f.members > 1 or not c.creates)
"""
