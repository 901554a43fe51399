"""What is asked before the organisation is known. Each answer is ids only, from a function that runs as the owner.

The two lists below are the whole of it: tables without an organisation, and functions that see across organisations.
A test compares both with the database.
"""

from datetime import date, datetime
from typing import Any

from django.db import connection

# table -> why it has no organisation
TENANTLESS_TABLES = {
    "django_migrations": "which migrations ran",
    "django_content_type": "Django's list of models",
    "django_session": "sessions, before anyone is known",
    "auth_group": "Django's own, without use here",
    "auth_group_permissions": "Django's own, without use here",
    "auth_permission": "Django's own, without use here",
    "accounts_user": "one person may belong to several organisations",
    "accounts_signinlink": "a one-time link is followed before anyone is known",
    "account_emailaddress": "sign-in",
    "account_emailconfirmation": "sign-in",
    "mfa_authenticator": "sign-in",
    "socialaccount_socialaccount": "sign-in",
    "socialaccount_socialapp": "sign-in",
    "socialaccount_socialtoken": "sign-in",
    "procrastinate_jobs": "the queue; arguments hold ids only, and each task opens its own organisation",
    "procrastinate_events": "the queue",
    "procrastinate_periodic_defers": "the queue",
    "procrastinate_workers": "the queue",
}

