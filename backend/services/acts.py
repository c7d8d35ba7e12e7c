"""Declaration of acts: a mutation is declared once, beside its verb.

    @dataclass(frozen=True, kw_only=True)
    class CommentTicket:
        \"\"\"A comment on a ticket.\"\"\"

        id: Annotated[NodeId, "The ticket."]
        body: Annotated[str, "Text of the comment, at most 10,000 characters."]

    @act(Ticket, STAFF | SUBSCRIBERS)
    async def comment_ticket(acting: Acting, command: CommentTicket) -> TicketKey:
        \"\"\"Add a comment to a ticket.

        Raises Refusal NOT_FOUND.
        \"\"\"

The function's name is the name of the mutation and of the audit entry; the first paragraph of its docstring is the
mutation's description. The command's name and docstring are those of the input type. `schema/acts.py` builds the
GraphQL types, `services/permissions.py` lists the acts.
"""

import enum
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from inspect import cleandoc, signature
from types import ModuleType
from typing import Annotated, Any, ClassVar, Generic, NewType, TypeVar, get_args, get_origin, get_type_hints

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from backend.auth.viewer import SUBSCRIBERS, Origin, Role, Viewer
from backend.documents.files import FileStore, Received, Upload
from backend.errors import ErrorCode, Refusal
from backend.models import Customer
from backend.models.base import Base
from backend.models.noun import Noun
from backend.models.nouns import BY_MODEL
from backend.services import quotas, rules
from backend.services.idempotency import Outcome, Statement, Verb
from backend.services.lines import check_not_erased, locked_customer, own_line
from backend.services.plans.tokens import Picked
from backend.services.processes import Before, Then
from backend.services.quotas import Quota
from backend.services.recording import Journal, Scope, target_of
from backend.settings import Settings

NodeId = NewType("NodeId", str)  # `ID` in the schema
Currency = NewType("Currency", str)  # `CurrencyCode` in the schema
JsonValue = NewType("JsonValue", object)  # `JSON` in the schema
REASON_TEXT = "Reason, in the actor's words; stored in the history and with the events of the mutation."
Reason = Annotated[str | None, REASON_TEXT]  # a field `reason` is stored without the verb's help


class Absent(enum.Enum):
    """The value of a field that is absent, where this means something else than null: `Annotated[str | Absent, …]`.

    A field that may be null too has another meaning then: it removes what is stored.
    """

    ABSENT = "ABSENT"


ABSENT = Absent.ABSENT
Of = TypeVar("Of")


class ListArgument(dict[str, Any]):
    """An argument of a root list, in the form of a client's variables. The schema has its type."""

    suffix: ClassVar[str]


class FilterOf(ListArgument, Generic[Of]):
    """A `filter` of the list of a model."""

    suffix = "Filter"


class OrderOf(ListArgument, Generic[Of]):
    """An entry of the `orderBy` of the list of a model."""

    suffix = "Order"


Row = TypeVar("Row", bound=Base)
Command = TypeVar("Command")
Result = uuid.UUID | Outcome  # the key of the node, or an outcome where there are warnings too
# Stores the file of a command before its act, or reads it for the act. Raises Refusal INVALID_FILE.
Store = Callable[[FileStore, Settings, Upload], Awaitable[Received]]
# The act as one SQL statement; None where the verb is needed.
AsStatement = Callable[[Settings, Viewer, Any], Statement | None]
# The values of a command that count in the digest of its idempotency key, by name.
Meant = Callable[[Any], Mapping[str, Any]]
Function = Callable[["Acting", Command], Awaitable[Result]]


