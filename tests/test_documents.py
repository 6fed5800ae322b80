import re
from pathlib import Path

import pytest

from consultant_app.domain.criteria import CRITERIA
from consultant_app.training import cli
from consultant_app.training.data.severity import CHANNEL_OF, FULL

_ROOT = Path(__file__).resolve().parent.parent
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)[^)]*\)")
_FENCED = re.compile(r"```.*?```", re.DOTALL)
_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)


def _documents() -> list[Path]:
    return sorted(_ROOT.glob("*.md")) + sorted(_ROOT.glob("docs/**/*.md"))


def _anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, made as the code host makes them."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", document.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", _documents(), ids=lambda path: str(path.relative_to(_ROOT)))
def test_no_link_is_broken(document):
    broken = []
    for target in _LINK.findall(_CODE.sub("", document.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        linked = document.parent / path if path else document
        if not linked.exists() or (anchor and linked.suffix == ".md" and anchor not in _anchors(linked)):
            broken.append(target)
    assert not broken


def test_every_command_of_the_readme_names_a_file_that_exists():
    text = (_ROOT / "README.md").read_text(encoding="utf-8")
    for script in re.findall(r"python3? ([\w/]+\.py)", text):
        assert (_ROOT / script).is_file()


def test_the_scales_are_those_of_the_code():
    text = (_ROOT / "docs" / "scales.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| 0-(\d) \| ([\d.]+) \| (\w+) \|", text, re.MULTILINE)
    written = {key: (int(end), float(top), channel) for key, end, top, channel in rows}
    assert written == {key: (CRITERIA[key].grade_max, FULL[key], CHANNEL_OF[key]) for key in FULL}


def test_the_shell_document_lists_every_training_command():
    text = (_ROOT / "docs" / "cli.md").read_text(encoding="utf-8").split("## `consultant-train`")[1]
    listed = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert sorted(listed) == sorted(module.__name__.rsplit(".", 1)[1] for module in cli.COMMANDS)
