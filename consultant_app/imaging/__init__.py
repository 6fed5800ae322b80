"""Geometry and colour of a face on a photo: decoding, alignment, zones, skin, quality, raw measures. No models."""
