"""The branded PDF report."""
