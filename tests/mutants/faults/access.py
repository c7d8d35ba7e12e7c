"""Faults in access control, tokens and sessions."""

from tests.mutants.fault import Fault

POLICY, VISIBILITY = "backend/auth/policy.py", "backend/auth/visibility.py"
WORDS = ("tests/attacks/test_masks.py",)
MATRIX = tuple(f"tests/auth/test_matrix_{part}.py" for part in ("rows", "hidden", "masks", "walls", "acts"))
TOKENS, FORGED = "backend/auth/tokens.py", ("tests/auth/tokens",)
GRANTS = "backend/auth/provider/grants.py"
ATTEMPTS, TRIES = "backend/auth/attempts.py", ("tests/auth/test_attempts.py", "tests/attacks/test_sign_in.py")
SECOND_WALL = "migrations/versions/2026-11-24-2115_lighten_second_wall.py"

NOUN_SCRIPT = ("tests/test_migrations.py",)

ACCESS = (
    Fault(
        "access", "the audit trail contains the secrets of a new noun", "backend/migrate.py",
        "crm_audit({names})", "crm_audit()", NOUN_SCRIPT, "script_of_a_noun",
    ),
    Fault(
        "access", "the second wall shows a partner the requests of others",
        "migrations/versions/2026-11-28-1720_wall_partners.py",
        "    using (submitted_by = current_setting('crm.actor', true));", "    using (true);",
        ("tests/auth/test_matrix_walls.py",), "exactly_the_rows",
    ),
    Fault(
        "access", "a line reads all rows of a new noun", "backend/migrate.py",
        "crm_line using ({line or 'false'})", "crm_line using (true)", NOUN_SCRIPT, "script_of_a_noun",
    ),
    Fault(
        "access", "a mask is missing: an analyst reads customers' phone numbers", POLICY,
        '**hidden("phone", "external_id", "citizenship", "tax_number"), "birth_date"',
        '**plain("phone", "external_id", "citizenship", "tax_number"), "birth_date"', MATRIX,
        "on_every_path and ANALYST",
    ),
    Fault(
        "access", "an analyst reads the reasons of events unmasked", POLICY,
        'free="topic",\n        analyst=hidden("reason"),', 'free="topic",\n        analyst=plain("reason"),',
        ("tests/scenarios/test_reasons.py",),
    ),
    Fault(
        "access", "a new text column is not masked", "backend/auth/masks.py",
        " for column in texts} | dict(declared)", " for column in texts if False} | dict(declared)", WORDS, "new_text_column",
    ),
    Fault(
        "access", "a line reads the address of the holder", POLICY,
        'only_line=hidden("recipient"),', 'only_line=plain("recipient"),', WORDS, "words and LINE",
    ),
    Fault(
        "access", "refused calls are lost beyond the hourly number of entries", "backend/services/refused_calls.py",
        "        await session.execute(_COUNT, values)\n", "", WORDS, "refused_calls",
    ),
    Fault(
        "access", "a filter accepts a masked column", "backend/planner/draft.py",
        "        if self.masked(graph_type, column):\n", "        if False:\n", ("tests/planner/test_paths.py",), "masked_field_cannot_be",
    ),
    Fault(
        "access", "masked text is counted and grouped, also over a path", "backend/planner/aggregates.py",
        "            self._draft.refuse_masked(graph_type, mapping.column, last)\n", "", MATRIX, "analyst_cannot_compare",
    ),
    Fault(
        "access", "masked text is grouped over a path of two relations", "backend/planner/aggregates.py",
        "            self._draft.refuse_masked(graph_type, mapping.column, last)\n",
        "            if len(hops) < 2:\n                self._draft.refuse_masked(graph_type, mapping.column, last)\n", MATRIX,
        "analyst_cannot_compare",
    ),
    Fault(
        "access", "rows are ordered by a masked column", "backend/planner/connections.py",
        "        if self._draft.masked(self._target, order.source):\n", "        if False:\n", MATRIX, "analyst_cannot_compare",
    ),
    Fault(
        "access", "a subscriber sees every contract", POLICY,
        '"Contract": _business_policy(\n        lambda row: row.id == line_contract(),',
        '"Contract": _business_policy(\n        EVERYTHING,', MATRIX, "rule_of_every and LINE and predicate",
    ),
    Fault(
        "access", "a subscriber reads the staff's internal comments", POLICY,
        '"TicketComment": _business_policy(\n        lambda row: sa.and_(of_line(row), ~row.internal),',
        '"TicketComment": _business_policy(\n        lambda row: of_line(row),', MATRIX, "rule_of_every and LINE and predicate",
    ),
    Fault(
        "access", "a line sees its contract after its number has moved to another", VISIBILITY,
        "        contract.c.phone_number_id == _viewer(VIEWER_NUMBER),\n", "", ("tests/auth/test_lines.py",), "predicate",
    ),
    Fault(
        "access", "a subscriber reads the names of staff", VISIBILITY,
        'else_=sa.literal_column("\'staff\'")', "else_=value", MATRIX, "on_every_path and LINE",
    ),
    Fault(
        "access", "the second wall: a holder reads every customer", SECOND_WALL,
        "alter policy holder on customer using ({holder});\n", "alter policy holder on customer using (true);\n", MATRIX,
        "row_level_security_alone or reads_no_rows",
    ),
    Fault(
        "access", "the second wall: a line reads a closed contract", SECOND_WALL,
        "({line} and {number} and status in ('ACTIVE', 'SUSPENDED'))", "({line} and {number})",
        ("tests/auth/test_lines.py",), "second_wall_too",
    ),
    Fault(
        "access", "the second wall: a line sees its contract after its number has moved to another", SECOND_WALL,
        "({line} and {number} and status in ('ACTIVE', 'SUSPENDED'))", "({line} and status in ('ACTIVE', 'SUSPENDED'))",
        ("tests/auth/test_lines.py",), "second_wall_too",
    ),
    Fault(
        "access", "a program approves what needs a second person",
        "backend/auth/viewer.py", "DECIDING = frozenset({Role.ADMIN, Role.OPERATOR})", "DECIDING = STAFF", MATRIX,
        "role_may_not_call and SERVICE",
    ),
)  # fmt: skip

