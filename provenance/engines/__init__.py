"""Engines: where the functions of stages run. One protocol; one contract test holds every engine to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from provenance.threads import Threads

Batch = TypeVar("Batch")
Result = TypeVar("Result")


class Engine(Protocol):
    """Runs a pure function over batches and returns the results in the order of the batches.

    What an engine may count on, and a distributed one needs:

    - The function, the batches and the results can be pickled: functions stand at the top of a module or are
      ``functools.partial`` of such. What every batch shares (settings, outlets) is bound into the function, which an
      engine can send once to each machine.
    - The function is pure: a batch that was lost with a machine may be run again, and one that is late may be run
      twice, as only one of the two results is returned.
    - Stages are mapped over frames by name and give frames by name, with the columns of ``provenance.tables``. An
      engine whose tasks take rows of a single schema (Spark's ``mapInArrow``) packs each batch into one row: its
      position, and the Arrow IPC bytes of every frame; and sorts the results by that position.
    - Batches come from the connection of the calling thread and their results go back there, in order: no other
      thread, process or machine opens the warehouse.

    What an engine promises in return:

    - Batches are drawn lazily and in the calling thread, a bounded number ahead of the result that is yielded next.
    - Every call is handed the threads that it may use. No function below an engine asks how many cores there are.
    - An exception of the function is raised to the caller in the place of that batch's result.
    - Neither the number of threads, processes or machines nor the cut into batches changes a result.
    """

    @property
    def threads(self) -> Threads:
        """The threads that a call in the calling process may use while nothing is mapped."""
        ...

    def map(
        self, function: Callable[[Batch, Threads], Result], batches: Iterable[Batch], *, side_by_side: bool = True
    ) -> Iterator[Result]:
        """Yield ``function(batch, threads)`` for every batch, in order.

        Args:
            function: pure, and picklable.
            batches: drawn as room becomes free.
            side_by_side: whether one machine may run several batches at the same time. If not, each has the whole
                machine: for batches that are large and whose function divides its work among threads.
        """
        ...
