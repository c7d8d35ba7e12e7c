"""The numbers of PostgreSQL's advisory locks, in one place, so that no two uses share a number.

Locks on a named object (a settlement's gateway, an import, a phone number) use `hashtextextended(text, 0)` of a text
that begins with the kind of the object. These hashes are 64 bits wide, so they practically never equal the numbers
below.
"""

import enum


class AdvisoryLock(enum.IntEnum):
    """Locks on activities that one process, or one transaction, performs at a time."""

    MIGRATION = 7_264_310_001  # migrations
    DEMO_DATA = 7_264_310_002  # loading of demo data
    SIGNING_KEYS = 7_264_310_003  # replacement of signing keys
    AUDIT_CHAIN = 7_264_310_004  # chaining of audit entries
    SEQUENCER = 7_264_310_005  # assignment of positions to events
    BILL_NUMBERS = 7_264_310_006  # assignment of bill numbers
    EVENTS_AWAITED = 7_264_310_007  # held while the sequencer looks for events by itself; known to `crm_wake_sequencer`
    IMPORT_CHUNK = 7_264_310_011  # registration of one chunk of a file
    REGISTRATION = 7_264_310_012  # shared: mutations that compare customers; exclusive: a chunk of a file


# The lock of a running job is this number plus the job's id.
JOB_LOCKS = 0x6A6F6273 << 32
