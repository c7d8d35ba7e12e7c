"""Customers, SIMs, tickets, files, and what is told of them."""

from tests.mutants.fault import Fault

SEQUENCER, LOGGED = "backend/events/sequencer.py", ("tests/events/test_sequencer.py",)
HUB, JOINED = "backend/resolvers/live.py", ("tests/resolvers/test_hub.py",)
NOTIFIER, QUIET = "backend/notifications/notifier.py", ("tests/notifications/test_quiet_hours.py",)
TICKET, STEPS = "backend/services/ticket.py", ("tests/scenarios/test_ticket_status.py",)
REGISTER, REGISTERED = "backend/imports/register.py", ("tests/imports/test_bulk_register.py",)
IDENTITY, IDENTITIES = "backend/services/identity/recognition.py", ("tests/scenarios/test_identity.py",)
AUDIT, AUDITED = "backend/services/audit.py", ("tests/services/test_audit.py",)

EVENTS = (
    Fault(
        "events", "events of transactions that ran while others were ordered are lost", SEQUENCER,
        "        or e.xid = any($3::text[]::xid8[]))", "        or false and e.xid = any($3::text[]::xid8[]))", LOGGED,
    ),
    Fault(
        "events", "an event gets two places", SEQUENCER,
        "where {which} and not exists (select from event_order o where o.event_id = e.id)", "where {which}", LOGGED,
    ),
    Fault(
        "events", "an event that was sent comes again to who joins in the middle of a batch", HUB,
        "    if messages and messages[0].position <= subscription.position:\n", "    if False:\n", JOINED,
    ),
    Fault(
        "events", "a feed that joins misses what its batch still brings", HUB,
        "if subscription.position < last:", "if subscription.position == events[0].position - 1:", JOINED,
    ),
    Fault(
        "events", "who comes back joins before everything was sent", HUB,
        "                if self._end.last <= until:\n", "                if True:\n", JOINED,
    ),
    Fault(
        "messages", "quiet hours that span midnight are none", NOTIFIER,
        "        quiet = time_of_day >= quiet_from or time_of_day < quiet_until\n",
        "        quiet = quiet_from <= time_of_day < quiet_until\n", QUIET, "until_they_end",
    ),
    Fault(
        "messages", "a preference without quiet hours has the rule's", NOTIFIER,
        "case when p.customer_id is null then r.quiet_from else p.quiet_from end as quiet_from,\n"
        "    case when p.customer_id is null then r.quiet_until else p.quiet_until end as quiet_until",
        "coalesce(p.quiet_from, r.quiet_from) as quiet_from, coalesce(p.quiet_until, r.quiet_until) as quiet_until", QUIET,
    ),
    Fault(
        "messages", "a customer who wants no message gets it", NOTIFIER,
        "coalesce(p.allowed, r.enabled) as allowed", "r.enabled as allowed", ("tests/notifications/test_delivery.py",), "consent",
    ),
    Fault(
        "messages", "a message is sent as often as its event is read", NOTIFIER,
        "on conflict (event_id, channel) do nothing returning id", "returning id",
        ("tests/notifications/test_delivery.py",), "two_notifiers",
    ),
    Fault(
        "audit", "the chain does not cover what came before", AUDIT,
        "hashlib.sha256(previous + chained_text.encode())", "hashlib.sha256(chained_text.encode())", AUDITED, "each_link_covers",
    ),
    Fault(
        "audit", "an entry that was altered stays unnoticed", AUDIT,
        '    if row["hash"] != _link(previous, row["chained_text"]):\n', "    if False:\n", AUDITED, "first_break",
    ),
    Fault(
        "audit", "a refusal leaves no entry", "backend/services/idempotency.py",
        "                await audit.write(session, refusal.node_id, refusal.code.value)\n            await",
        "            await", AUDITED, "refusal",
    ),
)  # fmt: skip

