"""What the pages of the interface show, made of the same document that programmes read."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve

from liant.accounts.permissions import may
from liant.accounts.tokens.scopes import Scope
from liant.api.application import application
from liant.api.caller import Caller
from liant.api.examples import EXAMPLES, SHOWN_IDS

METHODS = ("get", "post", "put", "delete")
PREFIX = "/api/v1"


@dataclass(frozen=True)
class Operation:
    """One operation as a page shows it."""

    key: str
    method: str
    path: str
    details: dict[str, Any]

    @property
    def address(self) -> str:
        return PREFIX + self.path

    @property
    def summary(self) -> str:
        return self.details["summary"]

    @property
    def description(self) -> str:
        return self.details.get("description", "")

    @property
    def scope(self) -> str:
        return self.details["x-scope"]

    @property
    def parameters(self) -> list[dict[str, Any]]:
        return [{**one, "shape": shape(one["schema"])} for one in self.details["parameters"]]

    @property
    def is_read(self) -> bool:
        return self.method == "GET"

    @property
    def body(self) -> list[tuple[str, str, bool]]:
        content = self.details.get("requestBody", {}).get("content", {})
        return fields_of(next(iter(content.values()))["schema"]) if content else []

    @property
    def answer(self) -> list[tuple[str, str, bool]]:
        for status, response in self.details["responses"].items():
            if int(status) < 300:
                return fields_of(response["content"]["application/json"]["schema"])
        return []

    @property
    def errors(self) -> list[tuple[int, str]]:
        found = self.details["responses"].items()
        return [(int(status), response["description"]) for status, response in sorted(found) if int(status) >= 400]


@cache
def schema() -> dict[str, Any]:
    return application.get_openapi_schema(path_prefix=f"{PREFIX}/")


@cache
def operations() -> dict[str, Operation]:
    found = {}
    for path, methods in schema()["paths"].items():
        for method, details in methods.items():
            key = details["operationId"]
            found[key] = Operation(key, method.upper(), path.removeprefix(PREFIX), details)
    return found


def by_subject() -> list[tuple[str, list[Operation]]]:
    """The operations under their tags, in the order in which they were declared."""
    subjects: dict[str, list[Operation]] = {}
    for operation in operations().values():
        subjects.setdefault(operation.details["tags"][0], []).append(operation)
    return list(subjects.items())


def definition(told: dict[str, Any]) -> dict[str, Any]:
    reference = told.get("$ref", "")
    return schema()["components"]["schemas"][reference.rpartition("/")[2]] if reference else told


def fields_of(told: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """(name, shape, is it required)."""
    whole = definition(told)
    needed = whole.get("required", [])
    return [(name, shape(one), name in needed) for name, one in whole.get("properties", {}).items()]


def shape(told: dict[str, Any]) -> str:
    """A JSON schema in a few words: "string (date-time) | null"."""
    if "anyOf" in told:
        return " | ".join(shape(one) for one in told["anyOf"])
    if "$ref" in told:
        whole = definition(told)
        return shape(whole) if "enum" in whole else whole.get("title", "object")
    if "const" in told:
        return f"“{told['const']}”"
    if "enum" in told:
        return " | ".join(f"“{value}”" for value in told["enum"])
    if told.get("type") == "array":
        return f"[{shape(told.get('items', {}))}]"
    words = told.get("type", "any")
    return f"{words} ({told['format']})" if "format" in told else words


def examples(operation: str = "") -> list[dict[str, Any]]:
    """As the page shows them: for the shell and for Python."""
    chosen = [example for example in EXAMPLES if operation in ("", example.operation)]
    return [
        {"title": example.title, "operation": example.operation, "method": example.method, "path": example.path,
         "curl": example.filled(SHOWN_IDS).as_curl(settings.BASE_URL),
         "python": example.filled(SHOWN_IDS).as_python(settings.BASE_URL)}
        for example in chosen
    ]  # fmt: skip


def tried(request: HttpRequest, operation: Operation) -> HttpResponse:
    """The operation's true answer, asked as the member who looks at the page. Reading only."""
    given = {one["name"]: request.GET.get(one["name"], "").strip() for one in operation.parameters}
    path = PREFIX + operation.path
    for one in operation.parameters:
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", quote(given.pop(one["name"]) or "0", safe=""))
    asked = HttpRequest()
    asked.method, asked.path, asked.path_info = "GET", path, path
    asked.META = {"REQUEST_METHOD": "GET", "HTTP_HOST": request.get_host()}
    asked.GET = QueryDict(urlencode({name: value for name, value in given.items() if value}))
    member = request.member  # type: ignore[attr-defined]
    asked.caller = Caller(member.organisation_id, member, frozenset(Scope.values))  # type: ignore[attr-defined]
    found = resolve(path)
    return found.func(asked, *found.args, **found.kwargs)


def may_try(request: HttpRequest, operation: Operation) -> bool:
    return operation.is_read and may(request.member, operation.details["x-permission"])  # type: ignore[attr-defined]
