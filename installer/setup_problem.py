"""The one error of the installer: something about this machine stands in the way, and the person can mend it."""


class SetupProblem(Exception):  # noqa: N818 - it is the machine's problem, told to a person, not the program's error
    """Setting up cannot go on. ``str(problem)`` says what happened and what to do."""
