"""ONNX models: manifest, verified loading, sessions, face finding, the skin model. The only place that runs them."""
