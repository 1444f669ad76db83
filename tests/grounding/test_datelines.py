"""Whence a story is told."""

from __future__ import annotations

import pytest

from dragoman.grounding.datelines import dateline_place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("OSLO (Reuters) - Norway said", "OSLO"),
        ("NEW DELHI, 7 September 2004 - India said", "NEW DELHI"),
        ("KANDAHAR, Afghanistan (AP) - A bomb", "KANDAHAR"),
        ("Pyongyang, October 5 (KCNA) -- The premier", "Pyongyang"),
        ("HAVANA - The president", "HAVANA"),
        ("GAZA CITY: One of the leaders", "GAZA CITY"),
        ("TEHRAN — The minister", "TEHRAN"),
        ("The president of Peru met them.", None),
        ("Norway said: nothing.", None),
        ("", None),
    ],
)
def test_the_place_at_the_head_of_a_story(text: str, place: str | None) -> None:
    found = dateline_place(text)
    assert (text[slice(*found)] if found else None) == place
