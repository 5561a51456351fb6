"""The public names with their types, for type checkers; at run time ``__init__.py`` loads each when it is used."""

from provenance.cleaning.clean import clean as clean
from provenance.cleaning.options import CleaningOptions as CleaningOptions
from provenance.cleaning.options import cleaning_options as cleaning_options
from provenance.cleaning.output.explain import explain as explain
from provenance.cleaning.output.restore import restore as restore
from provenance.cleaning.output.result import Cleaned as Cleaned
from provenance.errors import ProvenanceError as ProvenanceError
from provenance.pipeline.demo import demo as demo
from provenance.pipeline.distributed.trace_on_spark import trace_on_spark as trace_on_spark
from provenance.pipeline.imports import import_folder as import_folder
from provenance.pipeline.outlets import add_outlets as add_outlets
from provenance.pipeline.removal import remove as remove
from provenance.pipeline.report import export as export
from provenance.pipeline.report import piece as piece
from provenance.pipeline.report import report as report
from provenance.pipeline.reruns import diff as diff
from provenance.pipeline.reruns import rerun as rerun
from provenance.pipeline.rulings import rule as rule
from provenance.pipeline.rulings import withdraw as withdraw
from provenance.pipeline.runs import Summary as Summary
from provenance.pipeline.site import serve as serve
from provenance.pipeline.snapshots import snapshot as snapshot
from provenance.pipeline.trace import add as add
from provenance.pipeline.trace import status as status
from provenance.pipeline.trace import trace as trace
from provenance.pipeline.watch import watch as watch
from provenance.pipeline.where import pasted_text as pasted_text
from provenance.pipeline.where import where as where
from provenance.readers import read as read
from provenance.settings import Settings as Settings
from provenance.warehouse.questions import questions as questions
from provenance.warehouse.warehouse import Warehouse as Warehouse

__version__: str
