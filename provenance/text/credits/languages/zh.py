"""Chinese, in simplified and traditional characters."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="zh",
    name="Chinese",
    script="han",
    unspaced_joints=words("和 | 与 | 與 | 及 | 暨 | 或"),
    outlet_kinds=words("媒体 | 媒體 | 通讯社 | 通訊社 | 电视台 | 電視台 | 杂志 | 雜誌 | 报纸 | 報紙"),
    site_suffixes=words("网站 | 網站 | 网 | 电 | 電 | 中文网 | 客户端 | 客戶端 | 新闻客户端"),
    date_labels=words("發布 | 更新 | 发布 | 时间 | 時間"),
    generic_names=words("""
        日报 | 日報 | 晚报 | 晚報 | 早报 | 早報 | 晨报 | 晨報 | 时报 | 時報 | 新报 | 新報 | 商报 | 商報 | 快报 | 快報
        | 周报 | 週報 | 周刊 | 週刊 | 都市报 | 都市報 | 青年报 | 青年報 | 新闻网 | 新聞網 | 电视台 | 電視台 | 通讯社
        | 通訊社 | 广播电台 | 一周 | 综艺 | 綜藝
    """),
    before_short_names=words("""
        据 | 據 | 自 | 由 | 经 | 經 | 对 | 對 | 和 | 与 | 與 | 及 | 或 | 援引 | 引述 | 引用 | 转引 | 轉引 | 给 | 給
        | 向 | 为 | 為 | 是 | 在 | 从 | 從 | 于 | 於 | 告诉 | 告訴 | 接受 | 受 | 媒体 | 媒體 | 通过 | 透過 | 按 | 记者
        | 記者 | 来源 | 來源 | 英国 | 英國 | 美国 | 美國 | 香港 | 日本 | 台湾 | 台灣
    """),
    outlet_things=words("""
        大楼 | 大樓 | 大厦 | 大廈 | 总部 | 總部 | 广场 | 廣場 | 塔楼 | 台标 | 台標 | 直播车 | 直播車 | 转播车 | 轉播車
        | 气温图 | 氣溫圖 | 天气图 | 天氣圖 | 气象图 | 氣象圖 | 的气温图 | 的氣溫圖 | 的天气图 | 的天氣圖 | 的气象图
        | 的氣象圖 | 频道的气温图 | 频道的天气图 | 頻道的氣溫圖 | 頻道的天氣圖
    """),
    after_short_names=words("""
        报 | 報 | 电 | 電 | 讯 | 訊 | 称 | 稱 | 指 | 说 | 說 | 网 | 網 | 社 | 的 | 记 | 記 | 发 | 發 | 消息 | 引 | 援
        | 独家 | 獨家 | 专 | 專 | 新闻 | 新聞 | 综合 | 綜合 | 表示 | 披露 | 透露 | 刊 | 则 | 也 | 还 | 今 | 昨 | 日前
        | 此前 | 早前 | 在 | 于 | 和 | 与 | 與 | 及 | 图 | 圖 | 资料 | 資料 | 提供 | 摄 | 攝 | 等 | 访问 | 訪問 | 采访
        | 採訪 | 专访 | 评论 | 財經 | 财经 | 中文
    """),
    # datelines
    compiled_marks=words("编译 | 編譯 | 综合 | 綜合"),
    dispatch_nouns=words("电 | 電 | 讯 | 訊 | 报道 | 報導 | 報道"),
    dispatch_openers=words("快讯 | 快訊 | 消息 | 专电 | 專電 | 专稿 | 專稿 | 讯 | 訊 | 电讯 | 電訊 | 独家报道"),
    report_nouns=words("讯 | 訊 | 报道 | 報導 | 報道"),
    # bylines
    byline_suffixes=words("报道 | 報導 | 编译 | 編譯"),
    writer_labels=words("文 | 撰文 | 記者 | 记者"),
    reporters=words("记者 | 記者 | 特派员 | 特派員"),
    staff_writers=words("记者 | 記者 | 专栏作家 | 撰稿人"),
    author_labels=words("来源 | 來源 | 文 | 记者 | 記者"),
    outlet_endings=words("报 | 報 | 社 | 网 | 網 | 新聞 | 新闻"),
    newsroom_names=words("編輯部 | 编辑部"),
    byline_block_marks=words("记者 | 記者 | 特派员 | 特派員 | 特约记者 | 编译 | 編譯 | 作者 | 文"),
    own_desk=words("本报 | 本報 | 本网 | 本台"),
    # photo credits
    photo_labels=words("""
        题图 | 題圖 | 图为 | 圖為 | 图片来源 | 圖片來源 | 图源 | 圖源 | 资料图 | 資料圖 | 图: | 图： | 图/ | 圖:
        | 圖： | 圖/ | 图片 | 圖片 | 照片 | 翻攝 | 翻摄 | 摄影 | 攝影
    """),
    photo_after=words("""
        图片 | 圖片 | 照片 | 照 | 图 | 圖 | 档案图片 | 档案照片 | 档案照 | 档案图 | 檔案圖片 | 檔案照片 | 檔案照
        | 檔案圖 | 资料图片 | 资料照片 | 资料照 | 资料图 | 資料圖片 | 資料照片 | 資料照 | 資料圖 | 摄 | 攝 | 提供
    """),
    photo_givers=words("记者 | 記者 | 发 | 發"),
    photo_takers=words("摄 | 攝 | 摄影 | 攝影 | 供图 | 供圖 | 提供"),
    # first published elsewhere
    text_openers=words("""
        本文 | 原文 | 此文 | 该文 | 該文 | 文章 | 本報導 | 本报道 | 這篇文章 | 这篇文章 | 以上内容 | 以上內容 | 本篇
    """),
    text_determiners=words("本文 | 原文 | 本報導 | 本报道 | 本篇 | 以上内容 | 以上內容"),
    first_adverbs=words("最初 | 首次 | 首先 | 最早 | 原 | 首 | 先"),
    published_verbs=words("""
        发表 | 發表 | 刊登 | 刊载 | 刊載 | 刊发 | 刊發 | 刊 | 载 | 載 | 登载 | 登載 | 刊於 | 見於 | 见于 | 来自 | 來自
        | 出自 | 来源 | 來源 | 首发 | 首發
    """),
    taken_from=words("""
        转载自 | 轉載自 | 转自 | 轉自 | 摘自 | 摘编自 | 摘編自 | 编译自 | 編譯自 | 译自 | 譯自 | 全文转载 | 綜合自
        | 原载 | 原载于 | 原載 | 原載於 | 原刊 | 原刊于 | 原刊於 | 节选自 | 節選自
    """),
    licensed_by=words("經 | 经 | 获 | 獲 | 已获 | 蒙 | 由"),
    licences=words("授权 | 授權 | 许可 | 許可 | 同意"),
    licensed_uses=words("转载 | 轉載 | 编译 | 編譯 | 刊登 | 翻译 | 翻譯 | 发布"),
    reported_following=words("""
        作了下述 | 作了如下 | 作出如下 | 做了如下 | 作如下 | 发表如下 | 發表如下 | 刊登如下 | 刊文如下 | 发文如下
        | 報導如下 | 报道如下 | 報道如下 | 消息如下 | 电文如下 | 電文如下 | 报道全文如下 | 報導全文如下 | 报道原文如下
        | 刊登以下 | 刊登了以下 | 发表以下 | 发表了以下 | 發表以下 | 發表了以下 | 的报道如下 | 的報導如下 | 原文如下
    """),
    original_labels=words("""
        原文 | 原文链接 | 原文鏈接 | 原文連結 | 原文网址 | 原文網址 | 原文出处 | 原文出處 | 原文来源 | 原文來源
        | 阅读原文 | 閱讀原文
    """),
    # source lines, contributions, rights
    source_labels=words("""
        稿源 | 来源 | 來源 | 资料来源 | 資料來源 | 新闻来源 | 新聞來源 | 消息来源 | 消息來源 | 文章来源 | 文章來源
        | 信息来源
    """),
    source_openers=words("来源 | 來源 | 出处 | 出處 | 稿源"),
    labels_after_source=words("""
        作者 | 责编 | 责任编辑 | 編輯 | 编辑 | 记者 | 記者 | 时间 | 時間 | 日期 | 发布 | 發布
    """),
    contribution_lines=words("綜合報導自"),
    copyright_marks=words("版权所有 | 版權所有"),
    copyright_after=words("版权所有 | 版權所有"),
    # attributions
    according_marks=words("据 | 據"),
    dated_reports=words("报道 | 報道 | 報導 | 消息 | 刊文 | 电 | 電 | 援引"),
    titled_reports=words("""
        刊登题为 | 刊登題為 | 刊发题为 | 发表题为 | 發表題為 | 刊载题为 | 发表一篇题为 | 发表了一篇题为 | 刊文称
        | 刊文稱 | 发表文章称 | 發表文章稱
    """),
    attribution_before=words("据 | 據 | 根据 | 根據 | 按照 | 依据 | 依據 | 按"),
    attribution_closers=words("""
        报道 | 報道 | 報導 | 报导 | 消息 | 称 | 稱 | 援引 | 指出 | 披露 | 透露 | 引述 | 所述 | 统计 | 电 | 電 | 的消息
        | 的說法 | ， | ,
    """),
    attribution_near=words("""
        报道称 | 報道稱 | 報導稱 | 报道指 | 報導指 | 報道 | 报道 | 報導 | 报导 | 援引 | 披露 | 刊文 | 撰文 | 发文
        | 消息称 | 消息稱 | 引述 | 引用 | 独家 | 獨家
    """),
    citing_phrases=words("援引 | 引述 | 引用 | 转引 | 轉引 | 综合 | 綜合 | 转述 | 轉述"),
    cited_nouns=words("报道 | 報道 | 報導 | 消息 | 的话 | 的話 | 说法 | 說法"),
    statement_inserts=words("则 | 則 | 也 | 还 | 還 | 又 | 曾 | 先前 | 此前 | 早前"),
    statement_verbs=words("称 | 稱 | 指 | 说 | 說 | 写道 | 寫道 | 透露 | 强调 | 強調"),
    # mentions
    told_before=words("告诉 | 告訴 | 对 | 對 | 向 | 接受"),
    told_closers=words("""
        表示 | 说 | 說 | 称 | 稱 | 采访 | 採訪 | 专访 | 專訪 | 介绍 | 透露 | 指出 | ， | , | 。 | : | ：
    """),
    unlisted_source_labels=words("来源： | 来源: | 來源： | 來源: | 稿源： | 稿源:"),
    machine_marks=words("由机器翻译 | 由機器翻譯 | 由AI翻译 | 由AI翻譯 | AI翻译 | AI翻譯 | 由人工智能翻译"),
    account_labels=words("微信公众号： | 微信公众号: | 微信公众号“ | 公众号： | 公众号: | 微信公號： | 微信公號:"),
    no_outlets=words("""
        部 | 局 | 委 | 大学 | 大學 | 研究所 | 研究院 | 政府 | 公司 | 法院 | 警方 | 互联网 | 網路 | 网络 | 综合
        | 綜合 | 作者 | 本站 | 协会 | 協會 | 银行 | 銀行 | 统计 | 公开 | 视频 | 厅 | 廳 | 院 | 会 | 會 | 署 | 处
        | 處 | 办 | 辦 | 队 | 隊 | 集团 | 集團 | 气象台 | 氣象台 | 天文台 | 博物馆 | 博物館 | 图书馆 | 圖書館
    """),
    edition_words=words("中文网 | 中文網 | 中文版 | 国际版 | 國際版 | 网站 | 網站"),
    # phrases
    translation_marks=words("编译 | 編譯 | 翻译 | 翻譯 | 译者 | 譯者 | 校译 | 编译讯 | 译文 | 譯文"),
    translation_nouns=words("讯 | 訊 | 报道 | 報道 | 報導 | 自"),
    false_translation_marks=words("""
        编译器 | 编译代码 | 编译源 | 编译程序 | 编译错误 | 编译时 | 编译成 | 编译为 | 编译环境 | 编译内核 | 编译安装
        | 编译命令 | 编译脚本 | 编译选项 | 编译原理 | 编译语言 | 编译过 | 编译出 | 编译项目 | 编译文件 | 编译参数
        | 编译优化 | 编译执行 | 编译通过 | 编译失败 | 编译后 | 交叉编译 | 重新编译 | 预编译 | 反编译 | 动态编译
        | 自行编译 | 源码编译 | 可编译 | 編譯器 | 編譯程式 | 編譯錯誤 | 編譯時 | 編譯成 | 編譯環境 | 編譯原始
        | 編譯選項 | 編譯核心
    """),
    appended_original=words("""
        附原英文 | 附原文 | 附英文原文 | 附：英文原文 | 附:英文原文 | 英文原文 | 附錄原文 | 原文如下 | 以下是原文
        | 原文: | 原文：
    """),
    compiled_from_wires=words("""
        綜合外電 | 综合外电 | 綜合報導 | 综合报道 | 綜合報道 | 外電報導 | 外电报道 | 編譯組 | 国际组综合 | 國際中心
    """),
    first_publication_marks=words("""
        最初发表 | 最初發表 | 首发 | 首發 | 原载 | 原載 | 原刊 | 转载自 | 轉載自 | 转自 | 轉自 | 首次发表
        | 首次發表 | 刊载 | 刊載 | 原文刊登 | 原文刊於 | 原文刊于
        | 原文发表 | 原文發表 | 原发 | 原發 | 首刊
    """),
    platform_marks=words("沒有留言 | 張貼留言 | 没有评论"),
    speech_verbs=words("表示 | 宣布 | 指出 | 透露 | 称 | 稱 | 說 | 说"),
    # blocks
    addition_openers=words("此前， | 此前, | 早些时候 | 早前， | 早前,"),
    source_block_labels=words("""
        来源 | 來源 | 资料来源 | 資料來源 | 新聞來源 | 新闻来源 | 消息来源 | 消息來源 | 文章来源 | 文章來源 | 稿源
        | 稿件来源 | 稿件來源 | 信息来源 | 出处 | 出處
    """),
    translation_block_openers=words("编译 | 編譯 | 翻译 | 翻譯 | 译者 | 譯者 | 译 | 譯"),
    first_adverbs_in_blocks=words("最初 | 首次 | 首先 | 原"),
    published_in_blocks=words("发表 | 發表 | 刊登 | 刊载 | 刊載 | 刊 | 载 | 載"),
    taken_from_in_blocks=words("转载自 | 轉載自 | 转自 | 轉自"),
    appended_block_openers=words("附文 | 附原文 | 附英文 | 附原英文 | 附原原文 | 附英英文 | 附英原文"),
    original_headings=words("译文 | 譯文 | 翻译 | 翻譯 | 原文"),
    caption_labels=words("题图 | 題圖 | 图为 | 圖為 | 图 | 圖 | 资料图 | 資料圖 | 图片 | 圖片 | 图源 | 圖源"),
    boilerplate=words("广告 | 廣告 | 沒有留言 | 沒有留言: | 沒有留言： | 張貼留言 | 没有评论"),
    boilerplate_openers=words("""
        分享 | 分享到 | 相关阅读 | 延伸閱讀 | 延伸阅读 | 相關新聞 | 责任编辑: | 责任编辑： | 責任編輯: | 責任編輯：
        | （责任编辑 | 版权所有 | 版權所有
    """),
    related_headings=words("相关阅读 | 延伸閱讀 | 延伸阅读 | 相關新聞"),
)
