"""Urdu."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="ur",
    name="Urdu",
    script="arabic",
    joints=words("اور"),
    # photo credits
    photo_labels=words("تصویر | فوٹو | تصاویر | تصویر کا ذریعہ | فائل فوٹو"),
    # first published elsewhere
    text_topics=words("یہ مضمون | یہ رپورٹ | یہ خبر | یہ تحریر | یہ کالم"),
    published_finally=words("شائع ہو* | شائع کی* | شائع کیا"),
    # source lines
    source_labels=words("ماخذ | ذریعہ | ذرائع | بشکریہ | بحوالہ"),
    contribution_in_brackets=words("بشکریہ"),
    # attributions
    attribution_before=words("بحوالہ | بشکریہ"),
    attribution_after=words("""
        کے مطابق | کی رپورٹ کے مطابق | کی خبر کے مطابق | نے رپورٹ کیا | نے رپورٹ دی | نے خبر دی | کے حوالے سے
        | کے حوالے سے بتایا | نے لکھا | کا کہنا ہے | نے اپنی رپورٹ میں | نے بتایا | نے اطلاع دی
        | کی ایک رپورٹ کے مطابق | کی ایک خبر کے مطابق
    """),
    # mentions
    told_after=words("""
        کو بتایا | سے بات کرتے ہوئے | سے گفتگو میں | سے گفتگو کرتے ہوئے | کو دیے گئے انٹرویو | کو انٹرویو
        | سے بات چیت
    """),
    taken_from=words("بشکریہ | بحوالہ | ماخوذ از | ماخوذ | ماخذ"),
    edition_words=words("اردو | نیوز | آن لائن"),
    months=words("جنوری | فروری | مارچ | اپریل | مئی | جون | جولائی | اگست | ستمبر | اکتوبر | نومبر | دسمبر"),
    no_outlets=words("""
        وزارت | محکمہ | پولیس | یونیورسٹی | ادارہ | حکومت | بینک | کمیشن | بیورو | دفتر | ویکیپیڈیا | فیس بک
        | انجمن | کونسل | اتھارٹی | ہسپتال | عدالت | کمیٹی | کمپنی | انتظامیہ | پارٹی
    """),
    outlet_phrases=words("خبر رساں ادارے | خبر رساں ایجنسی | خبر ایجنسی | روزنامہ | اخبار | ٹی وی چینل | ویب سائٹ"),
    # phrases
    translation_marks=words("مترجم"),
    speech_verbs=words("کہا | بتایا | اعلان کیا"),
    # blocks
    addition_openers=words("اس سے قبل | اس سے پہلے"),
    source_block_labels=words("ماخذ | ذریعہ | بشکریہ | بحوالہ"),
    translation_block_openers=words("مترجم"),
    caption_labels=words("تصویر | فوٹو"),
    boilerplate=words("اشتہار"),
    boilerplate_openers=words("یہ بھی پڑھیں | مزید پڑھیں"),
    related_headings=words("یہ بھی پڑھیں | مزید پڑھیں"),
)
