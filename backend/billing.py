"""Assembly of the billing service: the payment gateway and the identity provider that the settings name, and the HTTP
routes they need.
"""

import hmac
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.routing import BaseRoute, Mount

from backend.auth.secrets import Secrets
from backend.database import Database
from backend.errors import StartupError
from backend.gateways.identity import HttpsProvider, IdentityProvider, SandboxProvider
from backend.gateways.payments import PaymentGateway
from backend.http.links import FetchRate
from backend.http.pay import PageFacts, pay_routes
from backend.http.webhooks import webhook_routes
from backend.identifiers import PAYMENT_ID, PaymentKey
from backend.money import amount_of
from backend.services.billing import BillingService
from backend.settings import Settings
from backend.settings.rates import rate

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from backend.gateways.sandbox import SandboxSettings

SANDBOX_PATH = "/sandbox-gateway"


def gateways(settings: Settings, secrets: Secrets) -> dict[str, PaymentGateway]:
    """The configured payment gateway by its name; in demo mode the default is the sandbox, which moves no money.

    Raises StartupError where Stripe has no key.
    """
    webhook_secrets = tuple(secret.get_secret_value() for secret in settings.webhook_secrets)
    key = settings.gateway_key.get_secret_value() if settings.gateway_key else None
    if settings.payment_gateway == "stripe":
        # Stripe's library is loaded only where it is used.
        from backend.gateways.stripe import StripeGateway

        if key is None:
            raise StartupError("CRM_GATEWAY_KEY: the gateway stripe requires a secret key")
        if settings.gateway_url is None:
            return {"stripe": StripeGateway(key, webhook_secrets)}
        return {"stripe": StripeGateway(key, webhook_secrets, base_address=settings.gateway_url)}
    if settings.payment_gateway == "sandbox":
        from backend.gateways.sandbox_client import SandboxGateway

        sandbox = sandbox_settings(settings, secrets)
        url = settings.gateway_url or sandbox.public_url
        return {
            "sandbox": SandboxGateway(url, key or sandbox.api_key, webhook_secrets or (sandbox.webhook_secret,)),
        }
    return {}


def sandbox_settings(settings: Settings, secrets: Secrets) -> "SandboxSettings":
    """The settings of this installation's sandbox; its keys are derived from the installation's secret."""
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
    """Build the billing service, for the API or the worker; `chosen` replaces the configured gateways in tests."""

    def page_url(payment_id: PaymentKey) -> str:
        return f"{settings.issuer}/pay/{pay_token(secrets, payment_id)}"

    return BillingService(database, settings, gateways(settings, secrets) if chosen is None else chosen, page_url)


def pay_token(secrets: Secrets, payment_id: PaymentKey) -> str:
    """The token in the URL of our payment page: the payment's key and a MAC, so that nobody else can create it."""
    return f"{payment_id.hex}{secrets.keyed_hash('payment page', payment_id.hex).hex()[:32]}"


def identity_provider(settings: Settings) -> IdentityProvider | None:
    """The identity provider that the settings name. Raises StartupError where `https` lacks its URL or its secret."""
    match settings.identity_provider_in_use:
        case "https":
            if settings.identity_provider_url is None or settings.identity_provider_secret is None:
                name = "CRM_IDENTITY_PROVIDER_URL and CRM_IDENTITY_PROVIDER_SECRET"
                raise StartupError(f"{name}: the identity provider https requires both")
            return HttpsProvider(settings.identity_provider_url, settings.identity_provider_secret.get_secret_value())
        case "sandbox":
            return SandboxProvider()
        case _:
            return None


def billing_routes(
    settings: Settings, secrets: Secrets, billing: BillingService, database: Database, sandbox: "Starlette | None"
) -> list[BaseRoute]:
    """The routes of webhooks, also of the identity provider, of our payment page if a gateway has none, and of the
    sandbox if it is mounted.
    """
    # The API calls no identity provider: it only verifies its webhooks.
    routes: list[BaseRoute] = [*webhook_routes(billing, identity_provider(settings), database)]
    if any(gateway.pays_on_our_page for gateway in billing.gateways.values()):
        routes += _payment_page(settings, secrets, billing, database)
    if sandbox is not None:
        routes.append(Mount(SANDBOX_PATH, sandbox))
    return routes


def mounted_sandbox(settings: Settings, secrets: Secrets) -> "Starlette | None":
    """The sandbox gateway inside this application: in demo mode, unless `CRM_GATEWAY_URL` names another one."""
    if settings.payment_gateway != "sandbox" or not settings.demo or settings.gateway_url is not None:
        return None
    from backend.gateways.sandbox import create_sandbox

    return create_sandbox(sandbox_settings(settings, secrets))


def _payment_page(settings: Settings, secrets: Secrets, billing: BillingService, database: Database) -> list[BaseRoute]:
    def read_token(token: str) -> dict[str, Any] | None:
        try:
            payment_id = PAYMENT_ID.parse_key(token[:32])
        except ValueError:
            return None
        valid = hmac.compare_digest(pay_token(secrets, payment_id).encode(), token.encode())
        return {"payment_id": payment_id} if valid else None

    async def facts(payment_id: Any) -> PageFacts | None:
        rows = await database.fetch(_PAGE, payment_id, free_list=database.papers, subject=str(payment_id))
        gateway = billing.gateways.get(rows[0]["gateway"] or "") if rows else None
        if gateway is None or rows[0]["gateway_reference"] is None:
            return None
        row = rows[0]
        payable = row["status"] in {"PENDING", "UNKNOWN"}
        return PageFacts(
            await gateway.page_secret(row["gateway_reference"]) if payable else "",
            f"{amount_of(row['amount_minor'], row['currency'])} {row['currency']}",
            row["number"],
            row["return_url"],
            row["language"],
            "PENDING" if payable else "SUCCEEDED" if row["paid_at"] else row["status"],
        )

    fetches = FetchRate(rate(settings.link_rate))
    return [*pay_routes(read_token, facts, settings.gateway_publishable_key, fetches=fetches)]


_PAGE = """
select p.gateway, p.gateway_reference, p.status, p.amount_minor, p.currency, p.number, p.return_url, p.paid_at,
    c.language
from payment p join contract k on k.id = coalesce(p.payer_contract_id, p.contract_id)
join customer c on c.id = k.customer_id where p.id = $1
"""
