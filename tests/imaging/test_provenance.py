import io
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from consultant_app.imaging.provenance import FORMATS, SOURCE_TYPE, made_by_a_model, marked_file

RGB = np.random.default_rng(0).integers(0, 255, (20, 30, 3), np.uint8)
EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"


def xmp_of(image):
    return image.info["xmp"] if "xmp" in image.info else image.info["XML:com.adobe.xmp"].encode()


@pytest.mark.parametrize("kind", sorted(set(FORMATS.values())))
def test_the_mark_reads_back_as_the_standard_writes_it(kind):
    data = marked_file(RGB, kind, 'A "picture" <of> éclat & more', "tool 1")
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == kind
        assert made_by_a_model(image)
        text = xmp_of(image).decode()
        if kind == "PNG":
            assert np.array_equal(np.asarray(image), RGB)
    inner = text[text.index("<x:xmpmeta") : text.index("<?xpacket end")]
    tree = ET.fromstring(inner)  # noqa: S314 - our own bytes
    description = next(tree.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"))
    assert description.get(f"{EXT}DigitalSourceType") == SOURCE_TYPE
    words = next(tree.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")).text
    assert words == 'A "picture" <of> éclat & more'


def test_a_plain_photo_carries_none():
    plain = io.BytesIO()
    Image.fromarray(RGB).save(plain, "JPEG")
    with Image.open(io.BytesIO(plain.getvalue())) as image:
        assert not made_by_a_model(image)


@pytest.mark.parametrize(("term", "refused"), [("trainedAlgorithmicMedia", True), ("digitalCapture", False)])
def test_wholly_generated_pictures_are_known_and_camera_pictures_are_not_mistaken(term, refused):
    xmp = f'<x Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/{term}"/>'.encode()
    file = io.BytesIO()
    Image.fromarray(RGB).save(file, "WEBP", xmp=xmp)
    with Image.open(io.BytesIO(file.getvalue())) as image:
        assert made_by_a_model(image) is refused
