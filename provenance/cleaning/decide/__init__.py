"""What is removed, and which copy is kept: near-duplicates, containment, decontamination, passages, ranking."""
