"""The whole report as one Markdown file: what was asked, how it was measured, what came out, what falls short."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from consultant_app.files import write_atomically
from consultant_app.training.evaluation.paper import results, results_beyond
from consultant_app.training.evaluation.paper.plots import draw_charts
from consultant_app.training.evaluation.paper.results_counter import counter_chapter
from consultant_app.training.evaluation.paper.results_editing import editing_chapter
from consultant_app.training.evaluation.paper.tables import interval, listing, number
from consultant_app.training.evaluation.paper.targets import EACH_CRITERION, by_part, failures, target_table

Figures = Mapping[str, Any]

_METHOD = """\
**What is measured.** The product's own path, not the network in its training framework: the face is found,
aligned and masked, the ONNX file gives one evidence map a channel, and a criterion's grade is the mean of its
map over the visible skin of its zones, read off a rising curve (isotonic regression) whose error gives the +/-.
The map that is shown is the map that is pooled ([why](../adr/0002-evidence-is-the-score.md)).

**Truth.** Attributes are drawn on licensed faces as material layers of known strength ([how and
why](../adr/0001-rendered-truth.md)); a grade is tied to the mean strength over a zone. Two photographs are
taken of each drawn skin by simulated cameras in simulated shops. Photographs with an
expert's grades train nothing and calibrate nothing. But states of training were compared on them, and the
renderer was widened where they showed its gaps: the figures on them are somewhat flattered.

**Who is held out.** One identity in six, by a hash of its name, is never used in training. These are split once
more by a hash: the curve that reads one half is fitted on the other, and the other way round, so every reading
is of a face that shaped neither the network nor its curve. A face that wears another's skin counts as the face
that lends the shape. Repetition, age and real skin are read by the released curves, which are fitted on all
held-out identities, as the application reads them.

**Intervals** are 95 % percentile bootstraps that draw identities, not photographs, with replacement; only where
each photograph shows another or an unknown person are photographs drawn. All randomness is seeded; only times
and memory change from run to run.

**Measures.** Pearson's r, Spearman's rank correlation, mean absolute error in grades, share within one grade,
and quadratically weighted kappa of rounded grades (QWK); ICC(2,1) after Shrout and Fleiss (1979); partial
correlations of ranks. Points are hundredths of a criterion's scale.
"""

_LIMITS = """\
- Drawn truth is no panel of experts: a model may learn how this renderer draws. Agreement with it is necessary,
  not sufficient; the chapter on real skin is the one that can refute the model, and it covers one criterion and
  one expert.
- The masks of a drawn photograph come from its set: errors of the mesh and of the skin mask do not enter the
  agreement. They do enter repeatability on untouched faces, the portraits and the real photographs.
- Simulated shops are the simulator's idea of shops. Real counters, real phones and the same person on two days
  are not measured.
- The tone of a drawn face is shifted by a melanin layer where no photograph of that tone was at hand; texture
  and light of real dark and very light skin are rarer in the data than on the street.
