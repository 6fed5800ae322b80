"""The encrypted files of an analysed photo, of a saved visit as of a draft: which there are, and how they read."""

from collections.abc import Iterator, Mapping

from consultant_app.domain.analysis import Analysis, FaceView
from consultant_app.domain.photo import RGB, AnalysedPhoto, EvidenceMaps, SidePhoto
from consultant_app.storage import photo_form
from consultant_app.storage.photo_vault import Kind, Owner, PhotoVault, StoredFile

_KINDS: dict[FaceView, tuple[Kind, Kind]] = {
    FaceView.FRONT: ("photo", "maps"),
    FaceView.LEFT: ("photo_left", "maps_left"),
    FaceView.RIGHT: ("photo_right", "maps_right"),
}
"""View -> the kinds of its photo and of its maps."""

FILE_KINDS: tuple[Kind, ...] = tuple(kind for kinds in _KINDS.values() for kind in kinds)


def contents_of(photo: AnalysedPhoto) -> Iterator[tuple[Kind, bytes]]:
    """The files of a photo and of the three-quarter photos that belong to it."""
    for view in photo.views:
        seen, (pixels, maps) = photo.seen_from(view), _KINDS[view]
        yield pixels, photo_form.photo_to_bytes(seen.rgb)
        yield maps, photo_form.maps_to_bytes(seen.evidence, seen.zone_polygons)


def read_photo(
    vault: PhotoVault, owner: Owner, files: Mapping[Kind, StoredFile], key: bytes, analysis: Analysis
) -> AnalysedPhoto:
    """The photo with its sides, as ``analysis`` names them. Raises ``StorageError`` as the vault does."""

    def read(view: FaceView) -> tuple[RGB, EvidenceMaps, photo_form.Polygons]:
        pixels, maps = (vault.get(owner, files[kind], key) for kind in _KINDS[view])
        return photo_form.photo_from_bytes(pixels), *photo_form.maps_from_bytes(maps)

    # What belongs to the visit is said by the analysis: a file that is gone is missing, not overlooked.
    front, *sides = (read(view) for view in (FaceView.FRONT, *(side.view for side in analysis.sides)))
    shown = (SidePhoto(side.view, *seen) for side, seen in zip(analysis.sides, sides, strict=True))
    return AnalysedPhoto(front[0], analysis, front[1], front[2], sides=tuple(shown))
