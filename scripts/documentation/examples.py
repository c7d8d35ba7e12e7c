"""Checks the pages: GraphQL examples must be valid, and there must be no conflict markers of a merge."""

import re
from pathlib import Path

from graphql import GraphQLError, GraphQLSchema, parse, validate

EXAMPLE = re.compile(r"^```graphql\n(.*?)^```", re.DOTALL | re.MULTILINE)


MERGE = re.compile(r"^(<{7} |>{7} |={7}$)", re.MULTILINE)


def check_merged(pages: Path) -> None:
    """Raise ValueError that names the first page with conflict markers of a merge."""
    for path in sorted(pages.rglob("*.md")):
        if MERGE.search(path.read_text()):
            raise ValueError(f"{path.relative_to(pages)} has conflict markers of a merge")


def check_examples(schema: GraphQLSchema, pages: Path) -> None:
    """Raise ValueError that names the first example that the schema refuses."""
    for path in sorted(pages.rglob("*.md")):
        for example in EXAMPLE.findall(path.read_text()):
            try:
                errors = validate(schema, parse(example))
            except GraphQLError as error:
                errors = [error]
            if errors:
                raise ValueError(f"{path.relative_to(pages)}: {errors[0].message} in the example\n{example}")
