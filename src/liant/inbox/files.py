"""The files of an answer's form: read from what was sent, kept at once, and what is still to mend about them."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from liant.accounts.models import Member
from liant.connectors.contract import Capabilities
from liant.inbox.actions import describe_file, drop_file, keep_file
from liant.inbox.models import Attachment, Conversation
from liant.inbox.queries import files_of

MOST_BYTES_OF_A_PICTURE = 40_000_000  # it is made smaller before it leaves
SHOWN_HERE = Attachment.SHOWN_HERE


def take_files(request: HttpRequest, member: Member, conversation: Conversation, can: Capabilities,
               form_key: str) -> list[str]:  # fmt: skip
    """Keep what was chosen, let go of what was taken out, note what was said of each; what stands in the way, in
    words."""
    problems = []
    known = files_of(member, form_key)
    for file in known:
        if request.POST.get("drop") == str(file.id):
            drop_file(actor=member, file=file)
            continue
        described = request.POST.get(f"describe-{file.id}")
        if described is not None and described.strip() != file.description:
            describe_file(actor=member, file=file, description=described.strip()[:1500])
    room_left = can.max_media - len(files_of(member, form_key))
    for upload in request.FILES.getlist("files"):
        if problem := unfit(upload, can, room_left):
            problems.append(problem)
            continue
        keep_file(
            actor=member,
            conversation=conversation,
            form_key=form_key,
            name=upload.name or "",
            media_type=upload.content_type or "application/octet-stream",
            content=upload.read(),
        )
        room_left -= 1
    return problems


def unfit(upload: UploadedFile, can: Capabilities, room_left: int) -> str:
    """Why this file can't go with the answer; "" when it can."""
    name, kind = upload.name or "", upload.content_type or ""
    if not can.max_media:
        return _("This network takes no files.")
    if room_left < 1:
        return _("%(name)s was left out: this network takes %(most)s files at most.") % {
            "name": name,
            "most": can.max_media,
        }
    if not may_be(kind, can.media_types):
        return _("%(name)s is of a kind that can’t be sent here.") % {"name": name}
    most = MOST_BYTES_OF_A_PICTURE if kind.startswith("image/") else can.max_media_bytes
    if (upload.size or 0) > most:
        return _("%(name)s is too large: %(most)s MB at most.") % {"name": name, "most": max(1, most // 1_000_000)}
    return ""


def may_be(kind: str, taken: Iterable[str]) -> bool:
    """A picture of another kind is written anew as one that is taken."""
    taken = set(taken)
    takes_pictures = any(one.startswith("image/") for one in taken)
    return "*/*" in taken or kind in taken or (takes_pictures and kind.startswith("image/"))


def undescribed(files: Iterable[Attachment]) -> list[str]:
    """Pictures are told to those who do not see them."""
    return [
        _("Say in a few words what is to be seen on %(name)s, for those who don’t see it.") % {"name": file.name}
        for file in files
        if file.media_type.startswith("image/") and not file.description
    ]
