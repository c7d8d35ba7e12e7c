"""The catalogue as one JSON file: tariffs with their versions, options, and rules of compatibility.

`form` is its form, `writing` makes it, `reading` applies it. What a file does not name stays as it is.
"""

from backend.services.catalogue_file.form import Catalogue, catalogue_of
from backend.services.catalogue_file.reading import import_catalogue
from backend.services.catalogue_file.writing import export_catalogue

__all__ = ["Catalogue", "catalogue_of", "export_catalogue", "import_catalogue"]
