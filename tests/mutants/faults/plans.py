"""Faults in dry runs and plan tokens."""

from tests.mutants.fault import Fault

TOKENS, PLANNED = "backend/services/plans/tokens.py", ("tests/services/test_plans.py",)
SHOWN, MASKED = "backend/resolvers/plans/shown.py", ("tests/attacks/test_plan_masks.py",)

PLANS = (
    Fault(
        "plans", "a plan names a node that its caller does not see", SHOWN,
        "    return field.target is not None and any(", "    return False and any(", ("tests/auth/test_matrix_plans.py",),
    ),
    Fault(
        "plans", "a dry run is kept", "backend/database/__init__.py",
        "                await session.rollback()\n", "                await session.commit()\n", PLANNED, "leaves_nothing",
    ),
    Fault(
        "plans", "a token of another actor is accepted", TOKENS,
        "    if actor != bound[0]:\n", "    if False:\n", PLANNED, "one_actor",
    ),
    Fault(
        "plans", "a token of another input is accepted", TOKENS,
        "    if its_digest != bound[2]:\n", "    if False:\n", PLANNED, "one_actor",
    ),
    Fault(
        "plans", "an expired token is accepted", TOKENS,
        '    if content["until"] < datetime.now(UTC).timestamp():\n', "    if False:\n", PLANNED, "one_actor",
    ),
    Fault(
        "plans", "an act with a token does something else than was planned", "backend/resolvers/plans/__init__.py",
        "            if differences:\n", "            if False:\n", PLANNED, "stale",
    ),
    Fault(
        "plans", "versions of rows that were read are not compared", TOKENS,
        '        found[table, str(key), "version"] = _hash(version)\n', "        pass\n", PLANNED, "stale",
    ),
    Fault(
        "plans", "a refusal because of a token uses up the idempotency key", "backend/services/idempotency.py",
        "            if outcome.is_about_plan:\n", "            if False:\n", PLANNED, "stale",
    ),
    Fault(
        "plans", "another SIM than the planned one is taken", "backend/services/sim.py",
        "    if keys:\n", "    if False:\n", ("tests/scenarios/test_planned_sales.py",), "takes_the_planned",
    ),
    Fault(
        "plans", "a plan shows rows of others", SHOWN,
        ".where(predicate(row.c))", "", MASKED,
    ),
    Fault(
        "plans", "a plan shows masked text", SHOWN,
        'for side in ("before", "after") if mask is not None else ():', "for side in ():", MASKED,
    ),
)  # fmt: skip
