"""The metrics, some in each file, as a tuple METRICS; a new file is found by itself.

Files import numpy at most when they are imported: help of the command line lists the metrics.
"""
