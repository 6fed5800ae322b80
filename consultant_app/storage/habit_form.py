"""A client's wishes and habits as a row, and back."""

from dataclasses import replace

from sqlmodel import Session

from consultant_app.domain.clients import Profile
from consultant_app.storage.counter_tables import HabitRow


def with_habits(session: Session, client_id: str, profile: Profile) -> Profile:
    """``profile`` with the wishes and habits that are kept of a client."""
    row = session.get(HabitRow, client_id)
    if row is None:
        return profile
    return replace(
        profile,
        wishes=tuple(row.wishes),
        owned=tuple(row.owned),
        used_actives=tuple(row.used_actives),
        avoided_textures=tuple(row.avoided_textures),
        products_at_most=row.products_at_most,
    )


def keep_habits(session: Session, client_id: str, profile: Profile) -> None:
    """Keep the wishes and habits of ``profile`` in place of those that were kept; the client must be flushed."""
    kept = session.get(HabitRow, client_id)
    row = HabitRow(
        client_id=client_id,
        wishes=list(profile.wishes),
        owned=list(profile.owned),
        used_actives=list(profile.used_actives),
        avoided_textures=list(profile.avoided_textures),
        products_at_most=profile.products_at_most,
    )
    if any((row.wishes, row.owned, row.used_actives, row.avoided_textures, row.products_at_most is not None)):
        session.merge(row)
    elif kept is not None:
        session.delete(kept)
