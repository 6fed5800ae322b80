"""The structure of a tagged PDF: what each piece of a page is, in reading order (ISO 32000-2, 14.7 and 14.8).

Built while the story is written, so that the reading order is the order of writing, however the pieces then lie on
the pages. Drawing marks each piece in the page's content; ``finish`` turns both into the file's structure tree.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

BOX = "BBox"
"""Attribute of a figure: where it lies on its page, points from the left lower corner."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a page's content: which page, counted from 0, and its number there."""

    page: int
    number: int


@dataclass(eq=False, slots=True)
class Element:
    """A node of the structure.

    Attributes:
        tree: Where it belongs.
        kind: Standard structure type, e.g. ``P``, ``H1``, ``Figure``.
        alt: What a screen reader says instead; of figures and links.
        attributes: ``Scope`` of a table's heading, ``BBox`` of a figure.
        children: Nodes in reading order.
        marks: Content of its own, in the order of drawing.
        links: Pages, counted from 0, with a link annotation of this node, in the order of drawing.
    """

    tree: "Tree"
    kind: str
    alt: str = ""
    attributes: dict[str, object] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    links: list[int] = field(default_factory=list)

    @property
    def drawn(self) -> bool:
        """Whether any of it reached a page."""
        return bool(self.marks) or any(child.drawn for child in self.children)

    def walk(self) -> Iterator["Element"]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Tree:
    """The structure of one document, grown in reading order."""

    def __init__(self) -> None:
        self.root = Element(self, "Document")
        self._open = [self.root]
        self._counts: dict[int, int] = {}

    def add(self, kind: str, alt: str = "", **attributes: object) -> Element:
        """A node that will hold content, below the one that is open."""
        element = Element(self, kind, alt, attributes)
        self._open[-1].children.append(element)
        return element

    @contextmanager
    def within(self, kind: str, alt: str = "", **attributes: object) -> Iterator[Element]:
        """Open a node that will hold the nodes added inside."""
        element = self.add(kind, alt, **attributes)
        self._open.append(element)
        try:
            yield element
        finally:
            self._open.pop()

    def number(self, page: int) -> int:
        """The next free number of marked content on a page."""
        self._counts[page] = self._counts.get(page, -1) + 1
        return self._counts[page]

    def count(self, page: int) -> int:
        """How many pieces are marked on a page."""
        return self._counts.get(page, -1) + 1


@contextmanager
def marked(canvas: Canvas, element: Element) -> Iterator[None]:
    """All that is drawn inside belongs to ``element``."""
    page = canvas.getPageNumber() - 1
    mark = Mark(page, element.tree.number(page))
    element.marks.append(mark)
    canvas.addLiteral(f"/{element.kind} <</MCID {mark.number}>> BDC")
    yield
    canvas.addLiteral("EMC")


@contextmanager
def artifact(canvas: Canvas, kind: str = "Layout") -> Iterator[None]:
    """What is drawn inside says nothing that is not said elsewhere: rules, running heads, ornaments.

    Args:
        canvas: Of the page.
        kind: ``Layout``, or ``Header`` or ``Footer`` of the running text.
    """
    if kind == "Layout":
        canvas.addLiteral("/Artifact <</Type /Layout>> BDC")
    else:
        canvas.addLiteral(f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC")
    yield
    canvas.addLiteral("EMC")
