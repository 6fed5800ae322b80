"""Was each goal reached? Decided from the figures of the run, with what stands in the way named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from consultant_app.training.evaluation.paper.results_editing import ahead_of_baseline
from consultant_app.training.evaluation.paper.tables import interval, listing, table

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit that a figure must keep; ``at_most`` or ``at_least``, or both."""

    question: str
    figure: str
    at_least: float | None = None
    at_most: float | None = None
    digits: int = 2

    def kept(self, figures: Figures) -> bool | None:
        """Whether the estimate keeps the limit; ``None`` where it was not measured."""
        value = figures.get(self.figure)
        return None if value is None else self._inside(value)

    def surely(self, figures: Figures) -> bool:
        """Whether the whole 95 % interval keeps it."""
        ends = [figures.get(f"{self.figure}_{end}") for end in ("low", "high")]
        return all(end is not None and self._inside(end) for end in ends)

    def _inside(self, value: float) -> bool:
        low = self.at_least is None or value >= self.at_least
        return low and (self.at_most is None or value <= self.at_most)

    @property
    def limit(self) -> str:
        """The limit in words."""
        if self.at_least is not None and self.at_most is not None:
            return f"{self.at_least:g} to {self.at_most:g}"
        return f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most:g}"

    def distance(self, value: float) -> float:
        """How far outside a value lies; 0 inside."""
        below = 0.0 if self.at_least is None else max(0.0, self.at_least - value)
        return max(below, 0.0 if self.at_most is None else max(0.0, value - self.at_most))


EACH_CRITERION: tuple[tuple[str, Goal], ...] = (
    ("agreement", Goal("Rendered hold-out, r", "r", at_least=0.90)),
    ("agreement", Goal("Rendered hold-out, within one grade", "within_one_grade", at_least=0.95)),
    ("agreement", Goal("Rendered hold-out, mean error in grades", "mae_grades", at_most=0.40)),
    ("untouched", Goal("Same untouched skin, four shops: SD in points", "sd_points", at_most=3, digits=1)),
    ("untouched", Goal("Same untouched skin, four shops: ICC(2,1)", "icc21", at_least=0.90)),
    ("rendered", Goal("Same drawn skin, two cameras: SD in points", "sd_points", at_most=3, digits=1)),
    ("rendered", Goal("Same drawn skin, two cameras: ICC(2,1)", "icc21", at_least=0.90)),
    (
        "burst",
        Goal("Careless counters, after gate, calibration, burst: SD in points", "sd_points", at_most=3, digits=1),
    ),
    ("counter", Goal("The same over a single photo there", "of_careless", at_most=0.5)),
    ("calm_burst", Goal("Calm counters, after all three: SD in points", "sd_points", at_most=3, digits=1)),
    ("counter", Goal("The same over a single photo at calm counters", "of_calm", at_most=0.5)),
    (
        "fairness",
        Goal("Tone classes: largest difference in points", "largest_difference_points", at_most=3, digits=1),
    ),
    ("fairness", Goal("Tone classes: ratio of the mean errors", "mae_ratio", at_most=1.25)),
    ("uncertainty", Goal("Coverage of the 68 % interval", "coverage_68", at_least=0.65, at_most=0.71)),
    ("uncertainty", Goal("Coverage of the 95 % interval", "coverage_95", at_least=0.93, at_most=0.97)),
    ("closed_loop", Goal("Slider: seen over asked change", "slope", at_least=0.85, at_most=1.15)),
    ("closed_loop", Goal("Slider: change of the others in points", "others_points", at_most=3, digits=1)),
    ("closed_loop", Goal("Slider: change outside the zones in levels", "outside_levels", at_most=0, digits=0)),
    ("closed_loop", Goal("Slider: least likeness to the person", "least_likeness", at_least=0.95)),
    (
        "pairs",
        Goal("Slider: nearer to the true picture than the baseline by", "gain", at_least=0.005),
    ),
    ("age", Goal("Lines rank with age, all portraits", "spearman", at_least=0.70)),
    ("age_held_out", Goal("Lines rank with age, held-out portraits", "spearman", at_least=0.70)),
)
"""Which part of the figures, and the goal for each criterion."""


def by_part(figures: Figures) -> dict[str, dict[str, Figures]]:
    """Part -> criterion -> figures, as the goals ask for them."""
    ages = figures.get("portraits", {}).get("age", {})
    editing = figures.get("editing", {})
    counter = figures.get("counter", {}).get("criteria", {})
    return {
        "agreement": {key: found["face"] for key, found in figures["agreement"].items()},
        "untouched": figures["repeatability"].get("untouched", {}),
        "rendered": figures["repeatability"].get("rendered", {}),
        "burst": {key: found["burst"] for key, found in counter.items()},
        "calm_burst": {key: found["calm_burst"] for key, found in counter.items()},
        "counter": counter,
        "fairness": figures["fairness"],
        "uncertainty": {key: found["face"] for key, found in figures["uncertainty"].items()},
        "closed_loop": editing.get("closed_loop", {}),
        "pairs": {key: {"gain": ahead_of_baseline(found)} for key, found in editing.get("true_pairs", {}).items()},
        "age": {key: found["all"] for key, found in ages.items() if key in figures["agreement"]},
        "age_held_out": {key: found["held_out"] for key, found in ages.items() if key in figures["agreement"]},
    }


