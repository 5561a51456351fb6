"""Speed and memory, measured: ``python -m tests.benchmarks NAME …``; every module here is one NAME."""
