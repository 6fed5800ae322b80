"""Where live pictures come from: cameras, recordings, a drawn scene. Knows the domain only; Qt in one module."""