@dataclass(frozen=True)
class Acting:
    """What one run of an act works with. The journal is written when the verb has returned.

    `planned`: with a plan token, the keys of the rows that its dry run changed, by table. A verb that picks any row of
    a table picks one of these.
    `key`: the idempotency key of the call. `gateways`: names of the configured payment gateways; no verb calls them.
    """

    session: AsyncSession
    settings: Settings
    viewer: Viewer
    origin: Origin
    journal: Journal
    planned: Picked = field(default_factory=dict)
    key: str | None = None
    gateways: Sequence[str] = ()

    @property
    def actor(self) -> str:
        return self.viewer.actor

    def reason_to(self, act: str) -> str:
        """The reason, which is required to do this, such as `reject a refund`. Raises Refusal INVALID_INPUT."""
        if self.journal.reason is None:
            raise Refusal(ErrorCode.INVALID_INPUT, f"a reason is required to {act}", ["reason"])
        return self.journal.reason

    async def use(self, quota: Quota, amount: int = 1) -> None:
        """Use a daily quota of the viewer. Raises Throttled."""
        await quotas.use(self.session, self.settings, self.viewer, {quota: amount})

    async def lock(self, model: type[Row], node_id: str, *, key_share: bool = False) -> Row:
        """Lock and read a node. Of a customer that was merged the survivor is locked. Raises Refusal CUSTOMER_ERASED;
        NOT_FOUND, for a subscriber also where it is not one of theirs, for a partner where it is not their request.

        With `key_share` others may insert rows that refer to the node meanwhile.
        """
        noun, table = BY_MODEL[model], model.__table__
        key = noun.id.decode(node_id)
        found = None
        if key is not None:
            statement = sa.select(model).where(table.c.id == key).with_for_update(key_share=key_share)
            if self.viewer.role in SUBSCRIBERS:
                line = await own_line(self.session, self.viewer)
                contract = table.c.id if noun.name == "contract" else table.c.get("contract_id")
                of_line = sa.false() if contract is None else contract == line.id
                of_holder = table.c.customer_id == line.customer_id
                statement = statement.where(of_line if self.viewer.role is Role.LINE else of_holder)
            if self.viewer.role is Role.PARTNER:
                statement = statement.where(table.c.submitted_by == self.actor)
            found = await self.session.scalar(statement)
            while (successor := getattr(found, "merged_into_id", None)) is not None:
                survivor = sa.select(model).where(table.c.id == successor).with_for_update(key_share=key_share)
                found = await self.session.scalar(survivor)
        if found is None:
            raise Refusal(ErrorCode.NOT_FOUND, f"there is no such {noun.words}", ["id"])
        if isinstance(found, Customer):
            check_not_erased(found.number, found.erased_at, ["id"])
        return found

    async def lock_with_customer(self, model: type[Row], node_id: str) -> tuple[Row, Customer]:
        """Lock and read a node that belongs to a customer, and before it the customer, or the survivor of one that was
        merged: no merge, undoing or erasure decides by the node meanwhile.

        Raises Refusal NOT_FOUND as `lock`, CUSTOMER_ERASED.
        """
        columns, key = model.__table__.c, BY_MODEL[model].id.decode(node_id)
        while True:
            owner = await self.session.scalar(sa.select(columns.customer_id).where(columns.id == key))
            customer = None if owner is None else await locked_customer(self.session, owner)
            found: Any = await self.lock(model, node_id)
            if customer is not None and found.customer_id == owner:
                check_not_erased(customer.number, customer.erased_at, ["id"])
                return found, customer

    def allows(self, node: Base, verb: str) -> bool:
        """Whether the state of a locked node allows a verb of one of its noun's state machines."""
        _, machine, column = BY_MODEL[type(node)].machine_of(verb)
        return machine.target(getattr(node, column), verb) is not None

    async def move(self, node: Base, verb: str, *, of: Base | None = None, **values: Any) -> None:
        """Make a transition of a locked node in that of its noun's state machines which has the verb, and set further
        columns with it. `of`: the node whose customer and contract the transition concerns, where a row of the node
        does not name them.

        Raises Refusal INVALID_TRANSITION.
        """
        row: Any = node
        node_type, machine, column = BY_MODEL[type(node)].machine_of(verb)
        source = getattr(node, column)
        target = target_of(machine, source, verb)
        self.journal.step(node_type, row.id, verb, source, target, **scope_of(of or node))
        await self.update(node, **{column: target}, **values)

    async def update(self, node: Base, **values: Any) -> None:
        """Set columns of a locked node; `values` may be SQL expressions, which are not read back."""
        row: Any = node
        table = row.__table__
        await self.session.execute(sa.update(table).where(table.c.id == row.id).values(**values))
        for name, value in values.items():
            if not isinstance(value, sa.ClauseElement):
                set_committed_value(node, name, value)

    def event(self, topic: str, node: Base, payload: Mapping[str, Any]) -> None:
        """Record an event of a locked node that is not a transition."""
        row: Any = node
        noun = BY_MODEL[type(node)]
        self.journal.event(topic, noun.graph_type, row.id, payload=dict(payload), **scope_of(node))


def scope_of(node: Base) -> Scope:
    """The customer and the contract that a row belongs to: itself, or those in its columns of these names, if any."""
    row: Any = node
    itself = row.__table__.name
    customer = row.id if itself == "customer" else getattr(row, "customer_id", None)
    contract = row.id if itself == "contract" else getattr(row, "contract_id", None)
    return {"customer_id": customer, "contract_id": contract}


