"""What is written: the cleaned corpus, the record of removals, the dataset card, and the way back."""
