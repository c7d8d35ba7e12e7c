"""Advisory locks of PostgreSQL: one number each, so that no two uses collide.

Locks on something that has a name (a settlement's gateway, an import, a phone number) are taken on
`hashtextextended(text, 0)`, whose text begins with what it is; they are 64 bits wide and do not meet these numbers.
"""

import enum


class AdvisoryLock(enum.IntEnum):
    """What a lock guards; the comment says who takes it."""

    MIGRATION = 7_264_310_001  # one process migrates
    DEMO_DATA = 7_264_310_002  # one process loads the demo's data
    SIGNING_KEYS = 7_264_310_003  # one process replaces signing keys
    AUDIT_CHAIN = 7_264_310_004  # one process extends the chain of audit entries
    SEQUENCER = 7_264_310_005  # one process gives events their places
    BILL_NUMBERS = 7_264_310_006  # one process numbers bills
    IMPORT_CHUNK = 7_264_310_011  # one chunk of a file is registered at a time
    REGISTRATION = 7_264_310_012  # shared by acts that recognise customers; a file's chunk takes it alone


# A running job's lock is this number plus the job's id.
JOB_LOCKS = 0x6A6F6273 << 32
