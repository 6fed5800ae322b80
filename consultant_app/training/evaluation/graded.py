"""Photographs with an expert's blemish grade. They judge; they never train or calibrate anything."""

import csv
from dataclasses import dataclass
from pathlib import Path

from consultant_app.domain.errors import ConsultantError, PhotoError
from consultant_app.imaging.decode import decode_photo
from consultant_app.training.evaluation.engine import Engine, Located


@dataclass(frozen=True, eq=False)
class GradedFace:
    """A graded photograph in the model's frame.

    Attributes:
        file: As the table names it.
        grade: The expert's, 0..3.
        located: The face.
    """

    file: str
    grade: float
    located: Located


def graded_faces(engine: Engine, folder: Path) -> tuple[list[GradedFace], list[str]]:
    """Graded photographs with one face, and the files on which no single face was found.

    Raises:
        ConsultantError: the folder holds no ``grades.csv``.
    """
    table = folder / "grades.csv"
    if not table.is_file():
        raise ConsultantError(
            f"{folder} holds no grades.csv. Give the folder of graded photographs with --graded."
        )
    faces, lost = [], []
    with table.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            try:
                located = engine.locate(decode_photo((folder / row["file"]).read_bytes()))
            except PhotoError:
                lost.append(row["file"])
                continue
            faces.append(GradedFace(row["file"], float(row["blemish_grade_0_3"]), located))
    return faces, lost
