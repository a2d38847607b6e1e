"""The datasets that come with fairlab, one file each."""
