"""Is the photo fit to be analysed? Each finding carries its value and the limit it crosses.

Refusals are kept to what makes every score meaningless; everything else warns.
"""

from collections.abc import Mapping

from consultant_app.domain.analysis import Quality, QualityFinding, Severity
from consultant_app.imaging.quality.authenticity import authenticity
from consultant_app.imaging.quality.cover import cover
from consultant_app.imaging.quality.geometry import geometry
from consultant_app.imaging.quality.light import light
from consultant_app.imaging.quality.limits import LIMITS, Limit
from consultant_app.imaging.quality.sharpness import sharpness
from consultant_app.imaging.quality.view import View
from consultant_app.texts import Texts


def measured(view: View) -> dict[str, float]:
    """Every measure that could be taken, by the key of its finding, in the unit of its limit."""
    return {
        key: value for subject in (geometry, light, sharpness, cover, authenticity) for key, value in subject(view)
    }


def assess(view: View, words: Texts) -> Quality:
    """Judge a photo.

    Args:
        view: What is looked at.
        words: Language of the messages.
    """
    return judged(measured(view), LIMITS, words)


def judged(values: Mapping[str, float], limits: Mapping[str, Limit], words: Texts) -> Quality:
    """The findings on measured values, by the key of each; refused where one of them refuses."""
    findings = []
    for key, value in values.items():
        limit = limits[key]
        crossed = limit.crossed(value)
        if crossed is not None:
            severity, line = crossed
            reason, remedy = words(f"quality.{key}"), words(f"remedy.{key}")
            findings.append(
                QualityFinding(key, severity, round(value, 3), line, f"{reason} {remedy}", limit.unit, remedy)
            )
    return Quality(all(f.severity is not Severity.REFUSE for f in findings), tuple(findings))
