"""One call of ``clean``: what its steps share, handed from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.limits import NO_LIMITS

if TYPE_CHECKING:
    from provenance.cleaning.inputs.corpus import Corpus
    from provenance.cleaning.inputs.staging import StagingFolder
    from provenance.cleaning.options import CleaningOptions
    from provenance.limits import Limits
    from provenance.progress import Progress
    from provenance.threads import Threads


@dataclass(frozen=True)
class CleaningJob:
    """What every step of a cleaning needs.

    Attributes:
        corpus: the inputs.
        options: what is removed, and which copy is kept.
        staging: where finished parts of the output are put.
        threads: the thread budget of the whole call.
        progress: called with the step, and documents done and in all.
        limits: the memory of the whole call.
    """

    corpus: Corpus
    options: CleaningOptions
    staging: StagingFolder
    threads: Threads
    progress: Progress
    limits: Limits = NO_LIMITS
