"""Skin parsing: labels from the mesh and a hair teacher, things pasted over faces, a small network, its export."""
