"""The model card: what a released model is, written from its manifest, so that its figures are those measured."""

from consultant_app.domain.criteria import CRITERIA
from consultant_app.inference.manifest import SkinManifest

_HEAD = """# Model card: {id} {version}

Written by `consultant-train export`; do not edit. sha256 of the ONNX file: `{sha256}`.

**What it does.** Sees a face in one aligned frame of {size} x {size} pixels and gives {channels} evidence maps in
0..1 on an absolute scale. A criterion's grade in a zone is the mean of its map over the visible skin of the zone,
read off a rising curve; the heat map that is shown is that map. The +/- is one standard error (68 %) measured on
rendered faces of unseen identities under simulated cameras and lights.

**What it is for.** Describing the visible appearance of adult facial skin at a counter. Not a medical device; it
names no disease. Not for children, not for judging identity, ethnicity, health or age.

**What it learned from.** {faces}. Attributes are rendered on these faces with known severity; no photograph with
an expert's grade was used to train or to calibrate. {licence}

## Agreement with rendered truth

Zones of held-out identities that neither trained nor calibrated the curve used here. Targets: r 0.90, mean
absolute error 0.40 grades, within one grade 95 %, coverage 65-71 %. The last column is the median severity, as a
share of the scale, of real faces of the same identities as photographed.

| criterion | scale | zones | r | Spearman | MAE (grades) | within one grade | coverage of +/- | real faces |
|---|---|---|---|---|---|---|---|---|
"""

_TAIL = """
## Not scored

A criterion whose r above is below 0.5, or that calls real faces marked beyond 0.6 of its scale in the median, says
"cannot say"{unscored}.
Firmness says "cannot say": no validated measure of the jaw line yet. Radiance is composed of evenness of tone,
texture and shine (weights in `services/scoring.py`); brightness is left out, because in uncalibrated light it
would grade the lamp and would grade dark skin down.

## Known limits

- The rendered figures rest on {identities} held-out identities: half calibrate, half judge.
- Rendered truth is no clinical truth: a grade is tied to what was drawn (`data/severity.py`), not to a panel.
- The +/- covers the rendered variety of light and camera; real counters may lie outside it.
- Fairness over tones and repeatability of one person under several lights are not measured yet for this model.
- Glasses, beards, fringes and make-up are only partly recognised as not-skin (by colour).
- A photo upside down without orientation mark may be read wrongly.
"""


def model_card(manifest: SkinManifest) -> str:
    """The card in Markdown."""
    lines = [
        _HEAD.format(
            id=manifest.id,
            version=manifest.version,
            sha256=manifest.sha256,
            size=manifest.input_size,
            channels=len(manifest.channels),
            faces=manifest.training_data["faces"],
            licence=manifest.licence,
        )
    ]
    for key, figures in manifest.metrics["rendered_holdout"].items():
        lines.append(
            f"| {key} | 0-{CRITERIA[key].grade_max} | {figures['zones']} | {figures['r']:.2f} | "
            f"{figures['spearman']:.2f} | {figures['mae_grades']:.2f} | {figures['within_one_grade']:.1%} | "
            f"{figures['coverage_68']:.0%} | {manifest.metrics['typical_severity'][key]:.2f} |\n"
        )
    graded = manifest.metrics.get("graded_blemishes")
    if graded:
        lines.append(_graded(graded))
    unscored = sorted(set(manifest.metrics["rendered_holdout"]) - set(manifest.calibrations))
    tail = _TAIL.format(
        unscored=f" (here: {', '.join(unscored)})" if unscored else "",
        identities=manifest.training_data["held_out_identities"],
    )
    return "".join([*lines, tail])


def _graded(graded: dict[str, object]) -> str:
    rows = ""
    for name in ("model", "classical a* outliers"):
        figures = graded[name]
        if isinstance(figures, dict):
            interval = f"[{figures['low']:.2f}, {figures['high']:.2f}]"
            rows += f"| {name} | {figures['photos']} | {figures['spearman']:.2f} | {interval} |\n"
    lost = graded["no single face found"]
    return f"""
## Agreement with an expert on real photographs

Blemish grade 0-3 of one expert on three-quarter views under clinic flash; these photographs only judge. No single
face was found on {len(lost) if isinstance(lost, list) else 0} of them (close-ups of a cheek); they are left out.

| measure | photos | Spearman | 95 % interval |
|---|---|---|---|
{rows}"""
