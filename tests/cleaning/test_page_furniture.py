"""Page furniture goes by evidence, in several languages; prose, headings, lists and credits that look like it stay."""

import pytest

from tests.cleaning.conftest import cleaned, story

PAGES = {
    "en": """
        The mayor spoke to the workers of the mill on Monday morning.
        - Story continues below advertisement
        Share prices of the mill rose by a third after her speech.
        Terms of the sale were not made known to the people of the valley.
        More than a hundred of them had waited in the rain.
        - Read more from the valley:
        - Share on Facebook
        - Print
        Close to the river, the old miller refused to speak to anybody.
        - Sign up for our letter from the valley »
        """,
    "de": """
        Der Bürgermeister sprach am Montag zu den Arbeitern der Mühle.
        - Anzeige
        Anzeige gegen Unbekannt hat am Abend der Müller selbst erstattet.
        Werbung für die Mühle hing seit Wochen in allen Gassen der Stadt.
        - Lesen Sie auch: Die Mühle am Fluss
        - Werbung
        Mehr zum Thema wollte niemand aus dem Rathaus sagen.
        """,
    "fr": """
        La maire a parlé lundi aux ouvriers du moulin.
        Publicité mensongère ou non, l'affiche du moulin a fait rire la ville.
        - Publicité
        - Lire aussi : Le moulin au bord de l'eau
        Lire aussi longtemps sans lunettes, dit le meunier, fatigue les yeux.
        """,
    "es": """
        La alcaldesa habló el lunes con los obreros del molino.
        - Publicidad
        - Lea también: El molino de la orilla
        Publicidad engañosa, dijo después el molinero de la feria.
        """,
    "ru": """
        Мэр выступила в понедельник перед рабочими мельницы.
        Реклама моста обошлась городу в три тысячи крон.
        - Реклама
        - Читайте также: Мельница у реки
        Подписывайтесь под прошением, сказала она рабочим у ворот.
        """,
    "zh": """
        市长星期一在磨坊里对工人们讲了话。
        分享经济在这座小城里发展得很快，居民们都很高兴。
        广告业去年雇用了三百名工人。
        - 相关阅读：河边的老磨坊
        - 广告
        未经市议会同意，磨坊主把那篇文章转载在自己的报纸上，引起了许多读者的不满。
        - 责任编辑：林小河
        """,
    "ja": """
        市長は月曜日に水車小屋の労働者に話をした。
        広告会社は新しい橋の写真を公開した。
        - 広告
        関連記事の多さは町の人々を驚かせた。
        - 関連記事
        """,
    "ko": """
        시장은 월요일 방앗간 노동자들에게 말했다.
        광고를 본 주민들은 다리로 몰려들었다.
        - 광고
        - 저작권자 ⓒ 언덕신문, 무단전재 및 재배포 금지
        """,
    "tr": """
        Belediye başkanı pazartesi günü değirmen işçileriyle konuştu.
        Reklam için ayrılan para köprünün yapımına yetmedi.
        - Reklam
        - İlgili haberler
        """,
    "pt": """
        O rio subiu dois metros durante a noite, disse o prefeito de Lunden.
        - Publicidade
        A publicidade de cigarros segue proibida nas escolas do vale.
        - Leia também
        Saiba mais sobre a ponte, pediam os cartazes na praça da cidade.
        Compartilhar a água entre as aldeias nunca foi fácil, dizem os velhos.
        """,
    "ar": """
        ارتفع النهر مترين في الليل، قال رئيس بلدية لوندن.
        - إعلان
        إعلان النتائج تأخر يومين بسبب الفيضان، قالت اللجنة.
        - اقرأ أيضا
        شارك في المسيرة مئات من سكان الوادي يوم الجمعة.
        المزيد من المال تطلبه المدارس منذ سنوات.
        """,
}
"""Pages made up for this test; the lines with a dash before them are furniture."""


