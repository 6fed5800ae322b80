import csv
from dataclasses import replace

import pytest
from PIL import Image

from consultant_app.domain.clients import ClientDraft
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.people import Role, User
from consultant_app.domain.routine import Routine
from consultant_app.services.access import AccessDeniedError
from tests.services.conftest import MANAGER, welcomed


@pytest.fixture
def clients(session, everything, small_photo):
    """Two allow it, one of them without keeping photos any more; one never did."""
    more = replace(everything, improve_model=True)
    made = [welcomed(session, ClientDraft(name, consent=more)) for name in ("Anna", "Berta")]
    made.append(welcomed(session, ClientDraft("Clara", consent=everything)))
    for client in made:
        for _ in range(2):
            session.visits.save(client.id, small_photo, Routine())
    session.consents.withdraw(made[1].id, replace(more, keep_photos=False))
    session.access.enter(User("m", "Mio", Role.MODEL_TEAM))
    return made


@pytest.mark.usefixtures("clients")
def test_photos_of_who_allowed_it_go_without_her_name(session, tmp_path):
    assert session.model_photos.persons() == 1
    assert session.model_photos.export(tmp_path / "photos") == 2
    with (tmp_path / "photos" / "photos.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len({row["person"] for row in rows}) == 1
    for row in rows:
        with Image.open(tmp_path / "photos" / row["photo"]) as photo:
            assert photo.getexif() == {}
    told = b"".join(path.read_bytes() for path in (tmp_path / "photos").iterdir())
    assert b"Anna" not in told


def test_the_code_of_a_person_stays_and_is_not_her_id(session, clients, tmp_path):
    for folder in ("one", "two"):
        session.model_photos.export(tmp_path / folder)
    one, two = (sorted(path.name for path in (tmp_path / folder).iterdir()) for folder in ("one", "two"))
    assert one == two
    assert not any(clients[0].id[:8] in name for name in one)


@pytest.mark.usefixtures("clients")
def test_a_damaged_photo_is_left_out(session, tmp_path):
    for path in (tmp_path / "store" / "photos").glob("*/*"):
        path.write_bytes(b"altered")
    assert session.model_photos.export(tmp_path / "photos") == 0


@pytest.mark.usefixtures("clients")
def test_withdrawn_it_is_not_done_and_others_may_not(session, clients, tmp_path):
    session.access.enter(MANAGER)
    with pytest.raises(AccessDeniedError, match="Model team"):
        session.model_photos.export(tmp_path / "photos")
    session.consents.withdraw(clients[0].id, replace(clients[0].details.consent, improve_model=False))
    session.access.enter(User("m", "Mio", Role.MODEL_TEAM))
    assert session.model_photos.persons() == 0


@pytest.mark.usefixtures("clients")
def test_a_folder_that_cannot_be_written_is_said(session, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConsultantError, match="cannot be written"):
        session.model_photos.export(tmp_path / "file")
