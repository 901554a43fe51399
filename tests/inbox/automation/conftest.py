"""Rules that are written, tried and switched on; and people who speak."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.furniture import a_channel, heard, said


@pytest.fixture
def channel(house, alice) -> Any:
    return a_channel(alice)


@pytest.fixture
def speak(channel, work_off) -> Callable[..., Any]:
    """`speak("a", "Bonjour ?")`: heard, read, in the inbox, and every job done; the conversation."""

    def one_says(key: str, text: str, **values: Any) -> Any:
        from liant.inbox.models import Conversation

        channel.refresh_from_db()
        heard(channel, said(key, text, **values))
        work_off()
        return Conversation.objects.get(messages__item__key=key)

    return one_says


@pytest.fixture
def write(house, alice) -> Callable[..., Any]:
    """`write(label="horaires", words="ouvert*")`: a rule that is on."""

    def write_rule(**values: Any) -> Any:
        rule = written(alice, **values)
        return switched_on(alice, rule)

    return write_rule


def written(actor: Any, *, name: str = "Horaires", trigger: str = "arrived", put_label: str = "",
            conditions: dict[str, Any] | None = None, actions: dict[str, Any] | None = None, **values: Any) -> Any:  # fmt: skip
    from liant.inbox.automation.actions import save_rule

    return save_rule(actor=actor, rule=values.pop("rule", None), name=name, trigger=trigger, put_label=put_label,
                     conditions=conditions or {}, actions=actions or {}, **values)  # fmt: skip


def switched_on(actor: Any, rule: Any) -> Any:
    from liant.inbox.automation.actions import switch_on, try_rule
    from liant.inbox.automation.models import Rule

    try_rule(actor=actor, rule=rule)
    switch_on(actor=actor, rule=rule, version=rule.version)
    return Rule.objects.get(id=rule.id)
