"""What the stories of accounts of one's own do inside their installation: an open programme, and Nadia who takes part."""

from datetime import timedelta
from typing import Any

DISCLOSURE = "Je travaille aux Trois Fournils."


def an_expert(network: str, settings: dict[str, Any], secret: dict[str, Any] | None = None,
              remembered: dict[str, Any] | None = None) -> int:  # fmt: skip
    """The house, its open programme, and Nadia with an account of her own connected, by the acts that the pages call."""
    from liant.accounts.actions import found_organisation
    from liant.accounts.models import Member, User
    from liant.advocacy import actions, taking_part
    from liant.advocacy.own_accounts.actions import Found, connect
    from liant.connectors import registry
    from liant.connectors.contract import Account
    from liant.tenancy.context import tenant

    alice = User.objects.create_user(email="alice@fournils.test", name="Alice", language="fr")
    nadia = User.objects.create_user(email="nadia@fournils.test", name="Nadia", language="fr")
    house = found_organisation(actor=alice, name="Les Trois Fournils", kind="firm", slug="fournils", rooms=[])
    account = Account(settings, secret or {}, remembered or {})
    remote_key, handle = registry.own(network).whose(account)
    account.secret = secret or {}
    with tenant(house.id):
        actions.arrange(actor=Member.objects.get(), name="Les voix du fournil", disclosure={"fr": DISCLOSURE})
        actions.move(actor=Member.objects.get(), to="open")
        expert = Member.objects.create(user=nadia, name="Nadia", roles=["employee"])
        taking_part.join(actor=expert, agreed={"suggest": "Oui.", "clicks": "Oui."})
        connect(actor=expert, network=network, found=Found(account, remote_key, handle))
    return house.id


def publish(organisation: int, network: str, text: str, seconds: float = 0) -> int:
    """Nadia's words about something new, asked to leave now, or in so many seconds; the posting's id."""
    from liant.accounts.models import Member
    from liant.advocacy import actions, sharing
    from liant.advocacy.own_accounts.actions import publish as publish_own
    from liant.kit import clock
    from liant.tenancy.context import tenant

    with tenant(organisation):
        alice, nadia = Member.objects.get(name="Alice"), Member.objects.get(name="Nadia")
        offer = actions.offer(actor=alice, kind="expert", title=f"À propos : {text}", url="https://fournils.test/hiver")
        words = sharing.Words(f"{DISCLOSURE} {text}", network, host="piaille.fr", has_seen=True)
        share = sharing.begin(actor=nadia, offer=offer, words=words)
        assert share is not None
        moment = clock.now() + timedelta(seconds=seconds) if seconds else None
        posting = publish_own(actor=nadia, share_id=share.pk, leaves_at=moment)
        assert posting is not None
        return posting.pk


def take_back(organisation: int, posting: int) -> bool:
    from liant.accounts.models import Member
    from liant.advocacy.own_accounts.actions import take_back as back
    from liant.tenancy.context import tenant

    with tenant(organisation):
        return back(actor=Member.objects.get(name="Nadia"), posting_id=posting)


def switch_crisis_on(organisation: int) -> None:
    from liant.accounts.models import Member
    from liant.kit import clock
    from liant.tenancy.context import tenant
    from liant.writing.crisis.actions import switch_on

    with tenant(organisation):
        switch_on(
            actor=Member.objects.get(name="Alice"),
            reason="Malaises après un gâteau",
            review_at=clock.now() + timedelta(hours=2),
        )
