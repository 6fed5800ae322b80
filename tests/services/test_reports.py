import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from consultant_app.brand import load_brand
from consultant_app.domain.analysis import (
    Analysis,
    CriterionResult,
    ModelIdentity,
    Overall,
    Quality,
    RawMeasure,
    State,
    ZoneScore,
)
from consultant_app.domain.criteria import Zone
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.photo import AnalysedPhoto, EvidenceMaps
from consultant_app.domain.reports import Paper, ReportOptions
from consultant_app.domain.routine import Routine
from consultant_app.report.content import ReportContent
from consultant_app.services import reports
from consultant_app.services.reports import ReportRequest, ReportService

AT = datetime(2026, 3, 4, 12, tzinfo=UTC)
SKIN = (200, 160, 130)


@pytest.fixture
def service() -> ReportService:
    return ReportService(load_brand())


@pytest.fixture
def photo() -> AnalysedPhoto:
    zones = (ZoneScore(Zone.NOSE, 2.4, 40, 5),)
    redness = CriterionResult("redness", 2.4, 4, 40, 5, State.OK, None, RawMeasure(3.0, "delta a*"), zones)
    analysis = Analysis(
        "p.jpg",
        ModelIdentity("m", "1", "0"),
        Quality(accepted=True, findings=()),
        None,
        Overall(40, 5),
        (redness, replace(redness, key="pores", score=60)),
        (),
        ("redness", "pores"),
    )
    oval = np.array([[100, 50], [300, 50], [300, 330], [100, 330]], np.float32)
    map_ = np.zeros((40, 40), np.float32)
    map_[18:22, 18:22] = 1
    return AnalysedPhoto(
        np.full((400, 400, 3), SKIN, np.uint8),
        analysis,
        EvidenceMaps({"redness": map_}, np.array([[0.1, 0, 0], [0, 0.1, 0]])),
        {Zone.FACE: oval, Zone.NOSE: oval / 2 + 95},
    )


@pytest.fixture
def content(monkeypatch: pytest.MonkeyPatch) -> list[ReportContent]:
    """What the report is asked to set."""
    seen: list[ReportContent] = []

    def record(_: object, content: ReportContent) -> bytes:
        seen.append(content)
        return b"%PDF"

    monkeypatch.setattr(reports, "render_pdf", record)
    return seen


def test_a_report_is_written_whole(service: ReportService, photo: AnalysedPhoto, tmp_path: Path) -> None:
    path = tmp_path / "new" / "report.pdf"
    service.write(path, photo, Routine(), "A", AT, "fr")
    assert path.read_bytes() == service.render(photo, Routine(), "A", AT, "fr")
    assert path.read_bytes().startswith(b"%PDF")
    assert [item.name for item in path.parent.iterdir()] == ["report.pdf"]


