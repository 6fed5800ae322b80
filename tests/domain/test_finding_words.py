import pytest

from consultant_app.domain.analysis import QualityFinding, Severity
from consultant_app.domain.finding_words import measured_text
from consultant_app.texts import languages, texts


def finding(value: float, limit: float, unit: str) -> QualityFinding:
    return QualityFinding("key", Severity.WARN, value, limit, "", unit)


@pytest.mark.parametrize(
    ("made", "language", "said"),
    [
        (finding(41.7, 90, "px"), "en", "Measured 42, needed at least 90\u00a0pixels between the eyes."),
        (finding(1234.7, 90, "px"), "en", "Measured 1,235, allowed at most 90\u00a0pixels between the eyes."),
        (finding(23.25, 18, "deg"), "fr", "Mesuré\u00a0: 23, il faut au plus 18°."),
        (
            finding(1.04, 1.05, "EV"),
            "en",
            "Measured 1, needed at least 1.05\u00a0stops of light.",
        ),
    ],
)
def test_value_and_limit_are_told_apart(made: QualityFinding, language: str, said: str) -> None:
    assert measured_text(made, texts(language)) == said


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("unit", ["px", "px/mm", "%", "deg", "EV", "levels", "dB"])
def test_every_unit_has_its_words(unit: str, language: str) -> None:
    assert "5" in (measured_text(finding(5, 7, unit), texts(language)) or "")


@pytest.mark.parametrize("unit", ["", "ratio", "SD", "index", "delta E"])
def test_what_says_nothing_to_a_person_is_left_out(unit: str) -> None:
    assert measured_text(finding(5, 7, unit), texts("en")) is None
