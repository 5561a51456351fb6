"""The site of the docs: ``sphinx-build -W -n docs SITE`` builds it, without a network; every warning is an error.

The pages are the Markdown files and notebooks of this folder, as they can be read beside the code. What the side bar
lists, in which order, is what the pages called ``index.md`` link to.
"""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar

from myst_parser.parsers.sphinx_ import MystParser
from pygments.lexers.special import TextLexer
from pygments.lexers.sql import SqlLexer
from pygments.token import Name

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

HERE = Path(__file__).resolve().parent
FACE = (HERE.parent / "provenance/__init__.py").read_text(encoding="utf-8")

project = "provenance"
author = "The news-provenance authors"
project_copyright = author
version = release = re.search(r'__version__ = "(.+)"', FACE)[1]  # type: ignore[index]

extensions = ["myst_parser"]
source_suffix = {".md": "markdown", ".ipynb": "notebook"}
root_doc = "index"
nitpicky = True
smartquotes = False
pygments_style = "tango"
pygments_dark_style = "monokai"
highlight_language = "none"
myst_heading_anchors = 4
myst_links_external_new_tab = False
html_theme = "furo"
html_title = f"{project} {version}"
html_static_path = ["site.css"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_show_sphinx = False
html_copy_source = False

LINK = re.compile(r"\]\((?P<page>[\w/.-]+?)\.(?:md|ipynb)\)")
OUTWARD = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<target>(?:\.\./)+[^)#]+)\)")
TOCTREE = "\n\n```{{toctree}}\n:hidden:\n{options}\n{pages}\n```\n"


class NotebookParser(MystParser):  # type: ignore[misc]
    """Reads a notebook as the Markdown of its cells."""

    supported = ("notebook",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse the text of a notebook file."""
        super().parse(notebook_markdown(inputstring), document)


def notebook_markdown(text: str) -> str:
    """Return the cells of a notebook as Markdown: code as blocks of Python."""
    cells = json.loads(text)["cells"]
    sources = [("".join(cell["source"]), cell["cell_type"] == "code") for cell in cells]
    return "\n\n".join(f"```python\n{source}\n```" if is_code else source for source, is_code in sources)


class DuckDbLexer(SqlLexer):  # type: ignore[misc]
    """SQL as it is written here: with parameters such as ``$outlet``."""

    tokens: ClassVar = {"root": [(r"\$\w+", Name.Variable), *SqlLexer.tokens["root"]]}


def name_outward_links(_: Sphinx, name: str, source: list[str]) -> None:
    """Put the path of a file beside the docs in the place of a link that leads to it: the site does not hold it."""
    folder = (HERE / name).parent

    def named(link: re.Match[str]) -> str:
        target = (folder / link["target"]).resolve()
        if target.is_relative_to(HERE) or not target.exists():
            return link[0]
        return f"{link['words']} (`{target.relative_to(HERE.parent)}`)"

    source[0] = OUTWARD.sub(named, source[0])


def list_pages(_: Sphinx, name: str, source: list[str]) -> None:
    """Add to a page called ``index`` what the side bar lists: the pages that it links to, by heading."""
    if PurePosixPath(name).name == "index":
        source[0] += "".join(contents(source[0], is_root=name == root_doc))


def contents(text: str, *, is_root: bool) -> list[str]:
    """Return the tables of contents of a page: one for each second heading under which it lists pages."""
    seen: set[str] = set()
    trees = []
    for part in re.split(r"(?m)^## ", text):
        pages = [page for page in LINK.findall(part) if page not in seen and not seen.add(page)]  # type: ignore[func-returns-value]
        if pages:
            caption = f":caption: {part.splitlines()[0]}\n" if is_root else ""
            trees.append(TOCTREE.format(options=caption, pages="\n".join(pages)))
    return trees


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the parser of notebooks, and the contents of index pages."""
    app.add_source_parser(NotebookParser)
    app.add_lexer("sql", DuckDbLexer)
    for words in ("csv", "plain"):
        app.add_lexer(words, TextLexer)
    app.connect("source-read", name_outward_links)
    app.connect("source-read", list_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