TOKENS_AND_SESSIONS = (
    Fault(
        "tokens", "the audience of a token is not checked", TOKENS,
        ' or (kind == TYPE and claims.get("aud") != self.audience)', "", FORGED, "forgery_reads",
    ),
    Fault(
        "tokens", "an expired token is accepted", TOKENS,
        "if expires <= now and not expired_too:", "if False:", FORGED, "forgery_reads or expired",
    ),
    Fault(
        "tokens", "the type of a token is not checked", TOKENS,
        'if header.get("typ") != kind or "crit" in header:', 'if "crit" in header:', FORGED, "forgery_reads",
    ),
    Fault(
        "tokens", "the reuse of a refresh token revokes nothing", GRANTS,
        "        # The token was used twice, so it has leaked: the whole grant is revoked (RFC 9700, section 4.14.2).\n"
        "        self.server.revoke_grant(row.grant_id)\n", "", ("tests/auth/test_repeated_refreshes.py",),
    ),
    Fault(
        "tokens", "a refresh token can be reused without a time limit", GRANTS,
        "        if datetime.now(UTC) - token.row.used_at >= again:\n            return False\n", "",
        ("tests/auth/test_repeated_refreshes.py",),
    ),
    Fault(
        "tokens", "an authorization code can be redeemed twice", GRANTS,
        "        if row.grant_id is not None:\n", "        if False:\n", ("tests/auth/protocol",), "redeemed_twice",
    ),
    Fault(
        "tokens", "a code needs no verifier", GRANTS,
        '        if not given.get("code_challenge") or given.get("code_challenge_method") != "S256":\n', "        if False:\n",
        ("tests/auth/protocol",), "invalid_request_is_redirected",
    ),
    Fault(
        "tokens", "attempts are not counted", ATTEMPTS, "        if attempts > limit.attempts:\n", "        if False:\n", TRIES,
    ),
    Fault(
        "tokens", "one attempt more than the limit is allowed", ATTEMPTS,
        "        if attempts > limit.attempts:\n", "        if attempts > limit.attempts + 1:\n", TRIES,
    ),
    Fault(
        "tokens", "a failed attempt delays no other", ATTEMPTS, "where=row.next_at <= now,", "where=sa.true(),", TRIES,
    ),
    Fault(
        "tokens", "successful attempts are counted", ATTEMPTS,
        ".values(attempts=AttemptCounter.attempts - 1)", ".values(attempts=AttemptCounter.attempts)", TRIES,
    ),
    Fault(
        "sessions", "the tokens of an ended session stay valid", "backend/auth/sessions.py",
        'sa.func.concat("session:", ended.c.id)', 'sa.func.concat("ended:", ended.c.id)',
        ("tests/auth/test_access.py",), "own_sessions",
    ),
    Fault(
        "sessions", "the tokens of a deactivated user stay valid", "backend/auth/revocations.py",
        "or issued_at <= at):", "or issued_at > at):", ("tests/auth/test_access.py",), "deactivation or new_role",
    ),
    Fault(
        "sessions", "a process with outdated revocations answers requests", "backend/auth/revocations.py",
        "        return age <= STALE_SECONDS\n", "        return True\n", FORGED, "revocations_cannot_be_read",
    ),
    Fault(
        "sessions", "a deactivated user stays signed in", "backend/auth/sessions.py",
        "        if user is None or user.status is not UserStatus.ACTIVE:\n            return None\n        role =",
        "        if user is None:\n            return None\n        role =", ("tests/auth/pages",), "ends_with_the_user",
    ),
    Fault(
        "sessions", "a one-time code can be used twice", "backend/auth/service.py",
        "if row is None or row.used_at is not None or row.expires_at <= datetime.now(UTC):",
        "if row is None or row.expires_at <= datetime.now(UTC):", ("tests/auth/pages",), "test_a_code_works_once",
    ),
    Fault(
        "sessions", "an unverified document makes a subscriber the holder", "backend/auth/service.py",
        "            IdentityDocument.verified_at.is_not(None),\n", "", ("tests/scenarios/test_verification.py",), "added_after_verification",
    ),
)  # fmt: skip
