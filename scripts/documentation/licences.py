"""Generates the list of licences of the packages that are installed with the product."""

import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from tables import GENERATED, cell, table

HEAD = """# Licences of dependencies

The packages that `make run` and the container image install beside the product, with the licences that they declare.
Each allows commercial use in a product under another licence; those under the LGPL and the MPL are used unchanged, as
libraries that can be replaced. Packages that only tests and development need are not part of the product.

"""
# Words of declared licences. A declaration must contain one of them and no word of REFUSED.
ACCEPTED = ("MIT", "BSD", "Apache", "ISC", "PSF", "MPL", "Mozilla", "Unlicense", "LGPL", "Lesser General Public")
REFUSED = re.compile(r"\bA?GPL|(?<!Lesser )General Public|SSPL|Affero|Commons Clause|Business Source")


def licences_page(lock: Path) -> str:
    """The page. Raises ValueError for a package whose licence is unknown or does not allow distribution."""
    rows = []
    for line in lock.read_text().splitlines():
        if found := re.match(r"([A-Za-z0-9_.-]+)==([^ ;\\]+)", line):
            try:
                declared = licence(metadata(found[1]))
            except PackageNotFoundError:
                if ";" not in line:  # only packages of another platform are not installed
                    raise ValueError(f"{found[1]} is locked but not installed") from None
                continue
            if not any(word in declared for word in ACCEPTED) or REFUSED.search(declared):
                raise ValueError(f"the licence of {found[1]} is not accepted: {declared or 'none declared'}")
            rows.append((found[1], found[2], cell(declared)))
    return GENERATED + HEAD + table(("Package", "Version", "Licence"), rows)


def licence(declared: PackageMetadata) -> str:
    """The licence that a package declares: an expression, else its field, else its classifiers."""
    field = (declared.get("License") or "").partition("\n")[0]
    classifiers = [c.rpartition(" :: ")[2] for c in declared.get_all("Classifier") or () if c.startswith("License ::")]
    return declared.get("License-Expression") or (field if len(field) < 60 else "") or ", ".join(classifiers)
