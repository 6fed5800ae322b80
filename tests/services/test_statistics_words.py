import pytest

from consultant_app.domain.disclosure import NOTHING, Cell, Hidden
from consultant_app.domain.statistics import Table
from consultant_app.services.statistics_words import figure, heading
from consultant_app.texts import texts

TABLE = Table((), (), {}, {"u1": "Noor"})


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("u1", "Noor"),
        ("", "Not recorded"),
        ("all", "All"),
        ("from_35", "35 to 44"),
        ("redness", "Redness"),
        ("spring/with", "Spring, among the priorities"),
        ("0.4.0", "0.4.0"),
    ],
)
def test_a_key_is_said_in_words_where_there_are_any(key, told):
    assert heading(key, TABLE, texts("en")) == told


def test_a_figure_or_why_it_is_not_there():
    words = texts("fr")
    assert figure(Cell(12), words) == "12"
    assert figure(NOTHING, words) == "moins de 10"
    assert figure(Cell(None, Hidden.COVER), words) == "non affiché"
