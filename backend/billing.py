"""The billing service put together: which payment gateway, by the settings."""

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING

from backend.auth.secrets import Secrets
from backend.database import Database
from backend.errors import StartupError
from backend.gateways.payments import PaymentGateway
from backend.services.billing import BillingService
from backend.settings import Settings

if TYPE_CHECKING:
    from backend.gateways.sandbox import SandboxSettings

SANDBOX_PATH = "/sandbox-gateway"


def gateways(settings: Settings, secrets: Secrets) -> dict[str, PaymentGateway]:
    """The payment gateway that is configured; in demo mode without one the sandbox, which moves no money."""
    given = tuple(secret.get_secret_value() for secret in settings.webhook_secrets)
    key = settings.gateway_key.get_secret_value() if settings.gateway_key else None
    if settings.payment_gateway == "stripe":
        # Its client library is loaded for nobody else.
        from backend.gateways.stripe import StripeGateway

        if key is None:
            raise StartupError("CRM_GATEWAY_KEY: the gateway stripe needs its secret key")
        return {"stripe": StripeGateway(key, given, base_url=settings.gateway_url)}
    if settings.payment_gateway == "sandbox":
        from backend.gateways.sandbox_client import SandboxGateway

        known = sandbox_settings(settings, secrets)
        secret = given or (known.webhook_secret,)
        return {"sandbox": SandboxGateway(settings.gateway_url or known.public_url, key or known.api_key, secret)}
    return {}


def sandbox_settings(settings: Settings, secrets: Secrets) -> "SandboxSettings":
    """What the sandbox of this installation goes by: its keys follow from the installation's secret."""
    from backend.gateways.sandbox import SandboxSettings

    return SandboxSettings(
        path=settings.data_dir / "sandbox-gateway.sqlite",
        api_key=secrets.keyed_hash("sandbox key", "").hex(),
        webhook_secret=secrets.keyed_hash("sandbox webhooks", "").hex(),
        webhook_url=f"{settings.issuer}/webhooks/sandbox",
        public_url=settings.gateway_url or f"{settings.issuer}{SANDBOX_PATH}",
    )


def billing_service(
    settings: Settings, database: Database, secrets: Secrets, chosen: Mapping[str, PaymentGateway] | None = None
) -> BillingService:
    """The billing service, wherever it runs; `chosen` replaces the configured gateways in tests."""

    def page_url(payment_id: uuid.UUID) -> str:
        return f"{settings.issuer}/pay/{pay_token(secrets, payment_id)}"

    return BillingService(database, settings, gateways(settings, secrets) if chosen is None else chosen, page_url)


def pay_token(secrets: Secrets, payment_id: uuid.UUID) -> str:
    """What opens our payment page for one payment: always the same, and nobody else can make it."""
    return f"{payment_id.hex}{secrets.keyed_hash('payment page', payment_id.hex).hex()[:32]}"
