import json
import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from consultant_app.brand import MIN_CONTRAST, Palette, contrast, load_brand, read_brand
from consultant_app.domain.errors import ConsultantError
from consultant_app.files import resource
from consultant_app.texts import languages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resource("brand", "maison_aurelle"), tmp_path / "house"))


def change(folder: Path, **values: object) -> None:
    path = folder / "brand.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **values}), encoding="utf-8")


def findings(folder: Path) -> list[str]:
    with pytest.raises(ConsultantError) as caught:
        read_brand(folder)
    return str(caught.value).splitlines()[1:]


def test_the_bundled_brand_is_whole_in_every_language() -> None:
    brand = load_brand()
    assert brand.name == "Maison Aurelle"
    assert set(languages()) <= set(brand.taglines)
    assert brand.tagline("xx") == brand.tagline("en")
    for face in (brand.title, brand.text):
        assert all(path.is_file() for path in face.files)
        assert "SIL Open Font License" in face.licence.read_text(encoding="utf-8")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_is_legible_on_every_ground(mode: str) -> None:
    palette: Palette = getattr(load_brand(), mode)
    for ground in (palette.paper, palette.surface, palette.accent_soft):
        for text in (palette.ink, palette.ink_soft, palette.accent):
            assert contrast(text, ground) >= MIN_CONTRAST
    assert contrast(palette.on_accent, palette.accent) >= MIN_CONTRAST


def test_contrast_of_black_on_white_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


def test_fonts_carry_western_central_european_turkish_and_vietnamese_letters() -> None:
    from reportlab.pdfbase.ttfonts import TTFont

    brand = load_brand()
    for path in (*brand.title.files, *brand.text.files):
        known = TTFont(path.stem, str(path)).face.charToGlyph
        assert all(ord(letter) in known for letter in "éèçœŒÉàâîôûŁłőŐışŞğčžșțøåßñ±−–—’«»·…\u202f\u00a0ễộ")


def test_every_finding_is_listed_at_once(folder: Path) -> None:
    colours = json.loads((folder / "brand.json").read_text(encoding="utf-8"))["colours"]
    colours["light"]["ink"] = "black"
    colours["dark"]["accent"] = "#222222"
    (folder / "fonts" / "OFL-HankenGrotesk.txt").unlink()
    change(folder, name=" ", sizes=None, colours=colours, radius={"control": True, "card": 8}, logo="logo.png")
    found = "\n".join(findings(folder))
    for part in (
        "name must be a text",
        "sizes must be an object",
        "sizes.display must be a whole number",
        "colours.light.ink must be a colour like #1F1B17, not black",
        "colours.dark: accent on paper has a contrast of",
        "fonts.text.licence: there is no .txt file",
        "radius.control must be a whole number",
        "logo: there is no .svg file logo.png",
    ):
        assert part in found
    assert "light: ink" not in found


def test_a_missing_key_is_named_for_each_colour(folder: Path) -> None:
    change(folder, colours={"light": {}, "dark": {}})
    assert len(findings(folder)) == 2 * len(fields(Palette))


@pytest.mark.parametrize(("content", "said"), [("{", "not valid JSON"), ("[]", "the file must be an object")])
def test_a_damaged_file_is_told(folder: Path, content: str, said: str) -> None:
    (folder / "brand.json").write_text(content, encoding="utf-8")
    with pytest.raises(ConsultantError, match=said):
        read_brand(folder)


def test_a_missing_brand_is_told() -> None:
    with pytest.raises(ConsultantError, match="Put its folder"):
        load_brand("no_such_house")
