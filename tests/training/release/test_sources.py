import pytest

from consultant_app.texts import languages, texts
from consultant_app.training.release.sources import SOURCES


@pytest.mark.parametrize("language", languages())
def test_every_source_is_described_in_every_language(language: str) -> None:
    assert all(f"card.source.{source.kind}" in texts(language) for source in SOURCES)


def test_what_is_somebody_elses_names_them_and_the_licence() -> None:
    assert all(source.name and source.licence for source in SOURCES if source.kind != "weights")
