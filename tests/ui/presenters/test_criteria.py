from dataclasses import replace

import pytest

from consultant_app.domain.analysis import QualityFinding, Severity
from consultant_app.domain.criteria import CRITERIA
from consultant_app.services.explanation import explain_all
from consultant_app.texts import texts
from consultant_app.ui.presenters.criteria import groups_of


@pytest.fixture
def analysis(workspace):
    return workspace.store.kept[0].analysis


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_criterion_is_shown_exactly_once(analysis, language):
    groups = groups_of(analysis, language)
    keys = [
        row.key for rows in (groups.strengths, groups.priorities, groups.others, groups.unsaid) for row in rows
    ]
    assert sorted(keys) == sorted(CRITERIA)


def test_strengths_best_first_then_priorities_lowest_first(analysis):
    groups = groups_of(analysis, "en")
    assert [row.score for row in groups.strengths] == [96, 91, 88, 83, 79]
    assert [row.score for row in groups.priorities] == [47, 58, 61, 64, 66]
    assert [row.score for row in groups.others] == [76, 74, 73, 72]


def test_a_row_says_score_word_measure_and_zones(analysis):
    row = groups_of(analysis, "en").priorities[0]
    assert (row.name, row.score, row.plus_minus, row.word) == ("Redness", 47, 6, "priority")
    assert row.raw == "7.57 a* above your own skin"
    assert [zone.score for zone in row.zones] == sorted(zone.score for zone in row.zones)
    assert row.zones[0].name == "Left cheek"
    assert row.reason is None


def test_a_row_is_explained_where_the_photo_is_at_hand(workspace, analysis):
    photo = workspace.store.kept[0].photo
    groups = groups_of(analysis, "fr", explain_all(photo), photo)
    redness = next(row for row in groups.priorities if row.key == "redness")
    assert redness.sentence.endswith(".")
    assert sum(share.share for share in redness.shares) == pytest.approx(1)
    assert redness.shares[0].percent.endswith("%")
    assert 1 <= len(redness.close_ups) <= 3
    assert redness.close_ups[0].image.shape[0] == redness.close_ups[0].box.height
    forehead = next(row for row in groups.strengths if row.key == "forehead_lines")
    assert forehead.shares == ()
    unsaid = next(row for row in groups.unsaid if row.key == "firmness")
    assert (unsaid.sentence, unsaid.close_ups) == (None, ())


def test_without_the_photo_nothing_is_explained(analysis):
    assert groups_of(analysis, "en").priorities[0].sentence is None


def test_one_zone_needs_no_list(analysis):
    groups = groups_of(analysis, "en")
    assert next(row for row in groups.strengths if row.key == "forehead_lines").zones == ()


def test_what_cannot_be_said_says_why(analysis):
    row = next(row for row in groups_of(analysis, "fr").unsaid if row.key == "firmness")
    assert (row.score, row.plus_minus, row.word) == (None, None, "non évaluable")
    assert row.reason.startswith("La zone est cachée")
    assert row.raw is None


def test_a_short_reason_key_serves_too(analysis):
    results = tuple(replace(r, reason="zone_hidden") if r.key == "firmness" else r for r in analysis.criteria)
    row = next(r for r in groups_of(replace(analysis, criteria=results), "en").unsaid if r.key == "firmness")
    assert row.reason.startswith("The zone is hidden")


def test_a_remark_is_said_in_the_language_on_screen(analysis):
    assert analysis.quality.findings[0].told(texts("fr")).startswith("Un côté du visage")


def test_an_unknown_remark_stays_as_written():
    finding = QualityFinding("house_rule", Severity.WARN, 1.0, 0.5, "As written.")
    assert finding.told(texts("fr")) == "As written."
