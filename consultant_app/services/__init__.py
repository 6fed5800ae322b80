"""Use cases: what the shell and the screens call. No Qt, no SQL, no pixels drawn."""
