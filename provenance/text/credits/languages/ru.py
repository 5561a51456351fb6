"""Russian."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="ru",
    name="Russian",
    script="cyrillic",
    conjunctions=words("и"),
    joints=words("и"),
    outlet_kinds=words("""
        агентство | агентства | агентств | агентств*м | агентству | агентстве | информагентство | информагентства
        | газета | газеты | газету | газете | телеканал | телеканала | издание | издания | изданию | журнал | журнала
        | портал | портала | РИА | ИА | корреспондент
    """),
    agency_phrases=words("агентства | СМИ"),
    months=words("""
        января | февраля | марта | апреля | мая | июня | июля | августа | сентября | октября | ноября | декабря | янв
        | фев | мар | апр | июн | июл | авг | сен | сент | окт | ноя | дек
    """),
    date_labels=words("опубликовано | обновлено"),
    posted_labels=words("Опубликовано"),
    dateline_prefixes=words("Корр. | Корр | кор. | кор"),
    # bylines
    byline_openers=words("Автор | Автор: | Текст | Текст: | от"),
    outlet_byline_openers=words("Автор:"),
    author_labels=words("автор"),
    newsroom_names=words("редакция"),
    byline_block_openers=words("Автор: | Текст:"),
    # photo credits
    photo_labels=words("фото | фотография | иллюстрация"),
    # first published elsewhere
    text_openers=words("эта | данная | статья | материал | текст | оригинал"),
    published_verbs=words("опубликован* | вышел | вышла | появил* | выходил*"),
    original_labels=words("оригинал | оригинал:"),
    # source lines, contributions
    source_labels=words("источник | источники"),
    contribution_in_brackets=words("по материалам | с использованием материалов | при участии"),
    contribution_lines=words("по материалам | с использованием материалов"),
    collaboration=words("при участии"),
    newsrooms=words("редакция"),
    # attributions
    attribution_before=words("""
        сообщает | сообщают | сообщило | передает | передаёт | передают | пишет | пишут
        | со ссылкой на | по данным | по информации | по сообщению | по сообщениям | как сообщает | цитирует
        | уточняет | отмечает | информирует | в материале | согласно
    """),
    attribution_verbs=words("сообщил | сообщила | сообщили | рассказал | рассказала | уточнил | уточнила | отметила"),
    outlet_subjects=words(
        "газета | агентство | информагентство | телеканал | издание | журнал | портал | телекомпания"
    ),
    attribution_inserts=words("об этом | в *"),
    attribution_after=words("""
        сообщает | сообщило | сообщил | передает | передаёт | пишет | писал | писала | писало | писали
    """),
    # mentions
    told_before=words("""
        сообщил | сообщила | сообщили | пояснил | пояснила | пояснили | уточнил | уточнила | отметил | отметила
        | подтвердил | подтвердила | подтвердили | в интервью | в комментарии | заявил | заявила | заявили | рассказал
        | рассказала | рассказали | сказал | сказала | сказали | в беседе с | корреспонденту | собеседник
    """),
    told_to=words("агентству | газете | изданию | телеканалу | агентства | каналу"),
    unlisted_source_labels=words("Источник:"),
    reprinted_from=words("""
        перепечатано с разрешения | опубликовано с разрешения | публикуется с разрешения | перепечатка с разрешения
    """),
    machine_marks=words("""
        Машинный перевод | переведено ИИ | Переведено ИИ | Переведено автоматически | переведено автоматически
    """),
    no_outlets=words("""
        Министерство | пресс | Пресс | Росстат | МВД | МЧС | Институт | университет | Администрация | Минздрав
    """),
    # phrases
    translation_marks=words("Перевод | Перевела"),
    translated_from=words("с"),
    # blocks
    addition_openers=words("напомним | ранее сообщалось | ранее, | как сообщалось"),
    source_block_labels=words("источник"),
    translation_block_openers=words("перевод"),
    caption_labels=words("фото"),
    boilerplate=words("реклама"),
    boilerplate_openers=words("читайте также | подписывайтесь"),
)
