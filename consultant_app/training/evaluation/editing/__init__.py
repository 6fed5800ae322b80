"""What is measured of an editor: its pictures scored again, beside true pairs, and by who is on them."""
