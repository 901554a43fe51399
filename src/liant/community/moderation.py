"""What breaks the rules of the house: pointed out by anyone, hidden by a guardian with a reason that the author reads, and shown
again. Each of a guardian's acts stands in the log; who pointed something out does not."""

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.community import notices
from liant.community.models import Arrangement, Comment, Flag, Notice, Post
from liant.community.queries import guardians
from liant.kit import clock

Thing = Post | Comment


def flag(*, actor: Member, post: Post, comment: Comment | None, reason: str) -> Flag:
    """Once by each person for each thing, while it waits; every guardian is told."""
    check(actor, "community.flag")
    with transaction.atomic():
        made, is_new = Flag.objects.get_or_create(
            post=post, comment=comment, member=actor, settled_at=None,
            defaults={"reason": reason.strip(), "at": clock.now()},
        )  # fmt: skip
        if is_new:
            for guardian in guardians():
                notices.tell(member=guardian, kind=Notice.Kind.FLAG, by=None, post=post, comment=comment,
                             url_name="community:guard")  # fmt: skip
    return made


def hide(*, actor: Member, thing: Thing, reason: str) -> None:
    """Nobody sees it but whoever wrote it, who reads why; what was pointed out about it is settled."""
    check(actor, "community.guard")
    with transaction.atomic():
        now = clock.now()
        values = {"hidden_at": now, "hidden_by": actor, "hidden_reason": reason.strip()}
        post = thing.post if isinstance(thing, Comment) else thing
        comment = thing if isinstance(thing, Comment) else None
        if comment is not None:
            Comment.objects.filter(pk=comment.pk).update(**values)
        else:
            Post.objects.filter(pk=post.pk).update(**values, pinned_at=None)
        Flag.objects.filter(post=post, comment=comment, settled_at=None).update(
            settled_at=now, settled_by=actor, outcome=reason.strip()
        )
        if thing.author is not None:
            notices.tell(member=thing.author, kind=Notice.Kind.HIDDEN, by=actor, post=post, comment=comment)
        record(actor, "community.hide", thing)


def show(*, actor: Member, thing: Thing) -> None:
    check(actor, "community.guard")
    with transaction.atomic():
        type(thing).objects.filter(pk=thing.pk).update(hidden_at=None, hidden_by=None, hidden_reason="")
        record(actor, "community.show", thing)


def settle(*, actor: Member, flag: Flag, outcome: str) -> None:
    """It may stay: said once for everyone who pointed the same thing out."""
    check(actor, "community.guard")
    with transaction.atomic():
        Flag.objects.filter(post=flag.post, comment=flag.comment, settled_at=None).update(
            settled_at=clock.now(), settled_by=actor, outcome=outcome.strip()
        )
        record(actor, "community.settle", flag)


def arrange(*, actor: Member, has_posts: bool, has_showing: bool, has_handbook: bool, rules: str) -> Arrangement:
    """Which parts the house uses, and its rules. A part that is closed keeps everything it holds."""
    check(actor, "community.arrange")
    with transaction.atomic():
        made, _is_new = Arrangement.objects.update_or_create(
            defaults={
                "has_posts": has_posts,
                "has_showing": has_showing,
                "has_handbook": has_handbook,
                "rules": rules.strip(),
            }
        )
        record(actor, "community.arrange", made)
    return made
