"""The click of the release, where there is something to hear it with."""

import logging

from PyQt6.QtCore import QObject, QUrl

from consultant_app.files import resource

_log = logging.getLogger(__name__)


class Click(QObject):
    """Plays the click. The multimedia library is loaded for the first one only: few counters want to hear it."""

    def play(self) -> None:
        """Click; silently does nothing without Qt's multimedia library or a loudspeaker."""
        try:
            from PyQt6.QtMultimedia import QMediaDevices, QSoundEffect
        except ImportError as error:
            _log.info("no sound: Qt's multimedia library cannot be loaded (%s)", error)
            return
        made = self.findChildren(QSoundEffect)
        if not made and not QMediaDevices.defaultAudioOutput().isNull():
            made = [QSoundEffect(self)]
            made[0].setSource(QUrl.fromLocalFile(str(resource("sounds", "click.wav"))))
        for effect in made:
            effect.play()
