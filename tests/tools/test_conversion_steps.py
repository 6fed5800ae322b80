import sys

import pytest
from conversion_steps import ConversionError, run


def test_a_step_returns_what_it_printed_and_runs_where_it_is_told(tmp_path):
    assert run("Asking", [sys.executable, "-c", "import os; print(os.getcwd())"], "-", tmp_path).strip() == str(
        tmp_path.resolve()
    )


def test_a_step_runs_with_no_foreign_packages(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    code = "import os; print(os.environ['PYTHONNOUSERSITE'], 'PYTHONPATH' in os.environ)"
    assert run("Asking", [sys.executable, "-c", code], "-").split() == ["1", "False"]


def test_a_failed_step_says_which_what_and_what_to_do():
    code = "import sys; print('early'); sys.exit('no space')"
    with pytest.raises(ConversionError, match=r"(?s)Filling failed:.*early.*no space.*Make room\."):
        run("Filling", [sys.executable, "-c", code], "Make room.")


def test_a_program_that_is_missing_is_a_failed_step(tmp_path):
    with pytest.raises(ConversionError, match=r"(?s)Filling failed:.*Install it\."):
        run("Filling", [tmp_path / "nowhere"], "Install it.")
