"""The renderer: attributes of skin drawn as material layers with known severity, and a simulated camera."""
