"""What every widget may ask for: the theme, the language, the task runner. Handed down, never global."""

from dataclasses import dataclass

from consultant_app.ui.language import Language
from consultant_app.ui.tasks import TaskRunner
from consultant_app.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Ui:
    """The surroundings of the widgets."""

    theme: Theme
    language: Language
    tasks: TaskRunner
