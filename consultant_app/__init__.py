"""Skin-appearance analysis for the counters of a luxury cosmetics house. Everything runs locally."""

__version__ = "0.1.0"
