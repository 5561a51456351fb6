"""Bengali."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="bn",
    name="Bengali",
    script="bengali",
    joints=words("ও | এবং"),
    # dates
    months=words("""
        জানুয়ারি | ফেব্রুয়ারি | মার্চ | এপ্রিল | মে | জুন | জুলাই | আগস্ট | সেপ্টেম্বর | অক্টোবর | নভেম্বর
        | ডিসেম্বর
    """),
    date_labels=words("প্রকাশিত | প্রকাশ | আপডেট | হালনাগাদ"),
    # photo credits
    photo_labels=words("ছবি | ছবির উৎস | ছবি সূত্র | ফাইল ছবি | ফাইল ফটো | ফটো"),
    # first published elsewhere
    text_topics=words("এই নিবন্ধ* | এই লেখা* | এই প্রতিবেদন* | লেখাটি | নিবন্ধটি | প্রতিবেদনটি"),
    published_finally=words("প্রকাশিত | ছাপা হ*"),
    # source lines
    source_labels=words("সূত্র | উৎস | তথ্যসূত্র | খবর সূত্র | সৌজন্যে"),
    contribution_in_brackets=words("সৌজন্যে"),
    # attributions
    attribution_before=words("জানিয়েছে | জানায় | খবর | বলছে | লিখেছে"),
    attribution_after=words("""
        এ খবর জানিয়েছে | এ তথ্য জানিয়েছে | এই খবর জানিয়েছে | জানিয়েছে | জানায় | জানাচ্ছে | এর খবরে | খবরে
        | খবরে বলা | প্রতিবেদনে | এর প্রতিবেদনে | এক প্রতিবেদনে | এক খবরে | বরাত দিয়ে | বরাতে | উদ্ধৃত করে
        | উদ্ধৃতি দিয়ে | লিখেছে | সূত্রে | মতে | তথ্য অনুযায়ী | প্রতিবেদন অনুযায়ী | বরাতে জানা
        | প্রতিবেদন অনুসারে
    """),
    # mentions
    told_after=words("""
        বলেন | বলেছেন | জানান | জানিয়েছেন | দেওয়া সাক্ষাৎকারে | দেওয়া এক সাক্ষাৎকারে | সঙ্গে আলাপ
        | সঙ্গে সাক্ষাৎকারে | কে
    """),
    taken_from=words("সৌজন্যে | সূত্র | উৎস"),
    edition_words=words("বাংলা | অনলাইন | ডটকম"),
    no_outlets=words("""
        মন্ত্রণালয় | বিভাগ | পুলিশ | বিশ্ববিদ্যালয় | ইনস্টিটিউট | সরকার | ব্যাংক | কমিশন | ব্যুরো | অধিদপ্তর
        | সংস্থা | উইকিপিডিয়া | ফেসবুক | ইন্টারনেট | পরিষদ | কর্তৃপক্ষ | হাসপাতাল | আদালত | সমিতি | ফাউন্ডেশন
        | কোম্পানি | কার্যালয় | থানা
    """),
    outlet_phrases=words("বার্তা সংস্থা | সংবাদ সংস্থা | দৈনিক | পত্রিকা"),
    # phrases
    translation_marks=words("অনুবাদ | অনুবাদক"),
    speech_verbs=words("বলেছেন | জানিয়েছেন | জানিয়েছে | জানান | বলেন"),
    # blocks
    addition_openers=words("এর আগে"),
    source_block_labels=words("সূত্র | উৎস | তথ্যসূত্র | সৌজন্যে | খবর সূত্র"),
    translation_block_openers=words("অনুবাদ | অনুবাদক"),
    caption_labels=words("ছবি | ফাইল ছবি"),
    boilerplate=words("বিজ্ঞাপন"),
    boilerplate_openers=words("আরও পড়ুন | আরো পড়ুন"),
    related_headings=words("আরও পড়ুন | আরো পড়ুন"),
)
