"""The first pass over a corpus: the features of each document, and the spans to cut from it."""
