"""The training framework: renderer, data, network, training, evaluation, export. The only package that knows torch."""
