"""Japanese."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="ja",
    name="Japanese",
    script="han",
    unspaced_joints=words("と"),
    outlet_suffixes=words("通信 | 通信社 | 紙 | 電 | 新聞 | 放送 | テレビ | 電子版 | など"),
    outlet_things=words("本社ビル | ビル | 本社前 | タワー | 中継車"),
    after_short_names=words("""
        通信 | 電 | 配信 | 特派員 | 記者 | 写真 | 提供 | が | は | に | の | を | と | も | で | など | によ | から
    """),
    reporters=words("特派員"),
    # photo credits
    photo_labels=words("写真 | 提供写真 | 撮影"),
    photo_after=words("写真 | 提供"),
    # first published elsewhere
    text_topics=words("""
        この記事は | この文章は | このコラムは | この原稿は | 本記事は | 本文章は | 本コラムは | 本原稿は
    """),
    published_finally=words("掲載 | 配信 | 公開 | 転載 | 提供 | より"),
    taken_from_after=words("""
        より転載 | より翻訳転載 | より抜粋 | から転載 | から翻訳転載 | から抜粋 | の許諾を得て転載
        | の許諾を得て翻訳転載 | の許諾を得て抜粋 | の転載 | の翻訳転載 | の抜粋 | 朝刊より | 夕刊より | 電子版より
        | に掲載された | に掲載 | から配信 | より配信
    """),
    original_labels=words("元記事"),
    # source lines, contributions, rights
    source_labels=words("出典 | ソース | 情報源 | 引用元 | 配信 | 提供 | 配信元 | 配信社 | 提供元 | 記事提供 | 転載元"),
    source_openers=words("出典"),
    collaboration=words("協力 | 協力: | 協力："),
    copyright_marks=words("著作権"),
    copyright_after=words("著作权所有"),
    # attributions
    attribution_after=words("によると | によれば | などが報じ | などによると | が伝え | の報道"),
    subject_particles=words("は | が"),
    report_verbs=words("報じ | 伝え | 報道し"),
    # mentions
    told_after=words("の取材 | のインタビュー | の単独インタビュー | に対し | に語 | の問い合わせ"),
    unlisted_source_labels=words("出典： | 出典: | 引用元： | 転載元： | 配信元： | 提供元："),
    machine_marks=words("機械翻訳 | 自動翻訳 | AI翻訳 | AIが翻訳"),
    no_outlets=words("""
        省 | 庁 | 局 | 大学 | 研究所 | 政府 | 会社 | 協会 | 銀行 | 統計 | 機構 | 消防 | 警察署 | 病院 | 学会
        | 委員会 | センター | 株式会社 | 財団 | 組合 | 連盟 | 裁判所 | 博物館 | 市役所 | 筆者
    """),
    edition_words=words("デジタル | NEXT | オンライン | 電子版 | 日本語版 | ジャパン | 日本語電子版 | 日本版"),
    outlet_endings=words("新聞 | 日報 | 新報 | 通信 | 放送 | テレビ | タイムス | オンライン | 時報"),
    # phrases
    translation_marks=words("翻訳"),
    speech_verbs=words("発表した | 明らかにした | 述べた | 話した | 語った | 伝えた | 説明した | としている"),
    # blocks
    source_block_labels=words("出典 | 引用元 | 転載元 | 配信元 | 提供元 | 記事提供 | ソース | 情報元 | 配信"),
    caption_labels=words("写真"),
    boilerplate=words("広告"),
    boilerplate_openers=words("関連記事 | 無断転載"),
    related_headings=words("関連記事"),
)
