"""The report as it is read: tables, figures, sentences, all made from the figures of one run."""
