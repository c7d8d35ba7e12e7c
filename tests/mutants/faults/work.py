"""Faults in customers, SIMs, tickets, imports, events and messages."""

from tests.mutants.fault import Fault

SEQUENCER, LOGGED = "backend/events/sequencer.py", ("tests/events/test_sequencer.py",)
FEEDS, REPLAYS, JOINED = (
    "backend/resolvers/live/feeds.py",
    "backend/resolvers/live/replays.py",
    ("tests/resolvers/test_hub.py",),
)
HUB, PACED = "backend/resolvers/live/hub.py", ("tests/attacks/test_replays.py",)
WIRE, UNREAD = "backend/http/wire.py", ("tests/attacks/test_wire.py",)
READING, WRITING = "backend/notifications/reading.py", "backend/notifications/writing.py"
QUIET = ("tests/notifications/test_quiet_hours.py",)
TICKET, STEPS = "backend/services/ticket/status.py", ("tests/scenarios/test_ticket_status.py",)
AHEAD, AHEAD_TESTS = "backend/imports/ahead.py", ("tests/imports/test_chunks_ahead.py",)
REGISTER, REGISTERED = "backend/imports/register.py", ("tests/imports/test_bulk_register.py",)
IDENTITY, IDENTITIES = "backend/services/identity/recognition.py", ("tests/scenarios/test_identity.py",)
GET_SIM = "backend/services/get_sim_statement.py"
AUDIT, AUDITED = "backend/services/audit.py", ("tests/services/test_audit.py",)

PERIODS = "migrations/versions/2026-11-28-1040_check_periods_by_trigger.py"
BOUND = ("tests/scenarios/test_contract_life.py",)

EVENTS = (
    Fault(
        "jobs", "a shortage uses an attempt", "backend/jobs/worker.py",
        "            if is_shortage(error):\n", "            if False:\n", ("tests/attacks/test_shortage.py",), "shortage",
    ),
    Fault(
        "events", "events of transactions that ran while others were ordered are lost", SEQUENCER,
        "        or e.xid = any($3::text[]::xid8[]))", "        or false and e.xid = any($3::text[]::xid8[]))", LOGGED,
    ),
    Fault(
        "events", "an event gets two positions in the log", SEQUENCER,
        "where {which} and not exists (select from event_order o where o.event_id = e.id)", "where {which}", LOGGED,
    ),
    Fault(
        "events", "a feed that joins within a batch gets an event twice", FEEDS,
        "    if messages and messages[0].position <= subscription.position:\n", "    if False:\n", JOINED,
    ),
    Fault(
        "events", "a feed that joins within a batch misses its later events", FEEDS,
        "if subscription.position < last:", "if subscription.position == events[0].position - 1:", JOINED,
    ),
    Fault(
        "events", "a resumed feed joins before all earlier events were sent", REPLAYS,
        "                if self._reads.last <= until:\n", "                if True:\n", JOINED,
    ),
    Fault("events", "replays of one caller do not take turns", REPLAYS, "        async with turn:\n", "        if turn:\n", PACED),
    Fault(
        "events", "replays are not paid", REPLAYS,
        "await self._reads.pay(viewer, rows_of(messages) + passed // POSITIONS_PER_ROW + 1)", "pass", PACED,
    ),
    Fault(
        "events", "a caller has any number of subscriptions", HUB, "        if found >= allowed:\n", "        if False:\n", PACED,
    ),
    Fault("limits", "a WebSocket is read at any pace", WIRE, "        if seconds > 0:\n", "        if False:\n", UNREAD),
    Fault(
        "limits", "the client of a WebSocket leaves any number of bytes unread", WIRE,
        "        if self.transport.get_write_buffer_size() > MAX_BACKLOG_BYTES:\n", "        if False:\n", UNREAD,
    ),
    Fault(
        "messages", "quiet hours across midnight are ignored", WRITING,
        "        quiet = time_of_day >= quiet_from or time_of_day < quiet_until\n",
        "        quiet = quiet_from <= time_of_day < quiet_until\n", QUIET, "until_they_end",
    ),
    Fault(
        "messages", "a preference without quiet hours gets those of the rule", READING,
        "left join notification_preference q\n            on q.customer_id = c.id", "left join (select customer_id, purpose, channel, allowed, coalesce(quiet_from, '22:00') as quiet_from, coalesce(quiet_until, '08:00') as quiet_until from notification_preference) q\n            on q.customer_id = c.id", QUIET,
    ),
    Fault(
        "messages", "a customer gets messages without consent", READING,
        "coalesce(q.allowed, r.enabled)", "r.enabled", ("tests/notifications/test_delivery.py",), "consent",
    ),
    Fault(
        "messages", "a message is sent again each time its event is read", WRITING,
        "on conflict (event_id, channel) do nothing returning id", "returning id",
        ("tests/notifications/test_delivery.py",), "concurrent_notifiers",
    ),
    Fault(
        "audit", "a link of the audit chain does not cover the previous one", AUDIT,
        "hashlib.sha256(previous + chained_text.encode())", "hashlib.sha256(chained_text.encode())", AUDITED, "each_link_covers",
    ),
    Fault(
        "audit", "an altered audit entry is not detected", AUDIT,
        '    if row["hash"] != _link(previous, row["chained_text"]):\n', "    if False:\n", AUDITED, "first_break",
    ),
    Fault(
        "audit", "an altered line of a file is not detected", AUDIT,
        '    if (found["lines"], found["digest"]) == (row["lines"], row["digest"]):\n', "    if True:\n",
        ("tests/imports/test_audited_lines.py",), "altered",
    ),
    Fault(
        "audit", "a refused act has no audit entry", "backend/services/idempotency.py",
        "            await self._refused_calls.record(audit, session, refusal.node_id, refusal.code.value)\n", "", AUDITED,
        "refusal",
    ),
)  # fmt: skip

