import re
from pathlib import Path

import pytest

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
