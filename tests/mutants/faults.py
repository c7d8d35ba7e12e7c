"""The faults that are planted, room by room."""

from tests.mutants.fault import Fault

POLICY, MATRIX = "backend/auth/policy.py", ("tests/auth/test_matrix.py",)
LIMITS, COSTS = "backend/planner/limits.py", ("tests/planner/test_limits.py",)
DIGEST, DIGESTS = "backend/services/command_digest.py", ("tests/services/test_command_digest.py",)

ACCESS = (
    Fault(
        "access", "a mask is left out: an analyst reads customers' phones", POLICY,
        '{"name": _initial, "phone": _MASKED_NUMBER, "email"', '{"name": _initial, "email"', MATRIX,
    ),
    Fault(
        "access", "an analyst reads the reasons of events unmasked", POLICY,
        '~row.internal),\n        {"reason": _null_stays(_scrubbed)},', "~row.internal),",
        ("tests/scenarios/test_reasons.py",),
    ),
    Fault(
        "access", "a subscriber sees whatever contracts there are", POLICY,
        '"Contract": _business(lambda row: row.id == _line_contract(), _of_holder)',
        '"Contract": _business(EVERYTHING, _of_holder)', MATRIX,
    ),
    Fault(
        "access", "a subscriber reads the staff's internal comments", POLICY,
        '"TicketComment": _business(\n        lambda row: sa.and_(_of_line(row), ~row.internal),',
        '"TicketComment": _business(\n        lambda row: _of_line(row),', MATRIX,
    ),
    Fault(
        "access", "a line that has left its number is still one's own", POLICY,
        "        contract.c.phone_number_id == _viewer(VIEWER_NUMBER),\n", "", ("tests/auth/test_lines.py",),
    ),
    Fault(
        "access", "a subscriber reads who of the staff acted", POLICY,
        'else_=sa.literal_column("\'staff\'")', "else_=value", MATRIX,
    ),
    Fault(
        "access", "the second wall: row level security of customers lets holders read all",
        "migrations/versions/2026-11-25-0400_tell_payers.py",
        "(contract_id in (select id from contract) or payer_contract_id in (select id from contract))",
        "true", MATRIX,
    ),
)  # fmt: skip

TOKENS = (
    Fault(
        "tokens", "the audience is not looked at", "backend/auth/tokens.py",
        ' or (kind == TYPE and claims.get("aud") != self.audience)', "", ("tests/auth/test_token_refusals.py",),
    ),
    Fault(
        "tokens", "an expired token is taken", "backend/auth/tokens.py",
        "if expires <= now and not expired_too:", "if False:", ("tests/auth/test_token_refusals.py",),
    ),
    Fault(
        "tokens", "the type of a token is not looked at", "backend/auth/tokens.py",
        'if header.get("typ") != kind or "crit" in header:', 'if "crit" in header:',
        ("tests/auth/test_token_refusals.py",),
    ),
    Fault(
        "tokens", "a used refresh token ends nothing", "backend/auth/provider/grants.py",
        "        # Somebody else has it too: nobody keeps it (RFC 9700, section 4.14.2).\n"
        "        self.server.revoke_grant(row.grant_id)\n", "", ("tests/auth/test_repeated_refreshes.py", "tests/auth/test_clients.py"),
    ),
    Fault(
        "tokens", "a refresh token is repeated for ever", "backend/auth/provider/grants.py",
        "        if datetime.now(UTC) - token.row.used_at >= again:\n            return False\n", "",
        ("tests/auth/test_repeated_refreshes.py",),
    ),
    Fault(
        "tokens", "an authorization code is used twice", "backend/auth/provider/grants.py",
        "        if row.grant_id is not None:\n", "        if False:\n",
        ("tests/auth/test_protocol_refusals.py", "tests/auth/test_clients.py"),
    ),
    Fault(
        "tokens", "attempts are not counted", "backend/auth/attempts.py",
        "if attempts > LIMITS[what].attempts:", "if False:", ("tests/auth/test_attempts.py",),
    ),
    Fault(
        "tokens", "one attempt too many", "backend/auth/attempts.py",
        "if attempts > LIMITS[what].attempts:", "if attempts > LIMITS[what].attempts + 1:",
        ("tests/auth/test_attempts.py",),
    ),
    Fault(
        "tokens", "a success gives nothing back", "backend/auth/attempts.py",
        ".values(attempts=AttemptCounter.attempts - 1)", ".values(attempts=AttemptCounter.attempts)",
        ("tests/auth/test_attempts.py",),
    ),
)  # fmt: skip

