"""Addresses for directories, as RFC 7644 names them: without a slash at the end, in capitals."""

from django.urls import path

from liant.accounts.staff import public_views as views

app_name = "scim"
urlpatterns = [
    path("Users", views.users, name="users"),
    path("Users/.search", views.search_users, name="search-users"),
    path("Users/<str:resource_id>", views.user, name="user"),
    path("Groups", views.groups, name="groups"),
    path("Groups/.search", views.search_groups, name="search-groups"),
    path("Groups/<str:resource_id>", views.group, name="group"),
    path(".search", views.search, name="search"),
    path("ServiceProviderConfig", views.config, name="config"),
    path("ResourceTypes", views.resource_types, name="resource-types"),
    path("ResourceTypes/<str:resource_id>", views.resource_types, name="resource-type"),
    path("Schemas", views.schemas, name="schemas"),
    path("Schemas/<str:resource_id>", views.schemas, name="schema"),
    path("", views.nothing_here, name="base"),
    path("<path:rest>", views.nothing_here, name="nothing"),
]
