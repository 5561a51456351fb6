"""Korean."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="ko",
    name="Korean",
    script="hangul",
    outlet_suffixes=words("통신 | 방송 | 신문 | 뉴스"),
    outlet_things=words("빌딩 | 본사 | 사옥 | 중계차"),
    after_short_names=words("""
        은 | 는 | 이 | 가 | 을 | 를 | 의 | 에 | 과 | 와 | 도 | 로 | 측 | 기자 | 보도 | 특파원 | 통신 | 제공 | 자료
        | 사진 | 등
    """),
    dateline_reporters=words("기자 | 특파원 | 통신원 | 선임기자"),
    reporters=words("기자 | 특파원"),
    newsroom_names=words("편집부"),
    byline_block_endings=words("기자 | 특파원"),
    # photo credits
    photo_labels=words("사진 | 그래픽 | 영상"),
    photo_after=words("사진 | 자료사진"),
    photo_provided=words("제공 | 자료사진 | 포토"),
    photo_bracket_labels=words("사진 | 그래픽 | 자료사진 | 자료 | 영상 | 출처 | 로이터 | 게티이미지* | 타스 | 신화"),
    # first published elsewhere
    text_topics=words("""
        이 기사는 | 이 기사은 | 이 기사이 | 이 기사가 | 이 글는 | 이 글은 | 이 글이 | 이 글가 | 이 칼럼는 | 이 칼럼은
        | 이 칼럼이 | 이 칼럼가
    """),
    published_finally=words("실린 | 실렸 | 게재 | 처음 | 제공 | 출처 | 보도"),
    original_labels=words("원문"),
    # source lines, rights
    source_labels=words("출처 | 자료 | 기사제공 | 기사 제공"),
    copyright_after=words("무단전재 | 무단 전재 | 저작권자"),
    copyright_holders=words("저작권자"),
    # attributions
    attribution_after=(
        *words("""
            에 따르면 | 에 의하면 | 을 인용 | 를 인용 | 의 보도 | 은 보도 | 는 보도 | 이 보도 | 가 보도 | 을 통해
            | 를 통해
        """),
        " 보도에",
        " 등에 따르면",
    ),
    subject_particles=words("은 | 는 | 이 | 가"),
    report_verbs=words("보도했 | 전했 | 보도한 | 보도하 | 밝혔 | 인용"),
    # mentions
    told_after=words("에 말했 | 에 밝혔 | 에 전했 | 에 출연"),
    told_particles=words("과의 | 와의 | 에 | 과 | 와"),
    interview_nouns=words("인터뷰 | 통화 | 단독"),
    unlisted_source_labels=words("출처: | 출처 : | 기사제공:"),
    machine_marks=words("기계 번역 | 기계번역 | 자동 번역 | AI 번역 | AI가 번역"),
    no_outlets=words("""
        부처 | 청 | 대학 | 연구소 | 정부 | 통계 | 협회 | 은행 | 위원회 | 공사 | 대학교 | 연구원 | 공단 | 시청
        | 도청 | 군청 | 증권 | 그룹 | 전자 | 재단 | 시스템 | 인스타그램 | 유튜브 | 페이스북 | 트위터 | 캡처
        | 경찰 | 소방 | 병원 | 학교 | 의회 | 교육청 | 센터 | 박물관 | 법원 | 검찰 | 복지부 | 교육부 | 국토부
        | 환경부 | 행안부 | 기재부 | 외교부 | 국방부 | 법무부 | 산업부 | 통일부 | 노동부 | 해수부
    """),
    edition_words=words("코리아 | 한국어판 | 온라인"),
    taken_from=words("기사제공 | 기사 제공 | 뉴스제공"),
    # phrases
    translation_marks=words("번역"),
    speech_verbs=words("밝혔다 | 말했다 | 전했다 | 발표했다 | 설명했다"),
    # blocks
    source_block_labels=words("출처 | 기사제공 | 기사 제공 | 기사출처 | 제공 | 원문 출처 | 뉴스 제공"),
    caption_labels=words("사진"),
    boilerplate=words("광고"),
    boilerplate_openers=words("저작권자 | 관련기사"),
    boilerplate_anywhere=words("무단전재 | 무단 전재"),
    related_headings=words("관련기사"),
)
