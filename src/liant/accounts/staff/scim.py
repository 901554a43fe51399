"""People and teams in the words of SCIM 2.0 (RFC 7643): no more of them than Liant needs. What else a directory sends is left
aside; habits of Microsoft Entra ID and Okta that the standard does not know are taken as they are meant."""

from typing import Annotated, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from pydantic import Field
from scim2_models import (
    URN,
    AuthenticationScheme,
    Bulk,
    CaseExact,
    ChangePassword,
    ComplexAttribute,
    ETag,
    Filter,
    InvalidValueException,
    Mutability,
    Patch,
    Reference,
    Required,
    Resource,
    ResourceType,
    ScimPolicy,
    ServiceProviderConfig,
    Sort,
    Uniqueness,
)

from liant.accounts.staff.rules import Told

MOST_AT_ONCE = 200
POLICY = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)


class Name(ComplexAttribute):
    formatted: str | None = None
    family_name: str | None = None
    given_name: str | None = None


class Email(ComplexAttribute):
    value: Annotated[str | None, Required.true] = None
    type: str | None = Field(None, examples=["work", "home", "other"])
    primary: bool | None = None


class GroupMembership(ComplexAttribute):
    value: Annotated[str | None, Mutability.read_only, CaseExact.true] = None
    ref: Annotated[Reference["Group"] | None, Mutability.read_only] = Field(
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    display: Annotated[str | None, Mutability.read_only] = None


class User(Resource[Any]):
    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    name: Name | None = None
    display_name: str | None = None
    preferred_language: str | None = None
    active: bool | None = None
    emails: Annotated[list[Email] | None, Required.true] = None
    groups: Annotated[list[GroupMembership] | None, Mutability.read_only] = None

    Name: ClassVar[type[ComplexAttribute]] = Name
    Emails: ClassVar[type[ComplexAttribute]] = Email
    Groups: ClassVar[type[ComplexAttribute]] = GroupMembership


class GroupMember(ComplexAttribute):
    value: Annotated[str | None, Mutability.immutable, CaseExact.true] = None
    ref: Annotated[Reference["User"] | None, Mutability.immutable] = Field(
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    type: Annotated[str | None, Mutability.immutable] = Field(None, examples=["User"])


class Group(Resource[Any]):
    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, Required.true, Uniqueness.server] = None
    members: list[GroupMember] | None = None

    Members: ClassVar[type[ComplexAttribute]] = GroupMember


MODELS = (User, Group)
TYPES = tuple(ResourceType.from_resource(model) for model in MODELS)
SCHEMAS = tuple(model.to_schema() for model in MODELS)


def configuration() -> ServiceProviderConfig:
    return ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
        filter=Filter(supported=True, max_results=MOST_AT_ONCE),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=False),
        etag=ETag(supported=False),
        authentication_schemes=[
            AuthenticationScheme(
                type=AuthenticationScheme.Type.oauthbearertoken,
                name="Bearer token",
                description="The key that an owner of the house made for this directory.",
                primary=True,
            )
        ],
    )


def with_address(body: Any) -> Any:
    """A user name that is an address stands for one, where a directory sends none."""
    if isinstance(body, dict) and not body.get("emails") and "@" in str(body.get("userName") or ""):
        return {**body, "emails": [{"value": body["userName"], "type": "work", "primary": True}]}
    return body


def tidied(body: Any) -> Any:
    """Without what Okta says though only we may: the id of the group that it renames."""
    if not isinstance(body, dict) or not isinstance(body.get("Operations"), list):
        return body
    return {**body, "Operations": [_tidy_operation(one) for one in body["Operations"]]}


def _tidy_operation(one: Any) -> Any:
    if not isinstance(one, dict) or one.get("path") or not isinstance(one.get("value"), dict):
        return one
    return {
        **one,
        "value": {name: value for name, value in one["value"].items() if name not in {"id", "meta", "schemas"}},
    }


def told_of(user: User) -> Told:
    """Raises InvalidValueException."""
    address = _address(user)
    kept = user.model_dump(mode="json")
    for given_by_us in ("id", "meta", "groups", "active", "schemas"):
        kept.pop(given_by_us, None)
    name = user.display_name or _whole(user.name) or address.partition("@")[0]
    user_name, external_id = (user.user_name or "").strip(), user.external_id or ""
    if max(len(user_name), len(external_id)) > 254 or not user_name:
        raise InvalidValueException(detail="userName and externalId hold 254 characters at most.")
    language = (user.preferred_language or "")[:2].lower()
    return Told(user_name.lower(), address.lower(), name.strip()[:200],
                language if language in dict(settings.LANGUAGES) else "", user.active is not False, external_id, kept)  # fmt: skip


def _whole(name: Name | None) -> str:
    if name is None:
        return ""
    return " ".join(filter(None, (name.given_name, name.family_name))) or name.formatted or ""


def _address(user: User) -> str:
    """The one for work, else the first."""
    emails = [one for one in user.emails or [] if one.value]
    best = sorted(emails, key=lambda one: (not one.primary, (one.type or "").lower() != "work"))
    address = (best[0].value or "").strip() if best else ""
    try:
        validate_email(address)
    except ValidationError:
        raise InvalidValueException(detail="One of the emails must be an address that receives mail.") from None
    if len(address) > 254:
        raise InvalidValueException(detail="An address holds 254 characters at most.")
    return address
