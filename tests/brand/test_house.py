import shutil
from pathlib import Path

import pytest

from consultant_app.brand import DEFAULT_BRAND, bundled_brands, house_brand, load_brand
from consultant_app.brand.house import VARIABLE, configuration_file
from consultant_app.domain.errors import ConsultantError
from consultant_app.files import resource
from consultant_app.texts import speak_for, texts


@pytest.fixture(autouse=True)
def nothing_configured(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    yield
    speak_for({})


def file(folder: Path, content: str) -> Path:
    path = folder / "counter.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_without_a_configuration_it_is_the_demonstration_house(tmp_path):
    assert house_brand(tmp_path / "none.toml") is load_brand(DEFAULT_BRAND)
    assert len(bundled_brands()) >= 2


def test_the_file_names_a_bundled_house(tmp_path):
    assert house_brand(file(tmp_path, 'brand = "atelier_noe"')).name == "Atelier Noé"


def test_the_environment_goes_before_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, "maison_aurelle")
    assert house_brand(file(tmp_path, 'brand = "atelier_noe"')).name == "Maison Aurelle"


def test_a_house_may_keep_its_folder_where_it_likes_and_speak_in_its_own_way(tmp_path):
    own = Path(shutil.copytree(resource("brand", "atelier_noe"), tmp_path / "ours"))
    written = (own / "brand.json").read_text(encoding="utf-8")
    sentences = '"texts": {"fr": {"report.title": "Votre peau, ce jour"}}, "radius"'
    (own / "brand.json").write_text(written.replace('"radius"', sentences), encoding="utf-8")
    assert house_brand(file(tmp_path, f"brand = '{own}'")).key == "ours"
    assert texts("fr")("report.title") == "Votre peau, ce jour"
    assert texts("fr")("report.all") == "Tous les critères"
    assert texts("en")("report.title") == "Your skin today"
    house_brand(tmp_path / "none.toml")
    assert texts("fr")("report.title") == "Votre peau aujourd’hui"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("brand = ", "not valid TOML"),
        ("brandt = 'x'", "brandt is not known; did you mean brand?"),
        ("colour = 'x'", "colour is not known; known: brand"),
        ("brand = 3", "brand must be a name or a folder"),
        ("brand = 'no_such_house'", "bundled are: atelier_noe, maison_aurelle"),
    ],
)
def test_what_is_wrong_is_told(tmp_path, content, said):
    with pytest.raises(ConsultantError, match=said):
        house_brand(file(tmp_path, content))


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(ConsultantError, match="cannot be read"):
        house_brand(tmp_path)


def test_the_counters_own_file_has_a_place_of_its_own():
    assert configuration_file().name == "counter.toml"
