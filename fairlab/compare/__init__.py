from fairlab.compare.seeds import compare as compare
