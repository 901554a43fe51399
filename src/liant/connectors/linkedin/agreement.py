"""Signing in at LinkedIn: tokens last sixty days. Some applications may renew them for a year from the first day on;
for the others somebody agrees again every sixty days.

https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow
https://learn.microsoft.com/en-us/linkedin/shared/authentication/programmatic-refresh-tokens
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-access-control-by-role
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from liant.connectors import oauth
from liant.connectors.contract import Account, AuthLost, Granted, Json, Tokens
from liant.connectors.linkedin.rest import PLACE

DEFAULT_SCOPES = "r_organization_social_feed w_organization_social_feed rw_organization_admin"
RENEW_BEFORE = timedelta(days=20)


def scopes_of(account: Account) -> list[str]:
    return str(account.settings.get("scopes") or DEFAULT_SCOPES).replace(",", " ").split()


def address(web: str, account: Account, redirect_uri: str, state: str) -> str:
    identifier, _ = oauth.app_of(account)
    return oauth.address(
        f"{web}/oauth/v2/authorization",
        response_type="code",
        client_id=identifier,
        redirect_uri=redirect_uri,
        state=state,
        scope=" ".join(scopes_of(account)),
    )


def asked_for(web: str, account: Account, now: datetime, **form: str) -> Tokens:
    """Tokens for a code, or in place of older ones."""
    identifier, secret = oauth.app_of(account)
    found = oauth.ask_for_token(
        f"{web}/oauth/v2/accessToken", PLACE, {"client_id": identifier, "client_secret": secret, **form}
    )
    return tokens_in(found, now, account)


def tokens_in(found: Json, now: datetime, account: Account) -> Tokens:
    ends = oauth.until(now, found.get("expires_in"))
    refresh = str(found.get("refresh_token") or account.remembered.get("refresh") or "")
    agreed = oauth.until(now, found.get("refresh_token_expires_in"))
    values = {
        "access": found["access_token"],
        "access_until": ends.isoformat() if ends else None,
        "refresh": refresh or None,
        "renewable": bool(refresh),
    }
    renew_at = ends - RENEW_BEFORE if refresh and ends else None
    return Tokens(values, expires_at=ends, renew_at=renew_at, agreed_until=agreed if refresh else None)


def renewed(web: str, account: Account, now: datetime) -> Tokens:
    refresh = str(account.remembered.get("refresh") or "")
    if not refresh:
        raise AuthLost("LinkedIn renews nothing for this application: somebody has to agree again.")
    return asked_for(web, account, now, grant_type="refresh_token", refresh_token=refresh)


def pages_of(get: Callable[[str], Json], tokens: Tokens) -> Sequence[Granted]:
    """Every page that whoever agreed administers."""
    found = get("organizationAcls?q=roleAssignee&role=ADMINISTRATOR&state=APPROVED&count=100")
    granted = []
    for row in found.get("elements") or []:
        urn = str(row.get("organization") or row.get("organizationalTarget") or "")
        if urn:
            granted.append(Granted(key=urn, name=_name(get, urn), tokens=tokens, settings={"organisation": urn}))
    return granted


def _name(get: Callable[[str], Json], urn: str) -> str:
    try:
        found = get(f"organizations/{urn.rpartition(':')[2]}")
    except AuthLost:  # the name is a comfort, not a need
        return urn
    return str(found.get("localizedName") or urn)
