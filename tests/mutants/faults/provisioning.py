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
)  # fmt: skip
