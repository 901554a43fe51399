"""Story: what an expert suggests is an idea for those who write, in the name of whoever suggested it."""

from liant.advocacy.events import OfferProposed
from liant.advocacy.models import Proposal
from liant.writing.ideas.actions import tell


def make_an_idea_of_it(event: OfferProposed) -> None:
    """Nothing, where whoever suggested it took it back by leaving meanwhile."""
    proposal = Proposal.objects.select_related("author").filter(pk=event.proposal_id).first()
    if proposal is not None:
        tell(actor=proposal.author, text=proposal.text, url=proposal.url)
