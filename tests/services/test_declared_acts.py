"""Acts are declared once: the digest of their keys, their types and their permission come from the declaration."""

import asyncio
import enum
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from types import ModuleType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from unittest.mock import AsyncMock, Mock

import pytest
import strawberry
from graphql import print_type
from strawberry.schema.config import StrawberryConfig

from backend.auth.viewer import STAFF, Origin, Role, Viewer
from backend.documents.files import Received, Stored
from backend.errors import StartupError
from backend.identifiers import FileKey, TicketKey, uuid7
from backend.models import CustomerKind, PaymentMethod, Ticket
from backend.schema.acts import mutations_of
from backend.schema.scalars import SCALARS
from backend.services.acts import (
    ABSENT,
    Absent,
    Act,
    Acting,
    Currency,
    JsonValue,
    NodeId,
    act,
    all_fields,
    declared,
    is_file,
    later_fields,
    list_argument,
)
from backend.services.amounts import Money
from backend.services.charge import SetCreditLimit, TransferBalance
from backend.services.command_digest import digest
from backend.services.customer import CreateCustomer, UpdateCustomerContact
from backend.services.deposit import GetDeposit
from backend.services.idempotency import Outcome, Verb
from backend.services.permissions import ACTS, MUTATIONS, transitions_of
from backend.services.rates import Rates
from backend.services.reconciliation import SettlementFile
from backend.services.refund import RefundPayment
from backend.services.verification import VerifyCustomer
from backend.settings import Settings

