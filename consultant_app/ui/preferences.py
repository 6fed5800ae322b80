"""What this counter's window remembers between two starts, nothing of a client: language, look, size, camera."""

from PyQt6.QtCore import QByteArray, QSettings

_LOCK_AFTER_MIN = 5


class Preferences:
    """A typed view of the window's settings file."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "consultant-app", "window"
        )

    @property
    def language(self) -> str | None:
        """The language chosen last; ``None`` before the first choice."""
        value = self._settings.value("language")
        return value if isinstance(value, str) and value else None

    @language.setter
    def language(self, code: str) -> None:
        self._settings.setValue("language", code)

    @property
    def dark(self) -> bool:
        """Whether the dark mode was chosen."""
        return str(self._settings.value("dark", "false")).lower() == "true"

    @dark.setter
    def dark(self, dark: bool) -> None:
        self._settings.setValue("dark", "true" if dark else "false")

    @property
    def still(self) -> bool | None:
        """Whether movements are left out; ``None`` while the system decides."""
        value = self._settings.value("still")
        return None if value is None else str(value).lower() == "true"

    @still.setter
    def still(self, still: bool) -> None:
        self._settings.setValue("still", "true" if still else "false")

    @property
    def camera(self) -> str | None:
        """Id of the camera chosen last; ``None`` before the first choice."""
        value = self._settings.value("camera")
        return value if isinstance(value, str) and value else None

    @camera.setter
    def camera(self, camera_id: str) -> None:
        self._settings.setValue("camera", camera_id)

    @property
    def automatic(self) -> bool:
        """Whether the camera releases by itself; it does until that is switched off."""
        return str(self._settings.value("automatic", "true")).lower() == "true"

    @automatic.setter
    def automatic(self, automatic: bool) -> None:
        self._settings.setValue("automatic", "true" if automatic else "false")

    @property
    def sound(self) -> bool:
        """Whether the release is heard; silent until that is wished."""
        return str(self._settings.value("sound", "false")).lower() == "true"

    @sound.setter
    def sound(self, sound: bool) -> None:
        self._settings.setValue("sound", "true" if sound else "false")

    @property
    def lock_after_min(self) -> int:
        """Minutes without a touch after which the counter locks itself."""
        value = str(self._settings.value("lock_after", _LOCK_AFTER_MIN))
        return int(value) if value.isdigit() and int(value) else _LOCK_AFTER_MIN

    @lock_after_min.setter
    def lock_after_min(self, minutes: int) -> None:
        self._settings.setValue("lock_after", str(minutes))

    @property
    def report_paper(self) -> str | None:
        """The paper chosen last for a report; ``None`` before the first choice."""
        return self._text("report_paper") or None

    @report_paper.setter
    def report_paper(self, paper: str) -> None:
        self._settings.setValue("report_paper", paper)

    @property
    def consultant(self) -> str:
        """Who advises at this counter, as the report names her; empty before it was written."""
        return self._text("consultant")

    @consultant.setter
    def consultant(self, name: str) -> None:
        self._settings.setValue("consultant", name)

    @property
    def store(self) -> str:
        """The counter's name, as the report names it; empty before it was written."""
        return self._text("store")

    @store.setter
    def store(self, name: str) -> None:
        self._settings.setValue("store", name)

    def _text(self, key: str) -> str:
        value = self._settings.value(key)
        return value if isinstance(value, str) else ""

    @property
    def geometry(self) -> QByteArray | None:
        """Size and place of the window as Qt saved them."""
        value = self._settings.value("geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)