# function -> why it sees across organisations
DEFINER_FUNCTIONS = {
    "liant_organisation_id": "the address of a page names an organisation before it is known",
    "liant_organisations_of": "someone who has signed in belongs to these organisations",
    "liant_invitation_organisation": "an invitation's token tells its organisation",
    "liant_token_organisation": "a programme's token tells its organisation",
    "liant_directory_organisation": "a directory's key tells its organisation",
    "liant_due_endpoints": "the worker asks to whom something is to be announced, in all organisations",
    "liant_due_channels": "the collector asks which channels are due, in all organisations",
    "liant_door": "whoever pushes to a channel gives its token, and nothing else",
    "liant_waiting_arrivals": "the worker asks what was pushed and is not read yet, in all organisations",
    "liant_access_to_look_at": "the worker asks which channels' access is to be renewed or ends soon",
    "liant_stuck_deliveries": "the worker asks which deliveries a dead worker left behind",
    "liant_snoozes_over": "the worker asks which conversations come back today",
    "liant_reminders_due": "the worker asks which reminders ring now",
    "liant_canary_addresses_due": "the worker asks which published addresses are to be checked",
    "liant_canaries_unanswered": "the worker asks which of the messages that check them had no answer in time",
    "liant_tip_link": "someone without an account gives the token of a link, and nothing else",
    "liant_waits_due": "the worker asks which waits have come to their next step",
    "liant_standing_organisation": "a private link tells its organisation",
    "liant_satisfaction_organisation": "the same, for a question about how it went",
    "liant_waiting_rules": "the worker asks which organisations have a rule about how long someone waits",
    "liant_letters_due": "the worker asks which letters to members are due, in all organisations",
    "liant_alerting_organisations": "the worker asks which organisations want to be told at once",
    "liant_crises_due": "the worker asks in which organisations a crisis needs whoever answers for it",
    "liant_newsletters_due": "the worker asks through which channels letters wait to leave, in all organisations",
    "liant_pieces_due": "the worker asks which pieces have a version whose moment has come, in all organisations",
    "liant_wave_of_link": "someone without an account gives the token of a link to a questionnaire, and nothing else",
    "liant_wave_of_key": "the same, for a link that anyone may use",
    "liant_waves_due": "the worker asks which waves of questionnaires open, close, or wait for something",
    "liant_organisations_with_ties": "numbers of houses whose ledger holds contacts between colleagues, for the nightly measuring",
    "liant_rotations_due": "the worker asks which rotations draw now, which rounds are to be asked about",
    "liant_rotation_seat": "whom one meets is one's own row, written for all of a draw at once, with their invitation; filters the organisation itself",
    "liant_rotation_remind": "the same of those who have not said whether they met, once; filters the organisation itself",
    "liant_meeting_notices_left": "what a dead worker was telling somebody is unknown, whose it is told to nobody; filters the organisation itself",
    "liant_meeting_members_to_tell": "the worker asks whom it tells something of meetings now, in one organisation; filters the organisation itself",
    "liant_houses_with_meetings_to_tell": "the worker asks in which organisations somebody is to be told whom they meet, and never who",
    "liant_willing_buddies": "who would welcome a newcomer is shown to nobody; read to propose one of them; filters the organisation itself",
    "liant_experiments_due": "the worker asks which experiments are to be drawn or looked at, in all organisations",
    "liant_rotation_participants": "who takes part is shown to nobody; read for the draw, by the worker; filters the organisation itself",
    "liant_rotation_close_pairs": "who of those who take part, and both said so, are close; read for the draw, by the worker, in quarters; filters the organisation itself",
    "liant_rotation_told": "how many at each table said that they met, for what all of it said; filters the organisation itself",
    "liant_spotlights_shown": "whose words were shown to whom is the reader's own; numbers of pairs, for the worker that looks at an experiment; filters the organisation itself",
    "liant_forget_spotlights": "the same rows, once an experiment is over and they are needed no longer; filters the organisation itself",
    "liant_peers": "the middle of what five other organisations at least agreed to be compared by, and no one of them",
    "liant_release_peers": "what organisations agreed to be compared by takes effect for several of them at once",
    "liant_calendar_organisation": "the private address of a calendar tells its organisation",
    "liant_meetings_organisation": "the private address of a programme's calendar tells its organisation",
    "liant_expert_page_stands": "whether the expert behind a public page still works there; who that is, it tells nobody; filters the organisation itself",
    "liant_living_programmes": "the worker asks which organisations have a programme, to count it each night",
    "liant_houses_with_late_postings": "the worker asks in which organisations something of an expert's own is left behind, and never whose",
    "liant_board": "who stands on a board of experts is told to those alone who do, and to nobody who leads; filters the organisation itself",
    "liant_board_close": "votes are shown to nobody: they are counted and forgotten here, in all organisations",
    "liant_experts_to_suggest": "who takes part is shown to nobody; the numbers of their rows, which lead to nobody; filters the organisation itself",
    "liant_what_experts_want": "the same, with what the ranking needs of them, for the worker that fills all lists at once",
    "liant_whom_experts_are_close_to": "an expert's own ties order their own list: told under the same numbers, in quarters, where they let them; filters the organisation itself",
    "liant_authors_with_ties": "of which authors ties are measured at all, so that the others lose nothing by it; filters the organisation itself",
    "liant_unsay_closeness": "removes a reason from lists that the application cannot see, and tells nothing; filters the organisation itself",
    "liant_suggest": "writes into lists that the application, which fills them, cannot see; filters the organisation itself",
    "liant_weigh_offers": "how many found an offer useful, from five on; filters the organisation itself",
    "liant_houses_to_tell": "the worker asks in which organisations an expert wants to hear something now",
    "liant_experts_to_tell": "the same, who they are, in one organisation; filters the organisation itself",
    "liant_link_at": "someone without an account follows a short link, and gives its code alone",
    "liant_count_follows": "the door of short links counts for all organisations at once",
    "liant_shared_totals": "who shared is shown to nobody; how many did, from five on; filters the organisation itself",
    "liant_link_targets_due": "the worker asks which addresses that links lead to are to be looked at",
    "liant_community_digests_due": "the worker asks which digests of what colleagues write are due, in all organisations",
    "liant_community_feed": "the private address of a feed tells its organisation",
    "liant_handbook_due": "the worker asks which organisations have a page of their handbook to read again",
    "liant_workspaces_due": "the worker asks which workspaces of colleagues are to be read, in all organisations",
    "liant_forget_outside": "the same for what somebody noted of themselves and communities outside, by their own act",
    "liant_merge_communities": "two communities outside become one, in rows that each member alone can see; filters the organisation itself",
    "liant_there_together": "who was at a meeting is each one's own: of few, those who agreed that whom they turn to is seen; filters the organisation itself",
    "liant_forget_belonging": "a member takes their consent back: rows that the application may only add are removed, of this organisation alone",
    "liant_reshares": "who shared what a colleague wrote is seen by whoever shared alone; pairs by window, for the worker's figures about many; filters the organisation itself",
    "liant_forget_sharing": "the same where they take back only that sharing makes ties, or leave the programme",
    "liant_forget_attended": "the same for one meeting, of whoever says they were not there after all, and of everyone where it was a crowd",
    "liant_search_messages": "full-text search loses its index under a policy; filters the organisation itself",
    "liant_search_people": "the same for names; filters the organisation itself",
    "liant_search_handbook": "the same for the handbook; filters the organisation itself",
    "liant_search_posts": "the same for what colleagues write; filters the organisation itself",
    "liant_operator_organisations": "the operator of the installation counts organisations",
}


