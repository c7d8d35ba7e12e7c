"""The modules of a package, for declarations that are found where they stand."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType


def modules_of(package: ModuleType) -> Iterator[ModuleType]:
    """Import all modules of a package and of the packages in it, in alphabetical order."""
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(each.name)
