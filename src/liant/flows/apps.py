from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "liant.flows"
    label = "flows"

    def ready(self) -> None:
        from liant.accounts.happenings import when_deactivated  # as above
        from liant.accounts.outbox import register_sender  # as above
        from liant.advocacy import between as advocacy
        from liant.bonds.between import register_agreement, register_order, register_shares
        from liant.community import offers as community
        from liant.flows import measured_ties, policy, put_first, replies_on_trial, rooms, second_cause, stories  # noqa: F401  subscribes the flows, once apps are ready
        from liant.flows.carried_links import carried
        from liant.flows.channel_stakes import conversations_of
        from liant.flows.departed_member import announce
        from liant.flows.earned import count_earned
        from liant.flows.followed_outside import PLACES
        from liant.flows.idea_of_mention import make_an_idea
        from liant.flows.invitation_mail import defer_mail
        from liant.flows.launch_audit import read_audit
        from liant.flows.linked_pieces import CLICKS, CONVERSATIONS
        from liant.flows.links_of_pieces import FOLLOWED, PIECE, beside, describe
        from liant.flows.offered_pieces import beside as offered
        from liant.flows.own_example import spoken
        from liant.flows.written_pieces import written_by
        from liant.links import subjects
        from liant.listening.offers import register_act
        from liant.meetings import between as meetings
        from liant.writing.archive.stakes import register_conversations
        from liant.writing.offers import BESIDE, register_return, register_section
        from liant.writing.rhythm import register_earned

        register_act(make_an_idea)
        register_conversations(conversations_of)
        register_return(CONVERSATIONS)
        register_return(CLICKS)
        register_return(FOLLOWED)
        register_section(BESIDE, beside)
        register_section(BESIDE, offered)
        subjects.register(PIECE, describe)
        register_sender(defer_mail)
        when_deactivated(announce)
        register_earned(count_earned)
        advocacy.register_verdict(read_audit)
        advocacy.register_own_channels(spoken)
        register_agreement(measured_ties.agreed, measured_ties.AGREE_PAGE, measured_ties.end)
        meetings.register_agreement(measured_ties.agreed)
        register_order(measured_ties.end_order)
        register_shares(second_cause.shares_of)
        advocacy.register_agreement(measured_ties.agreed)
        advocacy.register_places(PLACES)
        advocacy.register_carried(carried)
        advocacy.register_written(written_by)
        community.register_first(put_first.of_posts)
        advocacy.register_first(put_first.of_offers)
