import argparse
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning.config import (
    TrainSettings,
    add_settings,
    read_settings,
    settings_of,
    to_toml,
)
from consultant_app.training.learning.objective import Weights


def parsed(*arguments: str) -> TrainSettings:
    parser = argparse.ArgumentParser()
    add_settings(parser, TrainSettings)
    return settings_of(parser.parse_args(arguments), TrainSettings)


@given(
    steps=st.integers(1, 10**9),
    rate=st.floats(1e-9, 1e3, exclude_min=True),
    average=st.floats(0, 1, exclude_max=True),
    evidence=st.floats(0, 1e6),
)
def test_what_is_written_reads_back_equal(
    tmp_path_factory: pytest.TempPathFactory, steps: int, rate: float, average: float, evidence: float
) -> None:
    settings = TrainSettings(steps=steps, rate=rate, average=average, weights=Weights(evidence=evidence))
    file = tmp_path_factory.getbasetemp() / "settings.toml"
    file.write_text(to_toml(settings), encoding="utf-8")
    assert read_settings(TrainSettings, file, {}) == settings


def test_a_flag_goes_before_the_file_and_the_file_before_the_default(tmp_path: Path) -> None:
    file = tmp_path / "training.toml"
    file.write_text("steps = 7\nseed = 3\n[weights]\nevidence = 0.25\nincrement = 0.5\n", encoding="utf-8")
    settings = parsed("--config", str(file), "--steps", "9", "--weights-increment", "1e-1", "--save-every", "2")
    assert (settings.steps, settings.seed, settings.save_every) == (9, 3, 2)
    assert settings.weights == Weights(evidence=0.25, increment=0.1)
    assert parsed() == TrainSettings()


def test_every_setting_has_a_flag_that_says_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parsed("--help")
    text = capsys.readouterr().out
    names = (*(set(TrainSettings.model_fields) - {"weights"}), *(f"weights-{name}" for name in Weights.__slots__))
    assert all(f"--{name.replace('_', '-')} X" in text for name in names)
    assert "Side of a crop in pixels" in text


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "training.toml"
    file.write_text("stepz = 7\ncrop = 100\n[weights]\nevidence = -1\n", encoding="utf-8")
    with pytest.raises(ConsultantError) as caught:
        parsed("--config", str(file), "--rate", "fast")
    text = str(caught.value)
    assert all(word in text for word in ("stepz", "crop", "multiple of 32", "weights", "evidence", "rate", "fast"))
    assert "training.toml" in text


@pytest.mark.parametrize("text", ["steps = ", "\xff"])
def test_what_is_no_toml_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "training.toml"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(ConsultantError, match="not valid TOML"):
        parsed("--config", str(file))
    with pytest.raises(ConsultantError, match="cannot be read"):
        parsed("--config", str(tmp_path / "absent.toml"))
    with pytest.raises(ConsultantError, match=r"weights\.variance"):
        parsed("--weights-variance", "much")
