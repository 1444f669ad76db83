"""What is not the article is passed over; prose that only looks like it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents.cleaning import skip_spans


def skipped(text: str, title: str | None = None) -> list[str]:
    """The pieces of `text` that are passed over."""
    return [text[start:end] for start, end in skip_spans(text, title)]


@pytest.mark.parametrize(
    "line",
    [
        "READ: Ten ways to cook rice",
        "READ:   Peru and Chile sign a treaty",
        "READ MORE: Peru and Chile sign a treaty",
        "Also read: Peru and Chile sign a treaty",
        "Also Read Peru and Chile sign a treaty",
        "Read more: Peru and Chile sign",
        "Related: Peru and Chile sign a treaty",
        "Related stories",
        "See also: The treaty in full",
        "WATCH: The minister arrives",
        "Share Facebook Twitter Email",
        "Share this article",
        "Sign up for our daily newsletter",
        "Subscribe to our YouTube channel for more",
        "Advertisement",
        "Click here to read the full report",
        "Follow us on Twitter and Facebook",
        "© 2021 The Example Times. All rights reserved.",
        "Reporting by Ana Quispe; Editing by Kari Dahl",
    ],
)
def test_a_line_that_is_no_article_is_passed_over(line: str) -> None:
    assert skipped(f"The ministers met in Lima.\n\n{line}\n\nThey will meet again.") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Read aloud by the minister, the letter moved the audience.",
        "Related to this, the ministry summoned the envoy.",
        "More than 100 delegates came to Lima.",
        "Share prices fell in Lima after the talks.",
        "See how the delegates left, he told the envoy.",
        "Watching the parade were the envoys of Peru and Chile.",
        "Follow the treaty or leave it, the president of Chile told Peru.",
        "Image and reality differ, said the envoy of Norway.",
    ],
)
def test_prose_is_kept(line: str) -> None:
    assert skipped(f"The ministers met in Lima.\n{line}\nThey will meet again.") == []


def test_the_titles_below_related_articles_go_with_it() -> None:
    text = "They met.\nRelated articles:\nPeru sends a letter to Chile\nChile answers Peru in a day\nThe talks went on."
    assert skipped(text) == ["Related articles:", "Peru sends a letter to Chile", "Chile answers Peru in a day"]


def test_a_pointer_in_brackets_is_cut_out_of_its_line() -> None:
    text = "The ministers met [Also read: The treaty] in Lima."
    assert skipped(text) == ["[Also read: The treaty]"]


def test_the_title_at_the_top_is_passed_over() -> None:
    assert skipped("Ministers meet\nThe ministers met.", title="Ministers Meet") == ["Ministers meet"]


def test_of_a_first_line_that_stands_twice_the_second_is_passed_over() -> None:
    assert skip_spans("Ministers meet\nMinisters meet\n\nThe ministers met.") == ((15, 29),)


@given(
    st.text(alphabet=st.sampled_from("READ: also\nShare Twitter[]()abc."), max_size=200),
    st.none() | st.text(max_size=20),
)
def test_spans_are_sorted_apart_and_in_the_text(text: str, title: str | None) -> None:
    at = 0
    for start, end in skip_spans(text, title):
        assert at <= start < end <= len(text)
        at = end
