"""The pictures of the packs: files beside the catalogue, named like the products; a product may have none."""

from collections.abc import Iterable
from pathlib import Path

from consultant_app.files import resource
from consultant_app.report.content import PACK_KINDS


def product_pictures(product_ids: Iterable[str], folder: Path | None = None) -> dict[str, Path]:
    """Product id -> its picture, for those that have one.

    Args:
        product_ids: The products.
        folder: Where the pictures are; the bundled ``catalogue/pictures`` unless given.
    """
    root = resource("catalogue") / "pictures" if folder is None else folder
    known = {path.name for path in root.iterdir()} if root.is_dir() else set()
    found = {}
    for product_id in product_ids:
        picture = next((f"{product_id}{kind}" for kind in PACK_KINDS if f"{product_id}{kind}" in known), None)
        if picture is not None:
            found[product_id] = root / picture
    return found
