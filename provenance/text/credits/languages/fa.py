"""Persian."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="fa",
    name="Persian",
    script="arabic",
    joints=words("و"),
    outlet_phrases=words("""
        خبرگزاری | خبرگزاری رسمی | روزنامه | شبکه | شبکه خبری | تلویزیون | پایگاه خبری | پایگاه | وب‌سایت | سایت
        | مجله | نشریه | شبکه تلویزیونی | هفته‌نامه | خبرنگار | خبرنگار خبرگزاری | گروه اجتماعی | گروه سیاسی
        | گروه بین‌الملل | وبسایت | سایت خبری
    """),
    agency_phrases=words("خبرگزاری"),
    # dates
    date_labels=words("تاریخ انتشار | منتشر شده | به‌روزرسانی"),
    # photo credits
    photo_labels=words("عکس | عکس از | تصویر | منبع عکس | عکاس"),
    # first published elsewhere
    text_topics=words("این مقاله | این گزارش | این مطلب | این یادداشت | این متن | این خبر"),
    published_finally=words("منتشر شد* | چاپ شد* | منتشر کرد* | منتشر گردید*"),
    # source lines, contributions
    source_labels=words("منبع | منابع | منبع خبر"),
    contribution_in_brackets=words("با استفاده از گزارش | با همکاری"),
    # attributions
    attribution_before=words("""
        به گزارش | به نقل از | به نوشته | بنا به گزارش | بنا بر گزارش | بنابر گزارش | طبق گزارش | براساس گزارش
        | بر اساس گزارش | به گفته | با استناد به | به نقل از گزارش
    """),
    attribution_after=words("""
        گزارش داد | گزارش داده | گزارش کرد | گزارش کرده | نوشت | نوشته است | اعلام کرد | خبر داد | خبر داده
        | گزارش می‌دهد | می‌نویسد
    """),
    # mentions
    told_before=words("در گفتگو با | در گفت‌وگو با | در گفت و گو با | در مصاحبه با"),
    told_to=words("خبرگزاری | شبکه | روزنامه | خبرنگار"),
    told_after=words("گفت | گفته است | گفته‌اند"),
    taken_from=words("به نقل از | برگرفته از | به نقل"),
    edition_words=words("فارسی | آنلاین | نیوز | پلاس"),
    no_outlets=words("""
        وزارت | دانشگاه | مرکز | پلیس | شهرداری | بانک | سازمان | مؤسسه | موسسه | دفتر | روابط | استانداری
        | انجمن | ویکی‌پدیا | دولت | اداره | بیمارستان | دادگاه | شورای | شرکت | بنیاد | کمیته | فدراسیون | هیئت
        | ستاد | معاونت
    """),
    months=words("فروردین | اردیبهشت | خرداد | تیر | مرداد | شهریور | مهر | آبان | آذر | دی | بهمن | اسفند"),
    # phrases
    translation_marks=words("ترجمه | مترجم"),
    speech_verbs=words("گفت | گفتند | اعلام کرد | اعلام کردند | افزود | خبر داد"),
    # blocks
    addition_openers=words("پیش از این | پیشتر"),
    source_block_labels=words("منبع | منابع"),
    translation_block_openers=words("ترجمه | مترجم"),
    caption_labels=words("عکس | تصویر"),
    boilerplate=words("تبلیغات | آگهی"),
    boilerplate_openers=words("بیشتر بخوانید | همچنین بخوانید | مطالب مرتبط"),
    related_headings=words("بیشتر بخوانید | مطالب مرتبط | اخبار مرتبط"),
)
