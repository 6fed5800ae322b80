from dataclasses import replace

import numpy as np
import pytest

from consultant_app.brand import load_brand
from consultant_app.report.explanation import ExplanationContent, draw_explanation, outlined
from consultant_app.texts import languages, texts


def content(language: str = "en") -> ExplanationContent:
    square = np.array([[80, 100], [140, 100], [140, 160], [80, 160]], np.float32)
    return ExplanationContent(
        words=texts(language),
        name="Redness",
        score="47 ± 6",
        word="priority",
        sentence="Mostly on the left cheek: clearly seen on 42 % of the area, and more to fill two lines.",
        face=np.full((400, 320, 3), (205, 160, 130), np.uint8),
        outlines=(square * 1.5,),
        places=(square,),
        close_ups=(np.full((50, 50, 3), (10, 200, 10), np.uint8), np.full((900, 900, 3), (10, 10, 200), np.uint8)),
        scale=np.full((18, 300, 3), (90, 60, 200), np.uint8),
        counts_from=0.4,
        shares=(("Left cheek 62 %", 0.62), ("Nose 38 %", 0.38)),
        raw="1.2 a* above your own skin",
        model="Analysis model m, version 1",
    )


def has(picture: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    return (picture == np.array(colour)).all(axis=2)


@pytest.mark.parametrize("language", languages())
def test_face_map_legend_and_close_ups_are_on_one_picture(language: str) -> None:
    picture = draw_explanation(load_brand(), content(language))
    assert picture.shape == (1200, 1600, 3)
    assert picture.dtype == np.uint8
    face = has(picture, (205, 160, 130))
    rows, columns = np.nonzero(face)
    assert np.ptp(rows) / np.ptp(columns) == pytest.approx(400 / 320, abs=0.01), "not stretched"
    assert has(picture, (90, 60, 200)).sum() > 4000
    for colour in ((10, 200, 10), (10, 10, 200)):
        rows, columns = np.nonzero(has(picture, colour))
        assert np.ptp(rows) == np.ptp(columns) > 150


def test_nothing_runs_over_the_margins() -> None:
    long = replace(content("fr"), sentence="nettement visible " * 30, raw="123 " * 12)
    picture = draw_explanation(load_brand(), long)
    paper = picture[0, 0]
    assert (picture[:, 1545:] == paper).all()
    assert (picture[:, :55] == paper).all()
    assert (picture[1190:] == paper).all()


def test_what_cannot_be_said_has_neither_legend_nor_close_ups() -> None:
    bare = replace(
        content(), score="cannot say", word="", close_ups=(), places=(), scale=None, shares=(), raw=None
    )
    picture = draw_explanation(load_brand(), bare)
    assert not has(picture, (90, 60, 200)).any()
    assert has(picture, (205, 160, 130)).any()


@pytest.mark.parametrize("skin", [(240, 225, 210), (30, 22, 18)])
def test_an_outline_is_seen_on_every_skin(skin: tuple[int, int, int]) -> None:
    ground = np.full((60, 60, 3), skin, np.uint8)
    drawn = outlined(ground, np.array([[10, 10], [50, 10], [50, 50], [10, 50]], np.float32))
    across = drawn[30].astype(int).sum(axis=1) / 3
    assert np.ptp(across) > 70
    assert (drawn[30, 25:35] == skin).all()
    assert (ground == skin).all()
