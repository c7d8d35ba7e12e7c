"""Rows in addition to the demo's, with values that a faulty planner prints, sorts, escapes or rounds wrongly.

They are in the template of all test databases, so tests refer to them by number (CX1, KX1, PX1, TX1 and so on).
"""

from datetime import date

from backend.database import Connection, connect
from backend.models import Base, CompatibilityRule, Contract, Customer, Payment, Tariff, TariffOption, Ticket, User
from tests.factories.compatibility_rules import new_compatibility_rule
from tests.factories.jobs import JobRecord, new_job_record
from tests.factories.ledger import new_house_account
from tests.factories.phone_numbers import new_phone_number
from tests.factories.rows import find, find_all, insert
from tests.factories.samples import Owner, samples
from tests.factories.sims import new_sim
from tests.factories.tariffs import new_tariff_allowance, new_tariff_version
from tests.world import duplicates, files, money, network, people, requests, settlements
from tests.world.keys import key, moment

# Changes of TX2 and of rows of the demo; their versions are therefore above 1.
CHANGES = """
update tariff t set tariff_version_id = v.id, monthly_fee_minor = v.monthly_fee_minor from tariff_version v
where t.code = 'T18' and v.tariff_id = t.id and v.number = 2;
update sim set status = 'RESERVED', reserved_by = 'somebody', reserved_until = '2030-01-01'
where id = (select id from sim where status = 'AVAILABLE' order by id limit 1);
update phone_number set status = 'QUARANTINED', quarantined_until = '2030-01-01'
where id = (select id from phone_number where status = 'AVAILABLE' order by id limit 1);
insert into lost_phone select id, phone, '2026-04-01T10:00:00.5Z' from customer where number = 'CX1';
update ticket set assignee = 'operator@demo.example', assignee_id = (select id from user_account where email = 'operator@demo.example'),
    queue = 'networks' where number in ('TX2', 'TD00000001');
update ticket set payment_id = (select id from payment p where p.contract_id = ticket.contract_id order by number limit 1) where number = 'TD00000001';
"""


async def add_unusual_rows(owner_url: str) -> None:
    connection = await connect(owner_url, role=None)
    try:
        async with connection.transaction():
            customers = people.customers()
            contracts = await _add_contracts(connection, customers)
            payments = await _add_payments(connection, contracts)
            candidates = [customers[number].id for number in ("CX1", "CX2")]
            keys = {number: payment.id for number, payment in payments.items()}
            await insert(
                connection,
                *files.import_jobs(),
                *files.rejected_rows(candidates),
                *files.export_jobs(),
                *settlements.settlements(keys),
                *duplicates.duplicates([each.id for each in customers.values()]),
            )
            await _add_desk(connection, customers)
            await _add_requests(connection, customers["CX1"])
            await _add_versions(connection)
            await insert(connection, *_pool(), *_jobs(), *samples(await _owners(connection)))
            await insert(connection, *network.orders(await _numbered(connection)))
            await connection.execute(CHANGES)
            everybody = await find_all(connection, Customer)
            await insert(connection, *(people.identification(each) for each in everybody))
            await connection.execute("analyze")
    finally:
        await connection.close()


async def _add_contracts(connection: Connection, customers: dict[str, Customer]) -> dict[str, Contract]:
    tariff = min(await find_all(connection, Tariff), key=lambda each: each.code)
    contracts = people.contracts(customers, tariff.id)
    await insert(connection, *customers.values(), *contracts.values())
    return contracts


async def _add_versions(connection: Connection) -> None:
    """A second version of T18, which is in force, and a later one of T02; and what versions include."""
    tariffs = {each.code: each for each in await find_all(connection, Tariff)}
    begun = moment("2026-09-01T00:00:00+06:00")
    current = new_tariff_version(
        tariffs["T18"].id, id=key("tariff version"), valid_from=begun, monthly_fee_minor=108_500, published_at=begun
    )
    later = new_tariff_version(tariffs["T02"].id, id=key("later tariff version"), monthly_fee_minor=26_000)
    await insert(
        connection,
        current,
        later,
        new_tariff_allowance(tariffs["T01"].tariff_version_id, scope="NATIONAL", amount=150),
        new_tariff_allowance(tariffs["T01"].tariff_version_id, kind="MB", scope="NATIONAL", amount=5_000),
        new_tariff_allowance(current.id, amount=110),
        new_tariff_allowance(later.id, amount=200),
        *_rules(tariffs["T19"], await find_all(connection, TariffOption)),
    )


