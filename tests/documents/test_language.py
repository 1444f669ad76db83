"""English is read, other languages are recognised."""

import pytest

from dragoman.documents import Document, language, prepare


@pytest.mark.parametrize(
    "text",
    [
        "DPRK Foreign Ministry Delegation Leaves for Laos",
        "Kim Jong Un Greets Xi Jinping",
        "The ministers met in Lima on Monday and signed a treaty.",
        "Portrait of President Unveiled in Yaoundé",
    ],
)
def test_english_is_recognised_even_in_a_headline_full_of_names(text: str) -> None:
    assert language(text) == "en"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Der Außenminister traf am Montag in Berlin seinen Amtskollegen aus Frankreich zu Gesprächen."),
        ("fr", "Le ministre des Affaires étrangères a reçu lundi son homologue allemand à Paris."),
        ("es", "El ministro de Relaciones Exteriores se reunió el lunes con su homólogo chileno en Lima."),
        ("pt", "O ministro das Relações Exteriores encontrou-se na segunda-feira com o embaixador da China."),
        ("it", "Il ministro degli Esteri ha incontrato lunedì a Roma il suo omologo tedesco."),
        ("nl", "De minister van Buitenlandse Zaken sprak maandag in Den Haag met zijn Belgische collega."),
        ("pl", "Minister spraw zagranicznych spotkał się w poniedziałek w Warszawie z ambasadorem Niemiec."),
        ("tr", "Dışişleri bakanı pazartesi günü Ankara'da Rus büyükelçisiyle bir araya geldi."),
        ("vi", "Bộ trưởng Ngoại giao đã gặp đại sứ Trung Quốc tại Hà Nội hôm thứ Hai."),
        ("ru", "Министр иностранных дел встретился в понедельник с послом Китая в Москве."),
        ("zh", "外交部长星期一在北京会见了俄罗斯大使。"),
        ("ko", "외무상은 월요일 평양에서 로씨야대사를 만났다."),
        ("ar", "التقى وزير الخارجية يوم الاثنين السفير الروسي في القاهرة"),
    ],
)
def test_other_languages_are_recognised(code: str, text: str) -> None:
    assert language(text) == code


def test_a_text_without_words_has_no_language() -> None:
    assert language("123 --- 456") is None


def test_a_language_that_was_given_is_kept() -> None:
    assert prepare(Document("d", "The ministers met.", language="fr")).language == "fr"
