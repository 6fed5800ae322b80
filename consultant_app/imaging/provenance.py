"""The mark in the file: that a picture was made by software, in the words of the IPTC's photo metadata standard.

``DigitalSourceType`` (IPTC Extension schema, in XMP) is what galleries and social networks read to tell a
generated picture; ``compositeWithTrainedAlgorithmicMedia`` is a photograph with elements made by a trained model.
"""

import io
from typing import Literal
from xml.sax.saxutils import escape

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from consultant_app.domain.photo import RGB

_TERMS = "http://cv.iptc.org/newscodes/digitalsourcetype/"
SOURCE_TYPE = f"{_TERMS}compositeWithTrainedAlgorithmicMedia"

_MADE = (b"compositeWithTrainedAlgorithmicMedia", b"trainedAlgorithmicMedia")
"""Source types of pictures that a trained model made or changed: skin seen on them is not the client's."""

_PNG_XMP = "XML:com.adobe.xmp"
_QUALITY = 95

Format = Literal["JPEG", "PNG"]
FORMATS: dict[str, Format] = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
"""Suffix -> format of a marked file."""


def marked_file(rgb: RGB, kind: Format, description: str, tool: str) -> bytes:
    """A JPEG or PNG that says in its metadata that it is no photograph.

    Args:
        rgb: uint8 [H, W, 3].
        kind: Format.
        description: What it is, in words.
        tool: Name and version of what made it.
    """
    xmp, out = _xmp(description, tool), io.BytesIO()
    image = Image.fromarray(rgb)
    if kind == "JPEG":
        image.save(out, "JPEG", quality=_QUALITY, subsampling=0, xmp=xmp)
    else:
        chunks = PngInfo()
        chunks.add_itxt(_PNG_XMP, xmp.decode())
        image.save(out, "PNG", pnginfo=chunks)
    return out.getvalue()


def made_by_a_model(image: Image.Image) -> bool:
    """Whether an opened image carries the mark of a picture that a trained model made or changed."""
    for name in ("xmp", _PNG_XMP):
        value = image.info.get(name)
        data = value.encode() if isinstance(value, str) else value
        if isinstance(data, bytes) and any(_TERMS.encode() + term in data for term in _MADE):
            return True
    return False


def _xmp(description: str, tool: str) -> bytes:
    words = escape(description, {'"': "&quot;"})
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        f' xmp:CreatorTool="{escape(tool, {chr(34): "&quot;"})}"'
        f' Iptc4xmpExt:DigitalSourceType="{SOURCE_TYPE}">'
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt></dc:description>'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()
