"""The command line, as ``fairlab`` or as ``python -m fairlab``."""

import fairlab.system.sigint  # noqa: F401 - first: it answers a Ctrl-C among the other imports

# isort: split

from fairlab.cli import main

if __name__ == "__main__":
    main()
