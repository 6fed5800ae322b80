"""From an analysis to a short, reasoned routine; "nothing to advise" is one of its answers.

Everything is computed from the given values: the same analysis, profile and catalogue give the same routine. The
service may be called from any thread; what it advises from is replaced as a whole where another catalogue is
published.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.catalogue import Catalogue
from consultant_app.domain.clients import Profile
from consultant_app.domain.routine import Routine
from consultant_app.services import rules_optimiser
from consultant_app.services.catalogue import load_house
from consultant_app.services.consultation import Consultation
from consultant_app.services.rules import RuleSet, Source
from consultant_app.services.rules_fit import Compatibility


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is advised from, replaced in one step: no routine is ever made from half of two."""

    catalogue: Catalogue
    rules: RuleSet
    compatibility: Compatibility


class RecommendationService:
    """Recommends products of one catalogue by one set of rules.

    Args:
        catalogue: Products that hold together (``load_catalogue``).
        rules: Rules that were checked against them (``load_house``).
    """

    def __init__(self, catalogue: Catalogue, rules: RuleSet) -> None:
        self.adopt(catalogue, rules)

    def adopt(self, catalogue: Catalogue, rules: RuleSet) -> None:
        """Advise from these from now on; the arguments are those of the constructor."""
        self._ground = _Ground(catalogue, rules, Compatibility(rules.book))

    @property
    def catalogue(self) -> Catalogue:
        """The products that are advised."""
        return self._ground.catalogue

    @property
    def _rules(self) -> RuleSet:
        return self._ground.rules

    def prepare(self) -> None:
        """Load the optimiser, which takes most of a second, before the first face needs it. Any thread."""
        rules_optimiser.prepare()

    def consult(self, analysis: Analysis, profile: Profile, *, age: int | None = None) -> Consultation:
        """All that may be asked about one client's routine; the arguments are those of ``recommend``."""
        ground = self._ground
        return Consultation(ground.catalogue, ground.rules, ground.compatibility, analysis, profile, age)

    def recommend(
        self, analysis: Analysis, profile: Profile, owned: tuple[str, ...] = (), *, age: int | None = None
    ) -> Routine:
        """The best few products for what the analysis shows, in order of use.

        Args:
            analysis: Scores; what cannot be said leads to nothing.
            profile: What must be respected and what she wishes; a bar is never traded against a gain.
            owned: Ids of products the client already uses, beside those of the profile.
            age: Whole years; ``None`` when unknown.

        Returns:
            The routine, empty when there is nothing to advise, with the products left out that would have fitted.
        """
        known = replace(profile, owned=(*profile.owned, *owned))
        return self.consult(analysis, known, age=age).best()

    def rationale(self, rule_id: str, language: str) -> str:
        """Why a rule exists, in words fit for the client; English where the language has no text.

        Raises:
            KeyError: no such rule.
        """
        return _localised(self._rules.rule(rule_id).rationale, language)

    def sources(self, rule_id: str) -> tuple[Source, ...]:
        """Where a rule is known from: published work, a public body, or the house's own convention.

        Raises:
            KeyError: no such rule.
        """
        return self._rules.rule(rule_id).sources

    @property
    def families(self) -> tuple[str, ...]:
        """The families of actives that the house knows, in the order of its file."""
        return tuple(self._rules.ingredients.families)

    def active_name(self, active: str, language: str) -> str:
        """The name of a family of actives, as ``Product.actives`` lists it; English where the language has none.

        Raises:
            KeyError: no such family.
        """
        return _localised(self._rules.ingredients.families[active].name, language)


def _localised(sentences: Mapping[str, str], language: str) -> str:
    short = language.replace("-", "_").split("_", maxsplit=1)[0]
    return sentences.get(language) or sentences.get(short) or sentences["en"]


def load_recommendations(folder: Path | None = None) -> RecommendationService:
    """The service over the files of ``folder``, or the bundled ones.

    Raises:
        CatalogueError: the files do not hold together; every fault is listed.
    """
    house = load_house(folder)
    return RecommendationService(house.catalogue, house.rules)


@lru_cache
def default_recommendations() -> RecommendationService:
    """The service over the bundled files, read once.

    Raises:
        CatalogueError: the files do not hold together; every fault is listed.
    """
    return load_recommendations()
