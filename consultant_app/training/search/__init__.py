"""Hyper-parameter search: a study that any number of workers share through one database."""
