"""Regenerates the files for front ends; with --check, reports the files that are out of date.

--release also marks all current documents as released. Released documents are kept unchanged; new ones may be added.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from forms import sent_forms
from graphql import GraphQLEnumType, GraphQLInterfaceType, GraphQLUnionType, parse, validate

from backend.schema import Schema, build_schema

HERE = Path(__file__).parent
LANGUAGES = ("en", "ru", "ky")
# Codes of top-level errors; the codes in payloads are the enum ErrorCode.
REQUEST_CODES = (
    "BAD_REQUEST", "BAD_USER_INPUT", "EXECUTION_TIMEOUT", "FORBIDDEN", "GRAPHQL_PARSE_FAILED",
    "GRAPHQL_VALIDATION_FAILED", "INSUFFICIENT_STORAGE", "INTERNAL_SERVER_ERROR", "LIMIT_EXCEEDED",
    "METHOD_NOT_ALLOWED", "NOT_ACCEPTABLE", "OPERATION_RESOLUTION_FAILURE", "OUTSIDE_UNAVAILABLE", "PAYLOAD_TOO_LARGE",
    "PERSISTED_QUERY_HASH_MISMATCH", "PERSISTED_QUERY_NOT_FOUND", "PERSISTED_QUERY_NOT_SUPPORTED",
    "PREFLIGHT_REQUIRED", "QUEUE_OVERFLOW", "SERVICE_UNAVAILABLE", "SINCE_TOO_OLD",
    "STATEMENT_TIMEOUT", "THROTTLED", "UNAUTHENTICATED", "UNSUPPORTED_MEDIA_TYPE",
)  # fmt: skip
# Enums whose values are not shown to people.
UNLABELLED = {"OrderDirection", "AggregateOrderField"}


def documents(schema: Schema) -> dict[str, str]:
    """The persisted documents: SHA-256 -> the text as clients send it. Exits when one does not validate."""
    found = {}
    for path in sorted((HERE / "operations").rglob("*.graphql")):
        document = parse(path.read_text())
        errors = validate(schema.core, document)
        if errors:
            sys.exit(f"{path.relative_to(HERE)}: {errors[0].message}")
        for text in sent_forms(document):
            found[hashlib.sha256(text.encode()).hexdigest()] = text
    return {**_released(schema), **found}


def _released(schema: Schema) -> dict[str, str]:
    """The documents of released front ends. They are kept, since installed apps continue to send their ids."""
    known = json.loads((HERE / "persisted-documents.json").read_text())
    kept = {}
    for document_id in json.loads((HERE / "released.json").read_text()):
        text = known.get(document_id)
        if text is None:
            sys.exit(f"persisted-documents.json lacks the released document {document_id}: restore it from the history")
        errors = validate(schema.core, parse(text))
        if errors:
            sys.exit(f"the released document {document_id} no longer validates: {errors[0].message}")
        kept[document_id] = text
    return kept


def released_before() -> set[str]:
    """All ids that `released.json` has contained in the repository's history; empty outside a repository."""
    path = "frontend-contract/released.json"
    commits = _git("log", "--format=%H", "--", path).split()
    return {each for commit in commits for each in json.loads(_git("show", f"{commit}:{path}") or "[]")}


def _git(*arguments: str) -> str:
    try:
        return subprocess.run(["git", *arguments], cwd=HERE.parent, capture_output=True, text=True, check=True).stdout  # noqa: S603, S607
    except (OSError, subprocess.CalledProcessError):
        return ""


def possible_types(schema: Schema) -> dict[str, list[str]]:
    abstract = [t for t in schema.core.type_map.values() if isinstance(t, GraphQLInterfaceType | GraphQLUnionType)]
    return {t.name: sorted(each.name for each in schema.core.get_possible_types(t)) for t in abstract}


