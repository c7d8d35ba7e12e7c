"""The measured operations for each server, with the same fields."""

ONE = """query CustomerBrief($id: ID!) { customer(id: $id) { id number name phone email status
  contracts(first: 5) { nodes { id number status sim { iccid msisdn status } } } } }"""
PAYMENTS = """query PaymentsPage($after: String) { payments(first: 100, after: $after) {
  nodes { id number amount { amount currency } method status paidAt createdAt
    contract { id number customer { id name phone } } } pageInfo { hasNextPage endCursor } } }"""
DEEP = """query CustomersDeep($after: String) { customers(first: 20, after: $after) { nodes { id number name phone status
  contracts(first: 10) { nodes { id number status sim { iccid msisdn status }
    tariff { code name monthlyFee { amount currency } }
    payments(first: 5) { nodes { id amount { amount currency } status createdAt } }
    tickets(first: 5) { nodes { id subject status } } } } } pageInfo { hasNextPage endCursor } } }"""

DEPOSIT = """mutation($i: GetDepositInput!) { getDeposit(input: $i) { payment { id status amount { amount currency }
  contract { balance { amount } } } errors { code } } }"""
BALANCE = "query($id: ID!) { contract(id: $id) { balance { amount } } }"

NEWEST = "[CREATED_AT_DESC, PRIMARY_KEY_DESC]"
PEER_ONE = (
    """query CustomerBrief($id: UUID!) { customerByRowId(rowId: $id) { id number name phone email status
  contractsByCustomerId(first: 5, orderBy: %s) { nodes { id number status
    simBySimId { iccid msisdn status } } } } }"""
    % NEWEST
)
PEER_PAYMENTS = (
    """query PaymentsPage($after: Cursor) { allPayments(first: 100, after: $after, orderBy: %s) {
  nodes { id number amountMinor currency method status paidAt createdAt
    contractByContractId { id number customerByCustomerId { id name phone } } }
  pageInfo { hasNextPage endCursor } } }"""
    % NEWEST
)
PEER_DEEP = """query CustomersDeep($after: Cursor) { allCustomers(first: 20, after: $after, orderBy: %s) {
  nodes { id number name phone status
    contractsByCustomerId(first: 10, orderBy: %s) { nodes { id number status simBySimId { iccid msisdn status }
      tariffByTariffId { code name monthlyFeeMinor currency }
      paymentsByContractId(first: 5, orderBy: %s) { nodes { id amountMinor currency status createdAt } }
      ticketsByContractId(first: 5, orderBy: %s) { nodes { id subject status } } } } }
  pageInfo { hasNextPage endCursor } } }""" % (NEWEST, NEWEST, NEWEST, NEWEST)

# The deep read as hand-written SQL for pgbench: the upper limit for this shape of response.
BY_HAND = r"""
\set at random(1, 15000)
select concat('{"customers":{"nodes":[', string_agg(j, ','), ']}}') from (
  select concat('{"id":"cus_', c.id, '","number":', to_json(c.number), ',"name":', to_json(c.name), ',"phone":',
    to_json(c.phone), ',"status":"', c.status, '","contracts":{"nodes":[', (select string_agg(j, ',') from (
      select concat('{"id":"con_', k.id, '","number":', to_json(k.number), ',"status":"', k.status, '","sim":',
        (select concat('{"iccid":', to_json(s.iccid), ',"msisdn":', coalesce(to_json(s.msisdn)::text, 'null'),
          ',"status":"', s.status, '"}') from sim s where s.id = k.sim_id),
        ',"tariff":', (select concat('{"code":', to_json(t.code), ',"name":', to_json(t.name),
          ',"monthlyFee":{"amount":"', t.monthly_fee_minor * 0.01, '","currency":"', t.currency, '"}}')
          from tariff t where t.id = k.tariff_id),
        ',"payments":{"nodes":[', (select string_agg(j, ',') from (
          select concat('{"id":"pay_', p.id, '","amount":{"amount":"', p.amount_minor * 0.01, '","currency":"',
            p.currency, '"},"status":"', p.status, '","createdAt":', to_json(p.created_at), '}') as j
          from payment p where p.contract_id = k.id order by p.created_at desc, p.id desc limit 5) x),
        ']},"tickets":{"nodes":[', (select string_agg(j, ',') from (
          select concat('{"id":"tic_', i.id, '","subject":', to_json(i.subject), ',"status":"', i.status, '"}') as j
          from ticket i where i.contract_id = k.id order by i.created_at desc, i.id desc limit 5) x), ']}}') as j
      from contract k where k.customer_id = c.id order by k.created_at desc, k.id desc limit 10) x), ']}}') as j
  from customer c
  where (c.created_at, c.id) < (select created_at, id from customer where number = 'CD' || lpad(:at::text, 8, '0'))
  order by c.created_at desc, c.id desc limit 20) x;
"""
