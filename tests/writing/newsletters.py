"""Newsletters for tests: a mailbox of a real server, a list, readers who confirmed, a letter that somebody agreed to."""

from typing import Any

from tests.writing.pieces import agreed

CONSENT = "Je veux recevoir la lettre du fournil, une fois par mois. Je peux en partir quand je veux."


def a_mailbox(actor: Any, server: Any = None, address: str = "lettre@liant.test", **postage: int) -> Any:
    """A channel that hands over to this server; without one it never gets that far."""
    from liant.channels.actions import connect_channel
    from liant.writing.newsletter.actions import save_postage

    settings = {"address": address, "name": "Les Trois Fournils", "imap_host": "127.0.0.1", "imap_security": "none",
                "smtp_host": "127.0.0.1", "smtp_security": "none", "sent_copy": "none",
                "imap_port": server.imap_port if server else 1, "smtp_port": server.smtp_port if server else 1}  # fmt: skip
    channel = connect_channel(actor=actor, kind="mail", name="La boîte", settings=settings, secret={"password": "secret"},
                              default_hat="customer")  # fmt: skip
    save_postage(actor=actor, channel=channel, **{"per_minute": 6000, "per_hour": 60_000, **postage})
    return channel


def a_newsletter(actor: Any, channel: Any = None, name: str = "La lettre du fournil", **values: Any) -> Any:
    from liant.writing.newsletter.actions import save_newsletter

    given = {"brings": "Ce que le pain nous apprend.", "rhythm": "une fois par mois", "languages": ["fr"],
             "consent": CONSENT, "channel": channel, **values}  # fmt: skip
    return save_newsletter(actor=actor, newsletter=None, name=name, **given)


def readers(actor: Any, newsletter: Any, *people: tuple[str, str], domain: str = "example.test") -> None:
    """Brought in with their proof: (address without domain, first name)."""
    from liant.writing.newsletter.actions import bring_in
    from liant.writing.newsletter.importing import Row

    rows = [Row(n, f"{one}@{domain}", first) for n, (one, first) in enumerate(people, 2)]
    bring_in(actor=actor, newsletter=newsletter, rows=rows, how="Feuille signée au comptoir, mai 2026", text=CONSENT)


def a_letter(actor: Any, newsletter: Any, title: str = "La nuit au fournil", body: str = "Bonjour {{prenom}},\n\nLe levain dort.",
             **about: Any) -> Any:  # fmt: skip
    """An issue whose words somebody agreed to."""
    from liant.writing.newsletter.actions import choose

    piece = agreed(actor, title=title, body=body, networks=(("letter", None),), **about)
    return choose(actor=actor, version=piece.versions.get(), newsletter=newsletter)


def furnish_newsletter(alice: Any) -> dict[str, Any]:
    """By the name under which an address asks for each: one letter that is prepared and has faults, one that left in every
    way there is, whoever reads them, and the private links."""
    from liant.writing.newsletter import actions, moves, tokens
    from liant.writing.newsletter.models import CountedLink, Envelope, LetterPicture, Newsletter, Return, Subscriber

    house: int = alice.organisation_id
    channel = a_mailbox(alice)
    newsletter = a_newsletter(alice, channel, languages=["fr", "en"], archive=Newsletter.Archive.PUBLIC)
    readers(alice, newsletter, *[(f"abo{n}", "Ana") for n in range(7)])
    actions.save_newsletter(actor=alice, newsletter=None, name="Sans boîte", brings="Rien encore.", rhythm="jamais",
                            languages=["fr"], consent=CONSENT)  # fmt: skip
    segment = actions.save_segment(actor=alice, segment=None, name="Journalistes", hats=["journalist"])
    left = moves.begin(actor=alice, issue=a_letter(alice, newsletter, "La lettre partie"))
    states = ["sent", "refused", "unknown", "bounced", "left_out", "queued", "queued"]
    for envelope, state in zip(left.envelopes.order_by("id"), states, strict=True):
        for step in {"queued": [], "left_out": ["left_out"], "bounced": ["sending", "sent", "bounced"]}.get(
            state, ["sending", state]
        ):
            moves.move(envelope, step, problem="" if step == "sent" else "550 no such user")
    envelope = Envelope.objects.filter(issue=left).order_by("id").first()
    subscriber = envelope.subscriber
    Return.objects.create(
        kind="hard", subscriber=subscriber, envelope=envelope, occasion="x", reason="550 no such user"
    )
    Subscriber.objects.filter(pk=subscriber.pk).update(suspended_at=subscriber.met_at, suspended_why="550 no such user")
    moves.hold(actor=alice, issue=left, reason="Alice l’a suspendu.")
    CountedLink.objects.create(issue=left, number=1, url="https://example.org/")
    picture = LetterPicture.objects.create(issue=left, medium_id=1, media_type="image/png", content=b"\x89PNG")
    issue = a_letter(
        alice,
        newsletter,
        "La lettre à préparer",
        "Chère {{prenom}},\n\nToute l’équipe du fournil vous souhaite une bonne année.",
    )
    actions.compose(actor=alice, issue=issue, pieces=[left.version.piece], intro="Un mot avant.")
    actions.sign(actor=alice, issue=issue, rules=["greeting-automatic"], reason="Ils l’attendent.")
    actions.send_trial(actor=alice, issue=issue, to=alice)
    subscription = subscriber.subscriptions.get()
    [*_rest, waiting] = newsletter.subscriptions.order_by("id")
    link = {
        "confirm": tokens.make(tokens.CONFIRM, house, waiting.pk, waiting.round), "own": tokens.make(tokens.OWN, house, waiting.subscriber_id),
        "leave": tokens.make(tokens.LEAVE, house, waiting.pk), "read": tokens.make(tokens.READ, house, left.pk),
        "link": tokens.make(tokens.LINK, house, left.pk, 1), "picture": tokens.make(tokens.PICTURE, house, picture.pk),
    }  # fmt: skip
    return {"newsletter": newsletter, "segment": segment, "subscriber": subscriber, "subscription": subscription,
            "letter": issue, "letter_that_left": left, "envelope": envelope, "letters_mailbox": channel, "letter_links": link}  # fmt: skip
