"""Addresses for directories, as RFC 7644 names them: without a slash at the end, in capitals."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


def served(name: str) -> Callable[..., HttpResponse]:
    """The view of this name, loaded when it is first asked for."""

    def view(request: HttpRequest, organisation_slug: str, **values: str) -> HttpResponse:
        # what SCIM is made of takes a third of Liant's own start
        from liant.accounts.staff import public_views as views

        answer: HttpResponse = getattr(views, name)(request, organisation_slug, **values)
        return answer

    view.guard = "staff.change"  # type: ignore[attr-defined]
    return csrf_exempt(view)


app_name = "scim"
urlpatterns = [
    path("Users", served("users"), name="users"),
    path("Users/.search", served("search_users"), name="search-users"),
    path("Users/<str:resource_id>", served("user"), name="user"),
    path("Groups", served("groups"), name="groups"),
    path("Groups/.search", served("search_groups"), name="search-groups"),
    path("Groups/<str:resource_id>", served("group"), name="group"),
    path(".search", served("search"), name="search"),
    path("ServiceProviderConfig", served("config"), name="config"),
    path("ResourceTypes", served("resource_types"), name="resource-types"),
    path("ResourceTypes/<str:resource_id>", served("resource_types"), name="resource-type"),
    path("Schemas", served("schemas"), name="schemas"),
    path("Schemas/<str:resource_id>", served("schemas"), name="schema"),
    path("", served("nothing_here"), name="base"),
    path("<path:rest>", served("nothing_here"), name="nothing"),
]
