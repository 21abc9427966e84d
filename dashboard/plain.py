"""Text as elements of the page: never read as HTML, whoever wrote it."""

from collections.abc import Iterable

import reacton.ipyvuetify as v
import solara


def Plain(tag: str, text: str, classes: str = "") -> solara.Element:
    """A text in a tag. Where it may be there or not, give it a `.key`: a tag that is there does not become another."""
    return v.Html(tag=tag, children=[text], class_=classes)


def Lines(lines: Iterable[str], tag: str = "ul") -> solara.Element:
    """Sentences, each a point of a list; `tag` `ol` numbers them."""
    return v.Html(tag=tag, children=[Plain("li", line) for line in lines], class_="s-lines")


def Card(*sentences: str) -> solara.Element:
    """A box with a few sentences, where there is nothing else to show."""
    return solara.Div(children=[Plain("p", sentence) for sentence in sentences], classes=["s-card"])