def _rows(sql: str, *params: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def organisation_id_of(slug: str) -> int | None:
    return _rows("select liant_organisation_id(%s)", slug)[0][0]


def organisation_ids_of(user_id: int) -> list[int]:
    return [row[0] for row in _rows("select * from liant_organisations_of(%s)", user_id)]


def organisation_id_of_invitation(token_hash: str) -> int | None:
    return _rows("select liant_invitation_organisation(%s)", token_hash)[0][0]


def organisation_id_of_token(token_hash: str) -> int | None:
    return _rows("select liant_token_organisation(%s)", token_hash)[0][0]


def organisation_id_of_directory(token_hash: str) -> int | None:
    return _rows("select liant_directory_organisation(%s)", token_hash)[0][0]


def due_endpoints(now: datetime, limit: int = 100) -> list[tuple[int, int]]:
    """(organisation id, endpoint id) of endpoints to which an announcement is due."""
    return [(row[0], row[1]) for row in _rows("select * from liant_due_endpoints(%s, %s)", now, limit)]


def organisation_id_of_tip_link(token_hash: str) -> int | None:
    """The organisation that handed this link round, while it is open."""
    return _rows("select liant_tip_link(%s)", token_hash)[0][0]


def due_channels(now: datetime, limit: int = 100) -> list[tuple[int, int]]:
    """(organisation id, channel id) of channels whose next collection is due."""
    return [(row[0], row[1]) for row in _rows("select * from liant_due_channels(%s, %s)", now, limit)]


def door_of_token(token_hash: str) -> tuple[int, int, bool] | None:
    """(organisation id, channel id, whether it is still open) of the door that this token belongs to."""
    rows = _rows("select * from liant_door(%s)", token_hash)
    return (rows[0][0], rows[0][1], rows[0][2]) if rows else None


def waiting_arrivals(now: datetime, limit: int = 100) -> list[tuple[int, int]]:
    """(organisation id, arrival id) of what was pushed, waits to be read, and whose channel is well."""
    return [(row[0], row[1]) for row in _rows("select * from liant_waiting_arrivals(%s, %s)", now, limit)]


def access_to_look_at(now: datetime, limit: int = 1000) -> list[tuple[int, int]]:
    """(organisation id, channel id) of channels whose access is to be renewed, or ends within a fortnight."""
    return [(row[0], row[1]) for row in _rows("select * from liant_access_to_look_at(%s, %s)", now, limit)]


def stuck_deliveries(now: datetime, limit: int = 100) -> list[tuple[int, int]]:
    """(organisation id, delivery id) of deliveries that are due and that no job drives any more."""
    return [(row[0], row[1]) for row in _rows("select * from liant_stuck_deliveries(%s, %s)", now, limit)]


def reminders_due(now: datetime, limit: int = 500) -> list[tuple[int, int]]:
    """(organisation id, reminder id) of reminders whose moment has come."""
    return [(row[0], row[1]) for row in _rows("select * from liant_reminders_due(%s, %s)", now, limit)]


def canary_addresses_due(now: datetime, limit: int = 500) -> list[tuple[int, int]]:
    """(organisation id, address id) of published addresses to which a message is due."""
    return [(row[0], row[1]) for row in _rows("select * from liant_canary_addresses_due(%s, %s)", now, limit)]


def canaries_unanswered(sent_before: datetime, limit: int = 500) -> list[tuple[int, int]]:
    """(organisation id, canary id) of those sent until then that nobody has answered."""
    return [(row[0], row[1]) for row in _rows("select * from liant_canaries_unanswered(%s, %s)", sent_before, limit)]


def snoozes_over(now: datetime, limit: int = 500) -> list[tuple[int, int]]:
    """(organisation id, conversation id) of snoozed conversations whose time has come."""
    return [(row[0], row[1]) for row in _rows("select * from liant_snoozes_over(%s, %s)", now, limit)]


def waits_due(now: datetime, limit: int = 500) -> list[tuple[int, int]]:
    """(organisation id, wait id) of waits that have come to their next step."""
    return [(row[0], row[1]) for row in _rows("select * from liant_waits_due(%s, %s)", now, limit)]


def organisation_id_of_standing(token_hash: str) -> int | None:
    return _rows("select liant_standing_organisation(%s)", token_hash)[0][0]


def organisation_id_of_satisfaction(token_hash: str) -> int | None:
    return _rows("select liant_satisfaction_organisation(%s)", token_hash)[0][0]


def organisation_id_of_calendar(token_hash: str) -> int | None:
    return _rows("select liant_calendar_organisation(%s)", token_hash)[0][0]


def organisation_id_of_meetings(token_hash: str) -> int | None:
    return _rows("select liant_meetings_organisation(%s)", token_hash)[0][0]


def organisations_with_ties() -> list[int]:
    """Those whose ledger holds contacts between colleagues."""
    return [row[0] for row in _rows("select * from liant_organisations_with_ties()")]


def rotations_due(now: datetime, limit: int = 500) -> list[tuple[int, int, str]]:
    """(organisation id, id, what) of rotations that "draw" now, and of rounds to "remind" of."""
    return [(row[0], row[1], row[2]) for row in _rows("select * from liant_rotations_due(%s, %s)", now, limit)]


def houses_with_meetings_to_tell(now: datetime) -> list[int]:
    """Those where somebody is to be told whom they meet, or where a worker died while it did."""
    return [row[0] for row in _rows("select * from liant_houses_with_meetings_to_tell(%s)", now)]


def experiments_due(now: datetime) -> list[tuple[int, int, str]]:
    """(organisation id, plan id, what) of experiments to "draw", once frozen, or to "look" at, on the day that was set."""
    return [(row[0], row[1], row[2]) for row in _rows("select * from liant_experiments_due(%s)", now)]


def is_expert_page_standing(page_id: int) -> bool:
    """Whether the expert whose page this is still works in the organisation that is set."""
    return bool(_rows("select liant_expert_page_stands(%s)", page_id)[0][0])


def organisations_with_a_programme() -> list[int]:
    """Those whose programme was opened and has not ended."""
    return [row[0] for row in _rows("select * from liant_living_programmes()")]


def organisations_with_experts_to_tell(now: datetime) -> list[int]:
    """Those whose programme is open, and where somebody wants to hear now."""
    return [row[0] for row in _rows("select * from liant_houses_to_tell(%s)", now)]


def organisations_whose_rules_wait() -> list[int]:
    """Those with a rule of the inbox, switched on, about how long someone waits."""
    return [row[0] for row in _rows("select * from liant_waiting_rules()")]


def letters_due(now: datetime, limit: int = 500) -> list[tuple[int, int]]:
    """(organisation id, subscription id) of letters whose hour has come."""
    return [(row[0], row[1]) for row in _rows("select * from liant_letters_due(%s, %s)", now, limit)]


def organisations_that_alert() -> list[int]:
    """Those with a place that is told at once, or with something that waits to be told."""
    return [row[0] for row in _rows("select * from liant_alerting_organisations()")]


def organisations_with_a_crisis_due(now: datetime) -> list[int]:
    """Those where it is time to look at a crisis again, promised news did not come, or a lesson of one is due."""
    return [row[0] for row in _rows("select * from liant_crises_due(%s)", now)]


def newsletters_due(now: datetime) -> list[tuple[int, int]]:
    """(organisation id, channel id) of channels that are well and through which letters wait to leave."""
    return [(row[0], row[1]) for row in _rows("select * from liant_newsletters_due(%s)", now)]


def pieces_due(now: datetime, limit: int = 200) -> list[tuple[int, int]]:
    """(organisation id, piece id) of pieces with a planned version whose moment has come and of which nothing was made."""
    return [(row[0], row[1]) for row in _rows("select * from liant_pieces_due(%s, %s)", now, limit)]


def wave_of_link(token_hash: str) -> tuple[int, int] | None:
    """(organisation id, wave id) of the wave that this link to a questionnaire belongs to."""
    rows = _rows("select * from liant_wave_of_link(%s)", token_hash)
    return (rows[0][0], rows[0][1]) if rows else None


def wave_of_key(link_key: str) -> tuple[int, int] | None:
    """The same, for the link of a wave that anyone may answer."""
    rows = _rows("select * from liant_wave_of_key(%s)", link_key)
    return (rows[0][0], rows[0][1]) if rows else None


def waves_due(now: datetime, limit: int = 500) -> list[tuple[int, int, str]]:
    """(organisation id, wave id, what) of waves that now "opens", "closes", "empties" its urn or "writes" to people."""
    return [(row[0], row[1], row[2]) for row in _rows("select * from liant_waves_due(%s, %s)", now, limit)]


def link_at(code: str, slug: str = "") -> tuple[int, str, bool, bool] | None:
    """(link id, where it leads, whether its code is told there, whether it is no longer in use) of a short link; of this
    house's alone, where one is named."""
    rows = _rows("select link_id, url, is_told, is_over from liant_link_at(%s, %s)", code, slug)
    return rows[0] if rows else None


def count_follow(link_id: int, moment: datetime, kind: str, times: int = 1) -> None:
    sql = "select liant_count_follows(%s::bigint[], %s::timestamptz[], %s::text[], %s::integer[])"
    _rows(sql, [link_id], [moment], [kind], [times])


def houses_with_late_postings(now: datetime, limit: int = 500) -> list[int]:
    """Organisations in which something that an expert asked to publish waits without a job; whose it is, is not told."""
    return [row[0] for row in _rows("select * from liant_houses_with_late_postings(%s, %s)", now, limit)]


def link_targets_due(now: datetime, limit: int = 200) -> list[tuple[int, int]]:
    """(organisation id, target id) of addresses in use by short links, and due to be looked at."""
    return [(row[0], row[1]) for row in _rows("select * from liant_link_targets_due(%s, %s)", now, limit)]


def community_digests_due(now: datetime, limit: int = 500) -> list[tuple[int, int]]:
    """(organisation id, choice id) of digests whose hour has come."""
    return [(row[0], row[1]) for row in _rows("select * from liant_community_digests_due(%s, %s)", now, limit)]


def organisation_id_of_community_feed(token_hash: str) -> int | None:
    return _rows("select liant_community_feed(%s)", token_hash)[0][0]


def organisations_with_a_page_due(day: date) -> list[int]:
    """Those with a page of their handbook that is to be read again by this day, and whose owner was not told."""
    return [row[0] for row in _rows("select * from liant_handbook_due(%s)", day)]


def workspaces_due(now: datetime, limit: int = 100) -> list[tuple[int, int]]:
    """(organisation id, workspace id) of those to be read now."""
    return [(row[0], row[1]) for row in _rows("select * from liant_workspaces_due(%s, %s)", now, limit)]


def organisation_ids() -> list[int]:
    """All organisations, for commands of whoever runs the installation."""
    return [row[0] for row in _rows("select * from liant_operator_organisations()")]


def peers(whats: list[str]) -> list[tuple[str, int, int, int | None, int | None]]:
    """(what, at least so many others, median, lower and upper quartile) for the organisation that is set."""
    return [(row[0], row[1], row[2], row[3], row[4]) for row in _rows("select * from liant_peers(%s)", whats)]


def release_peers(whats: list[str]) -> None:
    """Lets what waits take effect where enough organisations have something new."""
    _rows("select liant_release_peers(%s)", whats)
