"""A corpus without its copies and repeated blocks: what is removed is recorded, kept, and can be restored.

The rooms, each of which imports only from those before it: ``inputs`` (what is read), ``scan`` (features of each
document), ``decide`` (what is removed and cut) and ``output`` (what is written). ``options`` and ``corpus_formats`` are
below them all; ``clean`` and ``redecide`` run them in order.
"""
