from consultant_app.domain.analysis import Overall
from consultant_app.ui.screens.overall import Findings, OverallScore
from consultant_app.ui.widgets.text import Text


def test_says_score_spread_and_word(qtbot, ui):
    head = OverallScore(ui)
    qtbot.addWidget(head)
    head.say(Overall(73, 2))
    assert [label.text() for label in head.findChildren(Text)][:4] == ["Overall", "73", "± 2", "Good"]
    assert head.accessibleName() == "Overall: 73 ± 2 good"


def test_says_that_nothing_can_be_said(qtbot, ui):
    head = OverallScore(ui)
    qtbot.addWidget(head)
    head.say(Overall(None, None))
    assert head._word.text() == "Cannot say"
    assert head._spread.text() == ""


def test_remarks_are_listed_and_survive_a_change_of_theme(qtbot, ui):
    findings = Findings(ui)
    qtbot.addWidget(findings)
    findings.show()
    findings.say(["Too dark."])
    ui.theme.set_dark(dark=True)

    def seen():
        return [label.text() for label in findings.findChildren(Text) if label.isVisible()]

    qtbot.waitUntil(lambda: seen() == ["Too dark."])
    findings.say([])
    assert findings.isHidden()
