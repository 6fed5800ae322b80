from datetime import date

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.clients import ClientDraft, Consent, Profile
from consultant_app.ui.screens.client_form import ClientForm

DRAFT = ClientDraft(
    "Amara",
    "Okafor",
    date(1984, 3, 9),
    "a@example.org",
    "0123",
    "fr",
    "quiet",
    Consent(analysis=True, keep_results=True),
    Profile(("LINALOOL",), sensitive=True, budget=180.0),
)


@pytest.fixture
def below(qtbot):
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    return window


def made(ui, below, draft=None):
    form = ClientForm(ui, below, draft, today=lambda: date(2026, 11, 23))
    form.open()
    return form


def test_what_is_known_comes_back_unchanged(qtbot, ui, below):
    form = made(ui, below, DRAFT)
    with qtbot.waitSignal(form.submitted) as heard:
        qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert heard.args == [DRAFT]


def test_consent_is_signed_elsewhere(qtbot, ui, below):
    form = made(ui, below)
    qtbot.keyClicks(form.fields["first_name"].edit, "Zoe")
    with qtbot.waitSignal(form.submitted) as heard:
        form.submit()
    assert heard.args[0].consent == Consent()
    assert heard.args[0].language == "en"


def test_says_what_has_to_be_mended_and_stays(qtbot, ui, below):
    form = made(ui, below)
    form.fields["budget"].edit.setText("a lot")
    with qtbot.assertNotEmitted(form.submitted):
        form.submit()
    assert form.fields["first_name"]._problem.isVisibleTo(form)
    assert form.fields["budget"]._problem.isVisibleTo(form)
    assert not form.fields["birth_date"]._problem.isVisibleTo(form)


def test_escape_does_not_lose_what_was_typed(qtbot, ui, below):
    form = made(ui, below)
    qtbot.keyClicks(form.fields["first_name"].edit, "Zoe")
    with qtbot.assertNotEmitted(form.closed):
        qtbot.keyClick(form, Qt.Key.Key_Escape)
    with qtbot.waitSignal(form.closed):
        qtbot.mouseClick(form.cancel_button, Qt.MouseButton.LeftButton)


def test_an_untouched_form_goes_with_escape(qtbot, ui, below):
    form = made(ui, below, DRAFT)
    with qtbot.waitSignal(form.closed):
        qtbot.keyClick(form, Qt.Key.Key_Escape)


def test_the_words_follow_the_language(ui, below):
    form = made(ui, below)
    ui.language.choose("fr")
    assert form._title.text() == "Nouvelle fiche"
    assert form.checks["sensitive"].text() == "Peau qui réagit facilement"