DESK = (
    Fault(
        "desk", "two transactions at once bind one SIM", PERIODS,
        "        order by x.id for no key update of x;\n", "        order by x.id;\n", BOUND, "at_once",
    ),
    Fault(
        "desk", "periods of one SIM overlap", PERIODS, "    if found is not null then\n", "    if false then\n", BOUND,
        "overlap",
    ),
    Fault(
        "tickets", "a ticket is closed without a reason", TICKET,
        '    acting.reason_to("close a ticket")\n', "", STEPS,
        "require_a_reason",
    ),
    Fault(
        "tickets", "an active ticket can be discarded", TICKET,
        "    if ticket.status is not TicketStatus.FREE:\n", "    if False:\n", ("tests/scenarios/test_discarded_tickets.py",),
    ),
    Fault(
        "acts", "an act reads its node without a lock", "backend/services/acts.py",
        ".where(table.c.id == key).with_for_update(key_share=key_share)", ".where(table.c.id == key)",
        (*STEPS, "tests/scenarios/test_contract_life.py"), "concurrent_transitions or two_operators",
    ),
    Fault(
        "tickets", "a subscriber's own comment is internal", "backend/services/ticket/work.py",
        "hidden = command.internal and not subscriber", "hidden = command.internal", STEPS, "never_sees_internal_comments",
    ),
    Fault(
        "customers", "a document identifies a customer with another name", IDENTITY,
        "    if not same:\n", "    if False:\n", IDENTITIES, "document_with_another_name",
    ),
    Fault(
        "customers", "two concurrent acts with one document create two customers", IDENTITY,
        "pg_advisory_xact_lock(hashtextextended(text, 0))", "pg_sleep(0)", (*IDENTITIES, "tests/scenarios/test_get_sim.py"), "with_one_document_and_different_names or with_different_cards or one_new_customer or look_for_one",
    ),
    Fault(
        "customers", "the statement of getSim compares customers before it has the locks", GET_SIM,
        "from (select count(*) as locks from locked) taken where locks > 0", "from claim", ("tests/scenarios/test_get_sim.py",),
        "look_for_one",
    ),
    Fault(
        "customers", "a statement of getSim that decides nothing keeps its key", GET_SIM,
        "union all select crm_refuse('NOT_IN_ONE_STATEMENT', 'the verb decides') from claim where not exists (select from given)\n",
        "", ("tests/scenarios/test_get_sim.py",), "refusal_is_replayed",
    ),
    Fault(
        "customers", "an expired document verifies an identity", "backend/services/identity/comparison.py",
        "IdentityDocument.expires_on >= today(settings))", "sa.true())", ("tests/scenarios/test_verification.py",), "valid_document",
    ),
    Fault(
        "pool", "a number outside of the numbering plan is accepted", "backend/services/rules/numbering.py",
        'return re.compile("|".join(re.escape(block).replace("x", "[0-9]") for block in blocks))', 'return re.compile(".*")',
        ("tests/services/test_spelling.py",), "numbering_plan",
    ),
    Fault(
        "pool", "a number leaves its quarantine early", "backend/services/pool.py",
        "PhoneNumber.quarantined_until <= sa.func.now(), ~", "PhoneNumber.quarantined_until <= sa.func.now() + sa.text(\"interval '2 days'\"), ~",
        ("tests/services/test_pool.py",), "quarantine",
    ),
    Fault(
        "pool", "a SIM reserved for one customer is assigned to another", "backend/services/sim.py",
        "        return expired or reserved.reserved_for == customer.id\n", "        return True\n", ("tests/scenarios/test_get_sim.py",), "reservation",
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
        "files", "a formula in a CSV file is not marked as text", "backend/imports/formulas.py",
        'frozenset("=+', 'frozenset("+', ("tests/imports/test_listing.py",),
    ),
    Fault(
        "files", "a debt is imported without its floor", REGISTER,
        "    case when opening_minor < floor_minor then opening_minor end", "    null", ("tests/imports/test_debts.py",),
    ),
    Fault(
        "files", "chunks of two files are registered at once", "backend/imports/chunks.py",
        '    await connection.execute("select pg_advisory_xact_lock($1)", AdvisoryLock.IMPORT_CHUNK)\n', "    return\n",
        ("tests/imports/test_chunk_borders.py",), "of_one_file",
    ),
    Fault(
        "files", "chunks of two files are registered at once while one has a chunk ahead", AHEAD,
        '        await self._first.execute("select pg_advisory_lock($1)", AdvisoryLock.IMPORT_CHUNK)\n', "",
        ("tests/imports/test_chunk_borders.py",), "of_one_file",
    ),
    Fault(
        "files", "a chunk ahead changes a customer whom the chunk before it has changed", AHEAD,
        "if not is_next or await connection.fetchval(_SAME_CUSTOMER, self._id, self._settled + 1, self.begins):",
        "if not is_next:", AHEAD_TESTS, "whom_both",
    ),
    Fault(
        "files", "a chunk ahead is committed although its job was paused", AHEAD,
        'is_next = job is not None and (job["state"], job["settled"]) == ("RUNNING", self.begins)', "is_next = True",
        AHEAD_TESTS, "pause",
    ),
    Fault(
        "files", "a chunk ahead is begun that can only be given up", AHEAD,
        ' or border["depends"]:', ":", AHEAD_TESTS, "family",
    ),
    Fault(
        "files", "a file takes two processors from people who work", AHEAD,
        "if not await self._is_calm(self._first) or alone", "await self._is_calm(self._first)\n        if alone", AHEAD_TESTS, "busy",
    ),
    Fault(
        "files", "a file creates a customer who was registered at the same time again", "backend/imports/chunks.py",
        "        if await run.fetchval(match.CONCURRENT_CUSTOMERS, *of_job):\n",
        "        if False:\n",
        ("tests/imports/test_interrupted.py",), "registered_at_the_same_time",
    ),
    Fault(
        "files", "a file with onError REJECT_FILE is registered while it is checked", "backend/imports/chunks.py",
        'self._writes = not job["dry_run"] and job["state"] == "RUNNING"', 'self._writes = not job["dry_run"]',
        REGISTERED, "rejects_the_whole_file",
    ),
)  # fmt: skip
