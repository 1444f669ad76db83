"""Many names looked for at once. In: names with what they mean. Out: a trie of their words, and the longest match."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Trie = dict[Any, Any]
"""Word → trie of the words that may follow; None → what the name that ends here means."""

_TOKEN = re.compile(r"\w+|[^\w\s]")


class Token(NamedTuple):
    """A word or a mark of a text."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Words and marks, apostrophes all alike."""
    return [Token(match.group().replace("’", "'"), match.start(), match.end()) for match in _TOKEN.finditer(text)]


def trie_of(names: Iterable[tuple[str, Any]]) -> Trie:
    """A trie of names; what one name means several times comes as a list."""
    trie: Trie = {}
    for name, meaning in names:
        node = trie
        for word in _TOKEN.findall(name.replace("’", "'")):
            node = node.setdefault(word, {})
        if node is not trie:
            node.setdefault(None, []).append(meaning)
    return trie


def longest(trie: Trie, found: list[Token], at: int) -> tuple[int, list[Any]] | None:
    """How many tokens the longest name from `at` on has, and what it means; None where there is none."""
    word = found[at].text
    node: Trie | None = trie.get(word)
    if node is None and len(word) > 3 and word.isupper():
        # A dateline or a headline in capitals: "BEIJING".
        node = trie.get(word.capitalize())
    best, length = None, 0
    while node is not None:
        length += 1
        if None in node:
            best = length, node[None]
        node = node.get(found[at + length].text) if at + length < len(found) else None
    return best
