"""What may be shown of a closed wave is computed once, by the worker, and kept: pages, exports and later waves read that."""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction

from liant.audit.actions import record
from liant.kit import clock
from liant.surveys import naming_ties, themes
from liant.surveys.earlier import Earlier, Then
from liant.surveys.figures import figures_of
from liant.surveys.grouping import Given, Limits, alike_groups, known_by_name, parts_of
from liant.surveys.models import Answer, NamedAnswer, Publication, Wave
from liant.surveys.respondent import definition_of
from liant.surveys.rules import groups_of, told_group


def compute(*, wave: Wave) -> Publication | None:
    """Once for a closed wave; nothing for one that is open."""
    if wave.state != "closed":
        return None
    found = wave.publications.first()
    if found is not None:
        return found
    given = given_to(wave)
    whole = definition_of(wave.edition)
    figures = figures_of(whole, given, groups_of(wave.groups), limits_of(wave, given))
    if not wave.is_anonymous and figures["is_enough"]:
        of_ties = naming_ties.names_of(whole)  # each about somebody else: the same question ten times says nothing
        figures["questions"] = [one for one in figures["questions"] if one["name"] not in of_ties]
        # named people were told that all but the readers see figures only; words tell names
        figures["comments"], figures["themes"] = [], themes.nothing()
    with transaction.atomic():
        made = Publication.objects.create(wave=wave, figures=figures, answered=wave.answered, at=clock.now())
        record(None, "surveys.publish", wave)
    return made


def given_to(wave: Wave) -> list[Given]:
    if wave.is_anonymous:
        anonymous = Answer.objects.filter(wave=wave).order_by("id").values_list("answers", "group")
        return [Given(answers, group) for answers, group in anonymous]
    named = NamedAnswer.objects.filter(wave=wave).order_by("id").values_list("answers", "invitation__group")
    return [Given(answers, group) for answers, group in named]


def limits_of(wave: Wave, given: Sequence[Given]) -> Limits:
    """Beside all that was shown of earlier waves of the questionnaire: their people may be nearly the same."""
    groups, asked = groups_of(wave.groups), asked_in(wave)
    answered = Counter(one.group for one in given)
    below = {code: sum(answered[part] for part in parts) for code, parts in parts_of(groups).items()}
    now = known_by_name(asked, below | {"": len(given)}, groups, wave.minimum)
    before = [found for one in earlier_waves(wave) if (found := shown_earlier(one))]
    alike, is_alike = alike_groups(now, [one.people for one in before], wave.minimum)
    earlier = Earlier(now, known_by_name(asked, {}, groups, wave.minimum), before, wave.minimum)
    return Limits(wave.minimum, wave.comment_minimum, alike, is_alike, places_of(wave), earlier)


def places_of(wave: Wave) -> frozenset[str] | None:
    """The groups beside which an answer can be kept; unknown where anyone may answer by a link."""
    if wave.link_key:
        return None
    groups, asked = groups_of(wave.groups), asked_in(wave)
    return frozenset(told_group(groups, code, wave.minimum) if wave.is_anonymous else code for code in asked)


def earlier_waves(wave: Wave) -> list[Wave]:
    own = Wave.objects.filter(edition__questionnaire_id=wave.edition.questionnaire_id, state="closed")
    return list(own.exclude(pk=wave.pk).filter(publications__figures__is_enough=True).distinct().order_by("pk"))


def shown_earlier(wave: Wave) -> Then | None:
    """What was shown of a wave, with those asked in its shown groups; without groups in which many didn't answer."""
    publication = wave.publications.first()
    if publication is None:
        return None
    shown = {one["code"]: one["answered"] for one in publication.figures["groups"] if not one["is_hidden"]}
    shown[""] = publication.answered
    known = known_by_name(asked_in(wave), shown, groups_of(wave.groups), wave.minimum)
    people = {code: people for code, people in known.items() if code in shown}
    return Then(people, publication.figures, publication.answered) if people else None


def asked_in(wave: Wave) -> dict[str, set[str]]:
    """The addresses asked in each group; none where a link is open to anyone."""
    found: dict[str, set[str]] = {}
    if not wave.link_key:
        for group, address in wave.invitations.values_list("group", "address"):
            found.setdefault(group, set()).add(address)
    return found
