import builtins

from consultant_app.capture.opencv_camera import OpenCvCameras
from consultant_app.capture.synthetic import SYNTHETIC_ID, SyntheticSource
from consultant_app.ui import cameras
from consultant_app.ui.cameras import WithDemonstration, default_cameras


def test_the_demonstration_adds_a_camera_that_needs_none(monkeypatch):
    class Real:
        def devices(self):
            return ()

        def source(self, info):
            return info

        def watch(self, changed):
            changed()

    monkeypatch.setattr(cameras, "_real_cameras", lambda _: Real())
    shown = default_cameras(demonstration=True)
    assert isinstance(shown, WithDemonstration)
    (info,) = shown.devices()
    assert info.id == SYNTHETIC_ID
    assert isinstance(shown.source(info), SyntheticSource)
    heard = []
    shown.watch(lambda: heard.append(1))
    assert heard == [1]
    assert isinstance(default_cameras(), Real)


def test_without_qts_multimedia_library_opencv_serves(monkeypatch):
    known = builtins.__import__

    def without(name, *arguments, **options):
        if name.endswith("qt_camera"):
            raise ImportError("libpulse.so.0")
        return known(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    assert isinstance(default_cameras(), OpenCvCameras)
