"""The report of a sweep: one page that answers, shows, and leads to every run."""