def single_goals(figures: Figures) -> list[tuple[Goal, Figures]]:
    """Goals of the model as a whole, with the figures they are read from."""
    real, circled = figures.get("real_skin", {}), figures.get("real_skin", {}).get("circled", {})
    model = real.get("model", {})
    bare = figures["cost"]
    cpu = bare["passes"].get("CPUExecutionProvider", {}).get("threads 2", {})
    one_pass = {"ms": cpu.get("asked_size_ms", cpu.get("asked_size_scaled_ms"))}
    gain = real.get("difference", {})
    return [
        (Goal("Blemishes, expert on real skin: Spearman", "spearman", at_least=0.75), model),
        (Goal("The same, sharpness and mean colour removed", "partial_spearman", at_least=0.75), model),
        (Goal("The same, QWK with shares matched", "qwk_quantile_matched", at_least=0.75), model),
        (Goal("Better than the best classical measure by, Spearman", "spearman_low", at_least=0.0), gain),
        (Goal("The two intervals lie apart: gap between them", "gap", at_least=0.0), _gap(real)),
        (Goal("Circled marks: pointing over chance", "times_chance", at_least=3), circled.get("model", {})),
        (Goal("One pass at 512 px, two CPU threads, ms", "ms", at_most=60, digits=0), one_pass),
        (Goal("Whole analysis, two CPU threads, ms", "median_ms", at_most=200, digits=0), bare["analyse"]),
        (Goal("ONNX file, MB", "size_mb", at_most=12, digits=1), bare),
        *_explained(figures.get("explanation", {}).get("overall", {})),
    ]


def _gap(real: Figures) -> Figures:
    """From the upper end of the classical measure's interval to the lower end of the model's."""
    ends = real.get("model", {}).get("spearman_low"), real.get("classical", {}).get("spearman_high")
    return {} if ends[0] is None or ends[1] is None else {"gap": ends[0] - ends[1]}


def _explained(overall: Figures) -> list[tuple[Goal, Figures]]:
    if not overall:
        return []
    goals = [(Goal("Maps: pointing game on drawn marks", "evidence", at_least=0.90), overall.get("pointing", {}))]
    for measure, figures in overall.items():
        if isinstance(figures, Mapping) and "gain_over_gradcam_encoder" in figures:
            goal = Goal(f"Maps against Grad-CAM, {measure}: gain", "gain_over_gradcam_encoder", at_least=0.0)
            goals.append((goal, figures))
    return goals


def target_table(figures: Figures) -> str:
    """The table "target reached?" with a comment a row."""
    parts = by_part(figures)
    rows = [_many(goal, parts[part]) for part, goal in EACH_CRITERION]
    rows += [_one(goal, found) for goal, found in single_goals(figures)]
    return table(("question", "to reach", "reached", "comment"), rows, words=True)


def _many(goal: Goal, by_criterion: Mapping[str, Figures]) -> tuple[str, str, str, str]:
    measured = {key: found for key, found in by_criterion.items() if goal.kept(found) is not None}
    if not measured:
        return goal.question, goal.limit, "not measured", "no material in this run"
    kept = [key for key, found in measured.items() if goal.kept(found)]
    sure = [key for key in kept if goal.surely(measured[key])]
    missed = [key for key in measured if key not in kept]
    word = "yes" if not missed else "no" if not kept else "in part"
    comment = f"{len(kept)} of {len(measured)} criteria"
    if any(f"{goal.figure}_low" in found for found in measured.values()):
        comment += f", {len(sure)} with their whole interval"
    if missed:
        worst = max(missed, key=lambda key: goal.distance(measured[key][goal.figure]))
        comment += f"; furthest off: {listing([worst])}, {interval(measured[worst], goal.figure, goal.digits)}"
    return goal.question, goal.limit, word, comment


def _one(goal: Goal, figures: Figures) -> tuple[str, str, str, str]:
    kept = goal.kept(figures)
    if kept is None:
        return goal.question, goal.limit, "not measured", "no material in this run"
    if goal.figure.endswith("_low"):
        name = goal.figure.removesuffix("_low")
        comment = f"{interval(figures, name, goal.digits)}; the lower end decides"
    else:
        comment = interval(figures, goal.figure, goal.digits)
        if kept and f"{goal.figure}_low" in figures and not goal.surely(figures):
            comment += "; its interval reaches beyond the limit"
    return goal.question, goal.limit, "yes" if kept else "no", comment


def failures(figures: Figures) -> Iterable[str]:
    """One sentence for each criterion that misses goals, the most missed first."""
    parts = by_part(figures)
    missed: dict[str, list[str]] = {}
    for part, goal in EACH_CRITERION:
        for key, found in parts[part].items():
            if goal.kept(found) is False:
                text = f"{goal.question.lower()} {interval(found, goal.figure, goal.digits)} (goal {goal.limit})"
                missed.setdefault(key, []).append(text)
    for key, texts_ in sorted(missed.items(), key=lambda item: -len(item[1])):
        yield f"**{listing([key]).capitalize()}** misses {len(texts_)}: " + "; ".join(texts_) + "."
