"""``consultant-app explain``: one photo, one criterion, one picture that says why the score is what it is."""

import io
import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from consultant_app.brand import Brand, house_brand
from consultant_app.domain.analysis import CriterionResult
from consultant_app.domain.box import Box
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import ConsultantError, PhotoError, PhotoRefusedError
from consultant_app.domain.explanation import Explanation
from consultant_app.domain.explanation_words import sentence, share_name
from consultant_app.domain.measure_words import measure_text, percent_text
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.scoring import word_of
from consultant_app.files import write_atomically
from consultant_app.imaging.evidence import SEEN
from consultant_app.imaging.overlay import heat_overlay, heat_scale, skin_colour
from consultant_app.imaging.portrait import portrait
from consultant_app.report.explanation import ExplanationContent, draw_explanation
from consultant_app.services.analysis import AnalysisService
from consultant_app.services.batch import OK, REFUSED, UNUSABLE
from consultant_app.services.explanation import close_up, explain_all, main_view
from consultant_app.texts import Texts, texts

FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
"""Suffix -> format of the picture."""

_ASPECT, _WIDTH, _ROOM = 4 / 5, 752, 1.2
"""Cut of the face: as wide in pixels as it is shown, close enough to tell a zone."""
_SCALE = (300, 18)
_QUALITY = 93


@dataclass(frozen=True, slots=True)
class ExplainOptions:
    """What to explain, and where to.

    Attributes:
        photo: The photo's file.
        criterion: Key of the criterion.
        out: JPEG or PNG to write.
        force: Take also a photo that the quality gate refuses.
        language: Of all words.
    """

    photo: Path
    criterion: str
    out: Path
    force: bool = False
    language: str = "en"


def explain(options: ExplainOptions) -> int:
    """Run the command.

    Returns:
        0 when the picture was written, 3 when the photo is refused, 4 when it cannot be analysed.

    Raises:
        ConsultantError: a model is not as needed, or the picture cannot be written.
    """
    try:
        photo = AnalysisService().analyse(options.photo, force=options.force, language=options.language)
    except PhotoRefusedError as error:
        sys.stderr.write(f"{options.photo}: {error}\n")
        return REFUSED
    except PhotoError as error:
        sys.stderr.write(f"{options.photo}: {error.told(options.language)}\n")
        return UNUSABLE
    write_explanation(options.out, photo, options.criterion, house_brand(), options.language)
    return OK


def write_explanation(path: Path, photo: AnalysedPhoto, key: str, brand: Brand, language: str) -> None:
    """Write the picture of one criterion as JPEG or PNG, by the suffix of ``path``. Any thread.

    Args:
        path: Where to; an older file there stays whole until the new one is complete.
        photo: The photo with its analysis.
        key: The criterion; one that cannot be said is explained by the reason.
        brand: Whose letters and colours.
        language: Of all words.

    Raises:
        ConsultantError: the file cannot be written.
        KeyError: the suffix names no format, or there is no such criterion.
    """
    kind, out = FORMATS[path.suffix.lower()], io.BytesIO()
    picture = draw_explanation(brand, explanation_content(photo, key, texts(language)))
    Image.fromarray(picture).save(out, kind, quality=_QUALITY, subsampling=0)
    try:
        write_atomically(path, out.getvalue())
    except OSError as error:
        why = error.strerror or str(error)
        raise ConsultantError(texts(language)("explain.not_saved", file=path.name, why=why)) from error


def explanation_content(photo: AnalysedPhoto, key: str, words: Texts) -> ExplanationContent:
    """What the picture of one criterion shows, in the language of ``words``.

    Raises:
        KeyError: no such criterion.
    """
    explanation, result, model = explain_all(photo)[key], photo.analysis.criterion(key), photo.analysis.model
    view = main_view(explanation, result)
    # Places on the face that is shown come first, so that their numbers are those of the close-ups.
    patches = sorted(explanation.patches, key=lambda patch: patch.view is not view)
    seen = photo.seen_from(view)
    face = portrait(seen, _ASPECT, _WIDTH, _ROOM)
    mapped = result.score is not None and key in face.evidence.maps
    counted = [z.key for z in result.zones if z.grade is not None and z.view is view] or CRITERIA[key].zones
    return ExplanationContent(
        words=words,
        name=words(f"criterion.{key}.name"),
        score=_score(result, words),
        word="" if result.score is None else words(f"word.{word_of(result.score)}"),
        sentence=sentence(explanation, words),
        face=heat_overlay(face.rgb, face.evidence, key) if mapped else face.rgb,
        outlines=tuple(face.zone_polygons[zone] for zone in counted if zone in face.zone_polygons),
        places=tuple(_on_cut(patch.box, seen, face) for patch in patches if patch.view is view),
        close_ups=tuple(close_up(photo.seen_from(patch.view).rgb, patch) for patch in patches),
        scale=heat_scale(skin_colour(face.rgb, face.evidence), _SCALE) if mapped else None,
        counts_from=SEEN,
        shares=_shares(explanation, words),
        raw=measure_text(result.raw, words),
        model=words("report.model", id=model.id, version=model.version),
    )


def _score(result: CriterionResult, words: Texts) -> str:
    return words("state.cannot_say") if result.score is None else f"{result.score} ± {result.plus_minus}"


def _shares(explanation: Explanation, words: Texts) -> tuple[tuple[str, float], ...]:
    """Names with percent, and shares: of the parts of a composed criterion, else of several zones."""
    if explanation.parts:
        named = [(words(f"criterion.{part.criterion}.name"), part.share) for part in explanation.parts]
    elif len(explanation.shares) > 1:
        named = [(share_name(share.zone, explanation, words), share.share) for share in explanation.shares]
    else:
        return ()
    return tuple((f"{name[:1].upper()}{name[1:]} {percent_text(share, words)}", share) for name, share in named)


def _on_cut(box: Box, photo: AnalysedPhoto, cut: AnalysedPhoto) -> NDArray[np.float32]:
    """Corners of a place of the photo on a cut of it, float32 [4, 2]; both know where the same map lies."""
    to_map = photo.evidence.crop_from_photo
    back = cv2.invertAffineTransform(cut.evidence.crop_from_photo)
    right, bottom = box.x + box.width - 1, box.y + box.height - 1
    corners = np.array([[box.x, box.y], [right, box.y], [right, bottom], [box.x, bottom]])
    on_map = corners @ to_map[:, :2].T + to_map[:, 2]
    return np.asarray(on_map @ back[:, :2].T + back[:, 2], np.float32)