PLANNER = (
    Fault(
        "planner", "one row too many on a page", "backend/planner/connections.py",
        "high: Expression = found if self._backward else sa.func.least(found, page.size)",
        "high: Expression = found", ("tests/planner/test_paths.py", "tests/planner/test_equal.py"),
    ),
    Fault(
        "planner", "the row of the cursor comes again", "backend/planner/connections.py",
        "return left < right if below else left > right", "return left <= right if below else left >= right",
        ("tests/planner/test_paths.py", "tests/planner/test_equal.py"),
    ),
    Fault(
        "planner", "`last` is not counted, as a literal or as a variable", LIMITS,
        'if a.name.value in {"first", "last"}', 'if a.name.value == "first"', COSTS,
    ),
    Fault(
        "planner", "a page's size in a variable counts as the default", LIMITS,
        "return (lambda variables: _page(variables.get(name))), False", "return (lambda _: DEFAULT_PAGE), True", COSTS,
    ),
    Fault(
        "planner", "nested pages add up instead of multiplying", LIMITS,
        "known += rows + rows * below.rows(variables, memo)", "known += rows + below.rows(variables, memo)", COSTS,
    ),
    Fault(
        "planner", "a subscriber may spend as much as the staff", LIMITS,
        "most = self._settings.subscriber_max_cost if subscriber else self._settings.max_cost",
        "most = self._settings.max_cost", COSTS,
    ),
    Fault(
        "planner", "values of variables are not counted", LIMITS,
        "        if values > MOST_VALUES:\n", "        if False:\n", (*COSTS, "tests/http/test_hostile.py"),
    ),
)  # fmt: skip

MONEY = (
    Fault(
        "money", "more is refunded than was paid", "backend/services/refund.py",
        "    if minor > left:\n", "    if False:\n", ("tests/scenarios/test_balances.py", "tests/scenarios/test_bank.py"),
    ),
    Fault(
        "money", "refunds that are under way do not count", "backend/services/refund.py",
        "return paid.amount_minor - paid.refunded_minor - int(await session.scalar(under_way) or 0)",
        "return paid.amount_minor - paid.refunded_minor", ("tests/scenarios/test_balances.py", "tests/scenarios/test_bank.py"),
    ),
    Fault(
        "money", "who asked for a refund approves it", "backend/services/refund.py",
        "if refund.requested_subject == (viewer.subject or viewer.actor):", "if False:",
        ("tests/scenarios/test_balances.py", "tests/scenarios/test_bank.py"),
    ),
    Fault(
        "money", "the approval's limit is on each part of a refund", "backend/services/refund.py",
        "amount_of(paid.amount_minor - left + minor, paid.currency)", "amount_of(minor, paid.currency)",
        ("tests/scenarios/test_balances.py", "tests/scenarios/test_bank.py"),
    ),
    Fault(
        "money", "an account goes below its floor", "backend/services/ledger.py",
        "account.balance_minor - amount_minor < least_minor", "account.balance_minor < least_minor",
        ("tests/scenarios/test_balances.py",),
    ),
    Fault(
        "money", "accounts are not locked", "backend/services/ledger.py",
        "        .with_for_update(key_share=True)\n", "", ("tests/scenarios/test_balances.py", "tests/scenarios/test_bank.py"),
    ),
    Fault(
        "money", "more decimals than the currency has are rounded away", "backend/services/ledger.py",
        "if minor is None or not 0 < minor <= MOST_MINOR:", "minor = minor or int(amount * 100)\n    if not 0 < minor <= MOST_MINOR:",
        ("tests/scenarios/test_balances.py", "tests/scenarios/test_get_deposit.py"),
    ),
    Fault(
        "money", "the payment at a counter credits a contract that has ended", "backend/services/deposit_at_once.py",
        "k.status in ('ACTIVE', 'SUSPENDED')", "k.status in ('ACTIVE', 'SUSPENDED', 'CLOSED')",
        ("tests/scenarios/test_get_deposit.py", "tests/scenarios/test_bank.py"),
    ),
    Fault(
        "money", "a low balance is told at each payment", "backend/services/ledger.py",
        "if moved.balance_before_minor >= mark > moved.balance_after_minor:", "if mark > moved.balance_after_minor:",
        ("tests/scenarios/test_balances.py", "tests/notifications/test_delivery.py"),
    ),
    Fault(
        "money", "fees on refund lines of a settlement are not booked",
        "backend/services/reconciliation/effects.py",
        "(kind = 'PAYOUT' or kind = 'REFUND' and settled and currency = own_currency)", "kind = 'PAYOUT'",
        ("tests/services/test_reconciliation.py",),
    ),
    Fault(
        "money", "a webhook of another secret is believed", "backend/gateways/signatures.py",
        "    if not any([hmac.compare_digest(one, other) for one in wanted for other in given]):  # noqa: C419\n",
        "    if False:\n", ("tests/gateways/test_signatures.py",),
    ),
    Fault(
        "money", "an old webhook is believed", "backend/gateways/signatures.py",
        "if not abs(now - moment) <= SIGNATURE_SECONDS:", "if False:", ("tests/gateways/test_signatures.py",),
    ),
    Fault(
        "money", "payers are sent to any address that begins like ours", "backend/services/payment.py",
        'url.startswith((allowed + "/", allowed + "?"))', "url.startswith(allowed)",
        ("tests/scenarios/test_get_deposit.py", "tests/scenarios/test_bank.py", "tests/services/test_billing.py"),
    ),
)  # fmt: skip

