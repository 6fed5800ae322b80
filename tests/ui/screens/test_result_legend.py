import pytest

from consultant_app.domain.routine import Routine
from consultant_app.ui.presenters.outcome import Outcome
from consultant_app.ui.presenters.shown_result import ShownResult
from consultant_app.ui.screens.result_legend import ResultLegend
from tests.ui.made_results import made_photo


@pytest.fixture
def legend(qtbot, ui):
    photo = made_photo()
    result = ShownResult(ui.tasks)
    result.take_result(Outcome(photo.analysis, Routine(), photo))
    made = ResultLegend(ui, result)
    qtbot.addWidget(made)
    made.resize(900, 48)
    made.show()
    return made


def test_what_has_no_map_has_no_colours_to_explain(legend):
    legend.show_of(None, mapped=False)
    assert legend.caption.toolTip() == "Touch a criterion to see it on the face."
    legend.show_of("firmness", mapped=False)
    assert legend.ramp.isHidden()
    assert legend.strength.isHidden()
    assert legend.caption.toolTip() == ""


def test_below_a_small_photo_it_keeps_the_ramp_and_its_caption(legend):
    legend.show_of("redness", mapped=True)
    assert legend.most.isVisible()
    assert legend.caption.toolTip() == "Redness, where it was seen"
    legend.fit(600)
    assert not legend.most.isVisible()
    assert legend.strength.isVisible()
    legend.fit(420)
    assert not legend.strength.isVisible()
    assert legend.ramp.isVisible()
    assert legend.caption.toolTip() == "Redness"
    legend.show_of("under_eye_lines", mapped=True)
    legend.caption.setFixedWidth(60)
    legend.show_of("under_eye_lines", mapped=True)
    assert legend.caption.text().endswith("…")


def test_its_words_follow_the_language(legend, ui):
    legend.show_of("redness", mapped=True)
    ui.language.choose("fr")
    assert legend.caption.toolTip().startswith("Rougeurs")
    legend.outlines_button.toggle()
    assert legend.outlines_button.text() == "Afficher les zones"
