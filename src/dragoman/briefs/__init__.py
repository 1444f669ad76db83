"""Briefs: texts on a country's dealings, every sentence of which cites the events that show it.

from dragoman.briefs import compose, markdown
print(markdown(compose(ledger, "PRK", ("RUS",), since, until)))
"""

from dragoman.briefs.brief import Brief, BriefError, Section, Statement
from dragoman.briefs.composing import compose
from dragoman.briefs.rendering import Picture, html, markdown

__all__ = ["Brief", "BriefError", "Picture", "Section", "Statement", "compose", "html", "markdown"]