NUMBERING = Settings(_env_file=None)  # type: ignore[call-arg]
# Digests of the release before acts were declared, of commands whose texts are `one` and whose ids are `con_1`.
EARLIER = {
    "activateTicket": "bea1a7f7ca0ce614dd5f53de4683cb9ed9997dc5345bcabbfb89e9d6fe904b46",
    "adjustBalance": "ac090010d0f6c077cb7313f27d5d92a3268118e8ade454ff8b279ee0e79dc37e",
    "applyRepair": "c2e3398296713804aee0bea99a4769b9a30785d5868c8a3592cfa36738a004ee",
    "approveRefund": "542b9fdd39a2fd84afefe3ceb1078120267039fc095d448300b0cb8f1619ac91",
    "assignTicket": "80511938de712efb15f5a384dcb0ed1fc4b137cbcac03e47973e88d05fab703a",
    "attachToTicket": "20cbcfc36af0eef294cf2708f0b0aaebc3b4e9347a9996495f9835e8730312d3",
    "blockTicket": "494d350a1e2e20a8513e9f418be769549e2c9d2f8d40050314c5c4cb50f79427",
    "bulkRegister": "64ff8385fec9be5ab275ca95d0d9118b8a69cb072f139fbd6936da5bf7d5cd59",
    "cancelBulkRegister": "6cdc633cef93b7d7eec488a9b03d9e615c43eb86b30978ac0b09b635a2a72fab",
    "cancelPayment": "6b7491bd711327fd5140d0a0531497e5f7317abfabf2d3c0f57b1db6e0ff4842",
    "chargeContract": "ba9abfd78f4fe2ddc6c2019aa5ff70d04b8cd4ffcd9c8230c74f32cdecd5367f",
    "closeContract": "da24897e7cb4123d0b8ac7fc698dd72fa3b0cb17199032444839d85f75169858",
    "closeTicket": "79d7b0aa6d25acb1941527d310cd0bcb0505cb9aeb6900d5ce2ce1b1a3c9b3d5",
    "commentTicket": "9f970252dfc45711c7cc854105d8823c6bad63455cf87f3c14f39c1c396a2a76",
    "createCustomer": "5eeed4a41a9f9807f3da199a0827787aec5ba5c7383a45864bb089f0570ecdc9",
    "deactivateClient": "6a57a982204f89f34903b59e2dc25b49e0d8f733105cbd8000a026230d5f8aa4",
    "deactivateUser": "3197df02d60dc8c9677cf72e5c7f29d2492d698c383ab6317914051d461c7730",
    "discardTicket": "0deb6c1d7731cce7885ef5848f9cbcea97ba27208043cfeb323271751256e9f0",
    "dismissMismatch": "a23459e9fc9adf1e201f82576102a616e2ce28b44153e45a1d4e2e63989e5798",
    "getDeposit": "212b8ac6a1dc783e23525438bc3642ccd4ba0e41bdcfca8e8dc162eb0454d3b1",
    "getSim": "138ae4d381c0245c17667ac03b906a1f4d31b7ea925435ef9b67faed477ee01b",
    "importNumbers": "8a3f406ca6680d46ceab6891e2623b45f89ba212a6b08ea70ae91730ddda35d9",
    "importSettlement": "de355b59be34ce19292a1730905e3f905276cdfabe9a06c329e10e95be838370",
    "importSims": "5a336ad003c2efac87dc23c9194447008eae31e71ff34ac83803ab5ece3299c8",
    "importTariffs": "4c6da32e3163c147f53a82cfb6921bd10e38bacfd33edbe529918696b0c405d8",
    "inviteUser": "5cf66f5ce10efc1270c2059e500f9bb19dfaf6312d26277eb4c6ee93059a171a",
    "openTicket": "e5c5829d93d772815434a018ee3753c5c5210e1d64ba118ddf366bf216e39675",
    "pauseBulkRegister": "33819b0b042a0f0ec889ea2ce6989c551709d230654b8fa58c70862fe70a7241",
    "prioritiseTicket": "d7f427f024aa07765bc9960707633e65b443b08f683ac34c705a90385818d31d",
    "reactivateUser": "1c42ddcd11c193cff7862f6d8df5b9018246eeac2b82d837debd3addac9d8676",
    "refundPayment": "620a5d9f1eee93d3b2e5cf9953ff779543189ee454162728bd0805e8a39db34e",
    "registerClient": "3f19694f6d5dfee0a01d694d64b65eb4190008aa5b8049e40bbc4b4dd46bbf07",
    "rejectCustomerIdentity": "35d3f9c8b034f5016638c1090bfd032bd787678e9c35e2450e427c1fa99599dd",
    "rejectRefund": "d67d2df54ab962e73f59ccf7bb06a4cec093ce1aaaeff43d12ba330cc5fbec09",
    "resendNotification": "e3f6d84aaaa9980d4e8d4c6d203dcd0efe2d0a4d5a398f502d39969caccbbca3",
    "resetUserSecondFactor": "3df53563ac3b7344b02dcbf137836451676f9446f5d6aefc7247cfc324d1b6f5",
    "resubmitCustomerIdentity": "1ea26938a00692513d40e5977edb30bee7ca6cc45a84ff9bcbc7f0e47ad1e2ef",
    "resumeBulkRegister": "2bf6ff948ce8cc009f4496229727d475925ac8563f14b799e4b2a80aaa5f7180",
    "resumeContract": "c52a6985946dd6a9a9394aac5272ff77c9ed7e100f507fd7ab56511316abef6e",
    "resumeTicket": "2100b0999ca0c06d3f205bf73623430118050801fd7be62022ce4edfd35d321f",
    "retryJob": "6dbdfc099536eebcb7880a19798a6c2c217c332be73eecc02fc1a462d460c109",
    "reverseEntry": "da3afc4633d3ab51f269b923086a88fe943589d79d09410c51027edf1fc80112",
    "rotateClientSecret": "4af11f8da614c4e890518e7c056592a0c2fdcc5d14ece56723a6b7c3ef1f7ff1",
    "setCreditLimit": "aab95f23cb809190c1e9a42f7dd8ffef2e90043987aca8ba35c8ff1cee9827e3",
    "setNotificationPreference": "4763cfccec888b6000b2c27daff2e4582749d9d810e4c693fe4ff8dd1f23c15f",
    "setUserRole": "3cdde696a8dd7c5d25bc6e373353b5f1455b432de18c5db1ef71632c7eb06d4d",
    "suspendContract": "522b30b287e42830029ee7451b19fba5757a0d7d0117a82150bd0349af4ecfcb",
    "suspendTicket": "705a7b1b71ec029041f53421308a21b6a1e1746689b89334f37df3de1a0f7a39",
    "transferBalance": "18b6544b707e11b28a622bba11a514c7d12fd2af7d9e56d0118d3877aba6f245",
    "updateCustomerContact": "d7c4e43dde19653ebaa2034a5478b88b75b4314da424916228075cc79954b7c9",
    "verifyCustomer": "dd52f5c32aea7408d420b94792e3c04387fd12c330f75251bfe3f7abaeaa0e1b",
}
FIVE = Money(amount=Decimal(5))
FILE = Stored(FileKey(uuid7()), "one.txt", "text/plain", 3, hashlib.sha256(b"one").digest())
SETTLEMENT = SettlementFile(Mock(), "one.csv", 3, FILE.sha256)
VALUES = {
    NodeId: ("con_1", "con_2"), str: ("one", "two"), int: (1, 2), bool: (True, False), Currency: ("KGS", "USD"),
    JsonValue: ({"a": 1}, {"a": [2]}),
    Decimal: (Decimal(5), Decimal(6)), date: (date(1980, 1, 31), date(1981, 1, 31)),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Amount:
    """An amount of money."""

    amount: Annotated[Decimal, "The number."]
    currency: Annotated[str | None, "Its currency."] = None


@dataclass(frozen=True, kw_only=True)
class SettleTicket:
    """A settlement."""

    id: Annotated[NodeId, "The ticket."]
    total: Annotated[Amount, "What is paid."]
    parts: Annotated[tuple[Amount, ...], "Parts of it."] = ()
    tips: Annotated[tuple[str, ...] | None, "Codes."] = None
    proof: Annotated[Stored, "A receipt."]


async def _store(*_: object) -> Stored:
    return FILE


@dataclass(frozen=True, kw_only=True)
class TidyUp:
    """Input of `tidyUp`."""


@act(Ticket, STAFF, store=_store)
async def settle_ticket(acting: Acting, command: SettleTicket) -> TicketKey:  # noqa: ARG001
    """Settle a ticket,
    with money.

    Raises nothing.
    """
    raise NotImplementedError


def value(kind: Any, which: int = 0) -> Any:
    """The first or the second value of the type of a command's field."""
    if optional(kind):
        (kind,) = (each for each in get_args(kind) if each not in {type(None), Absent})
    if get_origin(kind) is tuple:
        return (value(get_args(kind)[0], which),)
    if is_file(kind):
        file: Any = FILE if kind is Stored else SETTLEMENT
        return file if which == 0 else replace(file, sha256=hashlib.sha256(b"two").digest())
    if list_argument(kind) is not None:
        return {"id": {"eq": str(which)}}
    if is_dataclass(kind):
        return kind(**{each.name: value(hint(kind, each.name), which) for each in fields(kind)})
    return list(kind)[which] if isinstance(kind, type) and issubclass(kind, enum.Enum) else VALUES[kind][which]


def optional(kind: Any) -> bool:
    return get_origin(kind) in {Union, UnionType}


def hint(owner: Any, name: str) -> Any:
    return get_type_hints(owner)[name]


def changes(command: Any) -> Iterator[tuple[str, Any]]:
    """The same command with one field changed, at any depth."""
    for each in fields(command):
        kind, present = hint(type(command), each.name), getattr(command, each.name)
        if is_dataclass(present) and not isinstance(present, Received):
            for name, changed in changes(present):
                yield f"{each.name}.{name}", replace(command, **{each.name: changed})
        else:
            yield each.name, replace(command, **{each.name: value(kind, 1)})
        if type(None) in get_args(kind):
            yield f"{each.name}: null", replace(command, **{each.name: None})
        if Absent in get_args(kind):
            yield f"{each.name}: absent", replace(command, **{each.name: ABSENT})


@pytest.mark.parametrize("declaration", [*ACTS.values(), settle_ticket], ids=lambda each: each.name)
def test_the_digest_of_a_key_covers_every_field_of_a_command(declaration: Act[Any]) -> None:
    command = value(declaration.command)
    whole = digest(declaration.name, declaration.meant(command), NUMBERING)
    found = dict(changes(command))
    assert {name.split(".")[0].split(":")[0] for name in found} == {each.name for each in fields(declaration.command)}
    digests = {name: digest(declaration.name, declaration.meant(other), NUMBERING) for name, other in found.items()}
    assert [name for name, other in digests.items() if other == whole] == []


def test_a_key_that_the_earlier_release_stored_is_found_again() -> None:
    commands = {name: without_added(value(ACTS[name].command)) for name in EARLIER}
    found = {name: digest(name, ACTS[name].meant(command), NUMBERING).hex() for name, command in commands.items()}
    assert found == EARLIER


def without_added(command: Any) -> Any:
    """A command without values in the fields that the earlier release did not have."""
    added = later_fields(type(command))
    given = {}
    for each in fields(command):
        present = getattr(command, each.name)
        is_part = is_dataclass(present) and not isinstance(present, Received)
        given[each.name] = each.default if each.name in added else without_added(present) if is_part else present
    return replace(command, **given)


@pytest.mark.parametrize(
    ("command", "earlier"),
    [
        (
            CreateCustomer(kind=CustomerKind.PERSON, name="one", phone="one"),
            "fb33eca8a61677cb40144206da548ebd206d5ee155e13334a9d90809fdad6ed4",
        ),
        (
            UpdateCustomerContact(id=NodeId("con_1")),
            "1be0a3a5a51935f79f0c8ef31034af51cb85b56505626d6b3de14e88fc2873b4",
        ),
        (
            UpdateCustomerContact(id=NodeId("con_1"), email=None),
            "48777bac3c12f6d2c185545a15fb1deedbf63bb464783eab1c18d6975275969e",
        ),
        (VerifyCustomer(id=NodeId("con_1")), "5415ebfaf49447962743d96773fdd0e431f8b9787959524e4892137a284ad9b2"),
        (
            GetDeposit(contract_id=NodeId("con_1"), amount=FIVE, method=PaymentMethod.CASH),
            "7cc9517212342e8530b783d7db3846ced29333dbb56ff4dcb8e4b1aedaa726b5",
        ),
        (
            RefundPayment(payment_id=NodeId("con_1"), reason="one"),
            "e9dc6d46140e0a741c51fa9bd39e530c7b60b9c314c6251949fd9d92f85fc680",
        ),
        (
            RefundPayment(payment_id=NodeId("con_1"), amount=FIVE, reason="one"),
            "bca7d50480189743481afd8b84a9dcabb6225dcf779909f561a35c779dcb0569",
        ),
        (
            TransferBalance(from_contract_id=NodeId("con_1"), to_contract_id=NodeId("con_2"), amount=FIVE),
            "e5301231a084057d01f08ce7432745d30cefc5789519dd6f0ab41e999fdb7d73",
        ),
        (
            SetCreditLimit(contract_id=NodeId("con_1"), reason="one"),
            "3206df2072728b395a7e307edea5174b0730ab27f21fd1be64a07bbdb762833c",
        ),
    ],
    ids=[
        "no optional fields",
        "nothing to change",
        "an address to remove",
        "no document",
        "a payment without a currency",
        "the whole rest of a payment",
        "a refund without a currency",
        "a transfer without a reason",
        "no limit",
    ],
)
def test_a_key_of_a_sparse_command_is_found_again(command: Any, earlier: str) -> None:
    (declaration,) = (each for each in ACTS.values() if each.command is type(command))
    assert digest(declaration.name, declaration.meant(command), NUMBERING).hex() == earlier


def test_a_file_counts_by_its_name_and_its_content() -> None:
    assert all_fields(replace(value(SettleTicket), proof=replace(FILE, key=FileKey(uuid7())))) == all_fields(
        value(SettleTicket)
    )
    assert all_fields(replace(value(SettleTicket), proof=replace(FILE, name="two"))) != all_fields(value(SettleTicket))


def test_an_act_has_the_name_the_description_and_the_roles_of_its_declaration() -> None:
    assert (settle_ticket.name, settle_ticket.description) == ("settleTicket", "Settle a ticket, with money.")
    assert settle_ticket.may_call == STAFF
    assert settle_ticket.file == "proof"
    assert {name: MUTATIONS[name] for name in ACTS} == {name: each.may_call for name, each in ACTS.items()}


def test_an_act_that_is_declared_twice_is_an_error() -> None:
    module, other = ModuleType("module"), ModuleType("other")
    vars(module)["one"] = vars(other)["one"] = settle_ticket
    assert declared(module, other) == {"settleTicket": settle_ticket}
    vars(other)["two"] = replace(settle_ticket, may_call=frozenset())
    with pytest.raises(ValueError, match="declared twice: settleTicket"):
        declared(module, other)


def test_the_transitions_of_a_noun_are_the_acts_that_its_state_machine_knows() -> None:
    assert transitions_of(ACTS["openTicket"].noun) == {
        verb: f"{verb}Ticket" for verb in ("activate", "suspend", "resume", "block", "close")
    }


def test_a_rate_of_a_mutation_that_does_not_exist_is_refused() -> None:
    Rates({"SUBSCRIBER.openTicket": "1/hour", "SUBSCRIBER.*": "1/hour"}, MUTATIONS)
    with pytest.raises(StartupError, match="there is no mutation openTickets"):
        Rates({"SUBSCRIBER.openTickets": "1/hour"}, MUTATIONS)


class Recorder:
    """A request's context that stores files and keeps the commands of acts."""

    def __init__(self) -> None:
        self.billing, self.planner = Mock(gateways={}), Mock()
        self.settings, self.viewer, self.origin, self.files = NUMBERING, Viewer(Role.ADMIN, "a"), Origin(), AsyncMock()
        self.asked: list[tuple[str, Any, str | None]] = []

    async def check_rate(self, *_: object) -> None: ...

    async def use_quotas(self, *_: object) -> None: ...

    async def give_back_quotas(self, *_: object) -> None: ...

    async def perform(self, name: str, command: Any, key: str | None, *_: Verb | None) -> Outcome:
        self.asked.append((name, command, key))
        return Outcome("tic_1", ({"code": "CONFLICT", "message": "no", "field": []},))


@strawberry.type
@mutations_of([settle_ticket])
class Mutation:
    """The mutation of this test."""


@strawberry.type
class Query:
    """A schema has a query."""

    one: int = 1


def test_nested_parts_lists_and_files_of_a_command_come_from_the_input() -> None:
    built = strawberry.Schema(Query, Mutation, config=StrawberryConfig(scalar_map=SCALARS))
    recorder = Recorder()
    query = """mutation ($file: Upload!) { settleTicket(input: {id: "tic_1", total: {amount: "5"}, tips: ["a"],
        parts: [{amount: "6", currency: "KGS"}], proof: $file, idempotencyKey: "k"}) { errors { code } } }"""
    answer = asyncio.run(built.execute(query, {"file": Mock(size=3)}, recorder))
    assert (answer.data, answer.errors) == ({"settleTicket": {"errors": [{"code": "CONFLICT"}]}}, None)
    command = SettleTicket(
        id=NodeId("tic_1"), total=Amount(amount=Decimal(5)), tips=("a",),
        parts=(Amount(amount=Decimal(6), currency="KGS"),), proof=FILE,
    )  # fmt: skip
    assert recorder.asked == [("settleTicket", all_fields(command), "k")]
    assert '"""A receipt."""\n  proof: Upload!' in print_type(built._schema.type_map["SettleTicketInput"])


@act(None, STAFF, keyed=False)
async def tidy_up(acting: Acting, command: TidyUp) -> Outcome:  # noqa: ARG001
    """Tidy up."""
    raise NotImplementedError


class Tidying:
    """The mutation without fields."""


def test_an_act_without_a_noun_a_key_and_fields_has_an_optional_input_and_no_node() -> None:
    built = strawberry.Schema(
        Query, strawberry.type(mutations_of([tidy_up])(Tidying)), config=StrawberryConfig(scalar_map=SCALARS)
    )
    mutation = built._schema.mutation_type
    assert mutation is not None
    assert print_type(mutation) == (
        'type Tidying {\n  """Tidy up."""\n  tidyUp(input: TidyUpInput = null): TidyUpPayload!\n}'
    )
    found = {name: set(built._schema.type_map[name].fields) for name in ("TidyUpInput", "TidyUpPayload")}  # type: ignore[attr-defined]
    assert found == {"TidyUpInput": {"dryRun", "planToken"}, "TidyUpPayload": {"errors", "plan"}}
    recorder = Recorder()
    asked = "mutation { one: tidyUp { errors { code } } two: tidyUp(input: null) { errors { code } } }"
    answer = asyncio.run(built.execute(asked, context_value=recorder))
    refused = {"errors": [{"code": "CONFLICT"}]}
    assert (answer.data, answer.errors) == ({"one": refused, "two": refused}, None)
    assert recorder.asked == [("tidyUp", {}, None)] * 2


@pytest.mark.parametrize("parts", ["", "parts: null", "parts: []"])
def test_a_list_that_may_be_absent_is_empty_where_it_is_null(parts: str) -> None:
    built = strawberry.Schema(Query, Mutation, config=StrawberryConfig(scalar_map=SCALARS))
    recorder = Recorder()
    query = f"""mutation ($file: Upload!) {{ settleTicket(input: {{id: "tic_1", total: {{amount: "5"}}, {parts}
        proof: $file}}) {{ errors {{ code }} }} }}"""
    answer = asyncio.run(built.execute(query, {"file": Mock(size=3)}, recorder))
    assert answer.errors is None
    assert recorder.asked[0][1]["parts"] == []
