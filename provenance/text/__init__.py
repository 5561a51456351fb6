"""Words and numbers only: strings, bytes, arrays; no frames, no files."""
