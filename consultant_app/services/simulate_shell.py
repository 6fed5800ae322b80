"""``consultant-app simulate``: one photo, some attributes changed, one labelled picture, and its scores again."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from consultant_app.brand import house_brand
from consultant_app.domain.analysis import Analysis
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import ConsultantError, PhotoError, PhotoRefusedError
from consultant_app.domain.illustration import Illustration, checked_setting
from consultant_app.domain.serial import JsonObject
from consultant_app.services.analysis import AnalysisService
from consultant_app.services.batch import OK, REFUSED, UNUSABLE
from consultant_app.services.illustrations import write_illustration
from consultant_app.services.simulation import SimulationService, simulations_of
from consultant_app.texts import texts


@dataclass(frozen=True, slots=True)
class SimulateOptions:
    """What to show, and where to.

    Attributes:
        photo: The photo's file.
        settings: Criterion -> -1..1.
        out: JPEG or PNG to write.
        score: Score the picture again and print before and after.
        as_json: Print one JSON object instead of lines.
        force: Take also a photo that the quality gate refuses.
        language: Of label and messages.
    """

    photo: Path
    settings: dict[str, float]
    out: Path
    score: bool = False
    as_json: bool = False
    force: bool = False
    language: str = "en"


def parse_settings(pairs: Sequence[str]) -> dict[str, float]:
    """The settings in ``KEY=VALUE`` words; of a key given twice the last counts.

    Raises:
        ValueError: a word is not so, its key is no criterion, or its value no number between -1 and 1. The text
        says
            which, and lists the keys.
    """
    keys = ", ".join(CRITERIA)
    settings = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or key not in CRITERIA:
            raise ValueError(f"--set {pair}: write KEY=VALUE with one of these keys: {keys}")
        try:
            settings[key] = checked_setting(float(value))
        except ValueError as error:
            raise ValueError(
                f"--set {pair}: the value must be a number from -1 (gone) to 1 (twice as visible). Keys: {keys}"
            ) from error
    return settings


def simulate(options: SimulateOptions) -> int:
    """Run the command.

    Returns:
        0 when the picture was written, 3 when the photo is refused, 4 when it cannot be analysed.

    Raises:
        ConsultantError: no editor is installed, a criterion cannot be shown on this photo, or a model or an output
        is
            not as needed.
    """
    analysis = AnalysisService()
    simulations = simulations_of(analysis)
    if simulations is None:
        raise ConsultantError(texts(options.language)("simulation.no_editor"))
    try:
        return simulate_with(simulations, analysis, options)
    except PhotoRefusedError as error:
        sys.stderr.write(f"{options.photo}: {error}\n")
        return REFUSED
    except PhotoError as error:
        sys.stderr.write(f"{options.photo}: {error.told(options.language)}\n")
        return UNUSABLE


def simulate_with(simulations: SimulationService, analysis: AnalysisService, options: SimulateOptions) -> int:
    """The command with an engine and an editor at hand; raises what they raise."""
    photo = analysis.analyse(options.photo, force=options.force, language=options.language)
    simulation = simulations.open(photo)
    for key in options.settings:
        if key not in simulation.keys:
            words, keys = texts(options.language), ", ".join(simulation.keys)
            raise ConsultantError(words("simulation.not_shown", key=key, keys=keys))
    illustration = simulation.illustration(options.settings)
    write_illustration(options.out, illustration, house_brand(), options.language)
    after = simulations.score_again(illustration) if options.score else None
    if options.as_json:
        answer = _as_json(illustration, options.out, photo.analysis, after)
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
    elif after is not None:
        sys.stdout.write(_as_lines(photo.analysis, after, options.language))
    return OK


def _as_json(illustration: Illustration, out: Path, before: Analysis, after: Analysis | None) -> JsonObject:
    answer: JsonObject = {
        "photo": illustration.photo,
        "out": str(out),
        "settings": illustration.settings,
        "model": asdict(illustration.model),
    }
    if after is not None:
        answer["scores"] = {
            was.key: {"before": was.score, "after": after.criterion(was.key).score} for was in before.criteria
        }
    return answer


def _as_lines(before: Analysis, after: Analysis, language: str) -> str:
    """One line a criterion: name, score before, score after."""
    words = texts(language)
    unsaid = words("state.cannot_say")
    rows = [("", words("simulation.score.before"), words("simulation.score.after"))]
    for was in before.criteria:
        scores = (was.score, after.criterion(was.key).score)
        first, second = (unsaid if score is None else str(score) for score in scores)
        rows.append((words(f"criterion.{was.key}.name"), first, second))
    widths = [max(len(row[place]) for row in rows) for place in range(3)]
    lines = (
        f"{name:<{widths[0]}}  {first:>{widths[1]}}  {second:>{widths[2]}}".rstrip()
        for name, first, second in rows
    )
    return "\n".join(lines) + "\n"
