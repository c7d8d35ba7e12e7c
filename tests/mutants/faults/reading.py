"""Faults in the planner and at the HTTP edge."""

from tests.mutants.fault import Fault

LIMITS, COSTS = "backend/planner/limits.py", ("tests/planner/test_limits.py",)
CONNECTIONS, BORDERS = "backend/planner/connections.py", ("tests/planner/test_page_borders.py",)
PAGES, SHARED = "backend/planner/pages.py", ("tests/planner/test_shared_plans.py",)

ATTACKS = ("tests/attacks/test_new_documents.py",)

PLANNER = (
    Fault(
        "planner", "a page has one row too many", CONNECTIONS,
        "high: Expression = found if self._backward else sa.func.least(found, page.size)", "high: Expression = found", BORDERS,
    ),
    Fault(
        "planner", "a page from the end has one row too few", CONNECTIONS,
        'sa.func.greatest(found - page.size, sa.literal_column("0")) if self._backward',
        'sa.func.greatest(found - page.size + 1, sa.literal_column("0")) if self._backward', BORDERS,
    ),
    Fault(
        "planner", "a page repeats the row of its cursor", CONNECTIONS,
        "beyond = left < right if below else left > right", "beyond = left <= right if below else left >= right", BORDERS,
    ),
    Fault(
        "planner", "a page leaves out the other transitions of the act at its border", CONNECTIONS,
        "near <= border if below else near >= border", "near < border if below else near > border",
        ("tests/planner/test_history_pages.py",),
    ),
    Fault(
        "planner", "a cursor ignores the id that breaks ties", CONNECTIONS,
        "sa.tuple_(self._key(row), row.id), sa.tuple_(key, identity)", "sa.tuple_(self._key(row)), sa.tuple_(key)", BORDERS,
    ),
    Fault(
        "planner", "a count at its cap is reported as inexact", CONNECTIONS,
        "exact = counted <= sa.literal_column(str(MAX_EXACT_COUNT))", "exact = counted < sa.literal_column(str(MAX_EXACT_COUNT))", BORDERS,
        "count_is_exact",
    ),
    Fault(
        "planner", "a count beyond its cap is reported as exact", CONNECTIONS,
        ".limit(sa.literal_column(str(MAX_EXACT_COUNT + 1)))", ".limit(sa.literal_column(str(MAX_EXACT_COUNT)))", BORDERS, "count_is_exact",
    ),
    Fault(
        "planner", "a plan is shared by pages of different sizes", PAGES,
        "        if not self.is_variable:\n            return most\n", "        return most\n", SHARED, "page_size_of_the_request",
    ),
    Fault(
        "planner", "a plan is reused for requests that need another plan", "backend/planner/readings.py",
        "place = place.branches.get(place.fact(place.get(variables)))", "place = next(iter(place.branches.values()), None)", SHARED,
    ),
    Fault(
        "planner", "the cost of `last` is not counted", LIMITS,
        'if a.name.value in {"first", "last"}', 'if a.name.value == "first"', COSTS,
    ),
    Fault(
        "planner", "a page's size in a variable counts as the default", LIMITS,
        "            if isinstance(value, int) and not isinstance(value, bool):\n", "            if False:\n", COSTS,
    ),
    Fault(
        "planner", "nested pages add up instead of multiplying", LIMITS,
        "known += rows + rows * below.rows(variables, memo)", "known += rows + below.rows(variables, memo)", COSTS,
    ),
    Fault(
        "planner", "a subscriber has the cost limit of the staff", LIMITS,
        "max_cost = self._settings.subscriber_max_cost if subscriber else self._settings.max_cost",
        "max_cost = self._settings.max_cost", ("tests/auth/test_usage.py",), "cost_limit_of_a_subscriber",
    ),
    Fault(
        "planner", "values of variables are not counted", LIMITS,
        "        if values > MAX_INPUT_VALUES:\n", "        if False:\n", (*COSTS, "tests/http/test_hostile.py"), "limit or hostile_request",
    ),
    Fault(
        "planner", "a null operand of a filter counts as absent", "backend/planner/filters.py",
        '        refuse_nulls(argument, "filter")\n', "", ("tests/planner/test_null_in_filters.py",),
    ),
    Fault(
        "planner", "rows of a list that were created at once have no order", "backend/schema/common.py",
        "return [row.created_at.asc(), row.id.asc()]", "return [row.created_at.asc()]", ("tests/planner/test_orders.py",),
    ),
    Fault(
        "planner", "a search finds masked values", "backend/planner/search.py",
        "[each for each in self._searched() if not self._masked(each)]", "list(self._searched())", ("tests/planner/test_paths.py",), "search",
    ),
    Fault(
        "planner", "a truncated search is reported as complete", "backend/planner/search.py",
        "sa.select(sa.func.count() > sa.literal_column(str(MAX_HITS)))", "sa.select(sa.func.count() > sa.literal_column(str(10 * MAX_HITS)))",
        ("tests/http/test_graphql_over_http.py",), "too_many_hits",
    ),
    Fault(
        "planner", "a truncated aggregate is reported as complete", "backend/planner/group_pages.py",
        'sa.case((groups > sa.literal_column("0"), concat(pieces))', 'sa.case((groups > sa.literal_column("1000"), concat(pieces))',
        ("tests/planner/test_aggregate_pages.py",),
    ),
    Fault(
        "planner", "a name in two alphabets has two keys", "migrations/versions/2026-11-27-0800_fold_names.py",
        "'kh', 'х'), 'ph', 'f'), 'sh', 'ш')", "'kh', 'х'), 'ph', 'f'), 'sh', 'c')", ("tests/planner/test_names.py",), "one_key",
    ),
)  # fmt: skip

