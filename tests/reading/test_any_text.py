"""The shipped reader on texts that are no news, and on texts that no newspaper would print."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding import code_text
from dragoman.reading.report import Reading

RECIPE = """Onion soup
Peel six large onions and cut them into thin rings. Melt the butter in a heavy pot, add the onions and a pinch of salt,
and let them brown over a low flame for forty minutes. Stir now and then. Add the flour, then the stock and the wine.
Cover the pot and let the soup simmer for half an hour. Toast the bread, rub it with garlic, lay it on the soup, and
sprinkle the cheese over it before it goes under the grill."""
CODE = """def merge(left, right):
    result = []
    while left and right:
        result.append(left.pop(0) if left[0] <= right[0] else right.pop(0))
    return result + left + right

if __name__ == "__main__":
    print(merge([1, 3, 5], [2, 4, 6]))"""
POEM = """The heron waits where reeds are thin,
the water holds the evening in;
no wind will tell the grass its name,
and every stone is cold the same.
I came to count the summer's loss
in feather, rust and sleeping moss."""
FOOTBALL = """The home side took the lead after twelve minutes when the winger cut inside and curled the ball home.
The visitors had most of the play after the break, and their captain headed level from a corner. With five minutes left
the substitute ran on to a long pass, went round the last defender and slotted in the winner. The coach said that his
players had deserved the three points, and that the left back would miss the next match with a knee injury."""


@pytest.mark.parametrize("text", [RECIPE, CODE, POEM, FOOTBALL], ids=["recipe", "code", "poem", "football"])
def test_nothing_is_made_up_in_texts_that_are_no_news(text: str) -> None:
    assert code_text(text).reports == ()


def exact(text: str, reading: Reading) -> bool:
    """Whether every span is the piece of text that it says."""
    spans = list(reading.quotes)
    for report in reading.reports:
        spans += [report.trigger, *report.also, *report.a, *report.b, *report.reported_by]
        spans += [span for span in (report.place, report.date, report.occasion) if span is not None]
    return all(text[span.start : span.end] == span.text for span in spans)


NEWS = "The foreign minister of Norway met her Peruvian counterpart in Oslo on Monday and praised the ceasefire. "
AWKWARD = {
    "capitals": NEWS.upper() * 3,
    "no stops": NEWS.replace(".", "") * 8,
    "one long sentence": "The envoy of Peru said that " + "the talks with Norway in Oslo would go on, and that " * 300,
    "one long word": "x" * 20_000,
    "marks": "“”‘’«»''``" * 400,
    "control characters": "\x00\x01\x1b[31mThe president of Peru\x7f visited\u202e Norway\u200b.\ufeff",
    "half of a pair": "The minister \ud83d of Peru met the king of Norway.",
    "empty": "",
    "white space": " \n\t\u00a0\u3000" * 50,
}


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
def test_awkward_texts_are_read_without_a_fault(text: str) -> None:
    reading = code_text(text)
    assert not (reading.note or "").startswith("failed")
    assert exact(text, reading)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_is_read_without_a_fault(before: str, after: str) -> None:
    text = f"{before}{NEWS}{after}"
    reading = code_text(text, published="2024-05-08", title=after or None)
    assert not (reading.note or "").startswith("failed")
    assert exact(text, reading)
