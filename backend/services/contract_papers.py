"""Documents of contracts: made by a job from the newest templates, or uploaded. What was signed is kept as it was."""

import hashlib
import uuid
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import STAFF
from backend.database import Database, driver_connection
from backend.documents.agreements import TEMPLATES, Agreement, clauses_of, render_agreement, word
from backend.documents.files import FileStore, Stored, Upload
from backend.documents.words import amount_text, date_text, words
from backend.errors import ErrorCode, Refusal
from backend.identifiers import (
    CONTRACT_DOCUMENT_ID,
    CONTRACT_ID,
    TICKET_ATTACHMENT_ID,
    ContractDocumentKey,
    ContractKey,
)
from backend.jobs.declare import job
from backend.jobs.queue import JobQueue, queue_settings
from backend.jobs.worker import Job
from backend.models import Contract, ContractDocument, ContractDocumentKind, ContractStatus, Language
from backend.models.contract import ENDED, IN_SERVICE
from backend.services.acts import Acting, NodeId, Reason, act
from backend.services.papers import common, local
from backend.services.recording import Journal
from backend.settings import Settings

MAKE = "make contract documents"
MAX_DOCUMENTS = 50  # of a contract
# The states in which a document can be made, beside those in which the act that needs it makes it.
_STATES: Mapping[ContractDocumentKind, tuple[ContractStatus, ...]] = {
    ContractDocumentKind.CONTRACT: (ContractStatus.DRAFT, ContractStatus.ACCEPTED, *IN_SERVICE),
    ContractDocumentKind.SIM_HANDOVER: (ContractStatus.ACCEPTED, *IN_SERVICE),
    ContractDocumentKind.CLOSING_ACT: ENDED,
}


@dataclass(frozen=True, kw_only=True)
class IssueContractDocument:
    """Input of `issueContractDocument`."""

    contract_id: Annotated[NodeId, "The contract."]
    kind: Annotated[ContractDocumentKind, "The document."]
    language: Annotated[Language | None, "Its language; the customer's when absent."] = None
    reason: Reason = None


@act(Contract, STAFF)
async def issue_contract_document(acting: Acting, command: IssueContractDocument) -> ContractKey:
    """Have a document of a contract made from the newest version of its template. It is among `Contract.documents`
    within seconds.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION where the state of the contract does not allow it, INVALID_INPUT beyond
    50 documents.
    """
    contract = await _locked(acting, command.contract_id)
    if contract.status not in _STATES[command.kind]:
        message = f"a contract that is {contract.status} has no {command.kind}"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["kind"])
    await make_document(acting, contract, command.kind, command.language)
    return contract.id


@dataclass(frozen=True, kw_only=True)
class AttachContractDocument:
    """Input of `attachContractDocument`."""

    contract_id: Annotated[NodeId, "The contract."]
    kind: Annotated[ContractDocumentKind, "What the file shows."]
    signed: Annotated[bool, "Whether the file shows the signed document."] = True
    file: Annotated[Stored, "An image or a PDF; CRM_MAX_ATTACHMENT_BYTES limits the size (10 MB by default)."]


async def store_document(files: FileStore, _: Settings, upload: Upload) -> Stored:
    """Store a scan. Raises Refusal INVALID_FILE, also for a file that is neither an image nor a PDF."""
    key = TICKET_ATTACHMENT_ID.new_key()
    stored = await files.put(key, upload)
    if stored.media_type != "application/pdf" and not stored.media_type.startswith("image/"):
        await files.delete(key)
        raise Refusal(ErrorCode.INVALID_FILE, "a document of a contract is an image or a PDF", ["file"])
    return stored


