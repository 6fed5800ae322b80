"""One module a command of ``consultant-train``: its arguments and what it does."""
