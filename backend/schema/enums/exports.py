"""Exports of lists."""

from backend import models
from backend.schema.declare import enum_type

ExportKind = enum_type(
    models.ExportKind,
    "What is exported.",
    {
        "CUSTOMERS": "The list `customers`.",
        "CONTRACTS": "The list `contracts`.",
        "SIMS": "The list `sims`.",
        "PAYMENTS": "The list `payments`.",
        "TICKETS": "The list `tickets`.",
        "CUSTOMER_DATA": "Everything that is stored about one customer; see `exportCustomerData`.",
    },
)
ExportFormat = enum_type(
    models.ExportFormat,
    "Format of the file of an export.",
    {
        "CSV": "Comma-separated values with a header, in UTF-8, as the dialect says.",
        "XLSX": "A workbook with one sheet of at most 1,048,575 rows. Numbers and times are such, texts are texts.",
        "JSONL": "One JSON object per line, as the list would return it.",
        "ZIP": "An archive of JSON and files; only of CUSTOMER_DATA.",
    },
)
ExportDialect = enum_type(
    models.ExportDialect,
    "How values are written in CSV.",
    {
        "MACHINE": "For programs: separated by commas, without a byte order mark, times in UTC, texts as they are.",
        "ENGLISH": "For spreadsheets in English: separated by commas, with a byte order mark, local times, and an "
        "apostrophe before each text that would be run as a formula.",
        "RUSSIAN": "As ENGLISH, with semicolons and decimal commas, for spreadsheets in Russian and Kyrgyz.",
    },
)
ExportStatus = enum_type(
    models.ExportStatus,
    "State of an export.",
    {
        "QUEUED": "It waits for a worker.",
        "RUNNING": "Its file is being written.",
        "PAUSED": "It was paused. It starts over when it is resumed.",
        "COMPLETED": "Its file can be downloaded until it expires.",
        "CANCELLED": "It was cancelled; there is no file.",
        "FAILED": "It failed; there is no file.",
    },
)
