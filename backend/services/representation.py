"""Who acts for a customer, here and at a counter: their document, and the authority by which they act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import SUBSCRIBERS
from backend.days import today
from backend.errors import ErrorCode, Refusal
from backend.identifiers import REQUEST_ATTACHMENT_ID, ContractKey, CustomerKey, decode_id
from backend.models import Authority, Contract, Representation, Request, RequestAttachment, RequestFileKind
from backend.models.nouns import BY_PREFIX
from backend.services import rules
from backend.services.acts import Acting, AlsoRecorded, NodeId
from backend.services.identity import Document
from backend.settings import Settings

MAX_NUMBER_CHARACTERS = 100


@dataclass(frozen=True, kw_only=True)
class Representative:
    """Who acts for the customer, and by which authority."""

    name: Annotated[str, "Full name, surname first."]
    document: Annotated[Document, "Their identity document."]
    authority: Annotated[Authority, "Kind of authority."]
    authority_number: Annotated[str | None, "Number of the paper that gives the authority."] = None
    valid_until: Annotated[date | None, "Last day of the authority, today or later; null when it has no end."] = None

    def checked(self, settings: Settings, at: str = "representative") -> dict[str, Any]:
        """The values in stored form, by column of `representation`. Raises Refusal INVALID_NAME, INVALID_INPUT."""
        document = self.document.checked((at, "document"))
        number = self.authority_number
        if self.valid_until is not None and self.valid_until < today(settings):
            message = f"the authority ended on {self.valid_until}; expected is one that is valid today"
            raise Refusal(ErrorCode.INVALID_INPUT, message, [at, "validUntil"])
        return {
            "name": rules.name(self.name, (at, "name")),
            "document_kind": document.kind,
            "document_number": document.number,
            "document_country": document.country,
            "authority": self.authority,
            "authority_number": rules.text(number, MAX_NUMBER_CHARACTERS, [at, "authorityNumber"], multiline=False)
            if number and number.strip()
            else None,
            "authority_until": self.valid_until,
        }


@dataclass(frozen=True, kw_only=True)
class AtCounter(AlsoRecorded):
    """What every act takes that staff perform for a customer at a counter."""

    later: ClassVar[frozenset[str]] = frozenset({"representative", "authority_file"})

    representative: Annotated[
        Representative | None, "Who acts for the customer; absent when the customer acts. It is recorded with the act."
    ] = None
    authority_file: Annotated[
        NodeId | None, "Id of the file with the authority: one that was attached to a request as AUTHORITY."
    ] = None

    async def record(self, acting: Acting, verb: str, node_id: str) -> None:
        """Record who acted for the customer. Raises Refusal INVALID_NAME, INVALID_INPUT, NOT_FOUND."""
        if self.representative is None:
            if self.authority_file is not None:
                raise Refusal(ErrorCode.INVALID_INPUT, "a file needs a representative", ["authorityFile"])
            return
        if acting.viewer.role in SUBSCRIBERS:
            raise Refusal(ErrorCode.INVALID_INPUT, "only staff name a representative", ["representative"])
        decoded = decode_id(node_id)
        assert decoded is not None, f"{verb} returns {node_id}, which is no id"
        prefix, key = decoded
        customer_id, contract_id = await _parties(acting, prefix, key)
        await acting.session.execute(
            sa.insert(Representation).values(
                node_type=prefix, node_id=key, verb=verb, actor=acting.actor, customer_id=customer_id,
                contract_id=contract_id, file_id=await self._file(acting),
                **self.representative.checked(acting.settings),
            )
        )  # fmt: skip

    async def _file(self, acting: Acting) -> Any:
        """The key of the file with the authority."""
        if self.authority_file is None:
            return None
        key = REQUEST_ATTACHMENT_ID.decode(self.authority_file)
        file = RequestAttachment
        found = sa.select(file.id).where(file.id == key, file.kind == RequestFileKind.AUTHORITY)
        if key is None or await acting.session.scalar(found) is None:
            message = "there is no such file of a request, attached as AUTHORITY"
            raise Refusal(ErrorCode.NOT_FOUND, message, ["authorityFile"])
        return key


async def representation_of(session: AsyncSession, request: Request) -> Mapping[str, Any]:
    """The fields of `AtCounter` for an act that fulfils a request: who acts for the customer in it, with the newest
    file of the authority. Empty when the customer acts.
    """
    if request.representative_name is None:
        return {}
    kind, number = request.representative_document_kind, request.representative_document_number
    assert kind is not None, "the constraint `representative`"
    assert number is not None, "the constraint `representative`"
    assert request.authority is not None, "the constraint `representative`"
    by = Representative(
        name=request.representative_name,
        document=Document(kind, number, request.representative_document_country or "KG"),
        authority=request.authority,
        authority_number=request.authority_number,
        valid_until=request.authority_until,
    )
    file = RequestAttachment
    papers = sa.select(file.id).where(file.request_id == request.id, file.kind == RequestFileKind.AUTHORITY)
    newest = await session.scalar(papers.order_by(file.created_at.desc(), file.id.desc()).limit(1))
    return {"representative": by, "authority_file": newest and NodeId(REQUEST_ATTACHMENT_ID.encode(newest))}


async def _parties(acting: Acting, prefix: str, key: Any) -> tuple[CustomerKey, ContractKey | None]:
    """The customer and the contract of the node that an act returned."""
    model = BY_PREFIX[prefix].model
    columns = model.__table__.c
    contract: Any = columns.id if model is Contract else columns.get("contract_id", sa.null())
    customer: Any = columns.id if model.__tablename__ == "customer" else columns.get("customer_id")
    if customer is None:  # that of its contract
        customer = sa.select(Contract.customer_id).where(Contract.id == contract).scalar_subquery()
    row = (await acting.session.execute(sa.select(customer, contract).where(columns.id == key))).one()
    return row[0], row[1]
