"""Money: what moves it, what a key stands for, and what gateways say of it."""

from tests.mutants.fault import Fault

REFUND = "backend/services/refund.py"
REFUNDS = ("tests/services/test_billing.py", "tests/services/test_refunds.py")
LEDGER, BALANCES = "backend/services/ledger.py", ("tests/scenarios/test_balances.py",)
DIGEST, KEYS = "backend/services/command_digest.py", ("tests/services/test_idempotency_keys.py",)
IDEMPOTENCY, ISSUING = "backend/services/idempotency.py", ("tests/scenarios/test_get_sim.py",)
SIGNATURES, SIGNED = "backend/gateways/signatures.py", ("tests/gateways/test_signatures.py",)

MONEY = (
    Fault(
        "money", "more is refunded than was paid", REFUND, "    if minor > refundable:\n", "    if False:\n", REFUNDS, "refund",
    ),
    Fault(
        "money", "refunds that are under way do not count", REFUND,
        "return paid.amount_minor - paid.refunded_minor - int(await session.scalar(open_refunds) or 0)",
        "return paid.amount_minor - paid.refunded_minor", REFUNDS, "refund",
    ),
    Fault(
        "money", "who asked for a refund approves it", REFUND,
        "if refund.requested_subject == (viewer.subject or viewer.actor):", "if False:", REFUNDS, "second_person",
    ),
    Fault(
        "money", "the approval's limit is on each part of a refund", REFUND,
        "amount_of(paid.amount_minor - refundable + minor, paid.currency)", "amount_of(minor, paid.currency)", REFUNDS, "second_person",
    ),
    Fault(
        "money", "an account goes below its floor", LEDGER,
        "account.balance_minor - amount_minor < minimum_minor", "account.balance_minor < minimum_minor", BALANCES, "limit or transfer",
    ),
    Fault(
        "money", "accounts are not locked", LEDGER, "        .with_for_update(key_share=True)\n", "", BALANCES, "writers_at_once",
    ),
    Fault(
        "money", "more decimals than the currency has are rounded away", "backend/money.py",
        "return whole // 10**-shift if whole % 10**-shift == 0 else None", "return whole // 10**-shift",
        ("tests/scenarios/test_get_deposit.py",), "refused_by_code",
    ),
    Fault(
        "money", "the tax of a price is rounded down", "backend/money.py",
        "rounding=ROUND_HALF_UP", 'rounding="ROUND_DOWN"', ("tests/test_money.py",),
    ),
    Fault(
        "money", "a payment at a counter credits a contract that has ended", "backend/services/deposit_statement.py",
        "k.status in ('ACTIVE', 'SUSPENDED')", "k.status in ('ACTIVE', 'SUSPENDED', 'CLOSED')",
        ("tests/scenarios/test_get_deposit.py",), "state_of_the_contract",
    ),
    Fault(
        "money", "a low balance is told at each payment", LEDGER,
        "if change.balance_before_minor >= threshold > change.balance_after_minor:", "if threshold > change.balance_after_minor:",
        BALANCES, "low_balance_is_told",
    ),
    Fault(
        "money", "a reversal leaves one side of a transfer as it is", "backend/services/charge.py",
        "LedgerEntry.posting_id == entry.posting_id))).all()", "LedgerEntry.id == entry.id))).all()", BALANCES, "reversed_once",
    ),
    Fault(
        "money", "payers are sent to any address that begins like ours", "backend/services/payment.py",
        'return url == allowed or url.startswith((allowed + "/", allowed + "?"))', "return url.startswith(allowed)",
        REFUNDS, "listed_places",
    ),
    Fault(
        "money", "another amount than was asked for is credited", "backend/services/payment.py",
        "    if payment.status in UNDECIDED and agrees:\n", "    if payment.status in UNDECIDED:\n", REFUNDS, "another_amount",
    ),
)  # fmt: skip

GATEWAYS = (
    Fault(
        "gateways", "fees on refund lines of a settlement are not booked", "backend/services/reconciliation/effects.py",
        "(kind = 'PAYOUT' or kind = 'REFUND' and settled and currency = own_currency)", "kind = 'PAYOUT'",
        ("tests/services/test_reconciliation.py",), "fee_of_a_refund",
    ),
    Fault(
        "gateways", "a line that stands twice in a settlement is no mismatch", "backend/services/reconciliation/statements.py",
        "select 'DUPLICATE', s.amount, s.fee, 'SUSPENSE' where s.position is not null and not s.first",
        "select 'DUPLICATE', s.amount, s.fee, 'SUSPENSE' where false", ("tests/services/test_reconciliation.py",), "ten_thousand",
    ),
    Fault(
        "gateways", "fees of Stripe are cut and not rounded", "backend/gateways/stripe/amounts.py",
        "minor = (abs(amount) * ours + theirs // 2) // theirs", "minor = abs(amount) * ours // theirs",
        ("tests/gateways/test_stripe_webhooks.py",), "fee_is_rounded",
    ),
    Fault(
        "gateways", "a webhook of another secret is believed", SIGNATURES,
        "    if not any([hmac.compare_digest(one, other) for one in wanted for other in given]):  # noqa: C419\n",
        "    if False:\n", SIGNED,
    ),
    Fault(
        "gateways", "an old webhook is believed", SIGNATURES,
        "if not abs(now - moment) <= SIGNATURE_SECONDS:", "if False:", SIGNED,
    ),
)  # fmt: skip

KEYS_OF_COMMANDS = (
    Fault("idempotency", "an amount is not part of what a key stands for", DIGEST,
        "        return _canonical(value)\n", '        return "0"\n', KEYS),
    Fault("idempotency", "a phone number counts as it was typed", DIGEST,
        '    "phone": rules.phone,\n', "", KEYS),
    Fault("idempotency", "the act is not part of what a key stands for", DIGEST,
        "orjson.dumps([act, command]", 'orjson.dumps(["", command]', KEYS),
    Fault("idempotency", "what is inside a field is not part of what a key stands for", DIGEST,
        'return _normalized_document(parts) if name == "document" else parts', "return {}", KEYS),
    Fault("idempotency", "where a payer is sent back is not part of what a key stands for", "backend/schema/money.py",
        "            return_url=input.return_url,\n", "", KEYS),
    Fault("idempotency", "to whom a balance is transferred is not part of what a key stands for", "backend/resolvers/money.py",
        '"to": to_id, ', "", KEYS),
    Fault(
        "idempotency", "what came of an act is not stored", IDEMPOTENCY,
        ".values(outcome=outcome.stored())", ".values(outcome=sa.null())", ISSUING, "key",
    ),
    Fault(
        "idempotency", "a key is good for another command", IDEMPOTENCY,
        "        if row.input_hash not in digests:\n", "        if False:\n", ISSUING, "another_input",
    ),
    Fault(
        "idempotency", "a verb that is refused leaves what it did", IDEMPOTENCY,
        "                async with session.begin_nested():\n                    outcome = _outcome(await verb(session))\n",
        "                outcome = _outcome(await verb(session))\n", ("tests/services/test_audit.py",),
        "refused_half_way",
    ),
)  # fmt: skip
