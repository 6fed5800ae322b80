"""What the product speaks about: criteria, zones, scores, clients, products. Plain data and rules, no I/O."""
