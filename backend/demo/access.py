"""The demo's users, one per role, and applications. Their secrets are in the documentation, page Authentication.

They are accepted only from requests of this machine, unless `CRM_DEMO_BEYOND_LOOPBACK` is set (`http/web.py`).
"""

from backend.auth.secrets import Secrets, hashed
from backend.database import connect

ADMIN_SECOND_FACTOR = "2V2MTQMKJQIS54ZGX5UELURUOUQ6AWSA"
SERVICE_SECRET = "a secret that everybody knows"  # noqa: S105  it is in the documentation
ADDRESS = "{role}@demo.example"
NAMES = {"admin": "Айгуль Админова", "operator": "Олег Операторов", "analyst": "Anna Analyst"}
# argon2id of "<role> of the demo"
PASSWORDS = {
    "admin": "$argon2id$v=19$m=65536,t=3,p=4$cONc+YTE41Emec8MCSnrZg$mZdGBubL9MvhuBjNVeZQMoIZzRnFWeC4FX0ROMZ8FYI",
    "operator": "$argon2id$v=19$m=65536,t=3,p=4$+Si/UjMipBVG0xwJm19+/w$dVSlo7pWlwU8VDIYJuCts2CvUHjkOTBEndk8AgJ5LjY",
    "analyst": "$argon2id$v=19$m=65536,t=3,p=4$XzeADxP5dslpr/fSKXQBHA$rNlWU+ZFDRy0lUrSdl2uAh78H4tTte6Zw2pJPRBdPeM",
}
CODE_GRANTS = ["authorization_code", "refresh_token"]
PERSON_SCOPES = ["openid", "profile", "offline_access", "read", "write"]

_USER = """
insert into user_account (email, name, role, status, password_hash, demo, created_at)
values ($1, $2, $3, 'ACTIVE', $4, true, clock_timestamp()) on conflict (email) do nothing
"""
_SECOND_FACTOR = """
update user_account set totp_secret = $2, totp_confirmed_at = coalesce(totp_confirmed_at, now()) where email = $1 and demo
"""
_CLIENT = """
insert into oauth_client (client_id, name, kind, sign_in, secret_hash, redirect_uris, post_logout_redirect_uris,
    grant_types, scopes, demo, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, true, clock_timestamp()) on conflict (client_id) do nothing
"""


async def load_demo_access(owner_url: str, secrets: Secrets) -> None:
    """Insert the demo's users and applications where they are missing.

    The admin's second factor is encrypted again each time, since the installation's secret may have changed.
    """
    connection = await connect(owner_url, role=None)
    try:
        async with connection.transaction():
            for role, password in PASSWORDS.items():
                await connection.execute(_USER, ADDRESS.format(role=role), NAMES[role], role.upper(), password)
            sealed = secrets.encrypt(ADMIN_SECOND_FACTOR.encode())
            await connection.execute(_SECOND_FACTOR, ADDRESS.format(role="admin"), sealed)
            local = ["http://127.0.0.1:5173/callback", "http://localhost:5173/callback"]
            pages = ["http://127.0.0.1:5173/", "http://localhost:5173/"]
            app = ["telecomcrm://callback"]
            await connection.execute(
                _CLIENT, "operator-app", "Operator desk", "PUBLIC", "STAFF", None, local, pages, CODE_GRANTS,
                PERSON_SCOPES,
            )  # fmt: skip
            await connection.execute(
                _CLIENT, "subscriber-app", "My number", "PUBLIC", "SUBSCRIBERS", None, app, [], CODE_GRANTS,
                PERSON_SCOPES,
            )  # fmt: skip
            await connection.execute(
                _CLIENT, "demo-service", "Demo service", "CONFIDENTIAL", "NOBODY", hashed(SERVICE_SECRET), [], [],
                ["client_credentials"], ["read", "write"],
            )  # fmt: skip
    finally:
        await connection.close()