@dataclass(frozen=True)
class Payload:
    """How the payload of an act differs from that of its noun. All acts whose payloads have one name declare the same.

    `name`: the name of its type; `node`: the field with its node; `text`: its description. `has_node`: whether it shows
    one. `candidates`: whether it has those of the outcome, with what agrees and what differs. `warnings`: the
    description of those of the outcome, where it shows them. `beside`: a dataclass of further values, whose fields have
    their types and descriptions like those of a command. They come from `Outcome.beside` and may be null. A dry run
    shows them where the dataclass says so (`in_plans`): none may be a secret then.
    """

    name: str | None = None
    node: str | None = None
    text: str | None = None
    has_node: bool = True
    candidates: bool = False
    warnings: str | None = None
    beside: type | None = None


class AlsoRecorded:
    """A command with which more is recorded than its act does, such as who acts for the customer.

    `later`: fields that commands of earlier releases did not have. In the digest of a key they count where they are
    given, and in the input type they are the last ones.
    """

    later: ClassVar[frozenset[str]] = frozenset()

    async def record(self, acting: Acting, verb: str, node_id: str) -> None:
        """Record it, in the transaction of the act on the node. Raises Refusal."""
        raise NotImplementedError


OF_NOUN = Payload()
WITHOUT_NODE = Payload(has_node=False)


def is_file(kind: Any) -> bool:
    """Whether the field of a command with this type is a file."""
    return isinstance(kind, type) and issubclass(kind, Received)


def all_fields(command: Any) -> dict[str, Any]:
    """All fields of a command. A file counts by its name and content, an absent field as null; where null removes what
    is stored, this counts by itself. A field in `later` of the command counts only where it has another value
    than its default, so that keys which were stored before there was such a field are found again.
    """
    found: dict[str, Any] = {}
    removable, later = removable_fields(command.__class__), later_fields(command.__class__)
    for each in fields(command):
        value = getattr(command, each.name)
        if each.name in later and value == each.default:
            continue
        if isinstance(value, Received):
            found |= {"name": value.name, "sha256": value.sha256.hex()}
        elif each.name in removable:
            found |= {each.name: None if value is ABSENT else value, f"clear_{each.name}": value is None}
        else:
            found[each.name] = _plain(value)
    return found


@cache
def later_fields(command: type) -> frozenset[str]:
    """The fields that a command, or a part of one, did not have in earlier releases: `later` of its classes."""
    return frozenset(name for owner in command.__mro__ for name in vars(owner).get("later", ()))


@cache
def removable_fields(command: type) -> frozenset[str]:
    """The fields that may be absent or null, and mean different things then."""
    kinds = {name: set(get_args(kind)) for name, kind in get_type_hints(command).items()}
    return frozenset(name for name, kind in kinds.items() if {Absent, type(None)} <= kind)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str):  # most are, and what follows takes longer
        return value
    if value is ABSENT:
        return None
    if is_dataclass(value):
        return all_fields(value)
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def renamed(**names: str) -> Meant:
    """All fields of a command, some by the names that they have in the digests of earlier releases."""
    return lambda command: {names.get(name, name): value for name, value in all_fields(command).items()}


@dataclass(frozen=True, kw_only=True)
class Options:
    """What an act may declare of itself beside its noun and its roles.

    `noun`: what it is done to; None where this has no table of its own, and then the payload is `WITHOUT_NODE`. An act
    whose outcome names no node returns an `Outcome` without an id.
    `removed_id`: the field of the payload with the id of the node that the act deletes, in place of the node.
    `store`: how the file of the command is stored, where it has one. `payload`: how it differs from the noun's.
    `meant`: what of a command counts in the digest of its idempotency key. `keyed`: whether it takes such a key;
    `key_required`: whether it has to be given. `before` and `then`: calls of somebody outside before its transaction
    and after it (`services/processes.py`). `check`: a check of the command by reads, before its transaction and before
    a dry run. `as_statement`: the act as one SQL statement.
    `reserves`: whether a dry run may reserve the SIM and the number that it picks.
    `moves`: the transition by which `availableActions` lists it, where its name is not that of the verb and the noun.
    """

    removed_id: str | None = None
    store: Store | None = None
    payload: Payload = OF_NOUN
    meant: Meant = all_fields
    keyed: bool = True
    key_required: bool = False
    before: Before | None = None
    then: Then | None = None
    check: Before | None = None
    as_statement: AsStatement | None = None
    reserves: bool = False
    moves: tuple[type[Base], str] | None = None


