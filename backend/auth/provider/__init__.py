"""The authorization server (OAuth 2, OpenID Connect); other packages import only these names."""

from backend.auth.provider.grants import DEVICE_GRANT
from backend.auth.provider.messages import Answer, Incoming
from backend.auth.provider.rows import registered_uri
from backend.auth.provider.server import Provider

__all__ = ["DEVICE_GRANT", "Answer", "Incoming", "Provider", "registered_uri"]
