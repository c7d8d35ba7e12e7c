"""Faults in requests, in what partners see of them, and in the messages to requesters."""

from tests.mutants.fault import Fault

FULFILMENT, FULFILLED = "backend/services/request/fulfilment.py", ("tests/scenarios/test_fulfilled_requests.py",)
INTAKE, WORK = "backend/services/request/intake.py", "backend/services/request/work.py"
ASKED, PARTNERS = ("tests/scenarios/test_requests.py",), ("tests/scenarios/test_partner_requests.py",)
TOLD = ("tests/scenarios/test_request_messages.py",)

REQUESTS = (
    Fault(
        "requests", "a request is fulfilled by an old check", FULFILMENT,
        "    violations, found = await examine(session, settings, checked)\n", "    violations, found = [], []\n",
        FULFILLED, "one_passport",
    ),
    Fault(
        "requests", "two requests with one passport are checked at once", FULFILMENT,
        "    await lock_identifiers(session, phone=form.phone, email=form.email, document=form.document)\n", "", FULFILLED,
        "one_passport",
    ),
    Fault(
        "requests", "an alert is passed without being acknowledged", "backend/services/checking/violations.py",
        "if each.severity is Severity.BLOCK or each.code not in acknowledged:", "if each.severity is Severity.BLOCK:",
        FULFILLED, "leaves_nothing",
    ),
    Fault(
        "requests", "a request is taken from a colleague without takeOver", WORK,
        'if command.assignee == "me" and not command.take_over and', "if False and", FULFILLED, "take_a_request",
    ),
    Fault(
        "requests", "the due time runs while an answer is awaited", WORK,
        "due_at=Request.due_at + waited, ", "", ASKED, "stops_the_clock",
    ),
    Fault(
        "requests", "a subscriber submits a request about any line", INTAKE,
        "    if viewer.role in SUBSCRIBERS:\n        return await _own_parties", "    if False:\n        return await _own_parties",
        ASKED, "own_line",
    ),
    Fault(
        "requests", "a partner changes the request of another", "backend/services/acts.py",
        "            if self.viewer.role is Role.PARTNER:\n", "            if False:\n", PARTNERS, "of_another",
    ),
    Fault(
        "requests", "a partner learns whether a customer exists", INTAKE,
        "if viewer.role is Role.PARTNER and value is not None:", "if False:", PARTNERS, "names_nobody",
    ),
    Fault(
        "requests", "a partner learns that a form resembles a customer", "backend/auth/visibility.py",
        "sa.and_(row.code.in_(codes), of_submitted(row))", "of_submitted(row)", PARTNERS, "in_common",
    ),
    Fault(
        "requests", "a partner reads the events of others", "backend/schema/log.py",
        "    if draft.role not in OUTSIDE:\n", "    if draft.role not in OUTSIDE or draft.role == 'PARTNER':\n",
        ("tests/auth/test_partners.py",), "no_other_type",
    ),
    Fault(
        "requests", "whoever has the line reads why a request was rejected", "backend/notifications/reading.py",
        "case when e.topic <> 'request.rejected' then k.id end as contract_id", "k.id as contract_id", TOLD, "the_holder",
    ),
    Fault(
        "requests", "a subscriber names somebody who acts for them", "backend/services/representation.py",
        "        if acting.viewer.role in SUBSCRIBERS:\n", "        if False:\n",
        ("tests/scenarios/test_representatives.py",), "refused",
    ),
    Fault(
        "requests", "a fulfilled request does not name who acted for the customer", FULFILMENT,
        "await get_sim.within(acting, order)", "await get_sim.function(acting, order)",
        ("tests/scenarios/test_representatives.py",), "acts_in_what_fulfils",
    ),
    Fault(
        "requests", "a double click makes two requests", INTAKE,
        "if acting.key is None and (first :=", "if False and (first :=", ASKED, "twice_at_once",
    ),
    Fault(
        "requests", "a double click is looked for before the other call has ended", INTAKE,
        "    await acting.use(Quota.TICKETS)\n    staff", "    staff", ASKED, "twice_at_once",
    ),
    Fault(
        "requests", "the digits of a long number are lost", "backend/http/graphql.py",
        "exact=lambda: exact_json.loads(body))", "exact=None)", ASKED, "kept_as_given",
    ),
    Fault(
        "requests", "a change of data is fulfilled without its birth date", "backend/services/request/changes.py",
        '("language", "birth_date")', '("language",)', FULFILLED, "every_field",
    ),
    Fault(
        "requests", "a change of data is fulfilled without what another act changes", "backend/services/request/changes.py",
        "if left and not done_elsewhere:", "if False:", FULFILLED, "fields_of_other_acts",
    ),
)  # fmt: skip
