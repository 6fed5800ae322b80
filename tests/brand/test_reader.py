import json
import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from consultant_app.brand import Palette, ReportSettings, bundled_brands, load_brand, read_brand
from consultant_app.brand.font_file import read_font
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


@pytest.mark.parametrize("name", bundled_brands())
def test_a_bundled_brand_is_whole_in_every_language(name: str) -> None:
    brand = load_brand(name)
    assert brand.key == name
    assert brand.report.url
    assert set(languages()) <= set(brand.taglines)
    assert brand.tagline("xx") == brand.tagline("en")
    for face in (brand.title, brand.text):
        assert all(path.is_file() for path in face.files)
        assert "SIL Open Font License" in face.licence.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", bundled_brands())
def test_fonts_carry_western_central_european_turkish_and_vietnamese_letters(name: str) -> None:
    brand = load_brand(name)
    for path in (*brand.title.files, *brand.text.files):
        known = read_font(path).letters
        assert all(ord(letter) in known for letter in "éèçœŒÉàâîôûŁłőŐışŞğčžșțøåßñ±−–—’«»·…\u202f\u00a0ễộ")


def test_every_finding_is_listed_at_once(folder: Path) -> None:
    colours = json.loads((folder / "brand.json").read_text(encoding="utf-8"))["colours"]
    colours["light"]["ink"] = "black"
    colours["dark"]["accent"] = "#222222"
    colours["dark"]["acent"] = "#222222"
    (folder / "fonts" / "OFL-HankenGrotesk.txt").unlink()
    change(folder, name=" ", sizes=None, colours=colours, radius={"control": True, "card": 8}, logo="logo.png")
    found = "\n".join(findings(folder))
    for part in (
        "name must be a text",
        "sizes must be an object",
        "sizes.display must be a whole number",
        "colours.light.ink must be a colour like #1F1B17, not black",
        "colours.dark.acent is not known; did you mean accent?",
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


def test_a_brand_may_say_nothing_of_the_report_and_wrong_settings_are_named(folder: Path) -> None:
    path = folder / "brand.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    del data["report"]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert read_brand(folder).report == ReportSettings()
    change(folder, report={"url": "http://plain.example", "paper": "a5"})
    assert findings(folder) == [
        "report.url must be an address like https://www.example.com/skin",
        "report.paper must be one of a4, letter",
    ]


def test_no_brand_may_look_like_another_in_everything() -> None:
    looks = [
        (brand.light, brand.text.family, brand.title.family, brand.radius)
        for brand in map(load_brand, bundled_brands())
    ]
    for part in zip(*looks, strict=True):
        assert len(set(part)) == len(part)


def test_fonts_that_would_be_replaced_in_silence_are_told(folder: Path) -> None:
    data = json.loads((folder / "brand.json").read_text(encoding="utf-8"))
    thai = shutil.copy(resource("fonts", "NotoSansThai-Regular.ttf"), folder / "fonts")
    (folder / "fonts" / "not.ttf").write_bytes(b"OTTO")
    text = {
        **data["fonts"]["text"],
        "family": "Hankan",
        "normal": f"fonts/{Path(thai).name}",
        "strong": "fonts/not.ttf",
    }
    change(folder, fonts={**data["fonts"], "text": text})
    found = "\n".join(findings(folder))
    assert "fonts.text.emphasis: HankenGrotesk-Medium.ttf is of the family Hanken Grotesk" in found
    assert "lacks the letters aàâ" in found
    assert "fonts.text.strong: not.ttf cannot be used" in found


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        ("<svg", "is no SVG"),
        ('<svg fill="currentColor"/>', "has no viewBox"),
        ('<svg viewBox="0 0 1 1" fill="#000000"/>', "must be drawn in currentColor"),
    ],
)
def test_a_drawing_that_would_not_show_is_told(folder: Path, drawing: str, said: str) -> None:
    (folder / "mark.svg").write_text(drawing, encoding="utf-8")
    assert said in findings(folder)[0]


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ({"url": "http://x.example"}, "report.url must be an address"),
        ({"paper": "A5"}, "report.paper must be one of a4, letter"),
        ({"papr": "a4"}, "report.papr is not known; did you mean paper?"),
    ],
)
def test_settings_of_the_report_are_checked(folder: Path, report: dict[str, str], said: str) -> None:
    change(folder, report=report)
    assert said in findings(folder)[0]


def test_a_house_without_settings_of_the_report_has_the_usual_ones(folder: Path) -> None:
    data = json.loads((folder / "brand.json").read_text(encoding="utf-8"))
    del data["report"]
    (folder / "brand.json").write_text(json.dumps(data), encoding="utf-8")
    assert read_brand(folder).report.paper == "a4"


def test_shadows_and_movements_may_be_none_but_not_less(folder: Path) -> None:
    change(folder, elevation={"toast": 0, "sheet": -1}, motion={"fade": 0, "breath": 0, "toast": 0})
    assert findings(folder) == ["elevation.sheet must be a whole number from 0"]


@pytest.mark.parametrize(
    ("sentences", "said"),
    [
        ({"xx": {}}, "texts.xx is not known"),
        ({"en": {"report.titel": "x"}}, "texts.en.report.titel is not known; did you mean report.title?"),
        ({"en": {"report.title": 3}}, "texts.en.report.title must be a text"),
        ({"en": {"report.title": "{day}"}}, "texts.en.report.title must name no value"),
        ({"en": {"report.model": "Model {id"}}, "texts.en.report.model must name id, version"),
        ({"en": {"disclaimer": "Trust us."}}, "texts.en.disclaimer must stay as it is"),
    ],
)
def test_the_houses_own_sentences_are_checked(folder: Path, sentences: dict[str, object], said: str) -> None:
    change(folder, texts=sentences)
    assert said in "\n".join(findings(folder))
