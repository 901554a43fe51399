"""An address as a QR code, to be printed."""

import io

from django.http import HttpResponse


def as_qr(address: str) -> HttpResponse:
    import segno  # late: only who prints a poster needs it

    drawn = io.BytesIO()
    qr_code = segno.make(address, error="m", micro=False)
    qr_code.save(drawn, kind="svg", scale=8, border=4, xmldecl=True)
    answer = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    answer["Content-Disposition"] = 'inline; filename="code.svg"'
    return answer
