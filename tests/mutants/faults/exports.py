"""Faults in exports: what a file holds, who opens it, and what stops it."""

from tests.mutants.fault import Fault

SERVICE, RUNNER = "backend/services/exports.py", "backend/exports/runner.py"
ROWS, PLANNER, CELLS = "backend/exports/rows.py", "backend/planner/exports.py", "backend/exports/cells.py"
EXPORT, JOBS = ("tests/scenarios/test_export.py",), ("tests/exports/test_export_jobs.py",)
INTERRUPTED = ("tests/exports/test_interrupted_exports.py",)

EXPORTS = (
    Fault(
        "exports", "a file has the texts that the list masks", PLANNER,
        "                return draft.value(target, mapping, row)\n", "                return mapping.expression(row)\n",
        EXPORT, "hides_what",
    ),
    Fault(
        "exports", "an export runs with the role of its request", SERVICE,
        "    return replace(then, role=role) if role in EXPORTERS else None\n", "    return then\n", EXPORT, "lost_the_right",
    ),
    Fault(
        "exports", "somebody else is given a link to a file", "backend/resolvers/links.py",
        'or needs["subject"] != subject_of(viewer)', "", JOBS, "only_the_requester",
    ),
    Fault(
        "exports", "who takes a line over reads the data that its last holder exported", "backend/services/exports.py",
        'return f"{OF_HOLDER}{viewer.customer_id}" if viewer.role is Role.HOLDER else viewer.subject',
        "return viewer.subject", ("tests/scenarios/test_personal_data.py",), "a_holder_exports",
    ),
    Fault(
        "exports", "a link opens a file that has expired", "backend/http/exports.py",
        " and expires_at > now()", "", JOBS, "only_the_requester",
    ),
    Fault(
        "exports", "somebody else cancels an export", SERVICE,
        "    if found.subject != subject_of(acting.viewer) and", "    if False and", JOBS, "only_the_requester",
    ),
    Fault(
        "exports", "a spreadsheet runs a cell", CELLS,
        'if scalar == "String" and form.opened:', "if False:", EXPORT, "run_no_cell",
    ),
    Fault(
        "exports", "rows are read from another snapshot than they were counted in", RUNNER,
        '"begin isolation level repeatable read read only"', '"begin read only"', EXPORT, "added_meanwhile",
    ),
    Fault(
        "exports", "an export runs on after it was cancelled", RUNNER,
        "                raise Stopped\n", "                pass\n", JOBS, "stops_and_leaves",
    ),
    Fault(
        "exports", "a paused export is run", RUNNER,
        "where id = $1 and status in ({_RUNS}) returning *", "where id = $1 returning *", JOBS, "stops_and_leaves",
    ),
    Fault(
        "exports", "a sheet of too many rows is begun", RUNNER,
        "        if form is ExportFormat.XLSX and self._total > MAX_SHEET_ROWS:\n", "        if False:\n", EXPORT, "too_long",
    ),
    Fault(
        "exports", "two calls at once exceed the number of unfinished exports", SERVICE,
        "    await acting.session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))\n", "", JOBS, "requested_at_once",
    ),
    Fault(
        "exports", "an interrupted export is not started over", RUNNER,
        "where id = $1 and status in ({_RUNS}) returning *", "where id = $1 and status = 'QUEUED' returning *",
        INTERRUPTED, "starts_over",
    ),
)  # fmt: skip
