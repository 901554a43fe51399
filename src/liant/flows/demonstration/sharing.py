"""What the houses of the demonstration offer those who share, and what two of them did with it, as they alone see it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from liant.accounts.models import Member
from liant.advocacy import actions, queries, suggesting, taking_part
from liant.advocacy import sharing as acts
from liant.advocacy.models import Offer
from liant.flows.links_of_pieces import PIECE
from liant.kit import clock
from liant.links.rules import PERSON
from liant.tenancy.before_tenant import count_follow
from liant.writing.models import Version
from liant.writing.networks import JOURNAL
from liant.writing.offers import home_address

AGREED = {
    "suggest": "Choisir pour moi, d’après ce que je dis ici, quelques choses que je peux partager.",
    "clicks": "Compter combien de fois mes liens sont suivis, et me le montrer.",
    "count": "Me compter, sans mon nom, dans la marche du programme.",
}
HOUSES: Mapping[str, dict[str, Any]] = {
    "mairie-val-clair": {
        "name": "Voix de Val-Clair", "disclosure": "Je travaille à la mairie de Val-Clair.",
        "why": "Ce que vous voyez chaque jour, les habitants ne le savent pas. Vous le racontez mieux que nous.",
        "expert": "Marion Delcourt", "colleague": "Farid Amrani",
        "offers": (
            {"kind": "expert", "title": "L’Orge a retrouvé ses méandres : avant, après, et ce qui reste à faire", "topic": "Rivières",
             "by_colleague": True, "question": "qu’avez-vous vu, vous, sur ce chantier ?",
             "starts": ["Ce matin, derrière le gymnase,", "Après trois ans de plans,", "On m’a demandé si la rivière"]},
            {"kind": "call", "title": "On cherche quelqu’un pour expliquer les crues à une classe de CM2", "topic": "Rivières", "days": 4},
            {"kind": "others", "title": "Guide : reconnaître la renouée du Japon au bord de l’eau", "topic": "Rivières",
             "author_name": "Syndicat de rivière", "url": "https://syndicat-de-riviere.example/renouee"},
            {"kind": "question", "title": "Pourquoi les lampadaires s’éteignent-ils à minuit ?", "topic": "La ville la nuit",
             "question": "que répondez-vous quand on vous le demande ?"},
        ),
    },
    "trois-fournils": {
        "name": "Les voix du fournil", "disclosure": "Je travaille aux Trois Fournils.",
        "why": "Un geste, une farine, une nuit : c’est vous qui les connaissez.",
        "expert": "Samir Belkacem", "colleague": "Paul Mercier",
        "offers": (
            {"kind": "behind", "title": "Une nuit au fournil, de deux heures à sept heures", "topic": "Le pain", "by_colleague": True,
             "question": "à quelle heure sentez-vous que c’est prêt ?", "starts": ["À deux heures,", "Ce que j’entends d’abord,"]},
            {"kind": "demonstration", "title": "Façonner une couronne, filmé à hauteur de mains", "topic": "Les gestes", "days": 9},
            {"kind": "others", "title": "Le blé ancien de la vallée raconté par son meunier", "topic": "Le pain",
             "author_name": "Moulin du Gué", "url": "https://moulin-du-gue.example/ble"},
        ),
    },
}  # fmt: skip


def play(story: dict[str, Any], members: Mapping[str, Member], owner: Member) -> None:
    """Once. The owner takes part too, so that whoever visits sees a list of their own."""
    told = HOUSES.get(story["slug"])
    if told is None or Offer.objects.filter(title=told["offers"][0]["title"]).exists():
        return
    names = {one.name: one for one in members.values()}
    colleague, expert = names[told["colleague"]], names[told["expert"]]
    with clock.at(clock.now() - timedelta(days=20)):
        if queries.programme() is None:
            actions.arrange(actor=owner, name=told["name"], why=told["why"], disclosure={"fr": told["disclosure"]})
            actions.move(actor=owner, to="open")
        actions.invite(actor=owner, members=[expert, colleague])
    for days, one in enumerate(told["offers"], 1):
        with clock.at(clock.now() - timedelta(days=days)):
            offer(owner, colleague, dict(one), page_of_a_piece())
    with clock.at(clock.now() - timedelta(days=6)):
        for member in (expert, owner):
            taking_part.join(actor=member, agreed=AGREED, networks=["bluesky", "linkedin", "mastodon"], topics=[])
    share(expert, owner, told["disclosure"])
    for member in (expert, owner):
        with queries.own(member) as row:
            if row is not None:
                suggesting.renew(row)


def offer(owner: Member, colleague: Member, told: dict[str, Any], address: str) -> None:
    topic = actions.save_topic(actor=owner, name=told.pop("topic"))
    author = colleague if told.pop("by_colleague", False) else None
    at = clock.now() + timedelta(days=days) if (days := told.pop("days", 0)) else None
    actions.offer(actor=owner, topic=topic, author=author, at=at, **{"url": "" if at else address, **told})


def page_of_a_piece() -> str:
    version = Version.objects.filter(network=JOURNAL, state="published").order_by("-published_at", "id").first()
    return home_address(version.piece, version.language) if version else ""


def share(expert: Member, owner: Member, disclosure: str) -> None:
    """Five days ago, one thing on one network; what came of it since."""
    version = Version.objects.filter(network=JOURNAL, state="published").order_by("published_at", "id").first()
    if version is None:
        return
    values = {"kind": "news", "title": version.piece.title[:300], "url": home_address(version.piece, version.language)}
    with clock.at(clock.now() - timedelta(days=5)):
        offered: Offer = actions.offer(
            actor=owner, source_kind=PIECE, source_id=version.piece_id, author=owner, **values
        )
        words = acts.Words(f"{disclosure} J’y étais, et il fallait le voir.", "bluesky")
        made = acts.begin(actor=expert, offer=offered, words=words)
        if made is None or made.link is None:
            return
        acts.settle(actor=expert, share_id=made.pk, to="done", is_useful=True)
    for day in range(5):
        count_follow(made.link.pk, clock.now() - timedelta(days=day, hours=2), PERSON, 5 + 3 * day)
    quoted = "Merci ! Mon fils veut voir cela. On peut venir samedi ?"
    acts.note_outcome(actor=expert, kind="reply", who="Sabine R.", words=quoted, share_id=made.pk)
    quoted = "On a le même souci ici. Je peux vous appeler ?"
    acts.note_outcome(actor=expert, kind="met", who="Éric Dumont", words=quoted, share_id=made.pk)
    actions.thank(actor=owner, offer=offered, words="Deux questions ont changé mon texte.")
