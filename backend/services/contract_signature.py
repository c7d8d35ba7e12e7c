"""Signatures of contracts: in ink, by a one-time code, or electronic."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, assert_never

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.secrets import Secrets, secrets_of
from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import ContractKey
from backend.models import (
    CONTRACT_STATES,
    Contract,
    ContractCode,
    Customer,
    SignatureMethod,
)
from backend.notifications.codes import queue_signing_code
from backend.services import ledger, rules
from backend.services.acts import Acting, NodeId, Reason, act
from backend.services.contract_draft import lock_with_request, tell_request
from backend.services.contract_papers import sign_document
from backend.services.recording import target_of
from backend.services.representation import AtCounter
from backend.settings import Settings

CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=10)
CODE_ATTEMPTS = 5
CODE_PAUSE = timedelta(minutes=1)  # between two codes for one contract
MAX_NAME_CHARACTERS = 200
MAX_REFERENCE_CHARACTERS = 200


@dataclass(frozen=True, kw_only=True)
class SendContractCode:
    """Input of `sendContractCode`."""

    id: Annotated[NodeId, "The contract."]


@act(Contract, STAFF)
async def send_contract_code(acting: Acting, command: SendContractCode) -> ContractKey:
    """Send the customer a one-time code to sign a draft with, as a text message to the contact number. It is valid for
    10 minutes and 5 attempts; a new code takes the place of an earlier one.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION, CODE_SENT within a minute of the last one.
    """
    session = acting.session
    behind = await lock_with_request(acting, command.id)
    contract = behind.contract
    target_of(CONTRACT_STATES, contract.status, "accept")
    row = ContractCode
    last = sa.select(row.sent_at).where(row.contract_id == contract.id, row.sent_at > sa.func.now() - CODE_PAUSE)
    if await session.scalar(last) is not None:
        raise Refusal(ErrorCode.CODE_SENT, "a code was sent less than a minute ago; wait before the next one", ["id"])
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    keys = _secrets(acting.settings)
    new = insert(row).values(contract_id=contract.id, code_hash=_hash(keys, contract.id, code))
    replaced = {"code_hash": new.excluded.code_hash, "sent_at": sa.func.now(), "attempts": 0}
    await session.execute(new.on_conflict_do_update(index_elements=[row.contract_id], set_=replaced))
    await queue_signing_code(
        session, behind.customer, contract.id, contract.number, code, encrypted=keys.encrypt, lasts=CODE_LASTS
    )
    acting.event("contract.code_sent", contract, {"internal": True})
    return contract.id


@dataclass(frozen=True, kw_only=True)
class AcceptContract(AtCounter):
    """Input of `acceptContract`."""

    id: Annotated[NodeId, "The contract."]
    method: Annotated[SignatureMethod, "How it was signed."]
    code: Annotated[str | None, "The code that `sendContractCode` sent; for ONE_TIME_CODE."] = None
    reference: Annotated[
        str | None,
        "For ELECTRONIC: the serial number of the certificate, or the transaction of the signing service; at most 200 "
        "characters.",
    ] = None
    signed_by: Annotated[
        str | None, "Who signed; when absent, the representative, or else the customer. At most 200 characters."
    ] = None
    reason: Reason = None


@act(Contract, STAFF)
async def accept_contract(acting: Acting, command: AcceptContract) -> ContractKey:
    """Record that a draft was signed: by whom and how. It does not lapse any more, and its account is opened, so that
    the first fee can be paid.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION, INVALID_INPUT, INVALID_NAME, CODE_INVALID.
    """
    behind = await lock_with_request(acting, command.id)
    contract, customer = behind.contract, behind.customer
    target_of(CONTRACT_STATES, contract.status, "accept")
    reference = await _checked_signature(acting, contract, command)
    await acting.move(
        contract, "accept", signed_at=sa.func.now(), lapses_at=None, signature=command.method,
        signed_by=_signatory(command, customer), signature_reference=reference,
    )  # fmt: skip
    await ledger.open_account(acting.session, acting.settings, contract)
    if command.method is not SignatureMethod.INK:
        await sign_document(acting.session, contract)
    if behind.request is not None:
        tell_request(acting, behind.request, contract)
    return contract.id


async def _checked_signature(acting: Acting, contract: Contract, command: AcceptContract) -> str | None:
    """Check what proves the signature. Returns its reference. Raises Refusal INVALID_INPUT, CODE_INVALID."""
    match command.method:
        case SignatureMethod.INK:
            _check_absent(command, "code", "reference")
        case SignatureMethod.ONE_TIME_CODE:
            _check_absent(command, "reference")
            if command.code is None:
                raise Refusal(ErrorCode.INVALID_INPUT, "give the code that sendContractCode sent", ["code"])
            await _use_code(acting, contract, command.code)
        case SignatureMethod.ELECTRONIC:
            _check_absent(command, "code")
            if command.reference is None:
                raise Refusal(ErrorCode.INVALID_INPUT, "an electronic signature needs its reference", ["reference"])
            return rules.text(command.reference, MAX_REFERENCE_CHARACTERS, ["reference"], multiline=False)
        case _:
            assert_never(command.method)
    return None


def _check_absent(command: AcceptContract, *names: str) -> None:
    for name in names:
        if getattr(command, name) is not None:
            raise Refusal(ErrorCode.INVALID_INPUT, f"{command.method} takes no {name}", [name])


async def _use_code(acting: Acting, contract: Contract, code: str) -> None:
    """Use up the code of a locked contract. Raises Refusal CODE_INVALID; the attempt is counted."""
    row = ContractCode
    found = await acting.session.scalar(
        sa.select(row.code_hash).where(
            row.contract_id == contract.id, row.sent_at > sa.func.now() - CODE_LASTS, row.attempts < CODE_ATTEMPTS
        )
    )
    given = _hash(_secrets(acting.settings), contract.id, "".join(code.split()))
    if found is None or not secrets.compare_digest(found, given):
        key = contract.id

        async def count(outer: AsyncSession) -> None:
            counted = sa.update(row).where(row.contract_id == key).values(attempts=row.attempts + 1)
            await outer.execute(counted.execution_options(synchronize_session=False))

        message = "the code is wrong, older than 10 minutes, or was tried 5 times; send a new one"
        raise Refusal(ErrorCode.CODE_INVALID, message, ["code"], afterwards=count)
    used = sa.delete(row).where(row.contract_id == contract.id)
    await acting.session.execute(used.execution_options(synchronize_session=False))


def _signatory(command: AcceptContract, customer: Customer) -> str:
    """The name of who signed, in stored form. Raises Refusal INVALID_NAME."""
    if command.signed_by is not None:
        return rules.name(command.signed_by, ("signedBy",))
    if command.representative is not None:
        return rules.name(command.representative.name, ("representative", "name"))
    return customer.name


def _secrets(settings: Settings) -> Secrets:
    return secrets_of(settings.secret_key, settings.data_dir)


def _hash(keys: Secrets, contract_id: ContractKey, code: str) -> bytes:
    return keys.keyed_hash("contract code", f"{contract_id}\0{code}")
