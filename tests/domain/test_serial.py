import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.analysis import (
    Analysis,
    CriterionResult,
    FaceView,
    ModelIdentity,
    Overall,
    Quality,
    QualityFinding,
    RawMeasure,
    Severity,
    SideView,
    State,
    Tone,
    ZoneScore,
)
from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.serial import analysis_from_json, analysis_to_json

numbers = st.floats(0, 100, allow_nan=False)
maybe_points = st.none() | st.integers(0, 100)
views = st.sampled_from(FaceView)
zones = st.builds(ZoneScore, st.sampled_from(Zone), st.none() | numbers, maybe_points, maybe_points, views)
criteria = st.builds(
    CriterionResult,
    key=st.sampled_from(sorted(CRITERIA)),
    grade=st.none() | numbers,
    grade_max=st.integers(4, 6),
    score=maybe_points,
    plus_minus=maybe_points,
    state=st.sampled_from(State),
    reason=st.none() | st.text(max_size=9),
    raw=st.builds(RawMeasure, st.none() | numbers, st.text(max_size=5)),
    zones=st.lists(zones, max_size=3).map(tuple),
)
findings = st.builds(
    QualityFinding,
    st.text(max_size=9),
    st.sampled_from(Severity),
    numbers,
    numbers,
    st.text(),
    st.text(max_size=5),
    st.text(),
)
keys = st.lists(st.sampled_from(sorted(CRITERIA)), max_size=5).map(tuple)
qualities = st.builds(Quality, st.booleans(), st.lists(findings, max_size=2).map(tuple))
analyses = st.builds(
    Analysis,
    photo=st.text(max_size=20),
    model=st.builds(ModelIdentity, st.text(max_size=9), st.text(max_size=9), st.text(max_size=9)),
    quality=qualities,
    tone=st.none() | st.builds(Tone, numbers, st.text(max_size=9), st.integers(1, 10)),
    overall=st.builds(Overall, maybe_points, maybe_points),
    criteria=st.lists(criteria, max_size=3).map(tuple),
    strengths=keys,
    priorities=keys,
    timings_ms=st.dictionaries(st.text(max_size=5), numbers, max_size=2),
    sides=st.lists(st.builds(SideView, views, st.text(max_size=9), qualities), max_size=2).map(tuple),
)


@given(analyses)
def test_an_analysis_survives_json(analysis: Analysis) -> None:
    assert analysis_from_json(json.loads(json.dumps(analysis_to_json(analysis)))) == analysis


@given(analyses)
def test_the_contract_names_its_parts(analysis: Analysis) -> None:
    assert list(analysis_to_json(analysis)) == [
        "photo", "model", "quality", "tone", "overall", "criteria", "strengths", "priorities", "sides",
        "timings_ms",
    ]  # fmt: skip


def test_an_object_of_another_form_is_refused() -> None:
    with pytest.raises(KeyError):
        analysis_from_json({"photo": "x"})


@given(analyses)
def test_findings_kept_before_they_had_unit_and_remedy_still_load(analysis: Analysis) -> None:
    form = json.loads(json.dumps(analysis_to_json(analysis)))
    for finding in form["quality"]["findings"]:
        del finding["unit"], finding["remedy"]
    old = analysis_from_json(form).quality.findings
    assert [f.message for f in old] == [f.message for f in analysis.quality.findings]
    assert all((f.unit, f.remedy) == ("", "") for f in old)


@given(analyses)
def test_an_object_from_before_there_were_side_views_is_read_as_of_the_front(analysis: Analysis) -> None:
    old = analysis_to_json(analysis)
    del old["sides"]
    for criterion in old["criteria"]:
        criterion["zones"] = [{k: v for k, v in zone.items() if k != "view"} for zone in criterion["zones"]]
    again = analysis_from_json(json.loads(json.dumps(old)))
    assert again.sides == ()
    assert all(zone.view is FaceView.FRONT for result in again.criteria for zone in result.zones)
