"""How long the first compilation takes: the demo in a new process with an empty cache, and again with a full one.

    python -m tests.benchmarks compile [--alone] [--write]

``--alone`` starts no workers that precompile. ``--write`` rewrites the list that these work from: what the demo
compiles, with which types, in the order of need (``provenance/text/kernels/types.txt``). Seconds of the processor are
those of all processes.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DEMO = "import provenance; provenance.demo(tell=print)"
ALONE = "from provenance.text.kernels import jit; jit.start_workers = list; "


def recorded() -> list[str]:
    """Return the kernels that the demo compiles, in the order in which they are asked for."""
    from numba.core.event import Listener, install_listener

    import provenance
    from provenance.text.kernels import jit, precompile

    class Recorder(Listener):
        lines: list[str] = []  # noqa: RUF012 - one listener

        def on_start(self, event):
            function = event.data["dispatcher"].py_func
            if not function.__module__.startswith(precompile.PACKAGE):
                return
            name = f"{function.__module__.removeprefix(precompile.PACKAGE + '.')}.{function.__name__}"
            try:
                line = " ".join([name, *map(precompile.format_type, event.data["args"])])
            except ValueError:
                return
            if line not in self.lines:
                self.lines.append(line)

        def on_end(self, event):
            pass

    recorder = Recorder()
    jit.start_workers = list
    with install_listener("numba:compile", recorder):
        provenance.demo()
    return recorder.lines


def timed(code: str, cache: str) -> tuple[float, float]:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=os.environ | {"NUMBA_CACHE_DIR": cache}, check=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks compile")
    parser.add_argument("--alone", action="store_true", help="start no workers that precompile")
    parser.add_argument("--write", action="store_true", help="write the list of what is compiled")
    parser.add_argument("--recording", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.recording:
        Path(given.recording).write_text("\n".join(recorded()) + "\n", encoding="utf-8")
        return
    with tempfile.TemporaryDirectory() as folder:
        if given.write:
            from provenance.text.kernels.precompile import TYPES_FILE

            call = [sys.executable, "-m", "tests.benchmarks", "compile", "--recording", str(TYPES_FILE)]
            subprocess.run(call, env=os.environ | {"NUMBA_CACHE_DIR": folder}, check=True)
            return
        code = ALONE + DEMO if given.alone else DEMO
        print(f"{'what':<32}{'CPU s':>8}{'wall s':>8}")
        for name in ("demo, with an empty cache", "demo, with a full cache"):
            cpu, wall = timed(code, folder)
            print(f"{name:<32}{cpu:>8.1f}{wall:>8.1f}", flush=True)
