"""The naive evaluator: graphql-core over ORM objects in memory, with relations, filters and policy in plain Python.

It shares the types of the schema with the product, and none of the planner's code.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from graphql import GraphQLInterfaceType, GraphQLObjectType, execute_sync, get_named_type

from backend import models
from backend.auth.viewer import Role, Viewer
from backend.errors import BadUserInput, Forbidden
from backend.models.nouns import BY_GRAPH_TYPE, BY_MACHINE
from backend.schema import build_schema
from backend.services.rules import spelling
from tests import folding
from tests.auth.matrix_calls import MAY_CALL
from tests.oracle.comparing import (
    _before,
    _compare,
    _compare_names,
    _currency,
    _cursor,
    _money,
    _newest,
    _position,
    _snake,
)
from tests.oracle.world import (
    ACTORS,
    BOOKS,
    CALLERS,
    CURSORS,
    DEFAULT_ORDER,
    GRAPH,
    HOME,
    LINES_MASKS,
    LIVE,
    MASKS,
    MONEY,
    ORDER_KEYS,
    PARTNERS_MASKS,
    PARTS_FOR_PARTNERS,
    PREFIX,
    PROFILE,
    ROWS_OF_FILES,
    SPELLED,
    SUBSCRIBERS_MASKS,
    Part,
    Period,
    World,
    name_of,
    snake_case,
)

REVERIFIED = ("VALIDATED", "validate")
IDENTITY_ACTS = {
    "validate": "verifyCustomer", "reject": "rejectCustomerIdentity", "resubmit": "resubmitCustomerIdentity",
}  # fmt: skip


class Oracle:
    """Answers queries for one viewer."""

    def __init__(self, world: World, viewer: Viewer) -> None:
        self.world = world
        self.viewer = viewer
        self.schema = build_schema().core
        for kind in self.schema.type_map.values():
            if isinstance(kind, GraphQLInterfaceType):
                kind.resolve_type = lambda row, *_: name_of(row)
            if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
                kind.is_type_of = None
                for name, field in kind.fields.items():
                    field.resolve = self._resolver(kind.name, name, field)

    def data(self, source: str, variables: dict[str, Any]) -> Any:
        from graphql import parse

        result = execute_sync(self.schema, parse(source), variable_values=variables)
        if result.errors:
            raise result.errors[0].original_error or result.errors[0]
        return result.data

    def _resolver(self, kind: str, name: str, field: Any) -> Callable[..., Any]:
        if kind == "Query":
            return lambda _root, _info, **arguments: self._root(name, field, arguments)
        return lambda row, _info, **arguments: self._field(kind, name, field, row, arguments)

    # Policy, implemented independently

    def sees(self, row: Any) -> bool:
        if name_of(row) == "ExportJob" and self.viewer.role is not Role.ADMIN:
            holder = self.viewer.role is Role.HOLDER
            return bool(row.subject == (f"holder:{self.viewer.customer_id}" if holder else self.viewer.subject))
        if self.viewer.role is Role.ANALYST and name_of(row) in ROWS_OF_FILES:
            return False
        if name_of(row) == "Customer" and row.merged_into_id is not None:
            return False
        if self.viewer.role is Role.PARTNER:
            return self._submitted(row)
        if self.viewer.role not in {Role.HOLDER, Role.LINE}:
            return True
        name = name_of(row)
        if name in BOOKS or getattr(row, "internal", False):
            return False
        if name == "ContractHold" and row.reason in {"FRAUD", "REGULATOR"}:
            return False
        if name == "TimelineEntry" and row.kind == "PROVISIONING":
            return False
        if self.viewer.role is Role.LINE:
            return self._on_line(row, name)
        mine = self.viewer.customer_id
        contracts = [c for c in self.world.rows["Contract"] if c.customer_id == mine]
        merged = {m.other_id for m in self.world.rows["CustomerMerge"] if m.current_id == mine}
        served = [c for c in contracts if c.status in {"ACTIVE", "SUSPENDED"}]
        return {
            "Customer": lambda: row.id == mine,
            "CustomerMerge": lambda: row.current_id == mine,
            **dict.fromkeys(("StatusChange", "TimelineEntry"), lambda: row.customer_id in {mine, *merged}),
            "Sim": lambda: any(c.sim_id == row.id for c in served),
            "PhoneNumber": lambda: any(c.phone_number_id == row.id for c in served),
            "Tariff": lambda: row.active,
            "TariffOption": lambda: row.active,
            **self._versions(row),
            "Payment": lambda: any(c.id in {row.contract_id, row.payer_contract_id} for c in contracts),
            **dict.fromkeys(("Refund", "Bill", "LedgerEntry"), lambda: any(c.id == row.contract_id for c in contracts)),
            "ContractDocument": lambda: any(c.id == row.contract_id for c in contracts),
            "ScheduledAct": lambda: any(c.id == row.contract_id for c in contracts),
            "ContractTransfer": lambda: any(c.id == row.contract_id for c in contracts),
            "ContractHold": lambda: any(c.id == row.contract_id for c in contracts),
            "SimSwap": lambda: any(c.id == row.contract_id for c in contracts),
            "SimBinding": lambda: any(c.id == row.contract_id for c in contracts),
            "NumberBinding": lambda: any(c.id == row.contract_id for c in contracts),
        }.get(name, lambda: row.customer_id == mine)()

    def _submitted(self, row: Any) -> bool:
        """Whether a partner sees a row: what is sold, and the requests that it submitted with their parts."""
        name = name_of(row)
        if name in {"Tariff", "TariffOption"}:
            return bool(row.active)
        if name in {"TariffVersion", "TariffAllowance"}:
            key = row.id if name == "TariffVersion" else row.tariff_version_id
            return bool(self.world.by_id("TariffVersion", key).valid_from <= datetime.now(UTC))
        if name in {"Request", "StructuredRequest", "RequestRepresentative"}:
            return bool(row.submitted_by == self.viewer.actor)
        if name not in PARTS_FOR_PARTNERS:
            return False
        own = {each.id for each in self.world.rows["Request"] if each.submitted_by == self.viewer.actor}
        told = name != "RequestViolation" or row.code != "POSSIBLE_DUPLICATE"
        return told and (row.node_id if name == "StatusChange" else row.request_id) in own

    def _on_line(self, row: Any, name: str) -> bool:
        line = self.world.by_id("Contract", self.viewer.contract_id)
        return {
            "Contract": lambda: row is line,
            "Customer": lambda: False,
            "CustomerMerge": lambda: False,
            "NotificationPreference": lambda: False,
            **dict.fromkeys(PROFILE, lambda: False),
            "Payment": lambda: line.id in {row.contract_id, row.payer_contract_id},
            "Sim": lambda: row.id == line.sim_id,
            "PhoneNumber": lambda: row.id == line.phone_number_id,
            "Tariff": lambda: row.active,
            "TariffOption": lambda: row.active,
            **self._versions(row),
        }.get(name, lambda: row.contract_id == line.id)()

    def _versions(self, row: Any) -> dict[str, Callable[[], bool]]:
        """Versions of tariffs that began, and what they include."""
        begun = {v.id for v in self.world.rows["TariffVersion"] if v.valid_from <= datetime.now(UTC)}
        return {
            "TariffVersion": lambda: row.id in begun,
            "TariffAllowance": lambda: row.tariff_version_id in begun,
        }

    def masked(self, kind: str, attribute: str) -> bool:
        if self.viewer.role is Role.LINE and attribute in LINES_MASKS.get(kind, ()):
            return True
        if self.viewer.role is Role.PARTNER:
            return attribute in PARTNERS_MASKS.get(kind, ())
        if self.viewer.role in {Role.HOLDER, Role.LINE}:
            return attribute in SUBSCRIBERS_MASKS.get(kind, ())
        return self.viewer.role is Role.ANALYST and attribute in MASKS.get(kind, ())

    def _shown(self, kind: str, attribute: str, value: Any) -> Any:
        partner = self.viewer.role is Role.PARTNER
        if partner and attribute in {"assignee", "queue"}:
            return None
        if partner and attribute in ACTORS and value is not None:
            return value if value == self.viewer.actor else "staff"
        subscriber = self.viewer.role in {Role.HOLDER, Role.LINE}
        if subscriber and (kind, attribute) in {
            ("Ticket", "queue"),
            ("Request", "queue"),
            ("Notification", "last_error"),
        }:
            return None
        if subscriber and attribute in ACTORS and value is not None:
            if not value.startswith("subscriber:"):
                return "staff"
            holder = self.viewer.customer_id
            mine = {c.id for c in self.world.rows["Contract"] if holder is not None and c.customer_id == holder}
            own = {f"subscriber:con_{each}" for each in {*mine, self.viewer.contract_id}}
            return value if value in own else "subscriber:other"
        if value is None or not self.masked(kind, attribute):
            return value
        if attribute in {"birth_date", "raw", "data"}:
            return None
        if attribute in ACTORS - {"assignee", "account_manager"}:
            kinds = {"subscriber", "service", "gateway"} & {value.split(":")[0]} if ":" in value else set()
            return next(iter(kinds), value if value == "schedule" else "staff")
        begins = {
            "Customer": {"name", "email", "account_manager"},
            "IdentityDocument": {"number", "issued_by"},
            "Ticket": {"assignee"},
            "Request": {"assignee"},
        }
        kept = 5 if attribute == "imsi" else attribute in begins.get(kind, ())
        return value[: int(kept)] + "***"

    # Fields

    def _field(self, kind: str, name: str, field: Any, row: Any, arguments: dict[str, Any]) -> Any:
        if isinstance(row, dict):
            return row[name]
        related = self._related(kind, name, row)
        target = get_named_type(field.type).name
        if related is not None:
            seen = [child for child in related if child is not None and self.sees(child)]
            if target.endswith("Connection"):
                return self._connection(target.removesuffix("Connection"), seen, arguments)
            return seen if str(field.type).startswith("[") else (seen[0] if seen else None)
        if name == "balance" and kind != "ScheduledAct":
            return self._balance(kind, row, arguments.get("asOf"))
        if name == "withinHours":
            return row.last_at > datetime.now(UTC) - timedelta(hours=arguments["hours"])
        if name in MONEY and kind != "TariffAllowance":
            minor = getattr(row, MONEY[name])
            return None if minor is None else _money(minor, _currency(name, row))
        if name == "clearing":
            return self._cleared(row)
        if isinstance(row, Period):
            return self._statement(name, row)
        return self._scalar(kind, name, row)

    def _scalar(self, kind: str, name: str, row: Any) -> Any:
        match (kind, name):
            case (_, "id"):
                prefix = BY_GRAPH_TYPE[kind].id.prefix
                return f"{prefix}_{row.id}"
            case (_, "availableActions"):
                machine = BY_GRAPH_TYPE[kind].machines[0]
                verbs = CALLERS[kind]
                status = row.state if kind == "ImportJob" else row.status
                # Another hold may be placed on a suspended contract.
                again = {"suspend"} if (kind, status) == ("Contract", "SUSPENDED") else ()
                return [self._action(machine, status, verb, roles, verb in again) for verb, roles in verbs.items()]
            case ("Customer", "availableIdentityActions"):
                callers = {verb: MAY_CALL[mutation] for verb, mutation in IDENTITY_ACTS.items()}
                return [
                    # A verified identity may be verified again.
                    self._action(models.KYC_STATES, row.kyc_status, verb, roles, (row.kyc_status, verb) == REVERIFIED)
                    for verb, roles in callers.items()
                ]
            case ("IdentityCheck", "askedAt" | "calls" | "nextCallAt" | "reason"):
                return getattr(
                    row, {"askedAt": "created_at", "calls": "asked", "nextCallAt": "ask_at", "reason": "words"}[name]
                )
            case ("Representation", "validUntil"):
                return row.authority_until
            case ("Ticket", "overdue"):
                now = datetime.now(UTC)
                unanswered = row.first_responded_at is None and _before(row.first_response_due_at, now)
                return row.status in {"FREE", "ACTIVE"} and (unanswered or _before(row.solution_due_at, now))
            case ("Request", "overdue"):
                return row.status in {"NEW", "VALIDATED", "IN_PROGRESS"} and _before(row.due_at, datetime.now(UTC))
            case ("RequestRepresentative", "validUntil"):
                return row.authority_until
            case ("RequestRepresentative", "name" | "documentKind" | "documentNumber" | "documentCountry"):
                return getattr(row, f"representative_{_snake(name)}")
            case ("Ticket" | "Request", "mine"):
                return row.assignee_id is not None and row.assignee_id == self.viewer.user_id
            case ("Ticket" | "Request", "unassigned"):
                return row.assignee_id is None
            case ("RejectedRow", "row"):
                return row.row_number
            case ("RejectedRow", "column"):
                return row.column_name
            case ("RejectedRow", "errors"):
                first = {"code": row.code, "column": row.column_name, "message": row.message, "value": row.value}
                return row.faults or [first]
            case ("Customer", "phoneLostAt"):
                lost = self.world.links[models.LostPhone]
                return next(
                    (each.lost_at for each in lost if (each.customer_id, each.phone) == (row.id, row.phone)), None
                )
            case ("DuplicatePair", "reasons"):
                return row.reasons
            case ("Contract", "inServiceAt"):
                orders = sorted(
                    (each for each in self.world.rows["ProvisioningOrder"] if each.contract_id == row.id),
                    key=lambda each: each.place,
                )
                if not orders or orders[0].kind != "ACTIVATE":
                    return row.activated_at
                done = [each for each in orders if each.status == "CONFIRMED" and each.kind != "TERMINATE"]
                return min((each.finished_at for each in done), default=None)
            case ("ExportJob", "rate"):
                return row.rows * 1000 // row.worked_ms if row.worked_ms else None
            case ("ExportJob", "remainingSeconds"):
                runs = row.status == "RUNNING" and row.rows and row.total is not None
                return (row.total - row.rows) * row.worked_ms // (row.rows * 1000) if runs else None
            case ("ImportJob", "rate"):
                return row.done * 1000 // row.worked_ms if row.worked_ms else None
            case ("ImportJob", "remainingSeconds"):
                runs = row.state in {"VALIDATING", "RUNNING"} and row.done
                return (row.rows - row.done) * row.worked_ms // (row.done * 1000) if runs else None
            case ("NotificationPreference", "quietFrom" | "quietUntil"):
                at = row.quiet_from if name == "quietFrom" else row.quiet_until
                return at and at.strftime("%H:%M")
            case ("StatusChange" | "TimelineEntry", "from"):
                return row.from_status
            case ("StatusChange" | "TimelineEntry", "to"):
                return row.to_status
            case ("SimBinding" | "NumberBinding", "from"):
                return row.bound_from
            case ("SimBinding" | "NumberBinding", "to"):
                return row.bound_to
        attribute = _snake(name)
        return self._shown(kind, attribute, getattr(row, attribute))

    # Balances

    def _balance(self, kind: str, row: Any, as_of: datetime | None) -> Any:
        """The balance of a contract or of a customer in its currency, now or at a moment."""
        contract = kind == "Contract"
        currency = row.currency if contract else self.viewer.currency
        accounts = [
            account
            for account in self.world.links[models.LedgerAccount]
            if (account.contract_id if contract else account.customer_id) == row.id and account.currency == currency
        ]
        if as_of is None:
            return _money(sum(account.balance_minor for account in accounts), currency)
        return _money(sum(self._held(account, lambda moment: moment <= as_of) for account in accounts), currency)

    def _held(self, account: Any, counts: Callable[[datetime], bool]) -> int:
        """The balance of an account after its last entry up to the moment."""
        entries = [e for e in self.world.rows["LedgerEntry"] if e.account_id == account.id and counts(e.created_at)]
        return max(entries, key=lambda e: (e.created_at, e.id.int)).balance_after_minor if entries else 0

    def _cleared(self, total: Any) -> Any:
        """The amount that a gateway owes: the sum of the entries of its clearing account, debits positive."""
        code = f"CLEARING:{total.gateway.upper()}"
        accounts = {account.id for account in self.world.links[models.LedgerAccount] if account.code == code}
        entries = [e for e in self.world.rows["LedgerEntry"] if e.account_id in accounts]
        return _money(-sum(e.amount_minor for e in entries if e.currency == total.currency), total.currency)

    def _moved(self, period: Period) -> list[Any]:
        """A contract's own entries within a period, for any viewer."""
        contract = period.contract
        return [
            entry
            for entry in self.world.rows["LedgerEntry"]
            if entry.contract_id == contract.id
            and entry.currency == contract.currency
            and period.holds(entry.created_at)
        ]

    def _statement(self, name: str, period: Period) -> Any:
        contract = period.contract
        if name in {"from", "to"}:
            return period.begin if name == "from" else period.end
        if name in {"credited", "debited"}:
            amounts = [entry.amount_minor for entry in self._moved(period)]
            counted = [each for each in amounts if (each > 0) == (name == "credited")]
            return _money(abs(sum(counted)), contract.currency)
        until = period.begin if name == "openingBalance" else period.end
        accounts = [
            account
            for account in self.world.links[models.LedgerAccount]
            if account.contract_id == contract.id and account.currency == contract.currency
        ]
        held = sum(self._held(account, lambda moment: moment < until) for account in accounts)
        return _money(held, contract.currency)

    def _action(self, machine: Any, status: Any, verb: str, roles: Any, beside: bool) -> dict[str, Any]:  # noqa: FBT001
        allowed = beside or any(s.source == status and s.verb == verb for s in machine.transitions)
        # A checked request is checked or asked about again: it is NEW in between.
        again = machine.noun == "request" and (status == "VALIDATED" and verb in {"ask", "validate"})
        reason = None if allowed or again else "INVALID_TRANSITION"
        if self.viewer.role not in roles:
            reason = "FORBIDDEN"
        return {"verb": verb, "allowed": reason is None, "reason": reason}

    def _of_money(self, kind: str, name: str, row: Any) -> list[Any] | None:
        """Relations of payments, refunds, bills and ledger entries."""
        rows = self.world.rows
        match (kind, name):
            case ("Statement", "contract"):
                return [row.contract]
            case ("Statement", "entries"):
                return self._moved(row)
            case ("Contract", "ledgerEntries" | "bills"):
                return [e for e in rows["Bill" if name == "bills" else "LedgerEntry"] if e.contract_id == row.id]
            case ("Payment", "refunds"):
                return _newest([r for r in rows["Refund"] if r.payment_id == row.id])
            case ("Payment", "ledgerEntries" | "bills"):
                found = [e for e in rows["Bill" if name == "bills" else "LedgerEntry"] if e.payment_id == row.id]
                return list(reversed(_newest(found)))
            case ("LedgerEntry", "counterEntries"):
                others = [e for e in rows["LedgerEntry"] if e.posting_id == row.posting_id and e is not row]
                return sorted(others, key=lambda e: (e.amount_minor, e.id.int))
        return None

    def _of_books(self, kind: str, name: str, row: Any) -> list[Any] | None:
        """Relations of settlements."""
        rows = self.world.rows
        match (kind, name):
            case ("Settlement", "totals"):
                found = [t for t in rows["SettlementTotal"] if t.settlement_id == row.id]
                return sorted(found, key=lambda t: t.currency)
            case ("Settlement", "mismatchCounts"):
                found = [c for c in rows["MismatchCount"] if c.settlement_id == row.id]
                return sorted(found, key=lambda c: c.kind.value)
            case ("Settlement", "mismatches"):
                return [m for m in rows["Mismatch"] if m.settlement_id == row.id]
            case ("DuplicatePair", "customer" | "other"):
                return [self.world.by_id("Customer", row.customer_id if name == "customer" else row.other_id)]
            case ("Contract", "service"):
                return [s for s in rows["ContractService"] if s.contract_id == row.id]
            case ("NetworkDrift", "contract"):
                return [self.world.by_id("Contract", row.contract_id)]
            case ("ContractService" | "NetworkDrift", "order"):
                return [self.world.by_id("ProvisioningOrder", row.order_id)] if row.order_id else []
            case ("DuplicatePair", "search"):
                return [self.world.by_id("DuplicateSearch", row.search_id)]
            case ("ImportJob", "rejectedRows"):
                return [each for each in rows["RejectedRow"] if each.job_id == row.id]
            case ("RejectedRow", "job"):
                return [self.world.by_id("ImportJob", row.job_id)]
            case ("RejectedRow", "candidates"):
                alike = [each for each in rows["Customer"] if each.id in row.candidates]
                return sorted(alike, key=lambda each: (each.created_at, each.id.int))
            case ("Mismatch", "lines"):
                lines = [each for each in rows["SettlementLine"] if each.settlement_id == row.settlement_id]
                return sorted((each for each in lines if each.line_id in row.line_ids), key=lambda each: each.position)
        return None

    def _of_requests(self, kind: str, name: str, row: Any) -> list[Any] | None:
        """Relations of requests."""
        rows = self.world.rows
        of = [each for each in rows.get(kind, ()) if each is row]
        match (kind, name):
            case ("Request", "structured"):
                return [Part("StructuredRequest", each) for each in of]
            case ("Request", "representative"):
                return [Part("RequestRepresentative", each) for each in of if each.representative_name is not None]
            case ("Request", "violations"):
                found = [each for each in rows["RequestViolation"] if each.request_id == row.id]
                return sorted(found, key=lambda each: each.place)
            case ("Request", "candidates"):
                found = [each for each in rows["RequestCandidate"] if each.request_id == row.id]
                return sorted(found, key=lambda each: (-each.score, each.customer_id.int))
            case ("Request", "questions"):
                found = [each for each in rows["RequestQuestion"] if each.request_id == row.id]
                return sorted(found, key=lambda each: each.asked_at)
            case ("Contract", "scheduledActs"):
                return _newest([each for each in rows["ScheduledAct"] if each.contract_id == row.id])
            case ("ScheduledAct", "balanceTo"):
                return [self.world.by_id("Contract", row.balance_to_id)]
            case ("Contract", "documents"):
                return list(
                    reversed(_newest([each for each in rows["ContractDocument"] if each.contract_id == row.id]))
                )
            case ("Request", "attachments"):
                found = [each for each in rows["RequestAttachment"] if each.request_id == row.id]
                return list(reversed(_newest(found)))
            case ("RequestRepresentative", "files"):
                found = [each for each in rows["RequestAttachment"] if each.request_id == row.id]
                return list(reversed(_newest([each for each in found if each.kind == "AUTHORITY"])))
        return None

    def _related(self, kind: str, name: str, row: Any) -> list[Any] | None:
        for part in (self._of_money, self._of_books, self._of_requests):
            found = part(kind, name, row)
            if found is not None:
                return found
        world = self.world
        contracts = world.rows["Contract"]
        match (kind, name):
            case (_, "history"):
                return _newest([h for h in world.rows["StatusChange"] if h.node_id == row.id])
            case ("Contract", "transfer"):
                return [each for each in world.rows["ContractTransfer"] if each.contract_id == row.id] or [None]
            case ("Contract", "transferredFrom"):
                return [world.by_id("Contract", row.transferred_from_id)]
            case ("ContractTransfer", "customer"):
                return [world.by_id("Customer", row.customer_id)]
            case ("Sim", "swap"):
                return [each for each in world.rows["SimSwap"] if each.sim_id == row.id] or [None]
            case ("Contract", "timeline"):
                return _newest([t for t in world.rows["TimelineEntry"] if t.contract_id == row.id])
            case ("TimelineEntry", "node"):
                return [world.by_id(PREFIX[row.node_type], row.node_id)] if row.node_type in PREFIX else [None]
            case ("TimelineEntry", "document"):
                return [world.by_id("ContractDocument", row.node_id)] if row.node_type == "cdo" else [None]
            case ("StatusChange", "node"):
                return [world.by_id(BY_MACHINE[row.node_type].graph_type, row.node_id)]
            case ("Customer", "merges"):
                return _newest([m for m in world.rows["CustomerMerge"] if m.current_id == row.id])
            case ("CustomerMerge", "survivor" | "other"):
                return [world.by_id("Customer", row.current_id if name == "survivor" else row.other_id)]
            case ("Customer", "documents"):
                return _newest([d for d in world.rows["IdentityDocument"] if d.customer_id == row.id])
            case ("Customer", "addresses"):
                rows = _newest([a for a in world.rows["CustomerAddress"] if a.customer_id == row.id])
                return sorted(rows, key=lambda a: a.until is not None)
            case ("Customer", "notes"):
                return _newest([n for n in world.rows["CustomerNote"] if n.customer_id == row.id])
            case ("Customer", "contacts" | "contactPersons"):
                rows = world.rows["CustomerContact" if name == "contacts" else "ContactPerson"]
                return list(reversed(_newest([each for each in rows if each.customer_id == row.id])))
            case ("Customer", "identityChecks"):
                return _newest([each for each in world.rows["IdentityCheck"] if each.customer_id == row.id])
            case ("Customer" | "Contract", "representations"):
                own = "customer_id" if kind == "Customer" else "contract_id"
                rows = [each for each in world.rows["Representation"] if getattr(each, own) == row.id]
                return sorted(sorted(rows, key=lambda r: r.node_id), key=lambda r: r.created_at, reverse=True)
            case ("Representation", "node"):
                return [world.by_id(PREFIX[row.node_type], row.node_id)]
            case ("Representation", "file"):
                return [world.by_id("RequestAttachment", row.file_id)]
            case ("IdentityCheck", "document"):
                return [world.by_id("IdentityDocument", row.document_id)]
            case ("IdentityDocument", "files"):
                rows = world.rows["IdentityDocumentFile"]
                return list(reversed(_newest([each for each in rows if each.document_id == row.id])))
            case ("Customer", "consents"):
                return _newest([c for c in world.rows["Consent"] if c.customer_id == row.id])
            case ("Customer", "contracts"):
                return [c for c in contracts if c.customer_id == row.id]
            case ("Customer", "payments"):
                mine = {c.id for c in contracts if c.customer_id == row.id}
                return [p for p in world.rows["Payment"] if p.contract_id in mine]
            case ("Customer", "tickets"):
                return [t for t in world.rows["Ticket"] if t.customer_id == row.id]
            case ("Contract", "options"):
                taken = {o.tariff_option_id for o in world.links[models.ContractOption] if o.contract_id == row.id}
                return sorted((o for o in world.rows["TariffOption"] if o.id in taken), key=lambda o: o.code)
            case ("Contract", "payments" | "tickets"):
                source = "Payment" if name == "payments" else "Ticket"
                return [p for p in world.rows[source] if p.contract_id == row.id]
            case ("Contract", "holds"):
                stand = [h for h in world.rows["ContractHold"] if h.contract_id == row.id and h.until is None]
                return sorted(stand, key=lambda h: (h.since, h.reason))
            case ("Tariff", "options"):
                fits = {c.tariff_option_id for c in world.links[models.TariffCompatibility] if c.tariff_id == row.id}
                return sorted((o for o in world.rows["TariffOption"] if o.id in fits), key=lambda o: o.code)
            case ("Tariff", "currentVersion"):
                return [world.by_id("TariffVersion", row.tariff_version_id)]
            case ("Tariff", "versions"):
                versions = [v for v in world.rows["TariffVersion"] if v.tariff_id == row.id]
                return sorted(versions, key=lambda v: v.number, reverse=True)
            case ("CompatibilityRule", "otherTariff"):
                return [world.by_id("Tariff", row.other_tariff_id)]
            case ("CompatibilityRule", "otherOption"):
                return [world.by_id("TariffOption", row.other_option_id)]
            case ("TariffVersion", "allowances"):
                included = [a for a in world.rows["TariffAllowance"] if a.tariff_version_id == row.id]
                return sorted(included, key=lambda a: (a.kind, a.scope))
            case ("Tariff", "contracts"):
                return [c for c in contracts if c.tariff_id == row.id]
            case ("Contract", "newSim"):
                return [world.by_id("Sim", row.swap_sim_id)]
            case ("Sim", "contract"):
                return [c for c in contracts if c.sim_id == row.id and c.status in LIVE]
            case ("PhoneNumber", "contract"):
                return [c for c in contracts if c.phone_number_id == row.id and c.status in LIVE]
            case ("Sim" | "PhoneNumber", "reservedFor"):
                return [world.by_id("Customer", row.reserved_for)]
            case ("Sim", "bindings"):
                rows = [b for b in world.rows["SimBinding"] if b.sim_id == row.id]
                return sorted(rows, key=lambda b: b.bound_from, reverse=True)
            case ("PhoneNumber", "bindings"):
                rows = [b for b in world.rows["NumberBinding"] if b.phone_number_id == row.id]
                return sorted(rows, key=lambda b: b.bound_from, reverse=True)
            case ("Customer", "notificationPreferences"):
                rows = [p for p in world.rows["NotificationPreference"] if p.customer_id == row.id]
                return sorted(rows, key=lambda p: (p.purpose, p.channel))
            case ("Ticket", "comments" | "attachments"):
                rows = world.rows["TicketComment" if name == "comments" else "TicketAttachment"]
                return list(reversed(_newest([each for each in rows if each.ticket_id == row.id])))
        column = f"{snake_case(name)}_id"
        target = name[0].upper() + name[1:]
        return [world.by_id(target, getattr(row, column))] if target in GRAPH and hasattr(row, column) else None

    # Roots

    def _own(self, kind: str, key: Any) -> Any:
        row = self.world.by_id(kind, key)
        return row if row is not None and self.sees(row) else None

    def _root(self, name: str, field: Any, arguments: dict[str, Any]) -> Any:
        if name == "viewer":
            from backend.services.permissions import permissions

            return {
                "name": self.viewer.actor, "role": self.viewer.role.shown, "language": self.viewer.language, "timeZone": self.viewer.time_zone,
                "permissions": permissions(self.viewer.role), "sessions": [],
                "contract": self._own("Contract", self.viewer.contract_id),
                "customer": self._own("Customer", self.viewer.customer_id),
            }  # fmt: skip
        if name == "node":
            return self._node(arguments["id"])
        if name == "statement":
            contract = self._node(arguments["contractId"])
            found = contract is not None and name_of(contract) == "Contract"
            return Period(contract, arguments["from"], arguments["to"]) if found else None
        if name == "nodes":
            return [self._node(each) for each in arguments["ids"]]
        target = get_named_type(field.type).name
        unread = {Role.ANALYST: ROWS_OF_FILES, Role.HOLDER: BOOKS, Role.LINE: BOOKS}.get(self.viewer.role, ())
        kind = target.removesuffix("Connection")
        if kind in unread or (
            self.viewer.role is Role.PARTNER and kind not in {"Request", "StatusChange", "Tariff", "TariffOption"}
        ):
            raise Forbidden(name)
        if target.endswith("Connection"):
            return self._connection(kind, [row for row in self.world.rows[kind] if self.sees(row)], arguments)
        given = {key: value for key, value in arguments.items() if value is not None}
        if "at" in given:
            moment = given.pop("at")
            tariff = self._root(name, field, given)
            return None if tariff is None else self._tariff_at(tariff, moment)
        if len(given) != 1:
            raise BadUserInput("exactly one")
        ((key, value),) = given.items()
        if key == "id":
            found = self._node(value)
            return found if found is not None and name_of(found) == target else None
        attribute = _snake(key)
        if self.masked(target, attribute):
            raise BadUserInput("masked")
        rows = [row for row in self.world.rows[target] if getattr(row, attribute) == value and self.sees(row)]
        if key == "idempotencyKey":
            rows = [row for row in rows if row.payer == self.viewer.subject]
        if key == "msisdn":
            rows = [row for row in rows if row.status not in {"REPLACED", "TERMINATED"}]
        return rows[0] if rows else None

    def _tariff_at(self, tariff: Any, moment: datetime) -> Any:
        begun = [v for v in self.world.rows["TariffVersion"] if v.tariff_id == tariff.id and v.valid_from <= moment]
        if not begun:
            return None
        newest = max(begun, key=lambda v: (v.valid_from, v.number))
        then = {"tariff_version_id": newest.id, "monthly_fee_minor": newest.monthly_fee_minor}
        return Part("Tariff", tariff, then)

    def _node(self, text: str) -> Any:
        prefix, _, rest = text.partition("_")
        kind = PREFIX.get(prefix, "")
        rows = self.world.rows.get(kind, []) if kind and BY_GRAPH_TYPE[kind].is_node else []
        found = next((row for row in rows if str(row.id) == rest), None)
        if kind == "Customer" and found is not None and found.merged_into_id is not None:
            found = self.world.by_id("Customer", found.merged_into_id)
        return found if found is not None and self.sees(found) else None

    # Lists

    def _connection(self, kind: str, rows: list[Any], arguments: dict[str, Any]) -> dict[str, Any]:
        given = {key: value for key, value in arguments.items() if value is not None}
        if "first" in given and "last" in given:
            raise BadUserInput("both")
        size = given.get("last", given.get("first", 25))
        if not 0 <= size <= 100:
            raise BadUserInput("size")
        if given.get("filter") is not None:
            self._check(kind, given["filter"])
            rows = [row for row in rows if self._matches(kind, row, given["filter"])]
        if "search" in given:
            rows = self._searched(kind, rows, given["search"])
        order = given.get("orderBy") or []
        if len(order) > 1:
            raise BadUserInput("one order")
        code = order[0]["field"].value if order else DEFAULT_ORDER.get(kind, "CREATED_AT")
        descending = order[0]["direction"].value == "DESC" if order else kind != "RejectedRow"
        if code == "NAME" and self.masked(kind, "name"):
            raise BadUserInput("masked")
        typed = [text for each, text in folding.terms(given.get("search", "")) if each == "name"]
        if not order and typed and kind in {"Customer", "Request"} and not self.masked(kind, "name"):
            code, descending = "RELEVANCE", False

        def value_of(row: Any) -> Any:
            if code == "NAME":
                return folding.name_order(row.name)
            if code == "RELEVANCE":
                first = row.name is not None and folding.name_key(row.name).startswith(
                    folding.name_key(" ".join(typed))
                )
                return f"{int(not first)}{folding.name_order(row.name or '')}"
            return getattr(row, ORDER_KEYS[code])

        def key(row: Any) -> Any:
            value = value_of(row)
            return (value.encode() if isinstance(value, str) else value, row.id.int)

        matching = sorted(rows, key=key, reverse=descending)
        label = CURSORS.get(code, code)
        cursors = [_cursor(label, value_of(row), row.id) for row in matching]
        page = list(range(len(matching)))
        before_page, after_page = False, False
        for name in ("after", "before"):
            if name in given:
                at = _position(given[name], label, matching, key, descending)
                inside = [i for i in page if (i > at if name == "after" else i < at)]
                before_page |= name == "after" and (at >= 0)
                after_page |= name == "before" and (at <= len(matching) - 1)
                page = [i for i in inside if i != at]
        chosen = page[max(0, len(page) - size) :] if "last" in given else page[:size]
        more = len(page) > size
        has_next = (after_page or more) if "last" not in given else after_page
        has_previous = (before_page or more) if "last" in given else before_page
        return {
            "nodes": [matching[i] for i in chosen],
            "edges": [{"cursor": cursors[i], "node": matching[i]} for i in chosen],
            "pageInfo": {
                "hasNextPage": has_next,
                "hasPreviousPage": has_previous,
                "startCursor": cursors[chosen[0]] if chosen else None,
                "endCursor": cursors[chosen[-1]] if chosen else None,
            },
            "totalCount": len(matching),
            "totalCountExact": True,
            "searchTooBroad": False,
        }

    def _check(self, kind: str, condition: dict[str, Any]) -> None:
        """Refuse a filter on a masked or invalid field, also when there are no rows to compare."""
        for name, part in condition.items():
            if part is None:
                continue
            if name in {"and", "or", "not"}:
                for each in part if isinstance(part, list) else [part]:
                    self._check(kind, each)
                continue
            field = self.schema.type_map[kind].fields[name]  # type: ignore[attr-defined]
            target = get_named_type(field.type).name.removesuffix("Connection")
            if target in GRAPH:
                connection = str(field.type).endswith("Connection!")
                for each in part.values() if connection else [part]:
                    if each is not None:
                        self._check(target, each)
            elif self.masked(kind, _snake(name)):
                raise BadUserInput("masked")
            elif len(part.get("contains") or "abc") < 3:
                raise BadUserInput("contains")

    def _searched(self, kind: str, rows: list[Any], text: str) -> list[Any]:
        terms = folding.terms(text)
        if len(terms) > 5 or (terms and not any(folding.is_enough(*term) for term in terms)):
            raise BadUserInput("search")
        looks = {
            "Customer": ["name", "email", "phone", "number", "iccid"], "Request": ["name", "email", "phone", "number"],
        }.get(kind, ["iccid", "phone", "name"])  # fmt: skip
        for each, _ in terms:
            home = "number" if each == "code" else each
            if home in looks and self.masked(*HOME[kind, home]):
                raise BadUserInput("masked")
        alone = len(terms) == 1

        def hit(row: Any) -> bool:
            values = self._searchable(kind, row)
            return all(
                any(
                    folding.matches(each, typed, look, value)
                    for look, value in values
                    if look in {"name", "holder"} or each != "name" or alone
                )
                for each, typed in terms
            )

        return [row for row in rows if hit(row)]

    def _searchable(self, kind: str, row: Any) -> list[tuple[str, Any]]:
        """The searchable values of a row as (kind, value), those of its contracts, documents and holders included."""
        if kind == "Sim":
            found = [("iccid", row, "iccid"), ("phone", row, "msisdn")]
            serving = [each for each in self.world.rows["Contract"] if each.sim_id == row.id and each.status in LIVE]
            holders = {each.customer_id for each in serving if self.sees(each)}
            found += [("holder", each, "name") for each in self.world.rows["Customer"] if each.id in holders]
        elif kind == "Request":
            looks = {
                "name": "name",
                "email": "email",
                "phone": "phone",
                "number": "number",
                "document": "document_number",
            }
            found = [(look, row, name) for look, name in looks.items() if getattr(row, name) is not None]
        else:
            rows = self.world.rows
            found = [(look, row, name) for look, name in (("name", "name"), ("email", "email"), ("phone", "phone"), ("number", "number"), ("outside", "external_id"), ("outside", "tax_number"))]  # fmt: skip
            contacts = [each for each in rows["CustomerContact"] if each.customer_id == row.id]
            found += [(look, each, look) for each in contacts for look in ("phone", "email") if getattr(each, look)]
            found += [("document", each, "number") for each in rows["IdentityDocument"] if each.customer_id == row.id]
            found += [("number", each, "other_number") for each in rows["CustomerMerge"] if each.current_id == row.id]
            for contract in rows["Contract"]:
                if contract.customer_id == row.id and self.sees(contract):
                    found += [("number", contract, "number"), ("outside", contract, "external_id")]
                    live = contract.status in LIVE
                    found += [("phone", each, "msisdn") for each in rows["PhoneNumber"] if live and each.id == contract.phone_number_id]  # fmt: skip
                    found += [("iccid", each, "iccid") for each in rows["Sim"] if live and each.id == contract.sim_id]
        return [
            (look, getattr(each, name))
            for look, each, name in found
            if self.sees(each) and not self.masked(name_of(each), name)
        ]

    def _matches(self, kind: str, row: Any, condition: dict[str, Any]) -> bool:
        return all(self._holds(kind, row, name, part) for name, part in condition.items() if part is not None)

    def _holds(self, kind: str, row: Any, name: str, part: Any) -> bool:
        if name == "and":
            return all(self._matches(kind, row, each) for each in part)
        if name == "or":
            return any(self._matches(kind, row, each) for each in part)
        if name == "not":
            return not self._matches(kind, row, part)
        related = self._related(kind, name, row)
        if related is not None:
            return self._relation_holds(kind, name, related, part)
        attribute = _snake(name)
        if self.masked(kind, attribute):
            raise BadUserInput("masked")
        value = self._scalar(kind, name, row)
        if attribute == "name" and kind in {"Customer", "Tariff"}:
            return all(_compare_names(op, value, operand) for op, operand in part.items() if operand is not None)
        spell = SPELLED.get((kind, attribute), spelling.TEXT)
        return all(_compare(op, value, operand, spell) for op, operand in part.items() if operand is not None)

    def _relation_holds(self, kind: str, name: str, related: list[Any], part: dict[str, Any]) -> bool:
        rows = [child for child in related if child is not None and self.sees(child)]
        target = get_named_type(self.schema.type_map[kind].fields[name].type).name.removesuffix("Connection")  # type: ignore[attr-defined]
        if not str(self.schema.type_map[kind].fields[name].type).endswith("Connection!"):  # type: ignore[attr-defined]
            return any(self._matches(target, child, part) for child in rows)
        quantifiers = {"some": any, "every": all, "none": lambda found: not any(found)}
        return all(
            quantifiers[quantifier](self._matches(target, child, condition) for child in rows)
            for quantifier, condition in part.items()
            if condition is not None
        )
