"""Arabic."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="ar",
    name="Arabic",
    script="arabic",
    person_particles=words("bin | al | el"),
    outlet_phrases=words("""
        وكالة | وكالة الأنباء | صحيفة | قناة | شبكة | موقع | مجلة | تقرير | ما ذكرت | ما أفادت | ما نقلت | جريدة
    """),
    # photo credits
    photo_labels=words("صورة | تصوير | الصورة"),
    # first published elsewhere
    text_nouns=words("المقال | المقالة | التقرير | الموضوع | النص | القصة"),
    text_determiners=words("هذا | هذه"),
    published_verbs=words("نشر | نُشر | نشرت | نُشرت | ظهر"),
    published_in=words("في | على | لدى"),
    # source lines, contributions
    source_labels=words("المصدر | المصادر | مصدر"),
    contribution_in_brackets=words("بالتعاون مع | مع"),
    # attributions
    attribution_before=words("""
        نقلا عن | نقلاً عن | بحسب | وفقا ل | وفقاً ل | حسب | وفق | أفادت | أفاد | وأفادت | ذكرت | ذكر | وذكرت | نقلت
        | ونقلت | أوردت | قالت | وقالت | كشفت | وكالات | عن وكالة | عن صحيفة | عن قناة | عن شبكة
        | عن موقع | عن مجلة
    """),
    # mentions
    told_before=words("""
        قال | قالت | صرح | أكد | أبلغ | أخبر | في مقابلة | في حديث | في تصريح | في تصريحات | حديثه | تصريحات
    """),
    told_to=words("ل | لـ | مع | إلى"),
    unlisted_source_labels=words("المصدر: | المصدر :"),
    machine_marks=words("ترجمة آلية | مترجم آليا | ترجمة بالذكاء الاصطناعي"),
    no_outlets=words("""
        وزارة | جامعة | معهد | شرطة | حكومة | بنك | منظمة | مكتب | هيئة | إدارة | بلدية | مجلس | جمعية | شركة
        | محكمة | مديرية | أمانة | غرفة | رئاسة | سفارة | نادي | مستشفى | الهيئة | الإدارة | اللجنة | لجنة
        | ويكيبيديا
    """),
    taken_from=words("نقلا عن | نقلاً عن | المصدر | بالاتفاق مع | عن"),
    edition_words=words("نت | .نت | عربي | عربية | عربي21 | أونلاين | بالعربي | بالعربية | العربية"),
    # phrases
    translation_marks=words("ترجمة"),
    speech_verbs=words("""
        قال | قالت | وقال | وقالت | أعلن | أعلنت | أعلنته | أعلنه | أفاد | أفادت | ذكر | ذكرت | صرح | صرحت
        | أكد | أكدت
    """),
    # blocks
    source_block_labels=words("المصدر | المصادر | مصدر"),
    caption_labels=words("صورة"),
    boilerplate=words("إعلان"),
    boilerplate_openers=words("اقرأ أيضا"),
)