def test_a_folder_that_cannot_be_written_is_told_in_the_clients_language(
    service: ReportService, photo: AnalysedPhoto, tmp_path: Path, content: list[ReportContent]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(ConsultantError, match="n’a pas pu être enregistré sous « report"):
        service.write(blocked / "report.pdf", photo, Routine(), "A", AT, "fr")
    assert content


def test_a_refused_photo_gives_no_report(service: ReportService, photo: AnalysedPhoto) -> None:
    refused = replace(photo, analysis=replace(photo.analysis, criteria=(), priorities=()))
    with pytest.raises(ConsultantError, match="Take the photo again"):
        service.render(refused, Routine(), "A", AT)


def test_pictures_show_the_priorities_that_have_a_map_on_the_same_cut(
    service: ReportService, photo: AnalysedPhoto, content: list[ReportContent]
) -> None:
    service.render(photo, Routine(), "A", AT)
    images = content[0].images
    assert list(images.seen) == ["redness", "pores"]
    shown = images.seen["redness"].heat
    shape = shown.shape
    assert shape[1] / shape[0] == pytest.approx(0.8, abs=0.01)
    heat = shown.astype(int)
    seen = np.argwhere(np.abs(heat - SKIN).sum(axis=2) > 30)
    assert seen.mean(axis=0) == pytest.approx([shape[0] / 2, shape[1] / 2], abs=12)
    assert images.face.outlines.keys() == photo.zone_polygons.keys()


def test_close_ups_and_sentences_explain_what_is_shown(
    service: ReportService, photo: AnalysedPhoto, content: list[ReportContent]
) -> None:
    service.render(photo, Routine(), "A", AT, "fr")
    pictures = content[0].images.seen["redness"].close_ups
    assert 1 <= len(pictures) <= 3
    assert all(zone is Zone.NOSE and picture.shape[0] == picture.shape[1] <= 240 for zone, picture in pictures)
    assert content[0].images.seen["pores"].close_ups == ()
    assert content[0].sentences["redness"].startswith("Sur le nez : nettement visible sur ")


def test_the_scale_begins_with_the_clients_own_skin(
    service: ReportService, photo: AnalysedPhoto, content: list[ReportContent]
) -> None:
    service.render(photo, Routine(), "A", AT)
    scale = content[0].images.scale
    assert tuple(scale[0, 0]) == SKIN
    assert scale[0, -1, 2] > scale[0, -1, 0] + 40, "it ends in the tint"


@pytest.mark.parametrize("corner", [(-150.0, -40.0), (250.0, 300.0)])
def test_a_face_at_the_edge_of_the_photo_still_has_a_report(
    service: ReportService, photo: AnalysedPhoto, corner: tuple[float, float]
) -> None:
    moved = {zone: polygon + np.float32(corner) for zone, polygon in photo.zone_polygons.items()}
    assert service.render(replace(photo, zone_polygons=moved), Routine(), "A", AT).startswith(b"%PDF")


def test_rationale_and_language_reach_the_report(
    service: ReportService, photo: AnalysedPhoto, content: list[ReportContent]
) -> None:
    why: Callable[[str, str], str] = lambda rule, language: f"{rule} {language}"  # noqa: E731
    service.render(photo, Routine(), "A", AT, "xx", why)
    assert content[0].rationale is why
    assert content[0].words.language == "en", "an unknown language falls back"


def test_what_counts_is_surrounded_because_grey_paper_shows_no_tint(
    service: ReportService, photo: AnalysedPhoto, content: list[ReportContent]
) -> None:
    service.render(photo, Routine(), "A", AT)
    (line,) = content[0].images.seen["redness"].contours
    size = content[0].images.small.size
    assert line.mean(axis=0) == pytest.approx([size[0] / 2, size[1] / 2], abs=12)


def test_without_her_photo_no_pixel_of_her_reaches_the_report(
    service: ReportService, photo: AnalysedPhoto, content: list[ReportContent]
) -> None:
    options = ReportOptions(with_photo=False)
    service.make(ReportRequest(photo, Routine(), "A", AT, options))
    images = content[0].images
    assert images.face.photo is images.small.photo is images.scale is None
    assert all(seen.heat is None and not seen.close_ups for seen in images.seen.values())
    assert images.seen["redness"].shares == {Zone.NOSE: 1.0}


def test_a_copy_for_the_mail_opens_with_its_password_only(service: ReportService, photo: AnalysedPhoto) -> None:
    pdf = service.render(photo, Routine(), "A", AT)
    copy = service.protect(pdf, "quatre fleurs é")
    assert "quatre fleurs é".encode() not in copy
    for wrong in ("", "quatre fleurs"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(copy), password=wrong)
    with pikepdf.open(io.BytesIO(copy), password="quatre fleurs é") as opened:
        assert opened.encryption.bits == 256
        assert opened.encryption.R == 6
        assert len(opened.pages) == 2
        assert opened.Root.MarkInfo.Marked
    assert service.protect(pdf, "quatre fleurs e\u0301") != copy, "a salt of its own each time"
    with pytest.raises(ConsultantError, match="au moins 8"):
        service.protect(pdf, "court", "fr")


def test_the_houses_paper_is_the_usual_one(service: ReportService) -> None:
    assert service.usual_options() == ReportOptions(paper=Paper.A4)
