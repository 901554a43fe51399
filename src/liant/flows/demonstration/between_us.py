"""What the colleagues of the bakery tell each other: a few posts, a showing, a handbook of some pages."""

from datetime import date, timedelta
from typing import Any

from liant.accounts.models import Member
from liant.community import actions, choosing
from liant.community.handbook.actions import write as write_page
from liant.flows.demonstration.colleagues import moment
from liant.kit import clock

HOUSE = "trois-fournils"
POSTS = (
    # days ago, hour, who, kind, title, words
    (13, "09:10", "Odile", "news", "Le moulin change de meule",
     "À partir du 1er, la farine vient de la meule neuve d’Ansac. La pâte boira **un peu plus** : comptez deux pour cent d’eau en plus, et dites ce que vous voyez."),
    (6, "14:20", "Jade", "question", "Que répondre quand on demande du pain sans gluten ?",
     "On me le demande trois fois par semaine, place des Halles. Je dis non, et je vois bien que ce n’est pas assez."),
    (4, "17:40", "Samir", "made", "Une tourte qui tient six jours",
     "Levain plus ferme, et une nuit de plus au froid. Il en reste deux à goûter au labo de la Gare ; dites-moi si la croûte est trop épaisse."),
    (3, "18:05", "Tess", "made", "Une carte du café sans un mot d’anglais",
     "J’ai tout repris avec Jade : *latte* devient « lait mousseux ». Il manque un nom pour le *flat white*."),
    (2, "08:30", "Léa", "news", "Marthe Roux vient vendredi",
     "Elle écrit sur les boulangeries qui pétrissent la nuit. Qui veut bien être là à cinq heures ? @Samir, ton four ?"),
)  # fmt: skip
COMMENTS = (
    # title of the post, days ago, hour, who, words, does it answer the question
    ("Que répondre quand on demande du pain sans gluten ?", 6, "15:02", "Paul",
     "Je réponds : « Chez nous la farine vole partout, ce serait vous mentir. La Maison Riz, rue Haute, n’a que ça. » On me remercie, et on revient pour les gâteaux.", True),
    ("Le moulin change de meule", 12, "06:15", "Samir", "Deux et demi, au fournil. À trois, elle colle.", False),
    ("Marthe Roux vient vendredi", 2, "09:05", "Samir", "Je l’attends. Qu’elle mette de vieilles chaussures.", False),
)  # fmt: skip
PAGES = (
    ("Le fournil", "", "Odile", 180, "Ce qui se passe avant cinq heures. Chaque page dit qui en prend soin : c’est à lui qu’on demande."),
    ("Allumer et éteindre le four", "Le fournil", "Samir", 120,
     "1. Vérifier la sole : rien dessus.\n2. Allumer à **quatre heures**.\n3. À cinq heures, la sonde doit dire 250.\n\n## S’il ne s’allume pas\n\nAppeler l’atelier Morel, le numéro est sur la porte. Ne pas rallumer deux fois."),
    ("Le levain, de lundi à dimanche", "Le fournil", "Samir", -12, "Rafraîchir à seize heures, tous les jours, dimanche compris.\n\n| jour | eau |\n|---|---|\n| été | 55 |\n| hiver | 60 |"),
    ("Au comptoir", "", "Jade", 90, "Comment on accueille, comment on s’excuse, ce qu’on ne promet pas."),
    ("Un client mécontent", "Au comptoir", "Paul", 60,
     "Écouter jusqu’au bout. Dire ce qui s’est passé, sans accuser le fournil. Proposer le choix : rendre, refaire, rembourser.\n\nNoter le jour et le pain : *dans Liant, page Noter ici*."),
)  # fmt: skip


def play(story: dict[str, Any], members: dict[str, Member], last_day: date) -> None:
    if story["slug"] != HOUSE:
        return
    who = {member.name.split()[0]: member for member in members.values()}
    posts = {}
    for days, hour, name, kind, title, text in POSTS:
        with clock.at(min(moment(last_day, days, hour), clock.now())):
            posts[title] = actions.write_post(actor=who[name], kind=kind, title=title, text=text)
    for title, days, hour, name, text, helped in COMMENTS:
        with clock.at(min(moment(last_day, days, hour), clock.now())):
            made = actions.write_comment(actor=who[name], post=posts[title], text=text)
            author = posts[title].author
            if helped and author is not None:
                actions.mark_answer(actor=author, post=posts[title], comment=made)
    actions.pin(actor=who["Léa"], post=posts["Le moulin change de meule"])
    for name, kind, title in (
        ("Odile", "thanks", "Une tourte qui tient six jours"), ("Jade", "bravo", "Une tourte qui tient six jours"),
        ("Samir", "useful", "Que répondre quand on demande du pain sans gluten ?"),
        ("Léa", "bravo", "Une carte du café sans un mot d’anglais"),
    ):  # fmt: skip
        actions.react(actor=who[name], post=posts[title], kind=kind)
    handbook(who, last_day)
    for name in ("Samir", "Jade"):
        choosing.agree(actor=who[name])


def handbook(who: dict[str, Member], last_day: date) -> None:
    written: dict[str, Any] = {}
    for title, parent, name, days, body in PAGES:
        with clock.at(min(moment(last_day, 40, "10:00"), clock.now())):
            written[title] = write_page(
                actor=who[name], title=title, body=body, parent=written.get(parent),
                review_on=last_day + timedelta(days=days),
            )  # fmt: skip
