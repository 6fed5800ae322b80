from types import SimpleNamespace

from consultant_app.training.render.preview import spread_over_tones


def test_faces_are_spread_from_light_to_dark() -> None:
    faces = [SimpleNamespace(tone=tone) for tone in (10.0, 55.0, -30.0, 40.0, 25.0, -5.0, 50.0)]
    picked = [face.tone for face in spread_over_tones(faces, 3)]  # type: ignore[arg-type]
    assert picked == [55.0, 25.0, -30.0]
    assert len(spread_over_tones(faces[:2], 6)) == 2  # type: ignore[arg-type]
