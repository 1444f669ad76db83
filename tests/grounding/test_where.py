"""Places: the country they lie in, and where on the globe, with the precision that is known."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents import Document
from dragoman.grounding import Grounder
from dragoman.grounding.gazetteer import country_place, key_of, places_of
from dragoman.reading.report import Participant, Place, Reading, Report, Span
from dragoman.vocabulary import countries


def located(
    text: str,
    said: str,
    *,
    a: str | None = None,
    b: str | None = None,
    form: str = "meeting",
    outlet: str | None = None,
) -> Place:
    """The place `said` of a report in `text`, whose sides are the phrases `a` and `b`."""

    def side(phrase: str | None) -> tuple[Participant, ...]:
        return (Participant(phrase, text.index(phrase), text.index(phrase) + len(phrase)),) if phrase else ()

    start = text.index(said)
    report = Report(
        "CONSULT",
        form,
        "occurred",
        "in_person",
        background=False,
        trigger=Span("met", 0, 3),
        a=side(a),
        b=side(b),
        place=Place(said, start, start + len(said)),
    )
    reading = Grounder().resolve(Document("d", text, outlet=outlet), Reading("d", (report,)))
    place = reading.reports[0].place
    assert place is not None
    return place


@pytest.mark.parametrize(
    ("said", "country", "name", "precision"),
    [
        ("Lima", "PER", "Lima", "city"),
        ("the Norwegian Embassy in Lima", "PER", "Lima", "city"),
        ("Friendship Hospital in Lima", "PER", "Lima", "city"),
        ("Herat", "AFG", "Herāt", "city"),
        ("Herat province", "AFG", "Herat", "region"),
        ("Hubei Province", "CHN", "Hubei", "region"),
        ("Mt. Paektu", "PRK", "Mt. Paektu", "site"),
        ("Kumsusan Palace of the Sun", "PRK", "Pyongyang", "city"),
        ("GUANTANAMO BAY", "CUB", "Guantanamo Bay", "site"),
        ("UN headquarters", "USA", "New York City", "city"),
        ("NATO headquarters", "BEL", "Brussels", "city"),
        ("east Jerusalem", "PSE", "East Jerusalem", "city"),
        ("Peru", "PER", "Peru", "country"),
        ("northern Peru", "PER", "Peru", "country"),
        ("Siberian region", "RUS", "Siberia", "region"),
        ("Yokosuka U.S. naval base", "JPN", "Yokosuka", "city"),
        ("Brazzaville of Congo", "COG", "Brazzaville", "city"),
        ("Kinshasa of Congo", "COD", "Kinshasa", "city"),
        ("Phohang", "KOR", "Phohang", "city"),
        ("five islands in the West Sea of Korea", "KOR", "five islands in the West Sea", "region"),
    ],
)
def test_a_name_is_its_place(said: str, country: str, name: str, precision: str) -> None:
    place = located(f"They met at {said}.", said)
    assert (place.country, place.name, place.precision) == (country, name, precision)
    assert place.basis == "name"
    assert place.confidence is not None


@pytest.mark.parametrize("said", ["Europe", "West Asia", "the Black Sea", "Spratly Islands", "waters near Peru"])
def test_seas_parts_of_the_world_and_disputed_islands_are_no_countrys(said: str) -> None:
    assert located(f"They met near {said}.", said).country is None


def test_a_disputed_place_has_coordinates_all_the_same() -> None:
    place = located("Ships met near the Spratly Islands.", "Spratly Islands")
    assert (place.latitude, place.longitude, place.precision) == (10, 114, "region")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Libya's government sat in Tripoli.", "LBY"),
        ("Lebanon's army kept the peace in Tripoli.", "LBN"),
        ("The American secretary spoke in Vancouver.", "CAN"),
        ("The Spanish minister spoke in Valencia.", "ESP"),
    ],
)
def test_of_several_places_of_one_name_the_documents_countries_tell_which(text: str, country: str) -> None:
    said = re.findall(r"[A-Z]\w+", text)[-1]
    assert located(text, said).country == country


def test_what_stands_beside_a_name_tells_where_it_is() -> None:
    assert located("They spoke at the Foreign Ministry in Lima.", "Foreign Ministry").country == "PER"
    assert located("They met at a base in Cyprus, British officers said.", "a base").country == "CYP"


def test_an_owner_tells_whose_palace_it_is() -> None:
    place = located(
        "Shots fell outside Haiti's presidential palace as the American envoy arrived.", "presidential palace"
    )
    assert (place.country, place.name, place.basis) == ("HTI", "Port-au-Prince", "beside")


def test_a_speaker_after_a_comma_is_no_place_beside() -> None:
    text = "Fighting went on in Herat, Washington's envoy said. Afghan troops came."
    assert located(text, "Herat").country == "AFG"


def test_an_embassy_is_where_those_live_who_come_to_it() -> None:
    text = "Peruvian officials signed the book at the Norwegian embassy."
    place = located(text, "Norwegian embassy", a="Peruvian officials", b="Norwegian embassy", form="ceremony")
    assert (place.country, place.name, place.basis) == ("PER", "Lima", "sides")


def test_a_ministry_is_of_the_side_that_is_no_envoy() -> None:
    text = "Norwegian Ambassador Kari Dahl met Peruvian minister Ana Quispe at the Ministry of Foreign Affairs."
    place = located(
        text, "Ministry of Foreign Affairs", a="Norwegian Ambassador Kari Dahl", b="Peruvian minister Ana Quispe"
    )
    assert place.country == "PER"


def test_this_side_of_a_border_is_not_the_other() -> None:
    text = "Peruvian troops and a Peruvian patrol met near the border with Bolivia."
    assert located(text, "border with Bolivia", a="Peruvian troops").country == "PER"


def test_a_hall_without_a_name_is_where_its_sentence_is() -> None:
    text = "A seminar at the town hall took place in Guinea."
    assert located(text, "town hall", outlet="KCNA").country == "GIN"


def test_two_countries_are_no_place_of_one() -> None:
    assert located("She travels to Peru and Bolivia.", "Peru and Bolivia").country is None


def test_part_of_a_longer_name_is_read_by_itself() -> None:
    assert located("The Japanese minister hoped to meet again.", "Japan").country == "JPN"


@given(st.text(max_size=60))
def test_whatever_the_place_its_coordinates_lie_on_the_globe(said: str) -> None:
    if not said:
        return
    place = located(f"In Peru and in {said} they met.", said)
    if place.latitude is not None and place.longitude is not None:
        assert -90 <= place.latitude <= 90
        assert -180 <= place.longitude <= 180
        assert place.precision in ("site", "city", "region", "country")


@pytest.mark.parametrize("name", ["Ulan-Ude", "ulan ude", "ULAN-UDE"])
def test_the_gazetteer_knows_a_name_however_it_is_written(name: str) -> None:
    (place,) = places_of(name)
    assert (place.country, round(place.latitude), round(place.longitude)) == ("RUS", 52, 108)


@given(st.text(max_size=40))
def test_what_the_gazetteer_gives_bears_the_name(name: str) -> None:
    for place in places_of(name):
        assert place.country == "" or place.country in countries()
    assert key_of(key_of(name)) == key_of(name)


def test_every_inhabited_country_is_a_place() -> None:
    missing = [code for code in countries() if country_place(code) is None]
    assert len(missing) < 20
    assert "PRK" not in missing


def test_the_greatest_comes_first() -> None:
    weights = [place.weight for place in places_of("Springfield")]
    assert len(weights) > 0
    assert weights == sorted(weights, reverse=True)