DESK = (
    Fault(
        "tickets", "a ticket is closed without a reason", TICKET,
        'NEEDS_REASON = frozenset({"suspend", "block", "close"})', 'NEEDS_REASON = frozenset({"suspend", "block"})', STEPS,
        "reason_is_needed",
    ),
    Fault(
        "tickets", "a ticket that somebody works on is discarded", TICKET,
        "    if ticket.status is not TicketStatus.FREE:\n", "    if False:\n", ("tests/scenarios/test_discarded_tickets.py",),
    ),
    Fault(
        "tickets", "a ticket is moved without its lock", TICKET,
        "sa.select(Ticket).where(Ticket.id == key).with_for_update()", "sa.select(Ticket).where(Ticket.id == decoded[1])",
        STEPS, "two_at_once",
    ),
    Fault(
        "tickets", "a subscriber's words are kept from them as internal", TICKET,
        "hidden = internal and not subscriber", "hidden = internal", STEPS, "subscriber_answers",
    ),
    Fault(
        "customers", "a document decides who somebody is, whatever the name", IDENTITY,
        "    if not same:\n", "    if False:\n", IDENTITIES, "beside_another_name",
    ),
    Fault(
        "customers", "two at once with one document are two customers", IDENTITY,
        "        await session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(text, 0))))\n",
        "        pass\n", (*IDENTITIES, "tests/scenarios/test_get_sim.py"), "of_many_at_once or one_new_person",
    ),
    Fault(
        "customers", "an identity is verified by a document that has expired", "backend/services/identity/comparison.py",
        "IdentityDocument.expires_on >= sa.func.current_date())", "sa.true())", ("tests/scenarios/test_verification.py",), "valid_document",
    ),
    Fault(
        "pool", "a number outside of the numbering plan fits the pool", "backend/services/rules/numbering.py",
        'return re.compile("|".join(re.escape(block).replace("x", "[0-9]") for block in blocks))', 'return re.compile(".*")',
        ("tests/services/test_spelling.py",), "numbering_plan",
    ),
    Fault(
        "pool", "a number leaves its quarantine early", "backend/services/pool.py",
        "due = PhoneNumber.quarantined_until <= sa.func.now()", "due = PhoneNumber.quarantined_until <= sa.func.now() + sa.text(\"interval '2 days'\")",
        ("tests/services/test_pool.py",), "quarantine",
    ),
    Fault(
        "pool", "what is reserved for one customer is handed to another", "backend/services/sim.py",
        "        return expired or reserved.reserved_for == customer.id\n", "        return True\n", ("tests/scenarios/test_get_sim.py",), "reservation",
    ),
    Fault(
        "contracts", "a contract is moved without its lock", "backend/services/contract.py",
        "sa.select(Contract).where(Contract.id == key).with_for_update()", "sa.select(Contract).where(Contract.id == decoded[1])",
        ("tests/scenarios/test_contract_life.py",), "two_operators",
    ),
)  # fmt: skip

FILES = (
    Fault(
        "files", "an imported SIM's history always says it came from AVAILABLE", REGISTER,
        "coalesce(c.sim_status, 'AVAILABLE')", "'AVAILABLE'", REGISTERED, "single_act",
    ),
    Fault(
        "files", "an imported number's history always says it came from AVAILABLE", REGISTER,
        "coalesce(c.number_status, 'AVAILABLE')", "'AVAILABLE'", REGISTERED, "single_act",
    ),
    Fault(
        "files", "a formula is let through", "backend/imports/listing.py",
        '_FORMULA = frozenset("=+-@\\t\\r")', '_FORMULA = frozenset("+-@\\t\\r")', ("tests/imports/test_listing.py",),
    ),
    Fault(
        "files", "a debt is migrated without its floor", REGISTER,
        "    case when opening_minor < floor_minor then opening_minor end", "    null", ("tests/imports/test_debts.py",),
    ),
    Fault(
        "files", "chunks of two files are registered at once", "backend/imports/chunks.py",
        '    await connection.execute("select pg_advisory_xact_lock($1)", AdvisoryLock.IMPORT_CHUNK)\n', "    return\n",
        ("tests/imports/test_chunk_borders.py",), "of_one_file",
    ),
    Fault(
        "files", "whom somebody registers meanwhile a file creates again", "backend/imports/chunks.py",
        '        if await run.fetchval(match.CONCURRENT_CUSTOMERS, self._job["duplicates"] == "CREATE"):\n',
        "        if False:\n",
        ("tests/imports/test_interrupted.py",), "registered_at_the_same_time",
    ),
    Fault(
        "files", "a file that is taken in whole or not is registered while it is checked", "backend/imports/chunks.py",
        'self._writes = not job["dry_run"] and job["state"] == "RUNNING"', 'self._writes = not job["dry_run"]',
        REGISTERED, "rejects_the_whole_file",
    ),
)  # fmt: skip