@pytest.mark.parametrize("language", PAGES)
def test_of_a_page_its_furniture_goes_and_no_prose(tmp_path, language):
    page = [line.strip() for line in PAGES[language].strip().splitlines()]
    text = "\n".join(line.removeprefix("- ") for line in page)
    result = cleaned(tmp_path, [{"id": "a", "text": text}])
    cut = [line for span in result.cuts["text"] for line in span.strip().split("\n")]
    assert cut == [line[2:] for line in page if line.startswith("- ")]


@pytest.mark.parametrize(
    "text",
    [
        "The office sends three kinds of letters.\n\nEmail\n*****\n\nIt goes to the mayor and her deputies.",
        "The box of the baker holds five things.\n\ncookies from the valley:\n* almond moons\n* butter stars",
        "- Settings: a quick way to change pictures, scripts and /\ncookies\n- Search: finds words on the page",
        "- the dog that learned to ride\n-\nMost popular costumes for the feast\n-\nHow to carve a turnip into a lamp",
        "He called the speech of the mayor a gift to the mill, and little\nmore\nthan that was heard that day.",
        "The mill and its rivals\n\nFacebook\n\nThe company said that it would open an office in the valley.",
        "Terms of engagement\n\nThe two sides met in the mill on Monday and shook hands.",
        "Powered by the river, the mill grinds a hundred sacks a day.\n\nThe miller is proud of it.",
    ],
)
def test_headings_lists_and_wrapped_words_are_no_furniture(tmp_path, text):
    assert cleaned(tmp_path, [{"id": "a", "text": text}]).cuts.is_empty()


@pytest.mark.parametrize(
    ("cue", "rest"),
    [
        ("ADVERTISEMENT ", "The mayor spoke to the workers of the mill on Monday morning."),
        ("Story continues below advertisement ", "The mayor spoke to the workers of the mill on Monday."),
        ("Continue reading the main story ", "The mayor spoke to the workers of the mill on Monday."),
        ("[Advertisement] ", "The mayor spoke to the workers of the mill on Monday morning."),
        ("PUBLICIDAD ", "La alcaldesa habló el lunes con los obreros del viejo molino."),
        ("广告 ", "市长星期一在磨坊里对工人们讲了话，许多人在雨中等了她很久。"),
    ],
)
def test_of_a_cue_glued_to_a_story_the_cue_alone_goes(tmp_path, cue, rest):
    text = f"{cue}{rest}\nThe old miller did not come."
    result = cleaned(tmp_path, [{"id": "a", "text": text}])
    assert result.cuts["text"].to_list() == [cue]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement Standards are made by the board of the valley, as the mayor said.",
        "ADVERTISEMENT RATES of the paper rise again this year, as its owner said.",
        "RELATED: Donald of the mill and what he told the workers of the valley",
        "More The mayor could not say to the workers of the mill on Monday.",
    ],
)
def test_a_word_before_a_story_that_may_be_its_own_stays(tmp_path, line):
    assert cleaned(tmp_path, [{"id": "a", "text": f"The miller came early.\n{line}\nThen it rained."}]).cuts.is_empty()


def test_of_frequent_lines_those_about_this_page_and_parts_of_sentences_stay(tmp_path):
    endings = [
        "The Northern Wire contributed to this report.",
        "Published July 15, 2024",
        "the old mill of the valley.",
    ]
    rows = [
        {
            "id": f"{place}{n}",
            "outlet": "Post",
            "text": f"{story(10 * place + n)}\nThe workers of the valley came one by one to\n{ending}"
            if place == 2
            else f"{story(10 * place + n)}\n{ending}",
        }
        for place, ending in enumerate(endings)
        for n in range(6)
    ]
    rows += [
        {"id": f"x{n}", "outlet": "Post", "text": f"{story(50 + n)}\nWrite to the desk of the Post."} for n in range(6)
    ]
    result = cleaned(tmp_path, rows, levels=("boilerplate",))
    assert set(result.cuts["text"].str.strip_chars()) == {"Write to the desk of the Post."}
