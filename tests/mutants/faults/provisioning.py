"""Faults in orders to the mobile network."""

from tests.mutants.fault import Fault

STATEMENTS, ORDERED = "backend/services/provisioning/statements.py", ("tests/scenarios/test_provisioning.py",)
DISPATCHER = "backend/services/provisioning/dispatcher.py"
ORDERS = "backend/services/provisioning/orders.py"

PROVISIONING = (
    Fault(
        "provisioning", "the next holder of a number is activated before the last one is terminated", STATEMENTS,
        '"e.phone_number_id = o.phone_number_id",\n', "\n", ORDERED, "a_number_waits",
    ),
    Fault(
        "provisioning", "two orders of a contract are under way at once", STATEMENTS,
        '"e.contract_id = o.contract_id",\n', "\n", ORDERED, "in_sequence",
    ),
    Fault(
        "provisioning", "an order waits for one that failed before it", STATEMENTS,
        'f" and (e.status <> {literal(_S.FAILED)} or e.contract_id <> o.contract_id)"', '""', ORDERED,
        "does_not_wait",
    ),
    Fault(
        "provisioning", "a SIM is exchanged before the network has done it", "backend/services/sim_swap.py",
        "step = order if has_network(settings) else complete", "step = complete", ORDERED, "has_confirmed",
    ),
    Fault(
        "provisioning", "a swap is cancelled while the network is doing it", "backend/services/sim_swap.py",
        "await is_with_network(acting.session, contract.id)", "False", ORDERED, "refused_is_retried",
    ),
    Fault(
        "provisioning", "a contract is annulled while the network activates its line", ORDERS,
        "order.status.in_((*UNDECIDED, _S.CONFIRMED))", "order.status == _S.CONFIRMED", ORDERED, "may_be_activating",
    ),
    Fault(
        "provisioning", "the charges of an annulled contract stay", "backend/services/annulment.py",
        "    await _reverse_charges(acting, contract)\n", "", ORDERED, "undone_whole",
    ),
    Fault(
        "provisioning", "a late report changes an order that is decided", STATEMENTS,
        "else o.status in ({text_list(UNDECIDED)}) end", "else true end", ORDERED, "decide_an_order_once",
    ),
    Fault(
        "provisioning", "what the network never received is not sent again", DISPATCHER,
        "        if unheard:\n", "        if False:\n", ORDERED, "asked_about",
    ),
    Fault(
        "provisioning", "a line that the network put into service late stays there", DISPATCHER,
        "                if compensated is not None:\n", "                if compensated is None:\n", ORDERED,
        "late_confirmation",
    ),
    Fault(
        "provisioning", "a number returns to the pool while the network has it", ORDERS,
        "sa.exists().where(order.phone_number_id == number, order.status.in_(OPEN))", "sa.false()", ORDERED,
        "a_number_waits",
    ),
    Fault(
        "provisioning", "a difference is listed although an order about it is under way",
        "backend/services/provisioning/comparison.py", "o.status in ({text_list(UNDER_WAY)}) or ", "", ORDERED,
        "lists_differences",
    ),
)  # fmt: skip
