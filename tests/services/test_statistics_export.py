import pytest

from consultant_app.domain.errors import ConsultantError
from consultant_app.services.statistics_export import write_statistics
from tests.ui.manager_fakes import NAMES, FakeManagement


@pytest.mark.parametrize("name", ["figures.csv", "figures.json"])
def test_neither_names_nor_ids_of_people_leave(tmp_path, name):
    write_statistics(tmp_path / name, FakeManagement().dashboard(90), "fr")
    text = (tmp_path / name).read_text("utf-8-sig")
    assert all(each not in text for each in NAMES.values())
    assert '"n"' not in text
    assert "Conseillère 2" in text


def test_a_disk_that_refuses_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConsultantError, match=r"x\.csv"):
        write_statistics(tmp_path / "file" / "x.csv", FakeManagement().dashboard(30), "en")
