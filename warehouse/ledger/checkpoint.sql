-- Write everything into the one file.
CHECKPOINT;