def _rules(retired: Tariff, options: list[TariffOption]) -> list[CompatibilityRule]:
    """Rules about a tariff that is not sold, and retired ones."""
    first, second = sorted(options, key=lambda each: each.code)[:2]
    ended = {"retired_at": moment("2026-10-01T00:00:00Z"), "created_at": moment("2026-09-01T00:00:00Z")}
    return [
        new_compatibility_rule(id=key("compatibility_rule"), tariff_id=retired.id, max_age=25),
        new_compatibility_rule(
            id=key("compatibility_rule 2"),
            tariff_id=retired.id,
            form="SALES_PERIOD",
            min_age=None,
            sold_from=date(2026, 1, 1),
            message_ru='"\\',
            **ended,
        ),
        new_compatibility_rule(
            id=key("compatibility_rule 3"),
            tariff_option_id=first.id,
            form="EXCLUDES",
            min_age=None,
            other_option_id=second.id,
            **ended,
        ),
        new_compatibility_rule(
            id=key("compatibility_rule 4"),
            tariff_option_id=first.id,
            form="SIM_KIND",
            min_age=None,
            sim_kind="ESIM",
            **ended,
        ),
        new_compatibility_rule(
            id=key("compatibility_rule 5"),
            tariff_option_id=first.id,
            form="NUMBER_CLASS",
            min_age=None,
            number_class="GOLD",
            **ended,
        ),
        new_compatibility_rule(
            id=key("compatibility_rule 6"),
            tariff_option_id=first.id,
            form="EXCLUDES",
            min_age=None,
            other_tariff_id=retired.id,
            **ended,
        ),
        new_compatibility_rule(
            id=key("compatibility_rule 7"),
            tariff_option_id=first.id,
            form="CUSTOMER_KIND",
            min_age=None,
            customer_kind="PERSON",
            **ended,
        ),
    ]


async def _add_payments(connection: Connection, contracts: dict[str, Contract]) -> dict[str, Payment]:
    """Payments of KX1, and an empty account of each other contract."""
    contract, *others = contracts.values()
    payer = await find(connection, Customer, number="CD00000001")
    lines = await find_all(connection, Contract, customer_id=payer.id)
    line = min((each for each in lines if each.status in {"ACTIVE", "SUSPENDED"}), key=lambda each: each.number)
    payments = money.payments(contract, line)
    soms, dinars = money.account(contract), money.account(contract, "KWD")
    await insert(
        connection,
        *payments.values(),
        *money.refused_refunds(payments["PX3"]),
        *money.paid(payments["PX2"], soms),
        *money.paid(payments["PX4"], dinars),
        *money.paid(payments["PX5"], soms),
        *money.paid_back(payments["PX4"], dinars),
        soms,
        dinars,
        new_house_account("CLEARING", "KWD"),
        *(money.account(each) for each in others),
    )
    return payments


async def _add_desk(connection: Connection, customers: dict[str, Customer]) -> None:
    """Add tickets; comments and attachments, also on two tickets of the demo; messages to three customers."""
    tickets = people.tickets(customers["CX1"])
    told = [*tickets, *[await find(connection, Ticket, number=number) for number in ("TD00000001", "TD00000002")]]
    comments = [row for each in told for row in people.comments(each, by_line=each.number == "TD00000001")]
    attachments = [row for each in told if each.number in {"TX1", "TD00000001"} for row in people.attachments(each)]
    demo = [await find(connection, Customer, number=number) for number in ("CD00000001", "CD00000002")]
    messages: list[Base] = []
    for customer in (*demo, customers["CX1"]):
        contracts = await find_all(connection, Contract, customer_id=customer.id)
        messages += people.notifications(customer, min(contracts, key=lambda each: each.number, default=None))
    await insert(connection, *tickets, *comments, *attachments, *messages)


async def _numbered(connection: Connection) -> list[Contract]:
    """All contracts, in the order of their numbers."""
    return sorted(await find_all(connection, Contract), key=lambda each: each.number)


async def _owners(connection: Connection) -> list[Owner]:
    """Customers CD00000001 and CX2, and the contracts of CD00000001, CX1 and CX4."""
    customers = [await find(connection, Customer, number=number) for number in ("CD00000001", "CX2")]
    contracts = await _numbered(connection)
    owned = [each for each in contracts if each.customer_id == customers[0].id or each.number.startswith("KX")]
    return [people.owner(each) for each in (*customers, *owned)]


async def _add_requests(connection: Connection, customer: Customer) -> None:
    line = await find(connection, Contract, number="KD00000001")
    operator = await find(connection, User, email=requests.OPERATOR)
    await insert(connection, *requests.requests(customer, line, operator))


def _pool() -> list[Base]:
    """eSIMs and numbers that can be handed out."""
    at = moment("2026-01-02T00:00:00Z")
    sims = [new_sim(f"89990000000000000{n}{n}", id=key(f"sim{n}"), kind="ESIM", created_at=at) for n in range(1, 10)]
    numbers = [new_phone_number(f"+99699000000{n}", id=key(f"number{n}"), created_at=at) for n in range(1, 10)]
    return [*sims, *numbers]


def _jobs() -> list[JobRecord]:
    """A job that is done and one that was lost."""
    first, second = moment("2026-01-01T00:00:00Z"), moment("2026-01-02T00:00:00Z")
    done = {"attempts": 1, "created_at": first, "finished_at": moment("2026-01-01T00:00:01Z")}
    lost = {"attempts": 5, "created_at": second, "last_error": 'it "failed"'}
    return [new_job_record(9001, "done job", **done), new_job_record(9002, "lost job", **lost)]
