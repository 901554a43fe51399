"""What the templates of rules are given."""

from typing import Any

from django.http import HttpRequest

from liant.accounts.asking import member
from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.accounts.settings_pages import tabs
from liant.audit.queries import entries_about
from liant.inbox.automation import queries, words
from liant.inbox.automation.forms import RuleForm, first_values
from liant.inbox.automation.models import Firing, Proposal, Rule
from liant.inbox.models import Conversation
from liant.people.hats import HatKind


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"tabs": tabs(request, "automation:list"), "may_change": may(member(request), "automation.change")}


def in_words(rule: Rule, names: words.Names) -> dict[str, Any]:
    return {"when": words.when(rule), "conditions": words.conditions(rule, names), "acts": words.actions(rule, names)}


def list_page(request: HttpRequest) -> dict[str, Any]:
    names = words.Names.read()
    return frame(request) | {"rules": [(rule, in_words(rule, names)) for rule in queries.rules()]}


def form_of(request: HttpRequest, rule: Rule | None) -> RuleForm:
    posted = request.POST if request.method == "POST" else None
    return RuleForm(posted, author=member(request), rule=rule, initial=first_values(rule) if rule else {})


def edit_page(request: HttpRequest, rule: Rule | None, form: RuleForm) -> dict[str, Any]:
    groups = {
        "first_if": [form[name] for name in RuleForm.FIRST_IF],
        "more_if": [form[name] for name in RuleForm.MORE_IF],
        "first_then": [form[name] for name in RuleForm.FIRST_THEN],
        "more_then": [form[name] for name in RuleForm.MORE_THEN],
    }
    is_used = {group: any(field.errors or field.value() for field in fields) for group, fields in groups.items()}
    return frame(request) | {"form": form, "rule": rule, **groups, "is_used": is_used}


def rule_page(request: HttpRequest, rule: Rule) -> dict[str, Any]:
    names = words.Names.read()
    return frame(request) | {
        "rule": rule,
        "said": in_words(rule, names),
        "is_tried": rule.tried_version == rule.version,
        "firings": [fired(one, names) for one in queries.lately(rule, member(request))],
        "audit": entries_about(rule, limit=20),
    }


def fired(firing: Firing, names: words.Names) -> dict[str, Any]:
    return {
        "conversation": firing.conversation,
        "at": firing.at,
        "acts": [words.act_words(kind, value, names) for kind, value in firing.done],
        "left": words.left_words(firing.left),
        "problem": words.PROBLEMS.get(firing.problem, firing.problem),
    }


def trial_page(request: HttpRequest, rule: Rule, trial: queries.Trial) -> dict[str, Any]:
    names = words.Names.read()
    rows = [
        {
            "conversation": one.conversation,
            "acts": [words.act_words(act.kind, act.value, names) for act in one.step.acts],
            "left": words.left_words(one.step.left),
        }
        for one in trial.found
    ]
    return rule_page(request, rule) | {"trial": trial, "rows": rows}


def proposals_of(reader: Member, conversation: Conversation) -> dict[str, Any]:
    found = [
        {
            "id": one.id,
            "kind": one.kind,
            "value": one.value,
            "hat": HatKind(one.value).label if one.kind == Proposal.Kind.HAT else "",
            "rule": one.rule.name,
        }
        for one in queries.open_proposals(conversation)
    ]
    is_urgent = queries.is_urgent(conversation)
    if not found and not is_urgent:
        return {}
    may_change = may(reader, "inbox.change", conversation)
    return {"conversation": conversation, "proposals": found, "is_urgent": is_urgent, "may_change": may_change}


def told(reader: Member) -> dict[str, Any]:
    """Above the list: what comes first, what rules say to this reader, and rules that stopped."""
    return {
        "urgent": queries.urgent_first(reader),
        "words": queries.words_for(reader),
        "stopped": queries.stopped_rules() if may(reader, "automation.change") else [],
    }
