"""Roles, users and OAuth clients."""

import enum

from backend import models
from backend.schema.declare import enum_type


class _Role(enum.StrEnum):
    ADMIN = "ADMIN"
    OPERATOR = "OPERATOR"
    ANALYST = "ANALYST"
    SUBSCRIBER = "SUBSCRIBER"
    SERVICE = "SERVICE"
    PARTNER = "PARTNER"


_Role.__name__ = "Role"
Role = enum_type(
    _Role,
    "Role of a caller.",
    {
        "ADMIN": "All rights, including users and settings.",
        "OPERATOR": "Works with all business data.",
        "ANALYST": "Reads all data; personal data is masked.",
        "SUBSCRIBER": "Reads and changes own data only.",
        "SERVICE": "A program that acts for itself.",
        "PARTNER": "A program of a partner, which submits requests and sees only those.",
    },
)

UserRole = enum_type(
    models.UserRole,
    "Role of a member of the staff.",
    {
        "ADMIN": "All rights, including users and settings; must sign in with a second factor.",
        "OPERATOR": "Works with all business data.",
        "ANALYST": "Reads all data; personal data is masked.",
    },
)

UserStatus = enum_type(
    models.UserStatus,
    "State of a user account.",
    {
        "INVITED": "Invited; has not set a password yet.",
        "ACTIVE": "Can sign in.",
        "DEACTIVATED": "Cannot sign in; all sessions were ended.",
    },
)

ClientKind = enum_type(
    models.ClientKind,
    "Type of OAuth client.",
    {
        "PUBLIC": "Cannot keep a secret: runs in a browser or on a phone.",
        "CONFIDENTIAL": "Can keep a secret: runs on a server.",
    },
)

SignIn = enum_type(
    models.SignIn,
    "Audience of an OAuth client.",
    {"STAFF": "Staff.", "SUBSCRIBERS": "Subscribers.", "NOBODY": "Nobody; the client acts for itself."},
)
