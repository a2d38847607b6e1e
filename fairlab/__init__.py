"""fairlab: a workbench in which a fairness claim carries its error bars."""

__version__ = "0.1.0"
