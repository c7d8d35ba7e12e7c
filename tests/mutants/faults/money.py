"""Faults in money, gateways and idempotency."""

from tests.mutants.fault import Fault

REFUND = "backend/services/refund.py"
REFUNDS = ("tests/services/test_billing.py", "tests/services/test_refunds.py")
LEDGER, BALANCES = "backend/services/ledger.py", ("tests/scenarios/test_balances.py",)
DIGEST, KEYS = "backend/services/command_digest.py", ("tests/services/test_idempotency_keys.py",)
IDEMPOTENCY, ISSUING = "backend/services/idempotency.py", ("tests/scenarios/test_get_sim.py",)
SIGNATURES, SIGNED = "backend/gateways/signatures.py", ("tests/gateways/test_signatures.py",)

MONEY = (
    Fault(
        "money", "a payment is cancelled by whom the line has left", "backend/services/payment.py",
        '    await own_line(session, viewer, ["id"])\n', "", REFUNDS, "another_payer",
    ),
    Fault(
        "money", "more is refunded than was paid", REFUND, "    if minor > refundable:\n", "    if False:\n", REFUNDS, "refund",
    ),
    Fault(
        "money", "pending refunds do not count towards the refund limit", REFUND,
        "return paid.amount_minor - paid.refunded_minor - int(await session.scalar(open_refunds) or 0)",
        "return paid.amount_minor - paid.refunded_minor", REFUNDS, "refund",
    ),
    Fault(
        "money", "a refund can be approved by its requester", REFUND,
        "if refund.requested_subject == (acting.viewer.subject or actor):", "if False:", REFUNDS, "second_person",
    ),
    Fault(
        "money", "the approval limit applies to each part of a refund instead of the sum", REFUND,
        "amount_of(paid.amount_minor - refundable + minor, paid.currency)", "amount_of(minor, paid.currency)", REFUNDS, "partial_refunds",
    ),
    Fault(
        "money", "an account goes below its floor", LEDGER,
        "account.balance_minor - amount_minor < minimum_minor", "account.balance_minor < minimum_minor", BALANCES, "limit or transfer",
    ),
    Fault(
        "money", "accounts are not locked", LEDGER, "        .with_for_update(key_share=True)\n", "", BALANCES, "concurrent_writers",
    ),
    Fault(
        "money", "an amount with more decimals than its currency has is rounded", "backend/money.py",
        "return whole // 10**-shift if whole % 10**-shift == 0 else None", "return whole // 10**-shift",
        ("tests/scenarios/test_get_deposit.py",), "refused_with_code",
    ),
    Fault(
        "money", "the tax of a price is rounded down", "backend/money.py",
        "rounding=ROUND_HALF_UP", 'rounding="ROUND_DOWN"', ("tests/test_money.py",),
    ),
    Fault(
        "money", "a cash payment credits a closed contract", "backend/services/deposit_statement.py",
        "k.status in ({text_list(IN_SERVICE)})", "k.status in ({text_list(IN_SERVICE)}, 'CLOSED')",
        ("tests/scenarios/test_get_deposit.py",), "state_of_the_contract",
    ),
    Fault(
        "money", "a low balance causes an event at each payment", LEDGER,
        "if change.balance_before_minor >= threshold > change.balance_after_minor:", "if threshold > change.balance_after_minor:",
        BALANCES, "low_balance_event",
    ),
    Fault(
        "money", "a reversal reverses only one side of a transfer", "backend/services/charge.py",
        "LedgerEntry.posting_id == entry.posting_id))).all()", "LedgerEntry.id == entry.id))).all()", BALANCES, "reversed_once",
    ),
    Fault(
        "money", "a payer is redirected to any address that starts like an allowed one", "backend/services/deposit.py",
        'return url == allowed or url.startswith((allowed + "/", allowed + "?"))', "return url.startswith(allowed)",
        REFUNDS, "return_urls_must_be_allowed",
    ),
    Fault(
        "money", "a paid amount that differs from the requested one is credited", "backend/services/payment.py",
        "    if payment.status in UNDECIDED and agrees:\n", "    if payment.status in UNDECIDED:\n", REFUNDS, "amount_other_than_requested",
    ),
)  # fmt: skip

