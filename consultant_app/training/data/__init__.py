"""What is learned from: canvases, rendered sets, and what a grade means."""
