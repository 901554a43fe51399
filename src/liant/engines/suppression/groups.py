"""Single figures: may a group, or a part beside its whole, be shown?"""

MINIMUM = 5  # persons


def check_group(count: int, minimum: int = MINIMUM) -> bool:
    """Whether a figure about `count` persons may be shown alone. An empty group may not: it says that nobody did.

    Errors: ValueError when `count` is negative or `minimum` under two.
    """
    _check(minimum, count)
    return count >= minimum


def complement_is_safe(part: int, whole: int, minimum: int = MINIMUM, *, zero_is_public: bool = False) -> bool:
    """Whether `part` persons may be shown beside the `whole` they belong to, as far as those outside the part go.

    The rest, `whole - part`, must be a group that could be shown itself. An empty rest tells that everybody is in the
    part, so it passes only when `zero_is_public`. The part itself is for `check_group`.
    Errors: ValueError when a count is negative, the part larger than the whole or `minimum` under two.
    """
    _check(minimum, part, whole)
    if part > whole:
        raise ValueError("A part can't be larger than its whole.")
    rest = whole - part
    return zero_is_public if rest == 0 else rest >= minimum


def _check(minimum: int, *counts: int) -> None:
    if minimum < 2:
        raise ValueError("A minimum under two protects nobody.")
    if any(count < 0 for count in counts):
        raise ValueError("A group can't have fewer than no persons.")