@dataclass(frozen=True, kw_only=True)
class Act(Options, Generic[Command]):
    """A declared act. `name`: of the mutation; `description`: for clients; `may_call`: the roles."""

    function: Function[Command]
    name: str
    description: str
    command: type[Command]
    noun: Noun | None
    may_call: frozenset[Role]

    def verb(
        self,
        settings: Settings,
        viewer: Viewer,
        origin: Origin,
        command: Command,
        planned: Picked | None = None,
        *,
        key: str | None = None,
        gateways: Sequence[str] = (),
    ) -> Verb:
        """The act on this command, for `Performer.perform`. See `Acting` for the arguments."""

        async def run(session: AsyncSession) -> str | Outcome:
            reason = rules.reason(getattr(command, "reason", None))
            journal = Journal(viewer.actor, reason)
            acting = Acting(session, settings, viewer, origin, journal, planned or {}, key, gateways)
            outcome = await self.within(acting, command)
            await acting.journal.write(session)
            return outcome

        return run

    async def within(self, acting: Acting, command: Command) -> str | Outcome:
        """Perform the act as a part of another one, in its transaction and with its journal. What is also recorded
        with the command names this act.
        """
        outcome = self._outcome(await self.function(acting, command))
        if isinstance(command, AlsoRecorded):
            node_id = outcome.node_id if isinstance(outcome, Outcome) else outcome
            assert node_id is not None, f"{self.name} returns no node to record"
            await command.record(acting, self.name, node_id)
        return outcome

    def _outcome(self, result: Result) -> str | Outcome:
        if isinstance(result, Outcome):
            return result
        assert self.noun is not None, f"{self.name} has no noun, and returns an outcome"
        return self.noun.id.encode(result)

    @property
    def transition(self) -> tuple[Noun | None, str]:
        """The noun that it moves and the verb, by which the noun's state machine has it where it is a transition."""
        if self.moves is not None:
            return BY_MODEL[self.moves[0]], self.moves[1]
        return self.noun, self.name.removesuffix(self.noun.graph_type if self.noun else "")

    @property
    def has_plan(self) -> bool:
        """Whether it has dry runs and plan tokens. An import has a dry run of its own, which checks its file."""
        return "dry_run" not in get_type_hints(self.command)

    @property
    def file(self) -> str:
        """The name of the command's field with a file, for an act with a `store`."""
        (name,) = (name for name, kind in get_type_hints(self.command).items() if is_file(kind))
        return name


def list_argument(kind: Any) -> tuple[Noun, str] | None:
    """The noun and the suffix of the type of a list's argument; None for a field of another kind."""
    owner = get_origin(kind)
    if isinstance(owner, type) and issubclass(owner, ListArgument):
        return BY_MODEL[get_args(kind)[0]], owner.suffix
    return None


def input_name(command: type) -> str:
    """The name of the input type of a command, or of a part of one: `input_name` where the command has it."""
    return getattr(command, "input_name", f"{command.__name__}Input")


def paragraph(documented: Any) -> str:
    """The first paragraph of a docstring, in one line."""
    return " ".join(cleandoc(documented.__doc__ or "").split("\n\n")[0].split())


def is_optional_list(kind: Any, default: Any) -> bool:
    """Whether a field is a list that is empty where it is absent or null."""
    return get_origin(kind) is tuple and default == ()


@dataclass(frozen=True)
class act(Options):  # noqa: N801 - a decorator
    """Declare a verb on a noun, or without `model` on something that has no table, as an act of these roles."""

    model: type[Base] | None
    may_call: frozenset[Role]

    def __call__(self, function: Function[Command]) -> Act[Command]:
        head, *rest = function.__name__.split("_")
        return Act(
            function=function,
            name=head + "".join(map(str.title, rest)),
            description=paragraph(function),
            command=signature(function).parameters["command"].annotation,
            noun=BY_MODEL[self.model] if self.model else None,
            may_call=self.may_call,
            **{each.name: getattr(self, each.name) for each in fields(Options)},
        )


def declared(*modules: ModuleType) -> Mapping[str, Act[Any]]:
    """The acts of modules by their names; a module may import those of another one. Raises ValueError when a name is
    declared twice.
    """
    found = {id(each): each for module in modules for each in vars(module).values() if isinstance(each, Act)}.values()
    names = [each.name for each in found]
    if repeated := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"declared twice: {', '.join(sorted(repeated))}")
    return {each.name: each for each in found}
