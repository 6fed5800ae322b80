from consultant_app.domain.analysis import Overall, QualityFinding, Severity
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


def _seen(findings: Findings) -> list[str]:
    return [label.text() for label in findings.findChildren(Text) if label.isVisible()]


def test_remarks_say_reason_and_remedy_and_survive_a_change_of_theme(qtbot, ui):
    findings = Findings(ui)
    qtbot.addWidget(findings)
    findings.show()
    findings.say([QualityFinding("house_rule", Severity.WARN, 1, 2, "Too dark. Add light.", remedy="Add light.")])
    ui.theme.set_dark(dark=True)
    qtbot.waitUntil(lambda: _seen(findings) == ["Too dark.", "Add light."])
    findings.say([])
    assert findings.isHidden()


def test_what_refuses_comes_first_with_its_value(qtbot, ui):
    findings = Findings(ui, with_values=True)
    qtbot.addWidget(findings)
    findings.show()
    findings.say(
        [
            QualityFinding("smile", Severity.WARN, 0.8, 0.7, "", "ratio"),
            QualityFinding("face_small", Severity.REFUSE, 21, 40, "", "px"),
        ]
    )
    qtbot.waitUntil(lambda: len(_seen(findings)) == 5)
    assert "few pixels" in _seen(findings)[0]
    assert _seen(findings)[2] == "Measured 21, needed at least 40\u00a0pixels between the eyes."
