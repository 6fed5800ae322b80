from dataclasses import replace

import pytest

from consultant_app.domain.analysis import ModelIdentity
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.model_card import CriterionCard, ModelCard, ModelSource
from consultant_app.services.model_card import read_card
from consultant_app.services.model_card_words import card_text, card_words
from consultant_app.texts import languages, texts

UNSAID = "firmness"
CARD = ModelCard(
    model=ModelIdentity("test", "1.2.0", "0123456789abcdef" * 4),
    signed_by="house",
    truth="rendered",
    sources=(
        ModelSource("portraits", "A. Maker", "CC0 1.0"),
        ModelSource("weights", "", ""),
        ModelSource("of a later version", "Something", "MIT"),
        ModelSource("other", "", ""),
    ),
    held_out_identities=12,
    criteria=tuple(
        CriterionCard(key, False, "reason.no_measure", None, None, None, None, None)
        if key == UNSAID
        else CriterionCard(key, True, None, 0.914, 0.957, 7.25, 0.68, 0.95)
        for key in CRITERIA
    ),
    limits=("rendered_truth", "simulated_light", "repeatability", "fairness", "make_up", "covered", "adults"),
)
UNMEASURED = replace(CARD, criteria=tuple(replace(found, mdc95=None) for found in CARD.criteria))


def row(shown, key):
    return next(r for r in shown.rows if r.name == texts("en")(f"criterion.{key}.name"))


def test_says_who_what_and_how_well():
    shown = card_words(CARD, "en")
    assert [fact.text for fact in shown.facts] == ["test 1.2.0", "house", "0123456789ab"]
    assert shown.heads == ("Agreement", "Within one grade", "Smallest true change")
    assert row(shown, "redness").figures == ("0.91", "96%", "7.2 points")
    assert row(shown, "redness").note == ""
    assert row(shown, UNSAID).figures == ("–", "–", "–")
    assert row(shown, UNSAID).note == "cannot say"
    assert len(shown.rows) == len(CRITERIA)


def test_french_writes_its_own_numbers():
    agreement, within_one, change = card_words(CARD, "fr").rows[0].figures
    assert (agreement, change) == ("0,91", "7,2 points")
    assert within_one.split() == ["96", "%"]


def test_a_change_that_nobody_measured_has_no_column():
    shown = card_words(UNMEASURED, "en")
    assert shown.heads == ("Agreement", "Within one grade")
    assert all(len(r.figures) == 2 for r in shown.rows)
    assert "Smallest true change" not in shown.criteria_about


def test_sources_say_what_whose_and_under_which_licence():
    learned = card_words(CARD, "en").learned
    assert learned[0] == "Portraits of people who do not exist (A. Maker, CC0 1.0)"
    assert learned[1] == "Trained weights: the house’s own"
    assert learned[2] == "Something, MIT"
    assert len(learned) == 4
    assert "expert" in learned[3]
    assert len(card_words(replace(CARD, truth="graded"), "en").learned) == 3


def test_the_number_of_faces_is_said_where_it_is_known():
    assert "12" in card_words(CARD, "en").limits[0]
    assert len(card_words(replace(CARD, held_out_identities=None), "en").limits) == len(CARD.limits)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("card", [CARD, UNMEASURED])
def test_the_shell_text_holds_everything_in_columns(card, language):
    shown = card_words(card, language)
    text = card_text(shown)
    lines = text.splitlines()
    for fact in shown.facts:
        assert f"{fact.label} " in text
        assert fact.text in text
    table = [line for line in lines if any(line.startswith(r.name + " ") for r in shown.rows)]
    assert len(table) == len(CRITERIA)
    assert len({len(line) for line in table}) == 1
    assert " ".join(text.split()).count(" ".join(shown.limits[-1].split())) == 1
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("language", languages())
def test_the_shipped_card_is_wholly_in_the_language(language):
    shown = card_words(read_card(), language)
    words = texts(language)
    described = [line for line in shown.learned if any(line.startswith(words(key)) for key in SOURCE_KEYS)]
    assert len(described) == len(read_card().sources)


SOURCE_KEYS = [key for key in texts("en").keys() if key.startswith("card.source.")]  # noqa: SIM118 - not a dict
