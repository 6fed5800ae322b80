"""ONNX models: manifest, verified loading, sessions, face finding, skin model. The only place that runs them."""
