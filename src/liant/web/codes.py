"""An address as a QR code, to be printed."""

import io

from django.http import HttpResponse


def drawn(address: str, *, border: int = 4) -> bytes:
    """As SVG. `border`: the quiet zone, in squares; a code with less needs white paper around it."""
    import segno  # late: only who prints a poster needs it

    written = io.BytesIO()
    qr_code = segno.make(address, error="m", micro=False)
    qr_code.save(written, kind="svg", scale=8, border=border, xmldecl=True)
    return written.getvalue()


def as_qr(address: str) -> HttpResponse:
    answer = HttpResponse(drawn(address), content_type="image/svg+xml")
    answer["Content-Disposition"] = 'inline; filename="code.svg"'
    return answer
