"""Processes, signals and files: what the operating system has to be told."""
