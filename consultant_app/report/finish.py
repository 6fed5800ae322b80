"""The last step of a PDF: structure tree, language and metadata; and the copy that opens with a password.

reportlab writes pages, fonts and annotations but no structure, so it is added to the finished file with pikepdf.
"""

import io
import unicodedata
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from consultant_app.report.tags import BOX, Element, Tree

_OWNERS = {"Scope": "/Table", BOX: "/Layout"}
"""Which family an attribute belongs to (ISO 32000-2, 14.8.5)."""


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself.

    Attributes:
        title: Shown in the reader's title bar.
        author: The house.
        subject: One sentence.
        language: BCP 47 code.
    """

    title: str
    author: str
    subject: str
    language: str


def finish(data: bytes, tree: Tree, about: About) -> bytes:
    """The PDF with its structure; equal arguments give equal bytes.

    Args:
        data: A PDF whose content is marked as ``tree`` says.
        tree: Its structure.
        about: Its metadata.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _structure(pdf, tree)
        pdf.Root.Lang = String(about.language)
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        metadata = pdf.make_stream(_xmp(about).encode())
        metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
        pdf.Root.Metadata = metadata
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def protected(data: bytes, password: str) -> bytes:
    """The same PDF, opened with a password only (AES-256 of PDF 2.0); the password is kept nowhere.

    Whoever opens it may print and copy: it is the client's own.

    Args:
        data: The PDF.
        password: Typed by people on different keyboards, so composed letters are made alike (NFKC).
    """
    key = unicodedata.normalize("NFKC", password)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(user=key, owner=key, R=6))
    return out.getvalue()


def _structure(pdf: pikepdf.Pdf, tree: Tree) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    pages = list(pdf.pages)
    parents = [Array([None] * tree.count(number)) for number in range(len(pages))]
    links: list[pikepdf.Object] = []
    writer = _Writer(pdf, pages, parents, links)
    root.K = writer.node(tree.root, root)
    numbers: list[object] = []
    for number, (page, content) in enumerate(zip(pages, parents, strict=True)):
        page.obj.StructParents = number
        # Tab moves through links in the order of reading.
        page.obj.Tabs = Name.S
        numbers.extend([number, pdf.make_indirect(content)])
    for number, link in enumerate(links, len(pages)):
        numbers.extend([number, link])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(pages) + len(links)
    pdf.Root.StructTreeRoot = root


class _Writer:
    """Writes nodes, and notes who owns each mark and each link."""

    def __init__(
        self, pdf: pikepdf.Pdf, pages: list[pikepdf.Page], parents: list[Array], links: list[pikepdf.Object]
    ) -> None:
        self._pdf, self._pages, self._parents, self._links = pdf, pages, parents, links
        self._annotations = [list(page.obj.get("/Annots", [])) for page in pages]

    def node(self, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        """The node of ``element`` with all below it that was drawn."""
        node = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind}"), P=parent))
        if element.alt:
            node.Alt = String(element.alt)
        if element.attributes:
            node.A = self._attributes(element)
        kids = Array()
        for mark in element.marks:
            reference = Dictionary(Type=Name.MCR, Pg=self._pages[mark.page].obj, MCID=mark.number)
            kids.append(reference)
            self._parents[mark.page][mark.number] = node
        for page in element.links:
            kids.append(self._link(page, element, node))
        for child in element.children:
            if child.drawn:
                kids.append(self.node(child, node))
        node.K = kids
        return node

    def _attributes(self, element: Element) -> Array:
        return Array(
            [
                Dictionary({"/O": Name(_OWNERS[key]), f"/{key}": _value(value)})
                for key, value in element.attributes.items()
            ]
        )

    def _link(self, page: int, element: Element, node: pikepdf.Object) -> pikepdf.Object:
        annotation = self._annotations[page].pop(0)
        annotation.Contents = String(element.alt)
        annotation.StructParent = len(self._pages) + len(self._links)
        # Printed as well as shown.
        annotation.F = 4
        self._links.append(node)
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self._pages[page].obj)


def _value(value: object) -> object:
    return Array([round(part, 2) for part in value]) if isinstance(value, tuple) else Name(f"/{value}")


def _xmp(about: About) -> str:
    """The same facts for programs that read XMP."""
    title, author, subject, language = (
        escape(text) for text in (about.title, about.author, about.subject, about.language)
    )
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
