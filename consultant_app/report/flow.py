"""Flowables that mark what they draw: lines of text, and grids whose hairlines are no content."""

from __future__ import annotations

from reportlab.platypus import Flowable, Paragraph, Table

from consultant_app.report.tags import Element, artifact, marked


class Line(Paragraph):  # type: ignore[misc] # reportlab carries no types
    """Text that wraps and, broken over pages, stays one piece of the structure.

    Attributes:
        element: Its node; ``None`` in documents without structure, and in running heads.
        url: Where it leads when it is touched on screen; empty for nowhere.
    """

    element: Element | None = None
    url: str = ""

    def split(self, width: float, height: float) -> list[Flowable]:
        """Break at the foot of a page; called by reportlab."""
        parts: list[Flowable] = super().split(width, height)
        for part in parts:
            part.element = self.element
        return parts

    def draw(self) -> None:
        """Paint at the canvas's origin; called by reportlab."""
        if self.element is None:
            super().draw()
            return
        with marked(self.canv, self.element):
            super().draw()
        if self.url:
            self.canv.linkURL(self.url, (0, 0, self.width, self.height), relative=1)
            self.element.links.append(self.canv.getPageNumber() - 1)


class Grid(Table):  # type: ignore[misc] # reportlab carries no types
    """A table as a means of layout; its lines and grounds are ornaments."""

    def _drawLines(self) -> None:  # noqa: N802 - reportlab's name
        if self._linecmds:
            with artifact(self.canv):
                super()._drawLines()

    def _drawBkgrnd(self) -> None:  # noqa: N802 - reportlab's name
        if self._bkgrndcmds:
            with artifact(self.canv):
                super()._drawBkgrnd()


class Figure(Flowable):  # type: ignore[misc] # reportlab carries no types
    """Something drawn: a figure with a description where it says something, an ornament where it does not.

    Subclasses set ``width`` and ``height`` (points) and draw in ``paint``.

    Args:
        element: Its node; ``None`` for what says nothing that the text beside it does not.
    """

    def __init__(self, element: Element | None = None) -> None:
        super().__init__()
        self.element = element

    def paint(self) -> None:
        """Paint at the canvas's origin."""
        raise NotImplementedError

    def draw(self) -> None:
        """Paint inside a mark; called by reportlab."""
        if self.element is None:
            with artifact(self.canv):
                self.paint()
            return
        x, y = self.canv.absolutePosition(0, 0)
        self.element.attributes["BBox"] = (x, y, x + self.width, y + self.height)
        with marked(self.canv, self.element):
            self.paint()
