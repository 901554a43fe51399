"""The public interface as a whole: its operations, its errors, and the document that describes it (OpenAPI 3.1)."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from liant import __version__
from liant.accounts.permissions import NotAllowed
from liant.api import (
    conversation_acts,  # noqa: F401  declares what may be done, beside what may be read
    conversations,
    heard,
    left,
    linting,
    noting,  # noqa: F401  declares what may be noted, beside what was heard
    own,
    people,
    problems,
)
from liant.api.announced import described
from liant.api.caller import Token

DESCRIPTION = """\
What a member may do in Liant, a programme may do in their name, with a token of theirs: never more.
Lists go on with `next_cursor`; dates are in UTC; what changes something takes an `Idempotency-Key`; errors are \
`application/problem+json` and say what to do."""


class Application(NinjaAPI):
    def get_openapi_schema(self, **options: Any) -> Any:
        schema = super().get_openapi_schema(**options)
        schema["components"]["schemas"]["Problem"] = problems.SCHEMA
        schema["webhooks"] = described()
        return schema


application = Application(
    title="Liant",
    version=f"1 ({__version__})",
    description=DESCRIPTION,
    auth=Token(),
    openapi_url=None,
    docs_url=None,
    urls_namespace="rest",
    servers=[{"url": settings.BASE_URL}],
)
for router in (
    own.router,
    conversations.router,
    heard.mentions,
    heard.channels,
    people.router,
    left.router,
    linting.router,
):
    application.add_router("", router)


@application.exception_handler(problems.Problem)
def say_problem(_request: HttpRequest, problem: problems.Problem) -> HttpResponse:
    return problem.answer()


@application.exception_handler(ValidationError)
def say_not_valid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problems.from_validation(error.errors)


@application.exception_handler(AuthenticationError)
def say_no_token(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return problems.no_token().answer()


@application.exception_handler(HttpError)
def say_unreadable(_request: HttpRequest, _error: HttpError) -> HttpResponse:
    return problems.unreadable().answer()


@application.exception_handler(NotAllowed)
def say_not_allowed(_request: HttpRequest, _refusal: NotAllowed) -> HttpResponse:
    return problems.not_allowed().answer()


@application.exception_handler(ObjectDoesNotExist)
def say_nothing_there(_request: HttpRequest, _error: ObjectDoesNotExist) -> HttpResponse:
    return problems.nothing_there().answer()


@application.exception_handler(Http404)
def say_no_such_address(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problems.nothing_there().answer()
