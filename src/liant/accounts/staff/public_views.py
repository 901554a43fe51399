"""SCIM 2.0 (RFC 7644): what a directory asks and tells. Each view parses, calls one query or one action, answers."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from scim2_models import (
    Context,
    ListResponse,
    NotFoundException,
    PatchOp,
    Resource,
    ResponseParameters,
    SCIMException,
    ScimFilter,
    SearchRequest,
)

from liant.accounts.staff import actions, filters
from liant.accounts.staff.directory import as_group, as_user, found, people, teams
from liant.accounts.staff.door import Asked, answer, asked_by_directories
from liant.accounts.staff.scim import (
    MOST_AT_ONCE,
    SCHEMAS,
    TYPES,
    Group,
    User,
    configuration,
    tidied,
    told_of,
    with_address,
)

SCHEMA = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"


class WrongMethod(SCIMException):
    status = 405
    _default_detail = "This can’t be done here."


@asked_by_directories
def users(asked: Asked) -> HttpResponse:
    if asked.request.method == "POST":
        user = User.model_validate(with_address(asked.body), scim_ctx=Context.RESOURCE_CREATION_REQUEST)
        member = actions.list_person(key=asked.key, told=told_of(user))
        return shown(
            asked, as_user(found(people(), str(member.pk)), asked.base), Context.RESOURCE_CREATION_RESPONSE, 201
        )
    return listed(asked, search_of(asked, User), User)


@asked_by_directories
def user(asked: Asked, resource_id: str) -> HttpResponse:
    member = found(people(), resource_id)
    if asked.request.method == "DELETE":
        actions.remove_person(key=asked.key, member=member)
        return answer(None, 204)
    before = as_user(member, asked.base)
    if asked.request.method == "GET":
        return shown(asked, before, Context.RESOURCE_QUERY_RESPONSE)
    after, context = changed(asked, before, User)
    actions.change_person(key=asked.key, member=member, told=told_of(after))
    return shown(asked, as_user(found(people(), resource_id), asked.base), context)


@asked_by_directories
def groups(asked: Asked) -> HttpResponse:
    if asked.request.method == "POST":
        group = Group.model_validate(asked.body, scim_ctx=Context.RESOURCE_CREATION_REQUEST)
        team = actions.list_team(key=asked.key, told=team_of(group))
        return shown(asked, as_group(found(teams(), str(team.pk)), asked.base), Context.RESOURCE_CREATION_RESPONSE, 201)
    return listed(asked, search_of(asked, Group), Group)


@asked_by_directories
def group(asked: Asked, resource_id: str) -> HttpResponse:
    team = found(teams(), resource_id)
    if asked.request.method == "DELETE":
        actions.remove_team(key=asked.key, team=team)
        return answer(None, 204)
    before = as_group(team, asked.base)
    if asked.request.method == "GET":
        return shown(asked, before, Context.RESOURCE_QUERY_RESPONSE)
    after, context = changed(asked, before, Group)
    actions.change_team(key=asked.key, team=team, told=team_of(after))
    if asked.request.method == "PATCH":
        return answer(None, 204)  # a list of all members would help nobody
    return shown(asked, as_group(found(teams(), resource_id), asked.base), context)


@asked_by_directories
def search_users(asked: Asked) -> HttpResponse:
    only(asked, "POST")
    return listed(asked, SearchRequest[User].model_validate(asked.body, scim_ctx=Context.SEARCH_REQUEST), User)


@asked_by_directories
def search_groups(asked: Asked) -> HttpResponse:
    only(asked, "POST")
    return listed(asked, SearchRequest[Group].model_validate(asked.body, scim_ctx=Context.SEARCH_REQUEST), Group)


@asked_by_directories
def search(asked: Asked) -> HttpResponse:
    """People, then teams, as one list."""
    only(asked, "POST")
    wanted = SearchRequest[User | Group].model_validate(asked.body, scim_ctx=Context.SEARCH_REQUEST)
    first, count = part_of(wanted)
    total, page = found_of(asked, wanted, User, first, count)
    more, rest = found_of(asked, wanted, Group, max(0, first - total), count - len(page))
    return as_list(wanted, User | Group, total + more, first, [*page, *rest])


@asked_by_directories
def config(asked: Asked) -> HttpResponse:
    only(asked, "GET")
    return told_about(asked, configuration(), "ServiceProviderConfig")


@asked_by_directories
def resource_types(asked: Asked, resource_id: str = "") -> HttpResponse:
    only(asked, "GET")
    return described(asked, TYPES, "ResourceTypes", resource_id)


@asked_by_directories
def schemas(asked: Asked, resource_id: str = "") -> HttpResponse:
    only(asked, "GET")
    return described(asked, SCHEMAS, "Schemas", resource_id)


@asked_by_directories
def nothing_here(_asked: Asked, rest: str = "") -> HttpResponse:
    raise NotFoundException(detail=f"There is nothing at “{rest[:80]}”.")


def only(asked: Asked, method: str) -> None:
    if asked.request.method != method:
        raise WrongMethod


def search_of(asked: Asked, model: type[Any]) -> SearchRequest[Any]:
    only(asked, "GET")
    return SearchRequest[model].model_validate(  # type: ignore[valid-type]
        {"schemas": [SCHEMA], **asked.request.GET.dict()}, scim_ctx=Context.SEARCH_REQUEST
    )


def listed(asked: Asked, wanted: SearchRequest[Any], model: type[Any]) -> HttpResponse:
    first, count = part_of(wanted)
    total, page = found_of(asked, wanted, model, first, count)
    return as_list(wanted, model, total, first, page)


def part_of(wanted: SearchRequest[Any]) -> tuple[int, int]:
    """(the first, from 0, and how many at most)."""
    count = MOST_AT_ONCE if wanted.count is None else min(wanted.count, MOST_AT_ONCE)
    return (wanted.start_index or 1) - 1, count


def found_of(asked: Asked, wanted: SearchRequest[Any], model: Any, first: int, count: int) -> tuple[int, Sequence[Any]]:
    if model is User:
        rows, places, as_shown = people(), filters.PEOPLE, as_user
    else:
        rows, places, as_shown = teams(), filters.TEAMS, as_group  # type: ignore[assignment]
    said = None if wanted.filter is None else ScimFilter[model](str(wanted.filter))
    return filters.page_of(
        rows,
        said,
        places,
        shown=lambda row: as_shown(row, asked.base),
        first=first,
        count=count,
    )


def as_list(wanted: SearchRequest[Any], model: Any, total: int, first: int, page: Sequence[Any]) -> HttpResponse:
    told = ListResponse[model](
        total_results=total, start_index=first + 1, items_per_page=len(page), resources=list(page)
    )
    return answer(told.model_dump(scim_ctx=Context.SEARCH_RESPONSE, response_parameters=wanted))


def changed(asked: Asked, before: Any, model: type[Any]) -> tuple[Any, Context]:
    """The resource as it shall be, of a PUT that replaces it or a PATCH that says what changes."""
    if asked.request.method == "PUT":
        body = with_address(asked.body) if model is User else asked.body
        after = model.model_validate(body, scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST)
        after.replace(before)
        return after, Context.RESOURCE_REPLACEMENT_RESPONSE
    only(asked, "PATCH")
    patch = PatchOp[model].model_validate(tidied(asked.body), scim_ctx=Context.RESOURCE_PATCH_REQUEST)  # type: ignore[valid-type]
    patch.patch(before)
    return before, Context.RESOURCE_PATCH_RESPONSE


def shown(asked: Asked, resource: Resource[Any], context: Context, status: int = 200) -> HttpResponse:
    wanted = {
        name: asked.request.GET[name] for name in ("attributes", "excludedAttributes") if name in asked.request.GET
    }
    only_these = ResponseParameters[type(resource)].model_validate(wanted)  # type: ignore[misc]
    location = resource.meta.location if resource.meta else ""
    return answer(resource.model_dump(scim_ctx=context, response_parameters=only_these), status, location or "")


def told_about(asked: Asked, resource: Any, place: str) -> HttpResponse:
    body = resource.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE)
    return answer({**body, "meta": {"resourceType": type(resource).__name__, "location": asked.base + place}})


def described(asked: Asked, all_of_them: Any, place: str, resource_id: str) -> HttpResponse:
    if resource_id:
        one = next((one for one in all_of_them if one.id == resource_id), None)
        if one is None:
            raise NotFoundException(detail="There is nothing of this name.")
        return told_about(asked, one, f"{place}/{resource_id}")
    bodies = [
        {**one.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE),
         "meta": {"resourceType": type(one).__name__, "location": f"{asked.base}{place}/{one.id}"}}
        for one in all_of_them
    ]  # fmt: skip
    return answer({"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": len(bodies),
                   "startIndex": 1, "itemsPerPage": len(bodies), "Resources": bodies})  # fmt: skip


def team_of(group: Group) -> actions.ToldTeam:
    ids = frozenset(one.value for one in group.members or [] if one.value)
    return actions.ToldTeam((group.display_name or "").strip(), group.external_id or "", ids)
