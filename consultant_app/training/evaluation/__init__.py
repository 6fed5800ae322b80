"""How good a model is: measured on rendered truth and on real photographs."""
