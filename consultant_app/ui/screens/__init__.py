"""The screens: each draws one presenter and passes on what was touched."""
