"""What is written: the cleaned data, the record of removals, the dataset card, and what restores the input."""