@act(Contract, STAFF, store=store_document)
async def attach_contract_document(acting: Acting, command: AttachContractDocument) -> ContractKey:
    """Add a file to the documents of a contract, such as the scan of the signed contract.

    Raises Refusal NOT_FOUND; INVALID_FILE; INVALID_INPUT beyond 50 documents.
    """
    contract = await _locked(acting, command.contract_id)
    file = command.file
    await acting.session.execute(
        sa.insert(ContractDocument).values(
            id=ContractDocumentKey(file.key), contract_id=contract.id, kind=command.kind, author=acting.actor,
            file_id=file.key, name=file.name, media_type=file.media_type, size_bytes=file.size_bytes,
            hash=file.sha256.hex(), signed_at=sa.func.now() if command.signed else None,
        )
    )  # fmt: skip
    acting.event("contract.document_added", contract, {"internal": True, "kind": command.kind.value})
    return contract.id


async def make_document(
    acting: Acting, contract: Contract, kind: ContractDocumentKind, language: Language | None = None
) -> None:
    """Enqueue the making of a document. The job becomes visible to workers when the transaction commits."""
    payload: dict[str, object] = {
        "id": str(CONTRACT_DOCUMENT_ID.new_key()), "contract": str(contract.id), "kind": kind.value,
        "language": language and language.value, "actor": acting.actor,
    }  # fmt: skip
    queue = JobQueue(queue_settings())
    await queue.enqueue(await driver_connection(acting.session), MAKE, payload)


async def sign_document(session: AsyncSession, contract: Contract) -> None:
    """Note on the newest contract document that was made that it is the one which was signed now."""
    row = ContractDocument
    made = (
        sa.select(row.id)
        .where(
            row.contract_id == contract.id, row.kind == ContractDocumentKind.CONTRACT, row.template_version.is_not(None)
        )
        .order_by(row.created_at.desc())
        .limit(1)
    )
    signed = sa.update(row).where(row.id == made.scalar_subquery(), row.signed_at.is_(None))
    await session.execute(signed.values(signed_at=sa.func.now()).execution_options(synchronize_session=False))


async def is_signed_on_paper(session: AsyncSession, contract: Contract) -> bool:
    """Whether a signed document of the kind CONTRACT is kept."""
    row = ContractDocument
    found = sa.select(row.id).where(
        row.contract_id == contract.id, row.kind == ContractDocumentKind.CONTRACT, row.signed_at.is_not(None)
    )
    return await session.scalar(found.limit(1)) is not None


async def _locked(acting: Acting, text: str) -> Contract:
    """The locked contract, which may have another document. Raises Refusal NOT_FOUND, INVALID_INPUT."""
    try:
        contract = await acting.lock(Contract, text)
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.message, ["contractId"]) from None
    count = sa.select(sa.func.count()).where(ContractDocument.contract_id == contract.id)
    if (await acting.session.scalar(count) or 0) >= MAX_DOCUMENTS:
        message = f"a contract has at most {MAX_DOCUMENTS} documents"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["contractId"])
    return contract


# One statement reads one snapshot.
_FACTS = """
select k.id, k.number as contract_number, k.closed_at, k.currency, c.name, c.number as customer_number, c.language,
    n.msisdn, s.iccid, t.code || ' · ' || t.name as tariff, v.monthly_fee_minor, v.currency as fee_currency,
    (select string_agg(o.code || ' · ' || o.name, ', ' order by o.code) from contract_option x
        join tariff_option o on o.id = x.tariff_option_id where x.contract_id = k.id) as options,
    (select d.number from identity_document d where d.customer_id = c.id and d.replaced_at is null
        order by d.verified_at desc nulls last, d.created_at desc limit 1) as document,
    coalesce((select a.balance_minor from ledger_account a where a.contract_id = k.id and a.currency = k.currency), 0)
        as balance_minor, now() as made
from contract k join customer c on c.id = k.customer_id join tariff t on t.id = k.tariff_id
    join tariff_version v on v.id = k.tariff_version_id
    left join phone_number n on n.id = k.phone_number_id left join sim s on s.id = k.sim_id
where k.id = $1
"""


