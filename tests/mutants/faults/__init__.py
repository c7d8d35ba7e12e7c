"""The planted faults, by room."""

from tests.mutants.faults.access import ACCESS, TOKENS_AND_SESSIONS
from tests.mutants.faults.catalogue import CATALOGUE
from tests.mutants.faults.consents import CONSENTS
from tests.mutants.faults.contracts import CONTRACTS
from tests.mutants.faults.erasure import ERASURE
from tests.mutants.faults.exports import EXPORTS
from tests.mutants.faults.matching import MATCHING
from tests.mutants.faults.merging import MERGING
from tests.mutants.faults.money import GATEWAYS, KEYS_OF_COMMANDS, MONEY
from tests.mutants.faults.plans import PLANS
from tests.mutants.faults.profiles import PROFILE
from tests.mutants.faults.provisioning import PROVISIONING
from tests.mutants.faults.reading import EDGE, PLANNER
from tests.mutants.faults.requests import REQUESTS
from tests.mutants.faults.standing import STANDING
from tests.mutants.faults.validation import VALIDATION
from tests.mutants.faults.work import DESK, EVENTS, FILES

FAULTS = (
    *ACCESS, *TOKENS_AND_SESSIONS, *PLANNER, *EDGE, *MONEY, *GATEWAYS, *KEYS_OF_COMMANDS, *EVENTS, *DESK, *FILES, *PLANS,
    *CONSENTS,
    *CONTRACTS,
    *ERASURE,
    *EXPORTS,
    *MATCHING, *PROFILE, *REQUESTS, *MERGING, *VALIDATION, *CATALOGUE,
    *PROVISIONING,
    *STANDING,
)  # fmt: skip
