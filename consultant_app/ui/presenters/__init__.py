"""What each screen knows and may do, without a pixel: the widgets draw it and pass on what was touched."""
