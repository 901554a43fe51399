"""What a return means for an address, from its codes and its words: it does not exist, not this time, or nothing yet."""

import re
from collections.abc import Mapping
from typing import Any

HARD, SOFT, NOTHING = "hard", "soft", ""
# X.1.1 no such mailbox, X.1.2 no such host, X.1.3 not an address, X.1.6 moved, X.1.10 null MX, X.2.1 disabled, X.4.4 no route
HARD_DETAILS = {"1.1", "1.2", "1.3", "1.6", "1.10", "2.1"}
SAYS_NOTHING = {"0.0", "1.0", "2.0", "3.0", "5.0"}  # "other": the words decide
_GONE = re.compile(
    r"user unknown|unknown user|unknown e-?mail|no such (?:user|recipient|mailbox|address|domain|person)|does(?: not|n.t) exist|unknown (?:recipient|mailbox|address|local)"
    r"|invalid (?:recipient|mailbox|address)|(?:mailbox|account|recipient|user)[^.;]{0,40}(?:not found|unavailable|disabled|inactive|closed|suspended|unknown)"
    r"|not (?:a valid|our customer)|no mailbox here|recipient rejected|address rejected|host (?:or domain name )?not found|domain not found"
    r"|n.existe pas|inconnu|adresse (?:invalide|inexistante)|bo[iî]te[^.;]{0,30}(?:désactivée|fermée)|addressee unknown|unrouteable address"
    r"|nullmx|null mx|does not accept mail"
)
_NOT_THEIRS = re.compile(
    r"spam|block(?:ed|list)|blacklist|black list|listed (?:at|in|on|by)|reputation|policy|dmarc|spf|dkim|rbl|content|virus|rate limit|too many|greylist|gr[ea]ylisted|throttl|unusual"
)
_FULL = re.compile(
    r"quota|mailbox (?:is )?full|over ?quota|storage|insufficient|too large|exceeds|bo[iî]te[^.;]{0,20}pleine|size limit|temporar"
)
_CODE = re.compile(r"\b(4\d\d|5\d\d)\b")
_STATUS = re.compile(r"\b([245])\.(\d{1,3}\.\d{1,3})\b")


def kind_of(report: Mapping[str, Any]) -> str:
    """`report`: action, status, diagnostic. "" where it only says that the server goes on trying, or that it arrived."""
    action = str(report.get("action") or "").lower()
    if action in ("delayed", "delivered", "relayed", "expanded"):
        return NOTHING
    words = str(report.get("diagnostic") or "").lower().replace("’", "'")
    status = _nearest(_STATUS.search(str(report.get("status") or "")), _STATUS.search(words))
    is_gone, is_detailed = bool(_GONE.search(words)), status is not None and status[2] in HARD_DETAILS
    if _FULL.search(words) or (_NOT_THEIRS.search(words) and not (is_gone and is_detailed)):
        return SOFT
    if status is None:
        code = _CODE.search(words)
        return HARD if is_gone or (code and code[1] in ("550", "551", "553")) else SOFT
    return _by_status(status, is_gone)


def _nearest(status: re.Match[str] | None, in_words: re.Match[str] | None) -> re.Match[str] | None:
    """What the last server said is nearer to the truth than what was made of it on the way."""
    is_vague = status is None or status[2] in SAYS_NOTHING or status[1] == "4"
    return in_words if in_words is not None and is_vague else status


def _by_status(status: re.Match[str], is_gone: bool) -> str:
    if status[1] != "5":
        return SOFT if status[1] == "4" else NOTHING
    return HARD if status[2] in HARD_DETAILS or is_gone else SOFT
