"""The training framework: renderer, data, network, training, evaluation, export. Only here is torch known."""