- Ages of generated portraits are wishes, not ages, and generators have their own idea of age.
- There are few held-out identities; where an interval is wide, that is why.
- Radiance is composed of others and not judged by itself.
"""


def write_report(figures: Figures, folder: Path, repository: Path, command: str) -> None:
    """Write ``report.json``, the charts and ``report.md`` into a folder.

    Args:
        figures: What ``measure`` returned.
        folder: Usually ``docs/report``.
        repository: Checkout whose ``docs/adr`` is linked to.
        command: How the report was made, for the last chapter.
    """
    write_atomically(folder / "report.json", (json.dumps(figures, indent=1) + "\n").encode())
    draw_charts(figures, folder / "figures")
    write_atomically(folder / "report.md", article(figures, repository / "docs" / "adr", command).encode())


def article(figures: Figures, decisions: Path, command: str) -> str:
    """The text of the report."""
    chapters = (
        ("Abstract", abstract(figures)),
        ("Method", _METHOD),
        ("Data", _data(figures)),
        ("Was each goal reached?", target_table(figures)),
        ("Agreement with drawn truth", results.agreement_chapter(figures)),
        ("By zone, tone and age", results.breakdown_chapter(figures)),
        ("Beside classical measures", results_beyond.baseline_chapter(figures)),
        ("Real skin", results_beyond.real_chapter(figures)),
        ("The same skin again", results.repeatability_chapter(figures)),
        ("What gate, calibration and burst do", counter_chapter(figures)),
        ("Fairness over tones", results.fairness_chapter(figures)),
        ("Age", results.age_chapter(figures)),
        ("Is the +/- honest?", results.uncertainty_chapter(figures)),
        ("Do the maps explain?", results_beyond.explanation_chapter(figures) + _PICTURE),
        ("Does the slider do what it says?", editing_chapter(figures)),
        ("Cost", results_beyond.cost_chapter(figures)),
        ("Failures", _failures(figures)),
        ("Limits", _LIMITS),
        ("What was tried", _tried(decisions)),
        ("How to make this report anew", f"```\n{command}\n```\n"),
    )
    model = figures["model"]
    title = f"# Reading sixteen visible criteria of facial skin: evaluation of {model['id']} {model['version']}\n"
    note = "Written by `consultant-train evaluate`; every number comes from that run. Do not edit.\n"
    return "\n".join([title, note, *(f"## {name}\n\n{text}" for name, text in chapters)])


_PICTURE = (
    "\n![Maps on one face](figures/astronaut.png)\n\n"
    "Evidence of every channel on Eileen Collins (NASA, public domain, as shipped by scikit-image), on an "
    "absolute "
    "scale: full colour is 1. No truth is known for this photograph.\n"
)


def abstract(figures: Figures) -> str:
    """What was done and what came out, in one paragraph made of the run's own numbers."""
    model, parts = figures["model"], by_part(figures)
    counts = {}
    for part, goal in EACH_CRITERION:
        measured = [found for found in parts[part].values() if goal.kept(found) is not None]
        counts[part, goal.figure] = f"{sum(bool(goal.kept(found)) for found in measured)} of {len(measured)}"
    real = figures.get("real_skin")
    expert = ""
    if real is not None:
        expert = (
            f" On {real['photos']} real photographs the blemish reading agrees with an expert at Spearman "
            f"{interval(real['model'], 'spearman')} against {interval(real['classical'], 'spearman')} for the "
            "best "
            f"classical measure (difference {interval(real['difference'], 'spearman')})."
        )
    return (
        "We measure a model that reads visible criteria of facial skin from one photograph, learned from drawn "
        "truth "
        f"alone. On {figures['data']['photographs']} rendered photographs of {figures['data']['faces']} held-out "
        "faces "
        f"the correlation with the drawn grade reaches 0.90 for {counts['agreement', 'r']} criteria, and 95 % of "
        "the "
        f"readings lie within one grade for {counts['agreement', 'within_one_grade']}.{expert} The same untouched "
        "skin "
        "in four simulated shops stays within a standard deviation of 3 points for "
        f"{counts['untouched', 'sd_points']} "
        f"criteria; classes of skin tone differ by at most 3 points at equal severity for "
        f"{counts['fairness', 'largest_difference_points']}. The 68 % interval covers 65 to 71 % for "
        f"{counts['uncertainty', 'coverage_68']}. The whole analysis takes "
        f"{number(figures['cost']['analyse'], 'median_ms', 0)} ms on two CPU threads with a file of "
        f"{figures['cost']['size_mb']:.1f} MB. The application says nothing on {listing(model['not_scored'])}.\n"
    )


def _data(figures: Figures) -> str:
    data = figures["data"]
    sets = "".join(
        f"- `{one['name']}`: {one['pairs']} pairs; sha256 of its truth `{one['sha256_truth'][:16]}...`\n"
        for one in data["sets"]
    )
    model = figures["model"]
    return (
        f"Model `{model['id']}` {model['version']}, sha256 of the ONNX file `{model['sha256'][:16]}...`, input "
        f"{model['input_size']} px, {len(model['channels'])} channels. Rendered sets of held-out identities, "
        f"{data['absolute_pairs']} pairs with absolute truth, of which at most {data['most_looked_at']} were "
        "looked at "
        f"(evenly spaced), seed {data['seed']}:\n\n{sets}\n"
        "Untouched faces, canvases and portraits: people who do not exist (CC0 1.0) and consenting adults under "
        "studio "
        "light (CC BY 4.0, DeBruine and Jones). Photographs with an expert's grade are free for academic use and "
        "only "
        "judge. No picture of any of them is in this report.\n"
    )


def _failures(figures: Figures) -> str:
    lines = [f"- {sentence}\n" for sentence in failures(figures)]
    silent = figures["model"]["not_scored"]
    if silent:
        lines.append(
            f"- The application leaves {listing(silent)} unsaid; where figures of these stand above, they tell "
            "why or "
            "how far the model is from saying them.\n"
        )
    left = figures.get("real_skin", {}).get("lost", [])
    if left:
        lines.append(f"- On {len(left)} graded photographs no single face was found; they are in no figure.\n")
    return "".join(lines) if lines else "No goal was missed.\n"


def _tried(decisions: Path) -> str:
    """Links to the records of what was tried, by their own titles."""
    links = []
    for path in sorted(decisions.glob("*.md")):
        title = path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
        links.append(f"- [{title}](../adr/{path.name})\n")
    return "Decisions, with what was tried and what failed:\n\n" + "".join(links)