IDEMPOTENCY = (
    Fault("idempotency", "an amount is not part of what a key stands for", DIGEST,
        "        return _exactly(value)\n", '        return "0"\n', DIGESTS),
    Fault("idempotency", "a phone number counts as it was typed", DIGEST,
        '    "phone": rules.phone,\n', "", DIGESTS),
    Fault("idempotency", "the act is not part of what a key stands for", DIGEST,
        "orjson.dumps([act, command]", 'orjson.dumps(["", command]', DIGESTS),
)  # fmt: skip

EVENTS = (
    Fault(
        "events", "events of transactions that ran while others were ordered are lost", "backend/events/sequencer.py",
        "        or e.xid = any($3::text[]::xid8[]))", "        or false and e.xid = any($3::text[]::xid8[]))",
        ("tests/events/test_sequencer.py",),
    ),
    Fault(
        "events", "an event gets two places", "backend/events/sequencer.py",
        "where {which} and not exists (select from event_order o where o.event_id = e.id)", "where {which}",
        ("tests/events/test_sequencer.py",),
    ),
    Fault(
        "events", "an event that was sent comes again to who joins in the middle of a batch", "backend/resolvers/live.py",
        "    if messages and messages[0].position <= subscription.position:\n",
        "    if False:\n", ("tests/resolvers/test_hub.py",),
    ),
    Fault(
        "events", "a feed that joins misses what its batch still brings", "backend/resolvers/live.py",
        "if subscription.position < last:", "if subscription.position == events[0].position - 1:",
        ("tests/resolvers/test_hub.py",),
    ),
    Fault(
        "messages", "quiet hours that span midnight are none", "backend/notifications/notifier.py",
        "quiet = (clock >= quiet_from or clock < quiet_until) if spans else quiet_from <= clock < quiet_until",
        "quiet = quiet_from <= clock < quiet_until", ("tests/notifications/test_quiet_hours.py",),
    ),
)  # fmt: skip

DESK = (
    Fault(
        "tickets", "a ticket is closed without a reason", "backend/services/ticket.py",
        'NEEDS_REASON = frozenset({"suspend", "block", "close"})', 'NEEDS_REASON = frozenset({"suspend", "block"})',
        ("tests/scenarios/test_ticket_status.py",),
    ),
    Fault(
        "tickets", "a ticket that somebody works on is discarded", "backend/services/ticket.py",
        "    if ticket.status is not TicketStatus.FREE:\n", "    if False:\n", ("tests/scenarios/test_discarded_tickets.py",),
    ),
)  # fmt: skip

FILES = (
    Fault(
        "files", "an imported SIM's history always says it came from AVAILABLE", "backend/imports/register.py",
        "coalesce(c.sim_status, 'AVAILABLE')", "'AVAILABLE'", ("tests/imports/test_bulk_register.py",),
    ),
    Fault(
        "files", "an imported number's history always says it came from AVAILABLE", "backend/imports/register.py",
        "coalesce(c.number_status, 'AVAILABLE')", "'AVAILABLE'", ("tests/imports/test_bulk_register.py",),
    ),
    Fault(
        "files", "a formula is let through", "backend/imports/listing.py",
        '_FORMULA = frozenset("=+-@\\t\\r")', '_FORMULA = frozenset("+-@\\t\\r")', ("tests/imports/test_bulk_register.py", "tests/imports/test_reading.py"),
    ),
    Fault(
        "files", "a debt is migrated without its floor", "backend/imports/register.py",
        "    case when opening_minor < floor_minor then opening_minor end", "    null", ("tests/imports/test_debts.py",),
    ),
)  # fmt: skip

FAULTS = (*ACCESS, *TOKENS, *PLANNER, *MONEY, *IDEMPOTENCY, *EVENTS, *DESK, *FILES)
