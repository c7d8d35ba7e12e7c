"""Sign-in of staff with the company's own identity provider (OpenID Connect), on Authlib's Starlette client.

The groups that the provider reports determine the role; a person in none of the configured groups has no access. An
administrator must also pass the CRM's own second factor.
"""

from typing import Any
from urllib.parse import urlencode

import httpx
import sqlalchemy as sa
import structlog
from authlib.integrations.starlette_client import OAuth, OAuthError
from joserfc.errors import JoseError
from sqlalchemy.orm import Session as Orm
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.auth.revocations import revoke
from backend.auth.service import AuthService
from backend.errors import Refusal
from backend.http.sign_in import SignInPages
from backend.http.web import Link, Visit
from backend.models import User, UserRole, UserStatus
from backend.services import rules
from backend.settings import Settings

COOKIE = "crm_company"
STEP_SECONDS = 600

log = structlog.get_logger()


class CompanySignIn:
    """Routes of the sign-in with the company account. They exist only when CRM_COMPANY_ISSUER is set."""

    def __init__(self, service: AuthService, pages: SignInPages) -> None:
        self._service = service
        self._pages = pages
        settings = service.settings
        assert settings.company_issuer is not None
        secret = settings.company_client_secret
        self._issuer = settings.company_issuer
        self._client: Any = OAuth().register(
            "company",
            client_id=settings.company_client_id,
            client_secret=secret.get_secret_value() if secret else None,
            server_metadata_url=f"{self._issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256", "timeout": 10},
        )

    def routes(self) -> list[Route]:
        return [Route("/oauth/company", self.begin), Route("/oauth/company/callback", self.callback)]

    async def begin(self, request: Request) -> Response:
        """Redirect to the company's provider. A sealed cookie keeps the page to continue with after the sign-in."""
        visit = self._visit(request)
        request.scope["session"] = {}
        try:
            answer = await self._client.authorize_redirect(
                request, f"{self._service.settings.issuer}/oauth/company/callback"
            )
        except (httpx.HTTPError, OAuthError, ValueError, KeyError, RuntimeError) as error:
            return self._refused(visit, error)
        sealed = self._service.secrets.seal(
            "company", {"session": request.scope["session"], "next": visit.next}, STEP_SECONDS
        )
        visit.set_cookie(COOKIE, sealed, STEP_SECONDS)
        return visit.redirect(answer.headers["location"])

    async def callback(self, request: Request) -> Response:
        """Check the provider's response and sign the user in; a refusal is a page with status 403."""
        visit = self._visit(request)
        state = self._service.secrets.unseal("company", request.cookies.get(COOKIE, ""))
        visit.set_cookie(COOKIE, None)
        if state is None:
            return self._refused(visit, None)
        request.scope["session"] = state["session"]
        visit.form["next"] = state["next"]
        try:
            token = await self._client.authorize_access_token(
                request, claims_options={"iss": {"essential": True, "value": self._issuer}}
            )
            claims = dict(token["userinfo"])
            if self._service.settings.company_groups_claim not in claims:
                user_info = await self._client.userinfo(token=token)
                claims |= {name: value for name, value in user_info.items() if name not in claims}
        except (httpx.HTTPError, OAuthError, JoseError, ValueError, KeyError, RuntimeError) as error:
            return self._refused(visit, error)
        try:
            user = await self._service.with_database(lambda db: self._admit(db, claims))
        except (Refusal, sa.exc.IntegrityError) as error:
            return self._refused(visit, error)
        if user is None:
            return self._refused(visit, None)
        return await self._pages.after_first_step(visit, user, "company")

    def _admit(self, db: Orm, claims: dict[str, Any]) -> User | None:
        """The user whom the claims identify, created or updated; None when the claims give no access."""
        settings = self._service.settings
        role = role_of(claims, settings)
        subject = f"{self._issuer} {claims['sub']}"
        user = db.scalar(sa.select(User).where(User.company_subject == subject).with_for_update())
        if user is None and claims.get("email") and claims.get("email_verified", False) is True:
            email = rules.email(str(claims["email"]))
            user = db.scalar(sa.select(User).where(User.email == email).with_for_update())
            if user is not None and user.company_subject is not None:
                return None  # this e-mail address is linked to another account of the provider
            if user is None and role is not None:
                name = rules.name(str(claims.get("name") or email))
                user = User(email=email, name=name, role=role, status=UserStatus.ACTIVE)
                db.add(user)
        if user is None or role is None or user.status is UserStatus.DEACTIVATED:
            return None
        if user.role is not role:
            user.role = role
            db.flush()
            db.execute(revoke(f"user:{user.id}"))
        user.company_subject, user.status = subject, UserStatus.ACTIVE
        db.flush()
        return user

    def _visit(self, request: Request) -> Visit:
        return Visit(request, self._service.settings, self._service.secrets)

    @staticmethod
    def _refused(visit: Visit, error: Exception | None) -> Response:
        log.warning("company sign-in refused", reason=type(error).__name__ if error else "no access", detail=str(error))
        sign_in = Link(f"/oauth/sign-in?{urlencode({'next': visit.next})}", visit.text("sign_in"))
        return visit.page(visit.text("sign_in"), error=visit.text("company_refused"), links=(sign_in,), status=403)


def role_of(claims: dict[str, Any], settings: Settings) -> UserRole | None:
    """The role of the first group of `company_roles`, in the setting's order, that the claims contain; else None."""
    claim = claims.get(settings.company_groups_claim) or []
    groups = {claim} if isinstance(claim, str) else set(map(str, claim)) if isinstance(claim, list) else set()
    return next((UserRole(role) for group, role in settings.company_roles.items() if group in groups), None)
