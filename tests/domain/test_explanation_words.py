from dataclasses import replace

import pytest

from consultant_app.domain.analysis import RawMeasure, State
from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.explanation import Explanation, PartShare, ZoneShare
from consultant_app.domain.explanation_words import findings_text, sentence, share_name
from consultant_app.texts import languages, texts

SPOTS = Explanation(
    key="dark_spots",
    state=State.OK,
    reason=None,
    score=62,
    raw=RawMeasure(0.4, "% area"),
    shares=(ZoneShare(Zone.CHEEK_LEFT, 0.7), ZoneShare(Zone.FOREHEAD, 0.2), ZoneShare(Zone.CHEEK_RIGHT, 0.1)),
    findings=3,
    area_share=0.004,
)


def said(explanation: Explanation, language: str) -> str:
    return sentence(explanation, texts(language)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("changes", "english", "french"),
    [
        (
            {},
            "Mostly on the left cheek: three spots in all, 0.4 % of the area.",
            "Surtout sur la joue gauche : trois taches au total, 0,4 % de la surface.",
        ),
        (
            {"findings": 1},
            "Mostly on the left cheek: one spot in all, 0.4 % of the area.",
            "Surtout sur la joue gauche : une tache au total, 0,4 % de la surface.",
        ),
        (
            {"findings": 14, "area_share": 0.123},
            "Mostly on the left cheek: 14 spots in all, 12 % of the area.",
            "Surtout sur la joue gauche : 14 taches au total, 12 % de la surface.",
        ),
        (
            {"shares": (ZoneShare(Zone.CHEEK_LEFT, 0.4), ZoneShare(Zone.NOSE, 0.35), ZoneShare(Zone.CHIN, 0.25))},
            "No single zone stands out: three spots in all, 0.4 % of the area.",
            "Aucune zone ne domine : trois taches au total, 0,4 % de la surface.",
        ),
        (
            {
                "key": "dark_circles",
                "findings": None,
                "area_share": 0.31,
                "shares": (ZoneShare(Zone.UNDER_EYE_RIGHT, 0.55), ZoneShare(Zone.UNDER_EYE_LEFT, 0.45)),
            },
            "Both sides weigh alike: clearly seen on 31 % of the area.",
            "Les deux côtés pèsent autant : nettement visible sur 31 % de la surface.",
        ),
        (
            {"key": "frown_lines", "findings": 2, "shares": (ZoneShare(Zone.GLABELLA, 1.0),)},
            "Between the eyebrows: two lines in all, 0.4 % of the area.",
            "Entre les sourcils : deux rides au total, 0,4 % de la surface.",
        ),
        (
            {"findings": 0, "area_share": 0.0},
            "Mostly on the left cheek: faint, nowhere clearly seen.",
            "Surtout sur la joue gauche : léger, nulle part nettement visible.",
        ),
        (
            {"key": "crows_feet", "findings": 0},
            "Mostly on the left cheek: only traces, 0.4 % of the area.",
            "Surtout sur la joue gauche : seulement des traces, 0,4 % de la surface.",
        ),
        (
            {"shares": (ZoneShare(Zone.FACE, 0.8), ZoneShare(Zone.CHIN, 0.2)), "key": "blemishes"},
            "Mostly on the rest of the face: three marks in all, 0.4 % of the area.",
            "Surtout sur le reste du visage : trois marques au total, 0,4 % de la surface.",
        ),
        (
            {"score": 93, "findings": 0, "area_share": 0.0},
            "Nothing that counts was seen.",
            "Rien de notable n’a été vu.",
        ),
        (
            {"score": 100, "shares": (), "findings": 0},
            "Nothing that counts was seen.",
            "Rien de notable n’a été vu.",
        ),
        (
            {
                "key": "radiance",
                "parts": (PartShare("texture", 0.62), PartShare("shine", 0.38)),
                "area_share": None,
            },
            "Composed of other criteria. What weighs most: “Texture”, 62 % of what is missing to 100.",
            "Composé d’autres critères. Ce qui pèse le plus : « Grain de peau », 62 % de ce qui manque pour 100.",
        ),
        (
            {"state": State.CANNOT_SAY, "score": None, "reason": "reason.zone_hidden", "shares": ()},
            "The zone is hidden or turned away. Clear it and face the camera.",
            "La zone est cachée ou détournée. Dégagez-la et regardez l’objectif.",
        ),
    ],
)
def test_a_sentence_says_the_facts(changes: dict[str, object], english: str, french: str) -> None:
    explanation = replace(SPOTS, **changes)
    assert said(explanation, "en") == english
    assert said(explanation, "fr") == french


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("criterion", CRITERIA.values(), ids=lambda criterion: criterion.key)
def test_every_criterion_can_be_explained_in_every_language(criterion, language: str) -> None:
    shares = tuple(ZoneShare(zone, 1 / len(criterion.zones)) for zone in criterion.zones)
    text = sentence(replace(SPOTS, key=criterion.key, findings=None, shares=shares), texts(language))
    assert text.endswith(".")
    assert text[0].isupper()
    for share in shares:
        assert share_name(share.zone, replace(SPOTS, shares=shares), texts(language))


def test_the_face_beside_its_zones_is_the_rest_of_it() -> None:
    whole = replace(SPOTS, shares=(ZoneShare(Zone.FACE, 1.0),))
    rest = replace(SPOTS, shares=(ZoneShare(Zone.CHIN, 0.6), ZoneShare(Zone.FACE, 0.4)))
    assert share_name(Zone.FACE, whole, texts("en")) == "face"
    assert share_name(Zone.FACE, rest, texts("en")) == "rest of the face"


def test_numbers_above_ten_are_figures() -> None:
    assert findings_text("under_eye_lines", 10, texts("fr")) == "dix ridules"
    assert findings_text("under_eye_lines", 11, texts("fr")) == "11 ridules"