GATEWAYS = (
    Fault(
        "gateways", "a charge is cancelled for a plan that does not hold any more", "backend/resolvers/received.py",
        "            before = None\n", "            pass\n", ("tests/services/test_planned_money.py",), "is_not_cancelled",
    ),
    Fault(
        "gateways", "fees on refund lines of a settlement are not booked", "backend/services/reconciliation/effects.py",
        "(kind = 'PAYOUT' or kind = 'REFUND' and settled and currency = own_currency)", "kind = 'PAYOUT'",
        ("tests/services/test_reconciliation.py",), "fee_of_a_refund",
    ),
    Fault(
        "gateways", "a duplicate line of a settlement is no mismatch", "backend/services/reconciliation/statements.py",
        "select 'DUPLICATE', s.amount, s.fee, 'SUSPENSE' where s.position is not null and not s.first",
        "select 'DUPLICATE', s.amount, s.fee, 'SUSPENSE' where false", ("tests/services/test_reconciliation.py",), "four_thousand",
    ),
    Fault(
        "gateways", "fees of Stripe are truncated instead of rounded", "backend/gateways/stripe/amounts.py",
        "minor = (abs(amount) * ours + theirs // 2) // theirs", "minor = abs(amount) * ours // theirs",
        ("tests/gateways/test_stripe_webhooks.py",), "fee_is_rounded",
    ),
    Fault(
        "gateways", "a webhook with a wrong signature is accepted", SIGNATURES,
        "    if not any([hmac.compare_digest(one, other) for one in wanted for other in given]):  # noqa: C419\n",
        "    if False:\n", SIGNED,
    ),
    Fault(
        "gateways", "an old webhook is accepted", SIGNATURES,
        "if not abs(now - moment) <= SIGNATURE_SECONDS:", "if False:", SIGNED,
    ),
)  # fmt: skip

KEYS_OF_COMMANDS = (
    Fault(
        "keys", "a field of a declared act is missing in the digest", "backend/services/acts.py",
        "    for each in fields(command):\n        value = getattr(command, each.name)\n",
        "    for each in fields(command)[1:]:\n        value = getattr(command, each.name)\n",
        ("tests/services/test_declared_acts.py",), "covers_every_field",
    ),
    Fault("idempotency", "the digest of a command leaves out amounts", DIGEST,
        "    return _canonical(value) if", '    return "0" if', KEYS),
    Fault("idempotency", "the digest of a command has phone numbers as typed", DIGEST,
        '    "phone": rules.phone,\n', "", KEYS),
    Fault("idempotency", "the digest of a command leaves out the act", DIGEST,
        "orjson.dumps([act, command]", 'orjson.dumps(["", command]', KEYS),
    Fault("idempotency", "the digest of a command leaves out nested fields", DIGEST,
        'return _normalized_document(parts) if name == "document" and _is_document(parts) else parts', "return {}", KEYS),
    Fault("idempotency", "the digest of a payment leaves out its currency", "backend/services/deposit.py",
        'return {**given, **given["amount"]}', 'return {**given, "amount": given["amount"]["amount"]}', KEYS),
    Fault("idempotency", "the digest of a command leaves out renamed fields", "backend/services/acts.py",
        "for name, value in all_fields(command).items()}", "for name, value in all_fields(command).items() if name not in names}", KEYS),
    Fault(
        "idempotency", "the outcome of an act is not stored", IDEMPOTENCY,
        "outcomes.settle(actor, key, outcome.stored())", "outcomes.settle(actor, key, Outcome().stored())", ISSUING, "key",
    ),
    Fault(
        "idempotency", "a key is accepted for another command", IDEMPOTENCY,
        "        if row.input_hash not in digests:\n", "        if False:\n", ISSUING, "another_input",
    ),
    Fault(
        "idempotency", "a refused act is not rolled back", IDEMPOTENCY,
        "            async with session.begin_nested():\n                outcome = outcome_of(await verb(session))\n",
        "            outcome = outcome_of(await verb(session))\n", ("tests/services/test_audit.py",),
        "refused_half_way",
    ),
)  # fmt: skip