def files(schema: Schema) -> dict[str, str]:
    """The generated files by name."""
    return {
        "schema.graphql": schema.sdl(),
        "persisted-documents.json": _json(documents(schema)),
        "possibleTypes.json": _json(possible_types(schema)),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def label_faults(schema: Schema) -> list[str]:
    """Missing and superfluous labels, and labels that are not translated."""
    expected = {f"RequestError.{code}" for code in REQUEST_CODES}
    for kind in schema.core.type_map.values():
        internal = kind.name.startswith("__") or kind.name.endswith("OrderField") or kind.name in UNLABELLED
        if isinstance(kind, GraphQLEnumType) and not internal:
            expected |= {f"{kind.name}.{value}" for value in kind.values}
    labels = {language: json.loads((HERE / "labels" / f"{language}.json").read_text()) for language in LANGUAGES}
    same = set(json.loads((HERE / "labels" / "same.json").read_text()))
    faults = []
    for language, given in labels.items():
        faults += [f"labels/{language}.json lacks {key}" for key in sorted(expected - set(given))]
        faults += [f"labels/{language}.json has {key}, which does not exist" for key in sorted(set(given) - expected)]
        if language != "en":
            faults += [
                f"labels/{language}.json: {key} is not translated: {text!r}"
                for key, text in sorted(given.items())
                if text == labels["en"].get(key) and text not in same
            ]
    return faults


def typescript_differs() -> bool | None:
    """Whether the generated TypeScript is out of date; None without Node.js, which is needed to check it."""
    if not _node_ready():
        return None
    committed = (HERE / "generated" / "graphql.ts").read_text()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(HERE, Path(folder) / "c", symlinks=True, ignore=shutil.ignore_patterns("node_modules"))
        (Path(folder) / "c" / "node_modules").symlink_to(HERE / "node_modules")
        _npm("run", "-s", "generate", at=Path(folder) / "c")
        return committed != (Path(folder) / "c" / "generated" / "graphql.ts").read_text()


def _node_ready() -> bool:
    if shutil.which("npm") is None:
        return False
    if not _installed():
        _npm("ci", "--no-audit", "--no-fund", "--loglevel=error")
    return True


def _installed() -> bool:
    """Whether `node_modules` has what the lock file names. npm lists there what it has installed."""
    known = HERE / "node_modules" / ".package-lock.json"
    if not known.exists():
        return False
    locked, found = (json.loads(path.read_text())["packages"] for path in (HERE / "package-lock.json", known))
    same = all(locked.get(path, {}).get("version") == package["version"] for path, package in found.items())
    return same and all(path in found or package.get("optional") for path, package in locked.items() if path)


def _npm(*arguments: str, at: Path = HERE) -> None:
    subprocess.run(["npm", *arguments], cwd=at, check=True)  # noqa: S603, S607


def main() -> None:
    schema = build_schema()
    generated = files(schema)
    if "--release" in sys.argv:
        ids = sorted(json.loads(generated["persisted-documents.json"]))
        (HERE / "released.json").write_text(_json(ids))
    if "--check" not in sys.argv:
        for name, text in generated.items():
            (HERE / name).write_text(text)
        if _node_ready():
            _npm("run", "-s", "generate")
        else:
            print("WARNING: Node.js is not installed; generated/graphql.ts was not regenerated", file=sys.stderr)
    faults = label_faults(schema)
    faults += [f"{name} is out of date" for name, text in generated.items() if (HERE / name).read_text() != text]
    lost = sorted(released_before() - set(json.loads((HERE / "released.json").read_text())))
    faults += [f"released.json lacks {each}, which was released and is sent by installed apps" for each in lost]
    stale = typescript_differs() if "--check" in sys.argv else False  # it has just been generated
    if stale is None:
        print("WARNING: Node.js is not installed; generated/graphql.ts was not checked", file=sys.stderr)
    elif stale:
        faults.append("generated/graphql.ts is out of date")
    if faults:
        sys.exit("\n".join([*faults, "run `make contract`"]))
    print("the files for front ends are up to date")


if __name__ == "__main__":
    main()
