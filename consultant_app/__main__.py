"""``python -m consultant_app``."""

from consultant_app.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
