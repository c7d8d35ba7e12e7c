"""The released forms of a document have the hashes that client packages compute.

The expected hashes were computed with @apollo/client 3.14.1 (`addTypenameToDocument`, `print` of graphql 16), which
@apollo/generate-persisted-query-manifest agrees with, and with @graphql-codegen/client-preset 6.2.0, with
`addTypenameSelectionDocumentTransform` and without.
"""

import hashlib
import json
import runpy
from pathlib import Path

import pytest
from graphql import parse

CONTRACT = Path(__file__).parents[2] / "frontend-contract"
sent_forms = runpy.run_path(str(CONTRACT / "forms.py"))["sent_forms"]
DOCUMENTS = json.loads((CONTRACT / "persisted-documents.json").read_text())
QUERY = """
query Card($id: ID!, $first: Int = 3, $all: Boolean!) {
  node(id: $id) { ... on Customer { name contracts(first: $first, filter: {status: {eq: ACTIVE}}) { nodes { ...Line } } } ... on Contract { number @include(if: $all) } }
  also: viewer { role __typename }
}
fragment Line on Contract { number sim { iccid } balance { amount currency } }
"""
MUTATION = """
mutation Two($b: SuspendContractInput!, $a: ResumeContractInput!) { suspendContract(input: $b) { errors { message code } contract { status id } }
  resumeContract(input: $a) { contract { id } } }
"""
SUBSCRIPTION = """
subscription Tickets($since: String) { ticketChanged(since: $since) { cursor ticket { id status } } }
"""
HASHED = [
    (
        QUERY,
        [
            "726c712d683b0a620ddfe357f808709f10e52fca2f0e4d5084e6c4bac7fd8f69",
            "21c1b1393e91c348c5f3a7f678bfa72b1c7f2214e1a07935e84fc86bb9c8bf08",
            "8764f2c6afdcce082bd5fd3f7b4c46fae9f606125745f90e25b543b6f2fdd198",
        ],
    ),
    (
        MUTATION,
        [
            "b3c0be616f8ef2eaacdafc2a3a33cdd0fd9a75ab6d1687bc51a2a5cb1b2ccd0d",
            "f3f7158aa99abdb159f4306c3f86aa33a4e85b8c3acd7a56744a3e13ffa5f0a2",
            "458b7ae882d9a5d0d76bc672dc29d7926e1a9ed4ae00b7e6c3646b808cd1dc03",
        ],
    ),
    (
        SUBSCRIPTION,
        [
            "6a4a5010a86f4c9e0c4d2fa5b36555ea6733ee6cf554bcef1267526442dad1f4",
            "e5f151b8f2a5ff22db612fdd56caf0f9a9bcbc770e991b37737b5299c61418f7",
            "c4329d27a2a589e817613495c42811fe429d761ec6559fe05665d02c433bbb62",
        ],
    ),
]


def hashes(text: str) -> list[str]:
    return [hashlib.sha256(form.encode()).hexdigest() for form in sent_forms(parse(text))]


@pytest.mark.parametrize(("document", "expected"), HASHED, ids=["query", "mutation", "subscription"])
def test_a_document_has_the_hashes_of_the_client_packages(document: str, expected: list[str]) -> None:
    assert hashes(document) == expected


def test_every_operation_is_released_in_every_form() -> None:
    operations = sorted((CONTRACT / "operations").rglob("*.graphql"))
    assert len(operations) >= 100
    missing = [path.stem for path in operations for each in hashes(path.read_text()) if each not in DOCUMENTS]
    assert missing == []
