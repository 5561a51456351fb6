"""What is removed, and which copy stays: near-duplicates, containment, decontamination, ranking."""
