"""A house's own expert grades: read, refused where they leak, learned from, and reported before and after."""