class ContractPapers:
    """The job that makes documents of contracts. One per worker."""

    def __init__(self, database: Database, files: FileStore, settings: Settings) -> None:
        self._database, self._files, self._settings = database, files, settings

    @job(MAKE)
    async def make(self, queued: Job) -> None:
        """Make one document. Repeatable: a document that exists is not made again."""
        payload = queued.document()
        key = CONTRACT_DOCUMENT_ID.key_type(uuid.UUID(str(payload["id"])))
        kind = ContractDocumentKind(str(payload["kind"]))
        contract_id = CONTRACT_ID.key_type(uuid.UUID(str(payload["contract"])))
        exists = await self._database.fetch("select from contract_document where id = $1", key)
        rows = await self._database.fetch(_FACTS, contract_id, free_list=self._database.papers)
        if exists or not rows:
            return
        language = Language(str(payload["language"] or rows[0]["language"]))
        body = await render_agreement(kind, agreement_of(rows[0], kind, language, self._settings))
        file = TICKET_ATTACHMENT_ID.key_type(key)
        await self._files.write(file, _once(body), len(body), expected_bytes=len(body))
        async with self._database.transaction() as session:
            await _add(session, key, contract_id, kind, language, str(payload["actor"]), rows[0], body)


def agreement_of(row: Any, kind: ContractDocumentKind, language: Language, settings: Settings) -> Agreement:
    """A document with the facts of a contract, as texts in a language."""
    closed = row["closed_at"]
    facts = {
        "day": date_text(local(row["made"], settings).date(), language),
        "tariff": row["tariff"],
        "fee": f"{amount_text(row['monthly_fee_minor'], row['fee_currency'], language)} {row['fee_currency']}",
        "options": row["options"],
        "iccid": row["iccid"] or "–",
        "msisdn": row["msisdn"] or "–",
        "document": row["document"],
        "closed": date_text(local(closed, settings).date(), language) if closed else None,
        "balance": f"{amount_text(row['balance_minor'], row['currency'], language)} {row['currency']}",
    }
    filled = {name: value or "–" for name, value in facts.items()}
    paper = common(settings, {**dict(row), "language": language.value}, named=True)
    labels = {
        ContractDocumentKind.CONTRACT: ("day", "document", "tariff", "fee", "options", "iccid"),
        ContractDocumentKind.SIM_HANDOVER: ("day", "document", "iccid"),
        ContractDocumentKind.CLOSING_ACT: ("day", "closed", "balance"),
    }[kind]
    shown = tuple((word(name, language), filled[name]) for name in labels if facts[name])
    people = ((words(language)["customer"], row["name"]), (words(language)["msisdn"], filled["msisdn"]))
    return Agreement(
        **paper,
        made=row["made"],
        file_name=f"{row['contract_number']}-{kind.value.lower().replace('_', '-')}.pdf",
        facts=(*people, *shown),
        clauses=clauses_of(kind, language, filled),
        signatures=((word("operator", language), settings.operator_name), (word("subscriber", language), row["name"])),
    )


async def _once(body: bytes) -> AsyncIterator[bytes]:
    yield body


async def _add(
    session: AsyncSession,
    key: Any,
    contract_id: ContractKey,
    kind: ContractDocumentKind,
    language: Language,
    actor: str,
    row: Any,
    body: bytes,
) -> None:
    """Add a document that is in the store, and record it."""
    document = insert(ContractDocument).values(
        id=key, contract_id=contract_id, kind=kind, template_version=TEMPLATES[kind].version, language=language,
        author=actor, file_id=key, name=f"{row['contract_number']}-{kind.value.lower().replace('_', '-')}.pdf",
        media_type="application/pdf", size_bytes=len(body), hash=hashlib.sha256(body).hexdigest(),
    )  # fmt: skip
    added = await session.scalar(document.on_conflict_do_nothing().returning(ContractDocument.id))
    if added is None:
        return
    contract = await session.get_one(Contract, contract_id)
    journal = Journal(actor)
    journal.event(
        "contract.document_added", "Contract", contract_id, customer_id=contract.customer_id, contract_id=contract_id,
        payload={"internal": True, "kind": kind.value},
    )  # fmt: skip
    await journal.write(session)
