"""The newsletter of the house of the demonstration: who reads it, and a letter that is being prepared. No mailbox is connected
there, so nothing can leave."""

from liant.accounts.models import Member
from liant.tenancy.models import Organisation
from liant.writing import actions as pieces
from liant.writing import moves
from liant.writing.newsletter import actions
from liant.writing.newsletter.importing import Row
from liant.writing.newsletter.models import Newsletter, Subscriber
from liant.writing.newsletter.subscribing import describe

CONSENT = "Je voudrais recevoir la lettre du fournil des Trois Fournils. Je peux partir à tout moment, en un clic."
READERS = (
    ("karima", "Karima"),
    ("paul", "Paul"),
    ("ines", "Inès"),
    ("jean-marc", "Jean-Marc"),
    ("lucie", "Lucie"),
    ("cantine", ""),
)
WORDS = """Bonjour {{prenom}},

Le levain de Marthe a trente ans ce mois-ci. Il dort au frais la nuit, il se réveille à quatre heures, et c’est lui qui décide de l’heure du pain.

## Ce qui change au comptoir

- le pain de seigle revient le jeudi, rue de la Gare ;
- les restes du soir partent à la cantine de l’école, dans des sacs que vous pouvez rapporter.

Vous nous aviez demandé pourquoi la croûte était plus brune : le four du quai a été réglé, et vos remarques y sont pour beaucoup.
"""


def put_letters(owner: Member) -> None:
    """Once; safe to repeat; in the house that bakes."""
    if Newsletter.objects.exists() or Organisation.objects.get().slug != "trois-fournils":
        return
    newsletter = actions.save_newsletter(
        actor=owner, newsletter=None, name="La lettre du fournil", brings="Ce qui se passe derrière le comptoir, et ce que vos remarques ont changé.",
        rhythm="le premier jeudi du mois", languages=["fr"], consent=CONSENT, signature="*Odile et Marthe, au fournil*",
    )  # fmt: skip
    rows = [Row(line, f"{name}@lecteurs.example", first) for line, (name, first) in enumerate(READERS, 2)]
    how = "Feuille signée au comptoir du quai, rangée au bureau"
    actions.bring_in(actor=owner, newsletter=newsletter, rows=rows, how=how, text=CONSENT)
    describe(Subscriber.objects.get(first_name="Inès"), hats=["journalist"])
    actions.save_segment(actor=owner, segment=None, name="Presse", hats=["journalist"])
    piece = pieces.begin(actor=owner, title="Le levain a trente ans", body=WORDS, networks=[("letter", None)])
    for step in moves.ask(actor=owner, piece=piece):
        moves.agree(actor=owner, step=step)
    issue = actions.choose(actor=owner, version=piece.versions.get(), newsletter=newsletter)
    actions.compose(actor=owner, issue=issue, pieces=[], preheader="Il décide de l’heure du pain")
