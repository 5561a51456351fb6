"""Vietnamese."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="vi",
    name="Vietnamese",
    conjunctions=words("và"),
    joints=words("và"),
    outlet_phrases=words("""
        hãng tin | hãng thông tấn | báo | tờ | tờ báo | đài | kênh | tạp chí | trang | trang tin | đài truyền hình
        | nhật báo | hãng | hãng tin tức | kênh truyền hình
    """),
    agency_phrases=words("hãng tin"),
    no_given_names=words("Theo | Nguồn | Ảnh | Hãng"),
    # dates
    months=words("""
        tháng 1 | tháng 2 | tháng 3 | tháng 4 | tháng 5 | tháng 6 | tháng 7 | tháng 8 | tháng 9 | tháng 10
        | tháng 11 | tháng 12
    """),
    date_prepositions=words("ngày"),
    date_labels=words("cập nhật | đăng ngày | ngày đăng | xuất bản"),
    # bylines
    author_labels=words("tác giả | bài"),
    newsroom_names=words("ban biên tập"),
    # photo credits
    photo_labels=words("ảnh | nguồn ảnh | ảnh minh họa | hình ảnh | ảnh tư liệu"),
    # first published elsewhere
    text_nouns=words("viết này | báo này | viết | báo"),
    text_determiners=words("bài"),
    published_verbs=words("đăng | xuất bản"),
    text_openers=words("bài viết | bài báo | bài viết này"),
    first_adverbs=words("lần đầu | đầu tiên | gốc"),
    published_participles=words("được đăng | đăng | đã đăng | được xuất bản"),
    published_in=words("trên | tại | lần đầu trên | đầu tiên trên"),
    # source lines
    source_labels=words("nguồn | nguồn tin | theo"),
    contribution_in_brackets=words("theo | nguồn | tổng hợp từ"),
    contribution_lines=words("tổng hợp từ"),
    # attributions
    attribution_before=words("""
        theo | dẫn lời | dẫn nguồn | dẫn tin | dẫn nguồn tin | trích dẫn | dẫn thông tin từ | theo thông tin từ
        | theo tin từ | theo tin của
    """),
    attribution_after=words("""
        đưa tin | cho biết | cho hay | dẫn lời | dẫn nguồn | loan tin | viết | dẫn | tường thuật
    """),
    auxiliaries=words("đã | ngày"),
    # mentions
    told_before=words("""
        nói với | trả lời phỏng vấn | trả lời | chia sẻ với | cho biết trên | trao đổi với | phát biểu với
        | trong cuộc phỏng vấn với | phỏng vấn với
    """),
    told_to=words("hãng tin | báo | đài | hãng thông tấn | kênh | tờ"),
    taken_from=words("theo | nguồn | dẫn theo | trích từ | tổng hợp từ | theo nguồn"),
    edition_words=words("Online | online | điện tử | Tiếng Việt | tiếng Việt"),
    no_outlets=words("""
        Bộ | Sở | Công an | Viện | Đại học | Ủy ban | UBND | Ngân hàng | Tổng cục | Cục | Chính phủ | Internet
        | internet | Facebook | Hội | Công ty | Trung tâm | tổng hợp | Cảng vụ | Bệnh viện | Tòa án | Quỹ
        | Hiệp hội | Liên đoàn | Cảnh sát
    """),
    outlet_kinds=words("báo | tờ | trang | đài | kênh | hãng | tạp chí | hãng tin | trang tin"),
    # phrases
    translation_marks=words("Người dịch | Biên dịch | Dịch giả"),
    speech_verbs=words("cho biết | tuyên bố | thông báo | cho hay"),
    # blocks
    addition_openers=words("trước đó,"),
    source_block_labels=words("nguồn | theo | nguồn tin"),
    translation_block_openers=words("người dịch | biên dịch"),
    caption_labels=words("ảnh | nguồn ảnh"),
    boilerplate=words("quảng cáo"),
    boilerplate_openers=words("xem thêm | đọc thêm | tin liên quan"),
    related_headings=words("tin liên quan | xem thêm"),
)
