"""Whether a PDF is well tagged, read back with pikepdf alone: what of PDF/UA (ISO 14289-1) a machine can check."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

SHOWS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "EI", "INLINE IMAGE"}
"""Operators that leave something on the page."""
TEXT = {"Tj", "TJ", "'", '"'}


@dataclass
class Checked:
    """What was found.

    Attributes:
        faults: What is wrong, in words; empty where nothing is.
        said: (structure type, text or alternative) of every leaf, in reading order.
        kinds: All structure types in reading order.
    """

    faults: list[str] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(text for _, text in self.said).split())


def checked(data: bytes, password: str = "") -> Checked:
    """Walk catalogue, pages, structure and fonts."""
    with pikepdf.open(io.BytesIO(data), password=password) as pdf:
        out = Checked()
        _catalogue(pdf, out)
        content = [_page(pdf, number, out) for number in range(len(pdf.pages))]
        nodes = _nodes(pdf.Root.StructTreeRoot)
        _walk(pdf, nodes, content, out)
        _fonts(pdf, out)
        return out


def _catalogue(pdf: pikepdf.Pdf, out: Checked) -> None:
    root = pdf.Root
    if not bool(root.MarkInfo.Marked):
        out.faults.append("the file does not say that it is tagged")
    if len(str(root.get("/Lang", ""))) < 2:
        out.faults.append("the file names no language")
    if not bool(root.ViewerPreferences.DisplayDocTitle) or not str(pdf.docinfo.get("/Title", "")):
        out.faults.append("the title is not shown")
    if b"dc:title" not in root.Metadata.read_bytes():
        out.faults.append("there is no XMP metadata")


def _page(  # noqa: C901 - one pass over the operators
    pdf: pikepdf.Pdf, number: int, out: Checked
) -> dict[int, str]:
    """Marked content of a page by number, with its text; faults where anything shows outside."""
    page = pdf.pages[number]
    if page.obj.get("/Tabs") != "/S":
        out.faults.append(f"page {number + 1}: tabbing does not follow the structure")
    decoders = {name: _decoder(font) for name, font in page.obj.Resources.Font.items()}
    texts: dict[int, str] = {}
    stack: list[int | str] = []
    font = ""
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            stack.append(_opened(operands))
            if isinstance(stack[-1], int):
                if stack[-1] in texts:
                    out.faults.append(f"page {number + 1}: number {stack[-1]} is given twice")
                texts[stack[-1]] = ""
                if len(stack) > 1:
                    out.faults.append(f"page {number + 1}: marked content inside other marked content")
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            font = str(operands[0])
        elif name in SHOWS and not stack:
            out.faults.append(f"page {number + 1}: {name} shows something that is neither content nor ornament")
        if name in TEXT and stack and isinstance(stack[-1], int):
            texts[stack[-1]] += _shown(operands, decoders[font]) + " "
    if stack:
        out.faults.append(f"page {number + 1}: marked content is not closed")
    return texts


def _opened(operands: list[object]) -> int | str:
    if str(operands[0]) != "/Artifact" and len(operands) > 1 and "/MCID" in operands[1]:
        return int(operands[1].MCID)
    return str(operands[0])


def _shown(operands: list[object], decoder: dict[int, str]) -> str:
    parts = operands[-1] if isinstance(operands[-1], pikepdf.Array) else [operands[-1]]
    return "".join(
        "".join(decoder.get(code, "?") for code in bytes(part))
        for part in parts
        if isinstance(part, pikepdf.String)
    )


def _decoder(font: pikepdf.Object) -> dict[int, str]:
    """Code -> letter, from the font's own table."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    out: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letter in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            out[int(code, 16)] = bytes.fromhex(letter).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letters in re.findall(r"<(\w+)>\s*<(\w+)>\s*(\[.*?\]|<\w+>)", block, re.DOTALL):
            found = re.findall(r"<(\w+)>", letters)
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                letter = found[step] if len(found) > 1 else f"{int(found[0], 16) + step:04x}"
                out[code] = bytes.fromhex(letter).decode("utf-16-be")
    return out


def _nodes(root: pikepdf.Object) -> list[pikepdf.Object]:
    """All structure elements in reading order."""

    def below(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
        yield node
        for kid in node.K:
            if kid.get("/Type") == "/StructElem":
                assert kid.P.objgen == node.objgen
                yield from below(kid)

    return list(below(root.K))


def _walk(pdf: pikepdf.Pdf, nodes: list[pikepdf.Object], content: list[dict[int, str]], out: Checked) -> None:
    parents = _parent_tree(pdf)
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    used: set[tuple[int, int]] = set()
    level = 0
    for node in nodes:
        kind = str(node.S)[1:]
        out.kinds.append(kind)
        told = []
        for kid in node.K:
            if kid.get("/Type") == "/MCR":
                place = pages[kid.Pg.objgen], int(kid.MCID)
                if place in used or parents[place[0]][place[1]].objgen != node.objgen:
                    out.faults.append(f"{kind}: page {place[0] + 1}, number {place[1]} belongs to another node")
                used.add(place)
                told.append(content[place[0]][place[1]])
        if told:
            out.said.append((kind, str(node.Alt) if kind == "Figure" else " ".join(told).strip()))
        level = _judge(node, kind, level, parents, out)
    marked = {(number, mark) for number, texts in enumerate(content) for mark in texts}
    if marked - used:
        out.faults.append(f"{len(marked - used)} pieces of content belong to no node")


def _judge(node: pikepdf.Object, kind: str, level: int, parents: dict[int, object], out: Checked) -> int:
    """One node by its kind; returns the level of the last heading."""
    if not len(node.K):
        out.faults.append(f"{kind}: an empty node")
    if kind == "Figure":
        placed = any("/BBox" in each for each in node.get("/A", []))
        if not placed or not str(node.get("/Alt", "")).strip():
            out.faults.append("a figure without place or alternative text")
    if kind == "TH" and not any("/Scope" in each for each in node.A):
        out.faults.append("a heading of a table without scope")
    if kind == "Link":
        annotations = [kid.Obj for kid in node.K if kid.get("/Type") == "/OBJR"]
        if not annotations or not str(annotations[0].Contents):
            out.faults.append("a link without annotation or words")
        elif parents[int(annotations[0].StructParent)].objgen != node.objgen:
            out.faults.append("a link's annotation belongs to another node")
    if re.fullmatch(r"H\d", kind):
        if int(kind[1]) > level + 1:
            out.faults.append(f"{kind} follows H{level}")
        return int(kind[1])
    return level


def _parent_tree(pdf: pikepdf.Pdf) -> dict[int, object]:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


def _fonts(pdf: pikepdf.Pdf, out: Checked) -> None:
    for page in pdf.pages:
        for font in page.obj.Resources.Font.values():
            if "/FontDescriptor" not in font or "/FontFile2" not in font.FontDescriptor:
                out.faults.append(f"{font.BaseFont} is not embedded")
            if "/ToUnicode" not in font:
                out.faults.append(f"{font.BaseFont} cannot be read aloud")
