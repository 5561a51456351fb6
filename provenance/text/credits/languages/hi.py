"""Hindi."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="hi",
    name="Hindi",
    script="devanagari",
    joints=words("और | तथा | एवं"),
    # dates
    months=words("""
        जनवरी | फरवरी | फ़रवरी | मार्च | अप्रैल | मई | जून | जुलाई | अगस्त | सितंबर | सितम्बर | अक्टूबर | अक्तूबर
        | नवंबर | नवम्बर | दिसंबर | दिसम्बर
    """),
    date_labels=words("प्रकाशित | अपडेटेड | अद्यतन | अपडेट"),
    # photo credits
    photo_labels=words("फोटो | फ़ोटो | तस्वीर | फोटो क्रेडिट | फाइल फोटो | फोटो साभार | चित्र | इमेज क्रेडिट"),
    # first published elsewhere
    text_topics=words("यह लेख | यह रिपोर्ट | यह खबर | यह ख़बर | यह आलेख | यह समाचार"),
    published_finally=words("प्रकाशित हु* | प्रकाशित किया | प्रकाशित की | छपा | छपी"),
    # source lines
    source_labels=words("स्रोत | स्त्रोत | सोर्स | साभार | समाचार स्रोत"),
    contribution_in_brackets=words("साभार | इनपुट"),
    # attributions
    attribution_before=words("साभार | बकौल"),
    attribution_after=words("""
        के अनुसार | के मुताबिक | के मुताबिक़ | की रिपोर्ट के अनुसार | की रिपोर्ट के मुताबिक | की खबर के अनुसार
        | की खबर के मुताबिक | के हवाले से | ने बताया | ने खबर दी | ने ख़बर दी | ने रिपोर्ट दी | ने रिपोर्ट किया
        | ने रिपोर्ट में | ने अपनी रिपोर्ट में | ने लिखा | की एक रिपोर्ट के अनुसार | की एक रिपोर्ट के मुताबिक
        | ने जानकारी दी | समाचार एजेंसी के अनुसार | न्यूज एजेंसी के अनुसार | की रिपोर्ट में
    """),
    # mentions
    told_after=words("""
        को बताया | से कहा | से बातचीत में | से बात करते हुए | को दिए इंटरव्यू | को दिए साक्षात्कार
        | को दिए एक इंटरव्यू | के साथ बातचीत | के साथ इंटरव्यू
    """),
    # phrases
    translation_marks=words("अनुवाद | अनुवादक"),
    # blocks
    addition_openers=words("इससे पहले"),
    source_block_labels=words("स्रोत | साभार | सोर्स"),
    translation_block_openers=words("अनुवाद | अनुवादक"),
    caption_labels=words("फोटो | फ़ोटो | तस्वीर"),
    boilerplate=words("विज्ञापन"),
    boilerplate_openers=words("यह भी पढ़ें | ये भी पढ़ें | इसे भी पढ़ें | संबंधित खबरें"),
    related_headings=words("यह भी पढ़ें | ये भी पढ़ें | संबंधित खबरें"),
)
