"""The switch itself, and the promise that no screen's words are stale or unfinished in any language."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PyQt6.QtCore import QCoreApplication, QTranslator

from consultant_app.files import resource
from consultant_app.texts import languages
from consultant_app.ui.language import Language

TRANSLATED = [code for code in languages() if code != "en"]


def messages(path: Path) -> dict[tuple[str, str], ET.Element]:
    found = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            found[(context.findtext("name") or "", message.findtext("source") or "")] = message
    return found


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_catalogue_is_finished_and_compiled(code):
    translator = QTranslator()
    assert translator.load(str(resource("i18n", f"{code}.qm")))
    for (context, source), message in messages(resource("i18n", f"{code}.ts")).items():
        translation = message.find("translation")
        assert translation is not None
        assert translation.text, f"{context}: {source}"
        assert "type" not in translation.attrib, f"{context}: {source}"
        assert translator.translate(context.encode(), source.encode()) == translation.text, (
            "compile the catalogue with lrelease"
        )
        assert set(re.findall(r"{\w+}", source)) == set(re.findall(r"{\w+}", translation.text))


def test_the_catalogues_know_exactly_the_words_in_the_code(tmp_path):
    fresh = tmp_path / "fresh.ts"
    code = Path(__file__).resolve().parents[2] / "consultant_app" / "ui"
    update = "from PyQt6.lupdate.pylupdate import main; raise SystemExit(main())"
    made = subprocess.run(
        [sys.executable, "-c", update, "--ts", str(fresh), str(code)], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    for language in TRANSLATED:
        assert set(messages(resource("i18n", f"{language}.ts"))) == set(messages(fresh)), "run pylupdate6"


def test_switches_and_back(qtbot):
    language = Language("en")
    with qtbot.waitSignal(language.changed):
        language.choose("fr")
    assert language.code == "fr"
    assert language.words("word.good") == "bon"
    assert QCoreApplication.translate("SettingsMenu", "Dark") == "Sombre"
    language.choose("en")
    assert QCoreApplication.translate("SettingsMenu", "Dark") == "Dark"


def test_the_same_language_changes_nothing(qtbot):
    language = Language("en")
    with qtbot.assertNotEmitted(language.changed):
        language.choose("en")


@pytest.mark.parametrize(("asked", "got"), [("en_GB", "en"), ("C", "en"), ("fr_CA", "fr"), ("tlh", "en")])
def test_regions_and_unknown_languages_fall_back(asked, got):
    language = Language(asked)
    assert language.code == got
    language.release()


def test_a_language_without_a_catalogue_keeps_the_english_screens(monkeypatch, tmp_path):
    monkeypatch.setattr("consultant_app.ui.language.resource", tmp_path.joinpath)
    language = Language("fr")
    assert language.words("word.good") == "bon"
    assert QCoreApplication.translate("SettingsMenu", "Dark") == "Dark"


def test_a_released_language_leaves_no_catalogue_behind():
    language = Language("fr")
    assert QCoreApplication.translate("SettingsMenu", "Dark") == "Sombre"
    language.release()
    assert QCoreApplication.translate("SettingsMenu", "Dark") == "Dark"
