import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from consultant_app.domain.analysis import (
    Analysis,
    CriterionResult,
    ModelIdentity,
    Overall,
    Quality,
    RawMeasure,
    State,
)
from consultant_app.domain.calibration import CardKind, CounterCalibration
from consultant_app.domain.clients import Client, ClientDraft, Consent
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.model_card import CriterionCard, ModelCard
from consultant_app.domain.people import Role, User
from consultant_app.domain.routine import Routine
from consultant_app.domain.statistics import ALL
from consultant_app.services.access import AccessDeniedError
from consultant_app.services.statistics import PERIODS
from consultant_app.services.statistics_words import figure, heading
from consultant_app.storage.visit_records import NewVisit
from consultant_app.texts import texts
from tests.services.conftest import MANAGER, welcomed

MODEL = ModelIdentity("skin", "1.0.0", "00" * 32)
CARD = ModelCard(
    MODEL,
    "house",
    "rendered",
    (),
    None,
    tuple(CriterionCard(key, key != "pores", None, None, None, 6.0, None, None) for key in CRITERIA),
    (),
)
NOOR = User("n", "Noor Bellamy", Role.CONSULTANT)


def said(grade: float) -> Analysis:
    result = CriterionResult(
        "redness", grade, 4, round(100 - 25 * grade), 3, State.OK, None, RawMeasure(None, "delta a*"), ()
    )
    return Analysis("a.jpg", MODEL, Quality(True, ()), None, Overall(70, 3), (result,), (), ("redness",))


@pytest.fixture
def busy(session):
    """Twenty-four clients of whom twelve came twice, and were the redder the first time."""
    session._store.people.add(NOOR, "hash", datetime(2026, 5, 4, tzinfo=UTC))
    at = datetime.now(UTC)
    session.statistics._now = lambda: at
    for place in range(24):
        # Past the services: consent, audit and drafts have tests of their own, and take their time.
        client = Client(f"c{place}", at, ClientDraft(f"Client {place}"))
        session._store.clients.add(client)
        for back in (0, 1)[: 1 + (place < 12)]:
            when = at - timedelta(minutes=60 - 30 * back)
            analysis = said(1.0 if back else 3.0)
            session._store.visits.add(
                NewVisit(client.id, when, analysis, Routine(), "", keep_photo=False, host="n")
            )
    for _ in range(11):
        session.statistics.refused(("dim",), "Rive Gauche")
    session.access.enter(MANAGER)
    return session


@pytest.fixture
def calibration() -> CounterCalibration:
    at = datetime.now(UTC) - timedelta(days=40, hours=1)
    one = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    return CounterCalibration("id", "Brio", at, CardKind.CHART, one, 9.0, 2.0, (0.0, 0.0))


def test_a_kept_visit_names_who_was_at_the_counter(session):
    session.access.enter(MANAGER)
    client = welcomed(session, ClientDraft("Anna", consent=Consent(analysis=True, keep_results=True)))
    at = datetime.now(UTC)
    session.visits.save(client.id, said(2.0), Routine(), at=at)
    [fact] = session._store.activity.visits(at - timedelta(minutes=1), at + timedelta(minutes=1))
    assert fact.consultant == MANAGER.id


def test_a_dashboard_counts_the_store(busy, calibration):
    shown = busy.statistics.read(PERIODS[0], CARD, (calibration,))
    assert shown.visits.cells[ALL, ALL].value == 36
    assert shown.consultants.cells["n", "clients"].value == 24
    assert shown.consultants.names == {"n": "Noor Bellamy"}
    assert shown.returns.cells["twice", "clients"].value == 12
    assert shown.changes.cells["redness", "improved"].value == 12
    assert shown.refusals.cells["Rive Gauche", "light"].value == 11
    assert shown.concerns["redness"].cells[ALL, f"{ALL}/with"].value == 24
    assert (shown.model_version, shown.unscored) == ("1.0.0", ("pores",))
    assert [(camera.name, camera.days, camera.due) for camera in shown.cameras] == [("Brio", 40, True)]
    assert (shown.end - shown.start).days == PERIODS[0] - 1


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_what_is_exported_names_nobody(busy, tmp_path, kind):
    shown = busy.statistics.read(30, CARD)
    path = tmp_path / f"figures.{kind}"
    busy.statistics.export(path, shown, "en")
    text = path.read_text("utf-8-sig")
    assert "Noor" not in text
    assert "Client 1" not in text
    if kind == "json":
        told = json.loads(text)
        assert told["fewest_people"] == 10
        values = [cell["value"] for table in told["tables"].values() for cell in table if cell["column"] != "days"]
        assert all(value is None or value >= 10 for value in values)
    else:
        assert "fewer than 10" in text
        assert "Consultant 1" in text


def test_only_managers_read_and_export(busy, tmp_path):
    shown = busy.statistics.read(30, CARD)
    busy.access.enter(NOOR)
    for asked in (
        lambda: busy.statistics.read(30, CARD),
        lambda: busy.statistics.export(tmp_path / "x.csv", shown, "en"),
        busy.catalogues.draft,
    ):
        with pytest.raises(AccessDeniedError):
            asked()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_heading_has_a_word(busy, language):
    words, shown = texts(language), busy.statistics.read(30, CARD)
    for table in (shown.consultants, shown.products, shown.returns, shown.changes, shown.refusals, shown.unsaid):
        for key in (*table.rows, *table.columns):
            assert heading(key, table, words) != key or key == "Rive Gauche"
    unnamed = replace(shown.consultants, names={})
    assert heading("", unnamed, words) == words("statistics.unnamed")
    assert {figure(cell, words) for cell in shown.changes.cells.values()} == {"12", words("figure.few")}