EDGE = (
    Fault(
        "edge", "headers have no limit", "backend/http/limits.py",
        "            if self._quiet_bytes >= self._limits.header_bytes:\n", "            if False:\n",
        ("tests/http/test_wire_limits.py",), "too_large",
    ),
    Fault(
        "edge", "the bytes of a refused client are read at any pace", "backend/http/limits.py",
        "            self.flow.pause_reading()\n            self.loop.call_later(DISCARD_SECONDS, self._discard_more)\n", "",
        ("tests/attacks/test_connections.py",), "goes_on_sending",
    ),
    Fault(
        "edge", "an address opens connections at any rate", "backend/http/clients.py",
        "        allowed = delay <= MAX_DELAY_SECONDS\n", "        allowed = True\n", ("tests/attacks/test_connections.py",), "faster_than_the_rate",
    ),
    Fault(
        "edge", "a known device waits behind strangers", "backend/http/sign_in/__init__.py",
        "rank=0 if place.known else 1", "rank=1", ("tests/attacks/test_sign_in.py",), "does_not_wait",
    ),
    Fault(
        "edge", "uploads have no quota", "backend/resolvers/received.py",
        "    await context.use_quotas(amounts)\n", "", ("tests/attacks/test_quotas.py",), "settlements",
    ),
    Fault(
        "audit", "an entry about an import has no node", "backend/schema/audit.py", "if noun.is_node}",
        "if noun.is_node and noun.id.prefix != 'imp'}", ("tests/services/test_audit.py",), "whatever_its_noun",
    ),
    Fault(
        "planner", "a node is looked for in another table", "backend/planner/keys.py",
        'return decoded[0] if decoded and decoded[0] in BY_PREFIX else ""', 'return "cus" if decoded else ""',
        ("tests/planner/test_golden.py",), "node",
    ),
    Fault(
        "edge", "an idle connection does not give way", "backend/http/clients.py",
        "            if waits_for is Wait.CLIENT:\n", "            if False:\n", ("tests/attacks/test_connections.py",), "give_way",
    ),
    Fault(
        "edge", "connections in use give way", "backend/http/clients.py",
        "        return sending or oldest\n", "        return sending or oldest or next(iter(self.known), None)\n",
        ("tests/attacks/test_connections.py",), "give_way",
    ),
    Fault(
        "edge", "a client that does not read is waited for", "backend/http/unread.py",
        "            self._transport.abort()\n", "            self.watch()\n", ("tests/attacks/test_connections.py",), "cut_off",
    ),
    Fault(
        "edge", "metrics are for everybody", "backend/http/health.py",
        "            return _refused()\n", "            pass\n", ("tests/attacks/test_headers.py",), "metrics",
    ),
    Fault(
        "edge", "a request that was passed on comes from loopback", "backend/http/web.py",
        "        and not forwarded\n", "", ("tests/attacks/test_connections.py",), "passed_on",
    ),
    Fault(
        "edge", "a process that dies ends the others", "backend/processes.py",
        "        if not have_run and sum(", "        if sum(", ("tests/attacks/test_supervision.py",), "again_and_again",
    ),
    Fault(
        "edge", "an answer with a token is compressed", "backend/http/compression.py",
        'COMPRESSED_PATHS = ("/.well-known/", "/oauth/jwks", "/oauth/style.css",', 'COMPRESSED_PATHS = ("/.well-known/", "/oauth/",',
        ("tests/http/test_compression.py",), "secret",
    ),
    Fault(
        "edge", "the response of a mutation is compressed", "backend/http/graphql.py",
        "await _compressed(headers, response.body) if response.query else (response.body, ())",
        "await _compressed(headers, response.body)", ("tests/http/test_compression.py",), "secret",
    ),
    Fault(
        "edge", "a new document is not charged", "backend/planner/preparation.py",
        "price = 0 if released else 1 +", "price = 0 if source else 1 +", ATTACKS, "charged_before_it_is_parsed",
    ),
    Fault(
        "edge", "the documents that are kept are not bounded by bytes", "backend/planner/document_cache.py",
        "while self.bytes > most and self.documents:", "while most < 0 and self.documents:", ATTACKS, "bounded_by_bytes",
    ),
    Fault(
        "edge", "the body of a request without a token is read in full length", "backend/http/graphql.py",
        "if viewer.role is Role.ANONYMOUS:", "if False:", ATTACKS, "without_a_token",
    ),
    Fault(
        "edge", "any number of requests of one caller may wait", "backend/turns.py",
        "if len(queue) >= self._waiting:", "if False:", ("tests/test_turns.py",), "too_many",
    ),
    Fault(
        "edge", "the turn of a cancelled request is lost", "backend/turns.py",
        "if turn.done() and not turn.cancelled():", "if False:", ("tests/test_turns.py",), "cancelled",
    ),
    Fault(
        "edge", "the merging of fields has no bound", "backend/planner/merging.py",
        "if self._steps > MAX_STEPS:", "if False:", ("tests/planner/test_merging.py",), "bounded",
    ),
    Fault(
        "edge", "a document is stored under a wrong hash", "backend/resolvers/document_texts.py",
        "if query is not None and sha256_of(query) != sha256:", "if False:", ("tests/http/test_automatic_documents.py",),
    ),
    Fault(
        "edge", "a released document under a wrong hash is loaded", "backend/planner/persisted.py",
        "        if wrong:\n", "        if False:\n", ("tests/http/test_released_documents.py",), "wrong_hash",
    ),
    Fault(
        "edge", "the media type of a file is the one its client declares", "backend/documents/files.py",
        "    if found is None:\n        kinds =", "    found = named or found\n    if found is None:\n        kinds =",
        ("tests/http/test_uploads.py",), "begins",
    ),
    Fault(
        "limits", "a variable of a wrong type is used as it is, once a request was accepted", "backend/planner/variables.py",
        "if type(value) is not kind:", "if kind is None:", ("tests/planner/test_variables.py",), "equal_those",
    ),
    Fault(
        "limits", "a cost that a variable decides is computed once", "backend/planner/limits.py",
        "if self.varies:", "if False:", ("tests/planner/test_limits.py",), "cost",
    ),
)  # fmt: skip
