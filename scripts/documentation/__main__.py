"""Builds the documentation site into `backend/http/site`, which the server serves at `/docs`.

Pages come from `docs/`, from the root of the repository, or are generated here from the code. With --check the site is
built and discarded. The exit status is 1 for a broken link or anchor, an example that the schema refuses, a
setting, an error code or a part of the schema without a description, a function of the operator's analysis without
its acts and tests, and a dependency whose licence is not accepted.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from commands import commands_page
from configuration import configuration_page
from error_codes import error_codes_page
from examples import check_examples, check_merged
from graphql import GraphQLSchema, build_schema
from licences import licences_page
from processes import check_processes
from schema_reference import schema_pages
from state_machines import state_machines_page

ROOT = Path(__file__).parents[2]
WORK = ROOT / "build" / "documentation"
CONTRACT = ROOT / "frontend-contract"
SITE = ROOT / "backend" / "http" / "site"
# Pages at the root of the repository, by their path in the site.
MOVED = {
    "README.md": "getting-started.md",
    "ARCHITECTURE.md": "architecture.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}


def generated_pages(schema: GraphQLSchema) -> dict[str, str]:
    """The generated pages, by their path in the site."""
    reference = {f"reference/schema/{name}": text for name, text in schema_pages(schema).items()}
    return {
        "reference/configuration.md": configuration_page(),
        "reference/error-codes.md": error_codes_page(schema, CONTRACT),
        "reference/commands.md": commands_page(),
        "reference/licences.md": licences_page(ROOT / "requirements.txt"),
        "concepts/state-machines.md": state_machines_page(),
        "decisions/index.md": _decisions(),
        **reference,
    }


def _decisions() -> str:
    lines = []
    for path in sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md")):
        title = path.read_text().partition("\n")[0].removeprefix("# ")
        lines.append(f"- [{path.name[:4]}: {title}]({path.name})\n")
    return "# Decisions\n\nDecisions that are hard to reverse, and their reasons.\n\n" + "".join(lines)


def _moved(text: str) -> str:
    """A page of the root with its links adapted to the site."""
    for source, target in MOVED.items():
        text = text.replace(f"]({source}", f"]({target}")
    return re.sub(r"\]\(docs/", "](", text).replace("# Telecom CRM\n", "# Getting started\n", 1)


def gather(schema: GraphQLSchema) -> Path:
    """Collect all pages in one directory; gives the directory."""
    pages = WORK / "pages"
    shutil.rmtree(pages, ignore_errors=True)
    shutil.copytree(ROOT / "docs", pages)
    for source, target in MOVED.items():
        (pages / target).write_text(_moved((ROOT / source).read_text()))
    for name, text in generated_pages(schema).items():
        path = pages / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return pages


def _check_navigation(pages: Path) -> None:
    """Check that the navigation lists exactly the pages, which the builder does not check. Raises ValueError."""
    text = (ROOT / "zensical.toml").read_text()
    listed = set(re.findall(r'= "([^"]+\.md)"', text))
    present = {str(path.relative_to(pages)) for path in pages.rglob("*.md")}
    present -= {name for name in present if name.startswith("decisions/0")}  # their index lists them
    if listed != present:
        raise ValueError(f"zensical.toml does not list {present - listed}, or lists missing pages {listed - present}")


def _check_tests_of_threats() -> None:
    """Check that the tests that the page on security names exist. Raises ValueError."""
    named = set(re.findall(r"`(tests/[^`]+)`", (ROOT / "docs" / "security.md").read_text()))
    if missing := sorted(path for path in named if not (ROOT / path).is_file()):
        raise ValueError(f"docs/security.md names tests that do not exist: {missing}")


def _build() -> Path:
    schema = build_schema((CONTRACT / "schema.graphql").read_text())
    pages = gather(schema)
    _check_navigation(pages)
    _check_tests_of_threats()
    check_processes(ROOT, schema)
    check_merged(pages)
    check_examples(schema, pages)
    zensical = Path(sys.executable).parent / "zensical"
    done = subprocess.run(  # noqa: S603
        [zensical, "build", "--strict", "--clean"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    if done.returncode:
        output = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
        sys.exit(output.partition("Traceback")[0])
    return WORK / "site"


def main() -> None:
    """Build the site, and unless --check is given copy it to the directory that the server serves."""
    try:
        site = _build()
    except (ValueError, KeyError) as error:
        sys.exit(f"documentation: {error}")
    pages = sum(1 for _ in site.rglob("*.html"))
    if "--check" in sys.argv:
        print(f"the documentation builds: {pages} pages, no broken links")
        return
    shutil.rmtree(SITE, ignore_errors=True)
    shutil.copytree(site, SITE)
    print(f"documentation: {pages} pages in {SITE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
