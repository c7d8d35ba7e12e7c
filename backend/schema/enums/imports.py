"""Imports of files."""

from backend import models
from backend.schema.declare import enum_type

ImportKind = enum_type(
    models.ImportKind,
    "Kind of file.",
    {
        "SUBSCRIBERS": "Customers with their contracts, SIMs and numbers.",
        "SIMS": "SIMs for the pool.",
        "NUMBERS": "Ranges of numbers for the pool.",
        "TARIFFS": "The catalogue of tariffs.",
    },
)

ImportState = enum_type(
    models.ImportState,
    "State of an import.",
    {
        "RECEIVED": "Waiting for a worker.",
        "VALIDATING": "The file is being read and its rows are being checked.",
        "RUNNING": "The rows are being imported.",
        "PAUSED": "Paused.",
        "COMPLETED": "All rows were imported or rejected.",
        "FAILED": "The file could not be read; nothing was imported.",
        "CANCELLED": "Cancelled; imported rows stay.",
    },
)

ImportMode = enum_type(
    models.ImportMode,
    "What to do with rows whose contract exists already.",
    {"INSERT": "Such rows are rejected.", "UPSERT": "Fields that differ are updated."},
)

OnError = enum_type(
    models.OnError,
    "What to do with a file that has invalid rows.",
    {"SKIP_ROW": "The valid rows are imported.", "REJECT_FILE": "No row is imported."},
)

UnknownSims = enum_type(
    models.UnknownSims,
    "What to do with SIMs and numbers that are not in the pool.",
    {"CREATE": "They are created.", "REJECT": "Their rows are rejected."},
)

Duplicates = enum_type(
    models.Duplicates,
    "What to do with customers whose phone number or e-mail address another customer has.",
    {"REJECT": "Their rows are rejected.", "CREATE": "They are created."},
)
