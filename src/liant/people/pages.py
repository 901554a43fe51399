"""What the templates of people are given."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from liant.accounts.asking import member
from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.audit.queries import entries_about
from liant.people import queries
from liant.people.card import sections_for
from liant.people.employees import own_handles
from liant.people.forms import HatForm, NameForm, OwnAccountForm, networks
from liant.people.hats import visible_hats
from liant.people.models import Hat, Person
from liant.people.phrases import source_in_words


@dataclass(frozen=True)
class Listed:
    """A person as the list shows them."""

    person: Person
    hats: list[Hat]
    is_colleague: bool


def list_page(request: HttpRequest) -> dict[str, Any]:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    before = request.GET.get("before", "")
    reader = member(request)
    if words:
        found, more = queries.search_people(reader, words), False
    else:
        page = queries.latest_people(reader, int(before) if before.isdigit() and len(before) < 19 else None)
        found, more = page[: queries.PAGE], len(page) > queries.PAGE
    hats, colleagues = queries.hats_of(reader, found), queries.colleagues_among(found)
    return {
        "words": words,
        "rows": [Listed(person, hats[person.id], person.id in colleagues) for person in found],
        "next_url": f"?before={found[-1].id}" if more else "",
        "first_url": request.path if before else "",
    }


def person_page(request: HttpRequest, person: Person, **changed: Any) -> dict[str, Any]:
    """The card. Of a colleague, the name and the hats; whatever else is known stays where it is."""
    reader = member(request)
    hats = queries.hats_of(reader, [person])[person.id]
    is_colleague = queries.is_colleague(person)
    context = {
        "person": person,
        "hats": hats,
        "is_colleague": is_colleague,
        "is_oneself": person.member_id == reader.id,
        "may_change": may(reader, "people.change") and not person.member_id,
        "name_form": NameForm(initial={"name": person.name}),
        "hat_form": HatForm(member=reader, worn={hat.kind for hat in hats}),
    }
    if not is_colleague:
        context |= {
            "sections": sections_for(reader, person),
            "knows_whole": queries.knows_whole(reader, person),
            "handles": [(handle, source_in_words(handle.source)) for handle in person.handles.order_by("id")[:50]],
            "source": source_in_words(person.source),
            "audit": [entry for entry in entries_about(person, limit=20) if is_open(entry, reader)],
        }
    return context | changed


def is_open(entry: Any, reader: Member) -> bool:
    """What was done under a hat that the reader may not read is not told."""
    return entry.detail.get("hat") is None or entry.detail["hat"] in visible_hats(reader)


def own_page(request: HttpRequest, form: OwnAccountForm | None = None) -> dict[str, Any]:
    names = dict(networks())
    handles = [(handle, names.get(handle.kind, handle.kind)) for handle in own_handles(member(request))]
    return {"handles": handles, "form": form or OwnAccountForm()}
