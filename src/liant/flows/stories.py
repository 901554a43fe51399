"""The complete list of what happens between rooms. Each line: what happened → what the flow does about it."""

from liant.advocacy.events import OfferProposed
from liant.bonds.between import register_telling, register_thanking
from liant.channels.events import ChannelBroken, ChannelResumed, GapsNoted, ItemsCollected, ItemsEdited, ItemsWithdrawn
from liant.community.events import ConsentEnded, TurnedTo
from liant.community.workspaces.between import register_outward
from liant.community.workspaces.events import WorkspaceRead
from liant.deliveries.events import DeliverySettled
from liant.deliveries.hooks.events import EndpointStopped
from liant.flows.asked_colleagues import tell
from liant.flows.broken_channel import tell_who_looks_after_it
from liant.flows.canary_answers import note_canary, tell_of_unread_address
from liant.flows.colleagues import forget_turns, note_turn, note_turns
from liant.flows.corrected_intent import learn_from_correction
from liant.flows.crisis_log import note_what_left
from liant.flows.departed_member import forget_links
from liant.flows.edited_items import show_new_words
from liant.flows.events import MemberDeactivated, PiecePublished
from liant.flows.heard_items import hear
from liant.flows.kind_words import address
from liant.flows.known_outside import keep
from liant.flows.left_answer import count_the_wait
from liant.flows.left_piece import follow_piece
from liant.flows.left_reply import note_interaction
from liant.flows.linked_pieces import note_linking
from liant.flows.measured_ties import forget_ties
from liant.flows.mentioned_pages import note_again, note_mentions
from liant.flows.met_by_lot import note_meeting
from liant.flows.not_heard import tell_broken, tell_gaps, tell_resumed
from liant.flows.proposed_offers import make_an_idea_of_it
from liant.flows.put_first import forget_spotlights
from liant.flows.resumed_channel import let_go
from liant.flows.settled_delivery import tell_the_conversation
from liant.flows.stopped_endpoint import tell_owners
from liant.flows.told_handle import let_go_of_what_was_said
from liant.flows.withdrawn_items import honour_deletion
from liant.flows.wrote_together import announce, note_writing
from liant.inbox.canary.events import AddressUnread
from liant.inbox.events import IntentCorrected, ReplyLeft
from liant.jobs.events import subscribe
from liant.jobs.queue import SOON
from liant.meetings.events import MetByLot
from liant.people.events import OwnHandleTold
from liant.writing import happenings

subscribe(MemberDeactivated, forget_links, SOON)
subscribe(ItemsCollected, hear, SOON)
subscribe(ItemsCollected, note_linking)
subscribe(ItemsCollected, note_mentions)
subscribe(ItemsEdited, note_again)
subscribe(ItemsWithdrawn, honour_deletion)
subscribe(ItemsEdited, show_new_words)
subscribe(ChannelResumed, let_go, SOON)
subscribe(ChannelResumed, tell_resumed)
subscribe(ChannelBroken, tell_who_looks_after_it, SOON)
subscribe(ChannelBroken, tell_broken)
subscribe(GapsNoted, tell_gaps)
subscribe(DeliverySettled, tell_the_conversation, SOON)
subscribe(DeliverySettled, follow_piece, SOON)
subscribe(DeliverySettled, note_canary)
subscribe(DeliverySettled, note_what_left)
subscribe(AddressUnread, tell_of_unread_address)
subscribe(IntentCorrected, learn_from_correction)
subscribe(ReplyLeft, count_the_wait)
subscribe(ReplyLeft, note_interaction)
subscribe(TurnedTo, note_turn)
subscribe(WorkspaceRead, note_turns)
subscribe(MetByLot, note_meeting)
subscribe(PiecePublished, note_writing)
subscribe(ConsentEnded, forget_turns, SOON)
subscribe(ConsentEnded, forget_ties, SOON)
subscribe(ConsentEnded, forget_spotlights, SOON)
subscribe(OfferProposed, make_an_idea_of_it)
subscribe(OwnHandleTold, let_go_of_what_was_said, SOON)
subscribe(EndpointStopped, tell_owners)
register_outward(keep)  # in the transaction of the reading: what it says of somebody stands nowhere else meanwhile
register_telling(tell)  # the same, of what a colleague asks
register_thanking(address)
happenings.register(announce)
