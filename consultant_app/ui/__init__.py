"""The window (PyQt6). The only package that knows Qt."""
