import pytest

from consultant_app.domain.analysis import RawMeasure
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.measure_words import measure_text, percent_text, unit_text
from consultant_app.texts import languages, texts


@pytest.mark.parametrize(
    ("value", "shown"), [(0.1234, "0.12 mm"), (12.34, "12.3 mm"), (123.4, "123 mm"), (0.0, "0 mm")]
)
def test_measures_are_as_precise_as_they_are(value: float, shown: str) -> None:
    assert measure_text(RawMeasure(value, "mm"), texts("en")) == shown


def test_a_measure_speaks_its_language() -> None:
    assert measure_text(RawMeasure(0.42, "% area"), texts("fr")) == "0,42 % de la surface"
    assert measure_text(RawMeasure(None, "mm"), texts("fr")) is None


@pytest.mark.parametrize("language", languages())
def test_every_unit_is_known(language: str) -> None:
    for criterion in CRITERIA.values():
        shown = unit_text(criterion.raw_unit, texts(language))
        assert "cm2" not in shown
        assert "delta" not in shown
        assert "area" not in shown or language == "en"
    assert unit_text("lumen", texts(language)) == "lumen"


@pytest.mark.parametrize(
    ("share", "english", "french"),
    [
        (0.0, "0 %", "0 %"),
        (0.0004, "< 0.1 %", "< 0,1 %"),
        (0.0043, "0.4 %", "0,4 %"),
        (0.0996, "10 %", "10 %"),
        (0.626, "63 %", "63 %"),
        (1.0, "100 %", "100 %"),
    ],
)
def test_shares_are_read_in_percent(share: float, english: str, french: str) -> None:
    assert percent_text(share, texts("en")).replace("\u00a0", " ") == english
    assert percent_text(share, texts("fr")).replace("\u00a0", " ") == french
