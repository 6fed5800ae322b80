"""The house's own widgets: drawn from the theme, with large targets and a keyboard path."""
