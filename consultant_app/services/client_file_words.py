"""What is kept of a client, in words: the sections of the document that she takes with her."""

from collections.abc import Sequence
from datetime import date, datetime

from babel.dates import format_date, format_datetime

from consultant_app.domain.clients import Client, SavedVisit
from consultant_app.domain.consent import ConsentEntry, ConsentKind, allowed
from consultant_app.report.sections import Section
from consultant_app.services.consent_texts import consent_texts, newest_version
from consultant_app.texts import Texts


def sections_of(
    client: Client, consents: Sequence[ConsentEntry], visits: Sequence[SavedVisit], words: Texts
) -> list[Section]:
    """Person, consents and visits, each with what is known; nothing that is empty."""
    signed = [(_moment(entry.at, words), _consent(entry, words)) for entry in consents]
    person = [Section(words("portability.person"), _person(client, words))]
    if signed:
        person.append(Section(words("portability.consents"), signed))
    return [*person, *(_visit(visit, words) for visit in visits)]


def _person(client: Client, words: Texts) -> list[tuple[str, str]]:
    details, profile = client.details, client.details.profile
    yes = words("portability.yes")
    known = {
        "name": client.display_name,
        "since": _moment(client.created_at, words),
        "birth_date": "" if details.birth_date is None else _day(details.birth_date, words),
        "email": details.email,
        "phone": details.phone,
        "language": details.language,
        "notes": details.notes,
        "allergens": ", ".join(profile.allergens),
        "pregnancy": yes if profile.pregnancy else "",
        "sensitive": yes if profile.sensitive else "",
        "fragrance_free": yes if profile.fragrance_free else "",
        "budget": "" if profile.budget is None else f"{profile.budget:g}",
        "wishes": ", ".join(words(f"criterion.{key}.name") for key in profile.wishes),
        "owned": ", ".join(profile.owned),
        "used_actives": ", ".join(profile.used_actives),
        "avoided_textures": ", ".join(profile.avoided_textures),
    }
    return [(words(f"portability.{key}"), value) for key, value in known.items() if value]


def _consent(entry: ConsentEntry, words: Texts) -> str:
    titles = consent_texts(newest_version(), words.language).titles
    kinds = [titles[kind] for kind in ConsentKind if kind in allowed(entry.consent)]
    said = "; ".join(kinds) or words("portability.nothing")
    if entry.text_version is None:
        return said
    key = "portability.signed" if entry.signed else "portability.unsigned"
    return f"{said} ({words(key, version=entry.text_version)})"


def _visit(visit: SavedVisit, words: Texts) -> Section:
    lines = [
        (
            words(f"criterion.{result.key}.name"),
            words("state.cannot_say")
            if result.score is None
            else f"{result.score}" + ("" if result.plus_minus is None else f" ± {result.plus_minus}"),
        )
        for result in visit.analysis.criteria
    ]
    overall = visit.analysis.overall
    if overall.score is not None:
        lines.insert(0, (words("overall.name"), f"{overall.score} ± {overall.plus_minus}"))
    advised = ", ".join(item.product.name for item in visit.routine.recommendations)
    known = (("advised", advised), ("note", visit.note), ("model", visit.summary.model_version))
    lines += [(words(f"portability.{key}"), value) for key, value in known if value]
    return Section(words("portability.visit", at=_moment(visit.summary.at, words)), lines)


def _day(day: date, words: Texts) -> str:
    return format_date(day, "long", locale=words.language)


def _moment(at: datetime, words: Texts) -> str:
    return format_datetime(at.astimezone(), "medium", locale=words.language)
