"""Run the command line as ``python -m fairlab``."""

from fairlab.cli import main

main()
