import io
import json
import zipfile
from dataclasses import replace

import pytest
from PIL import Image

from consultant_app.domain.clients import ClientDraft, Profile
from consultant_app.domain.errors import ConsultantError, StorageError
from consultant_app.domain.people import Role, User
from consultant_app.domain.routine import Routine
from consultant_app.services.access import AccessDeniedError
from tests.services.conftest import DRAWN, welcomed


@pytest.fixture
def client(session, everything, small_photo):
    """She came twice; the second time she took a report home."""
    profile = Profile(allergens=("LINALOOL",), pregnancy=True, wishes=("pores",), budget=80.0)
    client = welcomed(
        session, ClientDraft("Élise", "Roy", email="elise@courriel.example", consent=everything, profile=profile)
    )
    session.visits.save(client.id, small_photo, Routine(), "first")
    second = session.visits.save(client.id, small_photo, Routine(), "second")
    session.reports.keep(second.id, b"%PDF as handed over", "fr", with_photo=True)
    session.consents.withdraw(client.id, replace(everything, contact=False))
    return client


def _read(session, client, path):
    session.portability.export(client.id, path, "fr")
    return zipfile.ZipFile(io.BytesIO(path.read_bytes()))


def test_everything_is_in_it(session, client, small_photo, tmp_path):
    archive = _read(session, client, tmp_path / "elise.zip")
    told = json.loads(archive.read("client.json"))
    stems = [visit["files"] for visit in told["visits"]]
    assert archive.testzip() is None
    assert set(archive.namelist()) == {
        "client.pdf",
        "client.json",
        f"{stems[0]}-front.jpg",
        f"{stems[1]}-front.jpg",
        f"{stems[1]}-report-1.pdf",
        next(name for name in archive.namelist() if name.endswith(".svg")),
    }
    assert told["client"]["email"] == "elise@courriel.example"
    assert [visit["note"] for visit in told["visits"]] == ["first", "second"]
    assert told["visits"][0]["analysis"]["overall"]["score"] == 77
    assert [entry["signed"] for entry in told["consents"]] == [True, False]
    assert told["unreadable"] == []
    assert archive.read(f"{stems[1]}-report-1.pdf") == b"%PDF as handed over"
    with Image.open(io.BytesIO(archive.read(f"{stems[0]}-front.jpg"))) as photo:
        assert photo.size == small_photo.rgb.shape[1::-1]
    [drawing] = (archive.read(name).decode() for name in archive.namelist() if name.endswith(".svg"))
    assert drawing.count("<polyline") == len(DRAWN.strokes)


def test_what_is_damaged_is_named_and_holds_nothing_up(session, client, tmp_path):
    for path in (tmp_path / "store" / "photos").glob("*/*"):
        path.write_bytes(b"altered")
    archive = _read(session, client, tmp_path / "elise.zip")
    told = json.loads(archive.read("client.json"))
    assert len(told["unreadable"]) == 3
    assert len(told["visits"]) == 2
    assert set(archive.namelist()) >= {"client.pdf", "client.json"}


def test_only_a_manager_hands_it_out(session, client, tmp_path):
    session.access.enter(User("c", "Noor", Role.CONSULTANT))
    with pytest.raises(AccessDeniedError):
        session.portability.export(client.id, tmp_path / "a.zip", "en")
    assert not (tmp_path / "a.zip").exists()


def test_a_file_that_cannot_be_written_is_said_and_nobody_is_said(session, client, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConsultantError, match="cannot be written"):
        session.portability.export(client.id, tmp_path / "file" / "a.zip", "en")
    with pytest.raises(StorageError, match="no longer in the store"):
        session.portability.export("nobody", tmp_path / "a.zip", "en")
