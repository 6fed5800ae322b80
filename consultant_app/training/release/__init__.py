"""From trained weights to a model the application ships."""
