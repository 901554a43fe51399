"""A picture that tells where and with what it was taken."""

import io

MARK = b"Chez Alice, 12 rue des Lilas"


def telling_picture(side: int = 40) -> bytes:
    from PIL import Image

    picture, stream = Image.new("RGB", (side, side), "tan"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = MARK.decode()
    picture.save(stream, "JPEG", exif=exif)
    return stream.getvalue()
