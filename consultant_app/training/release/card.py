"""The model card: what a released model is, written from its manifest, so that its figures are those measured."""

from typing import Any

from consultant_app.domain.criteria import CRITERIA
from consultant_app.inference.manifest import SkinManifest

_HEAD = """# Model card: {id} {version}

Written by `consultant-train export`; do not edit. sha256 of the ONNX file: `{sha256}`.

**What it does.** Sees a face in one aligned frame of {size} x {size} pixels and gives {channels} evidence maps in
0..1 on an absolute scale, with the variance it expects. A criterion's grade in a zone is the mean of its map over
the visible skin of the zone, read off a rising curve; the heat map that is shown is that map. The +/- is one
standard error (68 %) measured on rendered faces of unseen identities under simulated cameras and lights.

**What it is for.** Describing the visible appearance of adult facial skin at a counter. Not a medical device; it
names no disease. Not for children, not for judging identity, ethnicity, health or age.

**What it learned from.** {faces}. Attributes are rendered on these faces with known severity; no photograph with
an expert's grade was used to train or to calibrate. {licence}

## Agreement with rendered truth

Faces of held-out identities that neither trained the model nor shaped the curve used here. Targets: r 0.90, mean
absolute error 0.40 grades, within one grade 95 %, coverage 65-71 %. *Tones*: largest difference, in points of 100,
between the mean errors of two ITA classes at equal severity (target 3). *SD* and *MDC95*: within-person standard
deviation (target 3) and minimal detectable change, in points, of one real face in simulated shops. *Real faces*:
median severity, as a share of the scale, of untouched faces of the same identities.

| criterion | scale | photos | r | MAE (grades) | within one grade | coverage | tones | SD | MDC95 | real faces |
|---|---|---|---|---|---|---|---|---|---|---|
"""

_TAIL = """
## Not scored

A criterion whose r above is below 0.5, or that calls real faces marked beyond 0.6 of its scale in the median, says
"cannot say"{unscored}.
Radiance is composed of evenness of tone, texture and shine (weights in `services/scoring.py`); brightness is left
out, because in uncalibrated light it would grade the lamp and would grade dark skin down.

## Known limits

- The rendered figures rest on {identities} held-out identities; each half is read by curves of the other half.
- Rendered truth is no clinical truth: a grade is tied to what was drawn (`data/severity.py`), not to a panel.
- The +/- covers the rendered variety of light and camera; real counters may lie outside it.
- Repeatability is measured on real faces in simulated shops, not on clients at counters.
- A photo upside down without orientation mark may be read wrongly.
- Everything measured, with intervals and what fails: [the evaluation report](report/report.md).
"""


def model_card(manifest: SkinManifest) -> str:
    """The card in Markdown."""
    head = _HEAD.format(
        id=manifest.id,
        version=manifest.version,
        sha256=manifest.sha256,
        size=manifest.input_size,
        channels=len(manifest.channels),
        faces=manifest.training_data["faces"],
        licence=manifest.licence,
    )
    rows = [_row(key, manifest.metrics) for key in manifest.metrics["rendered_holdout"]]
    real = manifest.metrics.get("real_skin")
    unscored = sorted(set(manifest.metrics["rendered_holdout"]) - set(manifest.calibrations))
    tail = _TAIL.format(
        unscored=f" (here: {', '.join(unscored)})" if unscored else "",
        identities=manifest.training_data["held_out_identities"],
    )
    return "".join([head, *rows, _real(real) if real else "", tail])


def _row(key: str, metrics: dict[str, Any]) -> str:
    drawn = metrics["rendered_holdout"][key]
    again = metrics["repeatability"].get(key, {})
    cells = [
        key,
        f"0-{CRITERIA[key].grade_max}",
        str(drawn["readings"]),
        _number(drawn.get("r"), 2),
        _number(drawn.get("mae_grades"), 2),
        f"{drawn['within_one_grade']:.0%}",
        f"{drawn['coverage_68']:.0%}",
        _number(metrics["fairness"].get(key, {}).get("largest_difference_points"), 1),
        _number(again.get("sd_points"), 1),
        _number(again.get("mdc95_points"), 0),
        _number(metrics["typical_severity"].get(key), 2),
    ]
    return f"| {' | '.join(cells)} |\n"


def _number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _real(real: dict[str, Any]) -> str:
    rows = ""
    for name in ("model", "classical"):
        figures = real[name]
        interval = f"[{figures['spearman_low']:.2f}, {figures['spearman_high']:.2f}]"
        rows += f"| {name} | {real['photos']} | {figures['spearman']:.2f} | {interval} |\n"
    return f"""
## Agreement with an expert on real photographs

Blemish grade 0-3 of one expert on three-quarter views under clinic flash; these photographs only judge. No single
face was found on {len(real["lost"])} of them; they are left out. The classical measure is the best of several
settings, chosen on these very photographs.

| measure | photos | Spearman | 95 % interval |
|---|---|---|---|
{rows}"""
