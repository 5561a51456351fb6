"""Hebrew."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="he",
    name="Hebrew",
    script="hebrew",
    joints=words("ו"),
    outlet_phrases=words("""
        סוכנות | סוכנות הידיעות | סוכנות החדשות | העיתון | רשת | רשת הטלוויזיה | ערוץ | אתר | העיתון האמריקני
        | עיתון | מגזין | דיווח של | דיווח ב | דיווחי | הדיווח ב
    """),
    # dates
    months=words("ינואר | פברואר | מרץ | אפריל | מאי | יוני | יולי | אוגוסט | ספטמבר | אוקטובר | נובמבר | דצמבר"),
    date_labels=words("פורסם | עודכן | פורסם ב | עדכון אחרון"),
    # photo credits
    photo_labels=words("צילום | תמונה | צילומים | קרדיט | צילום ארכיון"),
    # first published elsewhere
    text_openers=words("הכתבה | המאמר | הטור | כתבה זו | מאמר זה"),
    first_adverbs=words("במקור | לראשונה"),
    published_verbs=words("פורסמה | פורסם | התפרסמה | התפרסם"),
    # source lines
    source_labels=words("מקור | מקורות | המקור"),
    contribution_in_brackets=words("בסיוע"),
    # attributions
    attribution_before=words("""
        לפי | על פי | על-פי | כך דיווחה | כך דיווח | דיווחה | דיווח | מדווחת | כך לפי | לדברי | כפי שדיווחה
        | כפי שדיווח | כך מדווחת | פרסם | פרסמה
    """),
    attribution_after=words("דיווחה | דיווח | מדווחת | מדווח | פרסמה | פרסם | דיווחו"),
    # mentions
    told_before=words("אמר | אמרה | אמרו | סיפר | סיפרה | מסר | מסרה | בריאיון | בראיון | בשיחה | הצהיר"),
    told_to=words("ל | לסוכנות | לסוכנות הידיעות | לרשת | לעיתון | עם | עם סוכנות | ב"),
    taken_from=words("באדיבות | מתוך | בשיתוף | בשיתוף עם"),
    outlet_byline_openers=words("מאת: | מאת | מאת סוכנות"),
    byline_openers=words("מאת: | מאת"),
    edition_words=words("בעברית | אונליין"),
    no_outlets=words("""
        משרד | משטרת | אוניברסיטת | מכון | בנק | עיריית | לשכת | עמותת | חברת | דובר | דוברות | ויקיפדיה
        | ממשלת | הלשכה | פרטי | רשות | בית החולים | בית המשפט | המשטרה | מועצת | קרן | איגוד | ארגון | כבאות
    """),
    outlet_kinds=words("עיתון | סוכנות | אתר | מגזין | ערוץ | סוכנות הידיעות"),
    # phrases
    translation_marks=words("תרגום | תרגמה"),
    speech_verbs=words("אמר | אמרה | הודיע | הודיעה | מסר | מסרה | נמסר"),
    # blocks
    source_block_labels=words("מקור | מקורות | המקור"),
    translation_block_openers=words("תרגום"),
    caption_labels=words("צילום | תמונה"),
    boilerplate=words("פרסומת"),
    boilerplate_openers=words("קראו עוד | קראו גם | כתבות נוספות"),
    related_headings=words("קראו עוד | כתבות נוספות"),
)
