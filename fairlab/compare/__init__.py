from fairlab.compare.paired_seeds import compare as compare
