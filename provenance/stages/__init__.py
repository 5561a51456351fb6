"""Frame in, frame out: every stage is one pure function, and no stage knows another."""
