"""The editor: a photograph taken apart into its clean version and a layer for each attribute."""
