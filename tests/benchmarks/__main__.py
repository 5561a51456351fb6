"""Runs one benchmark: ``python -m tests.benchmarks NAME …``."""

import importlib
import pkgutil
import sys

from tests import benchmarks


def main() -> None:
    names = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name != "__main__")
    if len(sys.argv) < 2 or sys.argv[1] not in names:
        sys.exit(f"usage: python -m tests.benchmarks {{{','.join(names)}}} …")
    importlib.import_module(f"tests.benchmarks.{sys.argv[1]}").main(sys.argv[2:])


if __name__ == "__main__":
    main()
