"""Fragments of HTML, as records and feeds hold them, as text."""

from __future__ import annotations

from html.parser import HTMLParser

BLOCK_TAGS = {
    *("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "figure"),
    *("figcaption", "section", "article", "header", "footer", "aside", "hr", "pre", "dd", "dt"),
}
HIDDEN_TAGS = {"script", "style", "noscript", "template", "iframe"}


class VisibleTextParser(HTMLParser):
    """Collects the text that a reader sees of a fragment of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the signature is the parser's
        """Begin a line at a block."""
        self._hidden += tag in HIDDEN_TAGS
        if tag in BLOCK_TAGS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line at a block."""
        self._hidden = max(0, self._hidden - (tag in HIDDEN_TAGS))
        if tag in BLOCK_TAGS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Collect text outside hidden elements."""
        if not self._hidden:
            self.parts.append(data)


def visible_text(fragment: str) -> str:
    """Return the text that a reader sees of a fragment of HTML, one line a block element."""
    parser = VisibleTextParser()
    parser.feed(fragment)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)
