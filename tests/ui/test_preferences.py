from PyQt6.QtCore import QByteArray

from consultant_app.ui.preferences import Preferences


def test_starts_empty(preferences):
    assert preferences.language is None
    assert not preferences.dark
    assert preferences.geometry is None


def test_remembers(preferences):
    preferences.language, preferences.dark, preferences.geometry = "fr", True, QByteArray(b"abc")
    preferences._settings.sync()
    again = Preferences(preferences._settings)
    assert (again.language, again.dark, again.geometry) == ("fr", True, QByteArray(b"abc"))


def test_the_system_decides_about_movement_until_the_person_does(preferences):
    assert preferences.still is None
    preferences.still = False
    assert preferences.still is False
    preferences.still = True
    assert preferences.still is True


def test_by_default_it_is_the_persons_own_file():
    assert Preferences()._settings.fileName().endswith("window.ini")


def test_the_time_until_it_locks_is_five_minutes_or_what_was_chosen(preferences):
    assert preferences.lock_after_min == 5
    preferences.lock_after_min = 15
    assert preferences.lock_after_min == 15
    preferences._settings.setValue("lock_after", "never")
    assert preferences.lock_after_min == 5
