"""Names of persons compared: spellings, order, initials, surnames; what must hold of every pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.grounding.names import INITIALS, SAME, SHORTER, SPELT, SURNAME, TURNED, alike, key, may_be_one, words


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Im Chon Il", "Im Chon-il", SAME),
        ("Im Chon Il", "IM Chon Il", SAME),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", SAME),
        ("President Vladimir Putin", "Vladimir Putin", SAME),
        ("Nasser Kan'ani", "Nasser Kanani", SAME),
        ("Im Chon Il", "Chon Il Im", TURNED),
        ("Shinzo Abe", "Abe Shinzo", TURNED),
        ("Vladimir Vladimirovich Putin", "Vladimir Putin", SHORTER),
        ("Sergei Lavrov", "Sergey V. Lavrov", SPELT),
        ("Muammar Gaddafi", "Moammar Qaddafi", SPELT),
        ("Mohammed ElBaradei", "Mohamed El Baradei", SPELT),
        ("S. Lavrov", "Sergei Lavrov", INITIALS),
        ("Erdoğan", "Recep Tayyip Erdogan", SURNAME),
        ("Im", "Im Chon Il", SURNAME),
        ("al-Assad", "Bashar al-Assad", SURNAME),
        ("Kim Jong Il", "Kim Jong Un", 0.0),
        ("Kim Yong Il", "Kim Il Yong", 0.0),
        ("Kim Yong", "Kim Yong Nam", 0.0),
        ("Sergei Ivanov", "Sergei Ivanova", 0.0),
        ("Alejandro Zelaya", "Manuel Zelaya", 0.0),
    ],
)
def test_names_are_as_alike_as_they_can_be_one_persons(one: str, other: str, likeness: float) -> None:
    assert alike(one, other) == likeness


def test_a_surname_alone_is_not_enough_to_be_one() -> None:
    assert not may_be_one("Im", "Im Chon Il")
    assert may_be_one("Im Chon-il", "Im Chon Il")


NAMES = st.text(max_size=30) | st.lists(
    st.sampled_from("Kim Jong Il Un Yong al-Assad Sergei Sergey Lavrov V. Erdoğan Erdogan President Mr de".split()),
    max_size=5,
).map(" ".join)


@given(NAMES, NAMES)
def test_likeness_is_the_same_both_ways_and_a_share(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert 0.0 <= alike(one, other) <= 1.0


@given(NAMES)
def test_a_name_is_itself(name: str) -> None:
    assert alike(name, name) == (1.0 if words(name) else 0.0)


@given(NAMES)
def test_the_words_of_a_name_taken_again_are_the_same(name: str) -> None:
    assert words(" ".join(words(name))) == words(name)
    assert key(" ".join(words(name))) == key(name)
