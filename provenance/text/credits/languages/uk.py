"""Ukrainian."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="uk",
    name="Ukrainian",
    script="cyrillic",
    conjunctions=words("та"),
    joints=words("та | і"),
    outlet_kinds=words("""
        агентство | агентства | агентству | видання | телеканал | газета | портал | кореспондент | кореспондентка
        | журнал | агенції | агенція | виданню | телеканалу | газети | газету | газеті | порталу | журналу | сайт
        | сайту | виданні | сайті | журналі | порталі
    """),
    agency_phrases=words("агентства"),
    months=words("""
        січня | лютого | березня | квітня | травня | червня | липня | серпня | вересня | жовтня | листопада | грудня
    """),
    date_labels=words("оновлено | опубліковано"),
    byline_openers=words("Автор | Автор: | Текст | Текст:"),
    outlet_byline_openers=words("Автор:"),
    author_labels=words("автор"),
    newsroom_names=words("редакція"),
    byline_block_openers=words("Автор: | Текст:"),
    # photo credits
    photo_labels=words("фото | світлина | ілюстрація"),
    # first published elsewhere
    text_openers=words("ця | цей | стаття | матеріал | текст | оригінал | цей текст | цей матеріал | ця стаття"),
    published_verbs=words("опублікован* | вийш* | з'явил*"),
    # source lines, contributions
    source_labels=words("джерело | джерела | першоджерело | джерело новини"),
    contribution_in_brackets=words("за матеріалами | з використанням матеріалів"),
    contribution_lines=words("за матеріалами | за матеріалами сайту | за інформацією | за повідомленням | за даними"),
    collaboration=words("за участі"),
    newsrooms=words("редакція"),
    # attributions
    attribution_before=words("""
        повідомляє | повідомляють | повідомило | передає | передають | пише | пишуть
        | з посиланням на | із посиланням на | посилаючись на | за даними | за інформацією | за повідомленням
        | як передає | як повідомляє | інформує | інформують | зазначає | уточнює | цитує | відповідно до
    """),
    attribution_verbs=words("повідомив | повідомила | повідомили | розповіла | уточнила"),
    outlet_subjects=words("газета | агентство | телеканал | видання | журнал | портал"),
    attribution_inserts=words("про це"),
    attribution_after=words("пише | повідомляє | передає | інформує | відзначає"),
    # mentions
    told_before=words("""
        повідомив | повідомила | повідомили | пояснив | пояснила | уточнив | уточнила | підтвердив | підтвердила
        | в інтерв'ю | у коментарі | розповів | розповіла | заявив | заявила | кореспонденту
    """),
    told_to=words("агентству | газеті | виданню | телеканалу | агентства | каналу"),
    unlisted_source_labels=words("Джерело:"),
    reprinted_from=words("""
        передрук з дозволу | передруковано з дозволу | опубліковано з дозволу | публікується з дозволу
    """),
    machine_marks=words("Машинний переклад | перекладено ШІ | Перекладено автоматично"),
    no_outlets=words("Міністерство | пресслужба | Поліція | Інститут | університет | Адміністрація"),
    taken_from=words("""
        передрук із | передрук з | передруковано з | передруковано із | взято з | за повідомленням | матеріал з
        | джерело —
    """),
    edition_words=words("Україна | News Україна | українською | Українська служба"),
    published_in=words("в | у | на | на сайті | у виданні | в газеті"),
    first_adverbs=words("вперше | уперше | спочатку"),
    # phrases
    translation_marks=words("Переклад | Переклала"),
    translated_from=words("з"),
    # blocks
    addition_openers=words("нагадаємо | раніше повідомлялося | як повідомлялося | як ми повідомляли"),
    source_block_labels=words("джерело | джерела | першоджерело"),
    translation_block_openers=words("переклад"),
    caption_labels=words("фото"),
    boilerplate=words("реклама"),
    boilerplate_openers=words("читайте також | підписуйтесь"),
)
