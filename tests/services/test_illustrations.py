import io

import numpy as np
import pytest
from PIL import Image

from consultant_app.brand import load_brand
from consultant_app.domain.analysis import ModelIdentity
from consultant_app.domain.errors import ConsultantError, PhotoError
from consultant_app.domain.illustration import Illustration, checked_setting
from consultant_app.domain.routine import Routine
from consultant_app.imaging.decode import decode_photo
from consultant_app.imaging.provenance import SOURCE_TYPE
from consultant_app.services.illustrations import write_illustration
from tests.services.conftest import welcomed

MODEL = ModelIdentity("editor", "1.2", "00" * 32)
PICTURE = Illustration(np.full((240, 320, 3), 180, np.uint8), {"redness": -1.0}, MODEL, "a.jpg")


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("b.jpg", "JPEG"), ("c.JPEG", "JPEG")])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_picture_leaves_labelled_and_marked(tmp_path, name, kind, language):
    path = tmp_path / name
    write_illustration(path, PICTURE, load_brand(), language)
    with Image.open(path) as image:
        assert image.format == kind
        xmp = image.info["xmp"] if "xmp" in image.info else image.info["XML:com.adobe.xmp"].encode()
        assert SOURCE_TYPE.encode() in xmp
        said = "Illustration of this attribute" if language == "en" else "Illustration de cet attribut"
        assert said.encode() in xmp
        assert b"editor 1.2" in xmp
        shown = np.asarray(image.convert("RGB")).astype(int)
    assert shown.shape == (240, 320, 3)
    assert np.abs(shown[:180] - 180).max() <= 3
    assert shown[200:].mean() < 130


def test_it_cannot_come_back_as_a_clients_photograph(tmp_path):
    for name in ("a.png", "b.jpg"):
        write_illustration(tmp_path / name, PICTURE, load_brand(), "en")
        with pytest.raises(PhotoError, match="illustration") as caught:
            decode_photo((tmp_path / name).read_bytes())
        assert caught.value.key == "illustration"


def test_a_visit_cannot_be_kept_with_it(session, everything):
    from consultant_app.domain.clients import ClientDraft

    client = welcomed(session, ClientDraft("Ada", "Byron", consent=everything))
    with pytest.raises(TypeError, match="not with Illustration"):
        session.visits.save(client.id, PICTURE, Routine())
    assert session.visits.history(client.id) == []


def test_another_kind_of_file_is_refused_and_a_blocked_folder_said(tmp_path):
    with pytest.raises(ConsultantError, match="ends in one of"):
        write_illustration(tmp_path / "a.webp", PICTURE, load_brand(), "en")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConsultantError, match="could not be saved"):
        write_illustration(tmp_path / "file" / "a.png", PICTURE, load_brand(), "en")


def test_settings_are_numbers_between_minus_one_and_one():
    assert checked_setting(1) == 1.0
    for wrong in (1.0001, float("nan"), float("-inf")):
        with pytest.raises(ValueError, match="outside"):
            checked_setting(wrong)


def test_nothing_but_the_mark_makes_a_photo_an_illustration():
    plain = io.BytesIO()
    Image.fromarray(PICTURE.rgb).save(plain, "JPEG", xmp=b"<x>a camera's own words on digitalsourcetype</x>")
    assert decode_photo(plain.getvalue()).shape == (240, 320, 3)
