"""Invented clients for the demonstration. Their visits come from the real engine only; no score is made up."""

from datetime import date
from uuid import UUID, uuid5

from consultant_app.domain.clients import ClientDraft, Consent, Profile

_FAMILY = UUID("6b1f7a52-6d0c-4f0e-9a55-0c0b5b7b8f10")
"""Makes the demonstration's ids the same on every computer, so that seeding twice adds nobody twice."""

DEMONSTRATION_PIN = "2580"
"""Opens the demonstration; its unlock screen says so."""

DEMONSTRATION_PEOPLE = ("Hélène Marchand", "Noor Bellamy")
"""Invented: the manager first, then consultants."""

_EVERYTHING = Consent(analysis=True, keep_photos=True, keep_results=True, contact=True)
_NO_CONTACT = Consent(analysis=True, keep_photos=True, keep_results=True)
_NO_PHOTOS = Consent(analysis=True, keep_results=True, contact=True)

# E-mail addresses lie in .example, phone numbers in the ranges that are kept free for fiction.
DEMONSTRATION_CLIENTS: tuple[ClientDraft, ...] = (
    ClientDraft(
        first_name="Éléonore",
        last_name="Vasseur",
        birth_date=date(1978, 4, 12),
        email="eleonore.vasseur@courriel.example",
        phone="+33 6 39 98 12 40",
        language="fr",
        notes="Préfère les textures légères. Passe le samedi matin.",
        consent=_EVERYTHING,
        profile=Profile(budget=320.0),
    ),
    ClientDraft(
        first_name="Amara",
        last_name="Okonjo",
        birth_date=date(1990, 9, 3),
        email="amara.okonjo@mail.example",
        phone="+44 7700 900142",
        language="en",
        notes="Comes in before travelling; likes small sizes.",
        consent=_EVERYTHING,
        profile=Profile(fragrance_free=True),
    ),
    ClientDraft(
        first_name="Mei-Lin",
        last_name="Zhao",
        birth_date=date(1985, 1, 27),
        email="meilin.zhao@mail.example",
        phone="+44 7700 900318",
        language="en",
        consent=_NO_CONTACT,
        profile=Profile(allergens=("LIMONENE", "LINALOOL"), sensitive=True),
    ),
    ClientDraft(
        first_name="Claire",
        last_name="Delmas-Aït Saïd",
        birth_date=date(1994, 6, 18),
        email="claire.delmas@courriel.example",
        phone="+33 6 39 98 47 05",
        language="fr",
        notes="Attend un enfant pour l’automne.",
        consent=_NO_PHOTOS,
        profile=Profile(pregnancy=True, sensitive=True, fragrance_free=True),
    ),
    ClientDraft(
        first_name="Henrik",
        last_name="Sørensen",
        birth_date=date(1969, 11, 30),
        email="henrik.sorensen@mail.example",
        language="en",
        notes="Short routine, nothing perfumed before work.",
        consent=_NO_CONTACT,
        profile=Profile(budget=150.0),
    ),
    ClientDraft(
        first_name="Yasmine",
        last_name="Haddad",
        birth_date=date(2001, 2, 8),
        phone="+33 6 39 98 73 61",
        language="fr",
        notes="Première visite offerte par sa mère.",
        consent=_EVERYTHING,
    ),
)


def demonstration_id(draft: ClientDraft) -> str:
    """The fixed id of a demonstration client."""
    return str(uuid5(_FAMILY, f"{draft.first_name} {draft.last_name}"))
