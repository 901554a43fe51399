from liant.bonds.direction.models import Finding

MOST = 24


def findings() -> list[Finding]:
    """The newest first."""
    return list(Finding.objects.all()[:MOST])


def last_finding() -> Finding | None:
    return Finding.objects.first()
