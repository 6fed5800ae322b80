"""The demonstration visit where there is no display: the same steps as in the window, written to files."""

import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from skimage import data

from consultant_app.domain.clients import Client
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.photo import RGB
from consultant_app.domain.serial import analysis_to_json
from consultant_app.files import write_atomically
from consultant_app.services.workspace import Workspace, open_workspace


def sample_photo() -> RGB:
    """A portrait that may be shown: Eileen Collins, NASA, public domain; shipped with scikit-image."""
    return np.ascontiguousarray(data.astronaut(), dtype=np.uint8)  # type: ignore[no-untyped-call]


def headless_visit(folder: Path, out: Path, language: str) -> list[Path]:
    """Choose a demonstration client, analyse the sample photo, advise, save, read back, report.

    Args:
        folder: Demonstration store.
        out: Folder for ``visit.pdf`` and ``visit.json``.
        language: Language of the report.

    Returns:
        The files written.

    Raises:
        ConsultantError: a part is not as it should be; the message says what to do.
    """
    workspace = open_workspace(folder, "file", demonstration=True)
    try:
        # Nobody unlocks here: the demonstration acts by its own, narrow rule.
        with workspace.store.access.shell():
            return _visit(workspace, out, language)
    finally:
        workspace.close()


def _visit(workspace: Workspace, out: Path, language: str) -> list[Path]:
    client = _consenting_client(workspace)
    analysed = workspace.analysis.analyse_rgb(sample_photo(), "astronaut.png", language=language)
    advised = workspace.recommendations.recommend(analysed.analysis, client.details.profile)
    saved = workspace.store.visits.save(client.id, analysed, advised)
    # What is handed over is what was kept: the report is made from the visit as it reads back.
    visit = workspace.store.visits.open(saved.id)
    pdf, text = out / "visit.pdf", out / "visit.json"
    name, rationale = client.display_name, workspace.recommendations.rationale
    shown = visit.photo or analysed
    workspace.reports.write(pdf, shown, visit.routine, name, datetime.now(UTC), language, rationale)
    content = json.dumps(analysis_to_json(visit.analysis, visit.routine), ensure_ascii=False, indent=1)
    try:
        write_atomically(text, content.encode())
    except OSError as error:
        raise ConsultantError(f"{text} cannot be written ({error.strerror}). Choose another folder.") from error
    return [pdf, text]


def _consenting_client(workspace: Workspace) -> Client:
    for summary in workspace.store.clients.search():
        client = workspace.store.clients.get(summary.id)
        consent = client.details.consent
        if consent.analysis and consent.keep_results and consent.keep_photos:
            return client
    raise ConsultantError(
        "No demonstration client allows an analysis. Delete the demonstration store and try again."
    )
