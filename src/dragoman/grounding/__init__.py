"""Who, where and when. In: a document and its reading. Out: the reading with what its spans stand for filled in."""

from dragoman.grounding.grounder import Grounder

__all__ = ["Grounder"]
