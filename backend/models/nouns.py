"""All nouns, found where they are declared (`models/noun.py`), in the order of their files."""

from collections.abc import Mapping

from backend import models
from backend.enums import total
from backend.identifiers import NodeType
from backend.models.base import Base
from backend.models.noun import Noun, declared_noun
from backend.modules import modules_of

_FOUND = [declared_noun(each) for module in modules_of(models) for each in vars(module).values()]
NOUNS: tuple[Noun, ...] = tuple(dict.fromkeys(each for each in _FOUND if each is not None))
BY_GRAPH_TYPE: Mapping[str, Noun] = {noun.graph_type: noun for noun in NOUNS}
BY_MODEL: Mapping[type[Base], Noun] = {noun.model: noun for noun in NOUNS}
BY_PREFIX: Mapping[str, Noun] = {noun.id.prefix: noun for noun in NOUNS}
BY_MACHINE: Mapping[NodeType, Noun] = total(NodeType, {name: noun for noun in NOUNS for name in noun.history()})
