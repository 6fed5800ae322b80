"""What a trial is judged by: one number, published here, and the three it is made of.

``score = (a * rendered + b * graded + c * repeatability) / (a + b + c)`` with the weights of ``JudgeSettings``; a
part that cannot be measured (no graded photographs given) is left out with its weight. Each part lies in -1..1:

* *rendered*: Spearman's rank correlation of a zone's mean evidence with its rendered truth over held-out
  identities, both cameras, averaged over the criteria. Only faces close enough for a criterion count, as in the
  application.
* *graded*: Spearman's rank correlation of blemish evidence with the expert's grade on real photographs.
* *repeatability*: ICC(2,1) of a zone's mean evidence under the two cameras of the same held-out skin, averaged
  over the criteria: evidence that merely ranks alike is not enough, it must be the same.

Rendered agreement alone would not do: it goes on rising while agreement with real photographs falls
(``docs/adr/0001-rendered-truth.md``). Evidence that does not vary agrees with nothing and counts as 0.
"""

from dataclasses import asdict, dataclass

from consultant_app.training.search.space import JudgeSettings


@dataclass(frozen=True, slots=True)
class Judgement:
    """How good a network is; ``graded`` is ``None`` where no graded photographs are given."""

    rendered: float
    graded: float | None
    repeatability: float
    score: float

    @classmethod
    def of(
        cls, rendered: float, graded: float | None, repeatability: float, weights: JudgeSettings
    ) -> "Judgement":
        """The composite of its parts."""
        parts = [
            (weights.rendered, rendered),
            (weights.graded if graded is not None else 0.0, graded or 0.0),
            (weights.repeatability, repeatability),
        ]
        total = sum(weight for weight, _ in parts)
        score = sum(weight * part for weight, part in parts) / total if total else 0.0
        return cls(rendered, graded, repeatability, score)

    def figures(self) -> dict[str, float]:
        """The numbers that are there, rounded to what may be believed."""
        return {name: round(value, 4) for name, value in asdict(self).items() if value is not None}
