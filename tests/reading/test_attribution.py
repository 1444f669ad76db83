"""Who said a quotation: by what stands beside it, else by who spoke before."""

import pytest

from dragoman.reading.attribution import attributed
from dragoman.reading.quotations import quotations
from dragoman.reading.report import Quote, Span
from dragoman.reading.sentences import sentences


def speakers(text: str, read: dict[int, str] | None = None) -> list[str | None]:
    """The speaker of each quotation of `text`; `read` is what the model makes of some."""
    quotes = []
    for number, (start, end) in enumerate(quotations(text, sentences(text))):
        name = (read or {}).get(number)
        at = Span(name, text.index(name), text.index(name) + len(name)) if name else None
        quotes.append(Quote(text[start:end], start, end, speaker=name, speaker_span=at))
    return [quote.speaker for quote in attributed(text, quotes)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We are ready to talk at once,” said Kari Dahl, the minister.", "Kari Dahl"),
        ("“We are ready to talk at once,” Kari Dahl told reporters in Oslo.", "Kari Dahl"),
        ('Kari Dahl said: "We are ready to talk at once."', "Kari Dahl"),
        ("Kari Dahl, foreign minister of Norway, said that “we are ready to talk at once”.", "Kari Dahl"),
        ("“We are ready to talk at once,” a senior official said.", "senior official"),
        ("“We are ready to talk at once,” a Navy source told the paper.", "Navy source"),
        ("“We are ready to talk at once,” said an Oslo resident, who gave no name.", "Oslo resident"),
        ("“We are ready to talk at once,” said a spokesman for the port.", "spokesman for the port"),
        ("“We are ready to talk at once,” a Foreign Office statement said.", "Foreign Office"),
        ("“We are ready to talk at once,” reads a statement by the Norwegian Embassy.", "Norwegian Embassy"),
        ("“We are ready to talk at once,” Nordpress quoted Kari Dahl as saying.", "Kari Dahl"),
        ("“We are ready to talk at once,” said Dr. Dahl, who came along.", "Dahl"),
        ("“We are ready to talk at once,” said the Minister of Fisheries, Kari Dahl.", "Kari Dahl"),
        (
            'Kari Dahl, a delegate from Vik in Sogn County, West Province, said:\n"We are ready to talk."',
            "Kari Dahl",
        ),
        (
            "Ana Quispe, head of the Navy, which lost a ship off Lima, said “we are ready to talk at once”.",
            "Ana Quispe",
        ),
        ("“We are ready to talk at once,” an aide told Ana Quispe.", "aide"),
        ("The said report further notes, “the port is open to all ships”.", "report"),
        (
            "Mona al-Sabah, a minister, said trade was a “very good thing for us all”, local media wrote.",
            "Mona al-Sabah",
        ),
        ("Kari Dahl came to Lima and said little. “We are ready to talk at once,” she added.", "Kari Dahl"),
    ],
)
def test_the_speaker_is_told_by_the_wording(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


def test_a_speaker_goes_on_after_the_attribution() -> None:
    text = "“We are ready to talk,” said Kari Dahl. “We have always been ready to.”"
    assert speakers(text) == ["Kari Dahl", "Kari Dahl"]


def test_a_quotation_over_paragraphs_has_one_speaker() -> None:
    text = 'Kari Dahl, a teacher, told the paper:\n"The road is long and hard.\nWe shall walk it all the same."'
    assert set(speakers(text)) == {"Kari Dahl"}


def test_the_models_reading_counts_where_the_wording_says_nothing() -> None:
    text = "In the view of Ana Quispe the border is “a wound that will not close”, and so it stays."
    assert speakers(text, {0: "Quispe"}) == ["Ana Quispe"]


def test_a_pronoun_means_the_subject_of_the_sentences_before() -> None:
    text = (
        "Foreign Minister Kari Dahl spoke in Lima on the talks with Chad. She had met the rector of the university "
        "before. “The door stays open for everybody,” she said."
    )
    assert speakers(text) == ["Kari Dahl"]


def test_a_description_means_whom_the_text_describes_so() -> None:
    text = (
        "Ana Quispe, the club’s treasurer, opened the books on Monday. Kari Dahl came along.\n"
        "“There is nothing to hide in them,” the treasurer said."
    )
    assert speakers(text) == ["Ana Quispe"]


def test_a_description_means_whoever_is_of_its_country_and_sort() -> None:
    text = (
        "Norwegian Prime Minister Kari Dahl met Peruvian President Luis Vega. Dahl spoke of fish, Vega of mines.\n"
        "The Peruvian leader said that “the road between us is open again”."
    )
    assert speakers(text) == ["Luis Vega"]


def test_what_follows_a_full_stop_is_another_sentence() -> None:
    text = (
        "“We are ready to talk,” Kari Dahl said. “We have always been ready to.” Luis Vega, the Peruvian minister, "
        "said it was time for deeds."
    )
    assert speakers(text) == ["Kari Dahl", "Kari Dahl"]


def test_a_participle_has_the_subject_of_its_sentence() -> None:
    text = "Kari Dahl said that Peru may keep its ships, adding “it is a matter of common sense”."
    assert speakers(text) == ["Kari Dahl"]


def test_whoever_is_known_by_one_word_later_is_named_in_full() -> None:
    text = (
        "President Seo Min-ah flew to Lima on Monday.\n“Many people have asked me to come,” Seo told reporters.\n"
        "“I am glad that I am here,” she said."
    )
    assert speakers(text) == ["Seo Min-ah", "Seo Min-ah"]


def test_what_one_owns_does_not_speak() -> None:
    text = "“The rain will stay for the week,” said the Weather Office’s Ana Quispe.\n“It may even snow on Monday.”"
    assert speakers(text) == ["Ana Quispe", "Ana Quispe"]


def test_a_speaker_keeps_the_name_that_the_text_uses() -> None:
    text = (
        "President Luis Vega Soto flew to Oslo.\n“We are ready to talk at once,” Vega said. He met the King.\n"
        "“It was a long and open talk,” he said."
    )
    assert speakers(text) == ["Vega", "Vega"]


def test_nobody_is_made_up() -> None:
    assert speakers("The sign says “No entry after eight in the evening”.") == [None]


def test_an_office_and_the_name_beside_it_are_one_person() -> None:
    text = (
        "The Minister of Tourism, Kari Dahl, spoke in Oslo of the season.\n"
        "“We are in the last days of the work,” said the minister."
    )
    assert speakers(text) == ["Kari Dahl"]
