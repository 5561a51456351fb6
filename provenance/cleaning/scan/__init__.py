"""The first pass over a corpus: features of each document, boilerplate and story versions."""
