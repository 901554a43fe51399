"""Whatever a programme sends, the interface answers as its document says: requests made up by Schemathesis, good ones and
bad ones, one by one and one after the other, over the real application."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig

pytestmark = pytest.mark.django_db

CONFIG = """
[generation]
mode = "all"
[checks.positive_data_acceptance]
# a made-up cursor, key or moment is well formed and still not ours
expected-statuses = ["2xx", "304", "400", "401", "403", "404", "409", "412", "422"]
[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "406", "409", "412", "422"]
"""
EXAMPLES = 12


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The application answers within the test's own transaction, as Django's test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def document(
    one_connection: None, organisation: Any, alice: Any, programme_of: Any, waiting: Any, settings: Any
) -> Any:
    settings.API_PER_MINUTE = 1_000_000
    load_all_checks()
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", get_wsgi_application(), config=SchemathesisConfig.from_str(CONFIG)
    )
    there = {"conversation_id": waiting.id, "channel_id": waiting.channel_id, "person_id": waiting.person_id}
    return schema, {"Authorization": f"Bearer {programme_of(alice).text}"}, there


def ask_all(document: Any, mode: GenerationMode, examples: int) -> Counter[int]:
    """Every operation, with requests of this kind, every other one about things that exist; every check there is. How many
    answers of each status there were."""
    schema, headers, there = document
    statuses: Counter[int] = Counter()
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck),
                  phases=[Phase.explicit, Phase.generate], derandomize=True)  # fmt: skip
        def ask(case: Any) -> None:
            if mode.is_positive and sum(statuses.values()) % 2:
                known = {name: value for name, value in there.items() if name in (case.path_parameters or {})}
                case.path_parameters = {**(case.path_parameters or {}), **known}
            statuses[case.call_and_validate(headers=headers).status_code] += 1

        given(case=operation.as_strategy(generation_mode=mode))(ask)()
    return statuses


def held(statuses: Counter[int], mode: GenerationMode) -> None:
    """The requests came through to the rooms, or were refused before."""
    good = sum(count for status, count in statuses.items() if status < 300)
    assert good > sum(statuses.values()) / 5 if mode.is_positive else statuses[422] > 100, statuses
    assert not [status for status in statuses if status == 429 or status >= 500], statuses


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_operation_answers_as_its_document_says(document, mode):
    assert len(CHECKS.get_all()) >= 8
    held(ask_all(document, mode, EXAMPLES), mode)


@pytest.mark.full
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_operation_answers_so_to_many_requests(document, mode):
    held(ask_all(document, mode, EXAMPLES * 12), mode)
