"""In which language a piece of text is written: script first, function words where the script does not tell.

Most languages of the news are told by their letters alone. Those that share an alphabet are told by votes of their most
frequent short words (Grefenstette 1995, "Comparing two language identification schemes"), Simplified and Traditional
Chinese by the characters that only one of them uses. A text that nothing decides stays undecided.
"""

from __future__ import annotations

import polars as pl

SAMPLE = 180
"""Code points that are looked at from the beginning of a text: enough for some thirty words."""

LEAST_VOTES = 2
"""Function words that a language must have before it is believed, where a text is long enough to hold them."""

SHORT = 40
"""Up to this many code points one function word is enough."""

SCRIPTS = {
    "han": r"\p{Han}",
    "kana": r"[\p{Hiragana}\p{Katakana}]",
    "hangul": r"\p{Hangul}",
    "cyrillic": r"\p{Cyrillic}",
    "arabic": r"\p{Arabic}",
    "latin": r"\p{Latin}",
    "greek": r"\p{Greek}",
    "hebrew": r"\p{Hebrew}",
    "thai": r"\p{Thai}",
    "devanagari": r"\p{Devanagari}",
    "bengali": r"\p{Bengali}",
    "tamil": r"\p{Tamil}",
    "georgian": r"\p{Georgian}",
    "armenian": r"\p{Armenian}",
}

ONE_LANGUAGE = {
    "greek": "el",
    "hebrew": "he",
    "thai": "th",
    "devanagari": "hi",
    "bengali": "bn",
    "tamil": "ta",
    "georgian": "ka",
    "armenian": "hy",
    "hangul": "ko",
    "kana": "ja",
}

HANS = (
    "们这来个说时为会对发国学么还过没动开关问间见现进长门车东书马鸟鱼龙风飞电话语认识让请谁谢课读译议论设许该详误调谈贝负贡财责败货质贩贪贫购贯"
    "费贺资赛赞赵赶边达迁远违连迟适选递释铁银错锁键镇闭闯闲闷闻阳阴阵阶际陆陈险随难雾静韩页顶项顺须顾顿颁预领频题颜额颠饭饮饰饱馆验驱驶驻驾骂骗骚"
    "鸣鸭鸿鹰黄齐齿龄乌乐习乡买乱争于亏云亚产亲亿仅从仓仪价众优伙伞伟传伤伦伪体余佣侠侣侦侧侨侵债倾偿储儿党兰兴养兽内冈册写军农冯冲决况冻净凉减"
    "凤凭凯击划刘则刚创删别剂剑剧劝办务动励劲劳势勋区医华协单卖卢卫却厂厅历厉压厌县参双变叙叶号叹吓吗听启吴呐员响哑唤啸喷团园围图圆圣场坏块坚坛"
    "坝坟坠垒墙壮声壳处备复够头夹夺奋奖妇妈娱婴孙宁宝实宠审宪宫宽宾对寻导寿将尔尘尝层属岁岂岗岛峡币师帐带帮干并广庄庆库应庙废开异弃张弥弯弹强归"
    "当录径御忆忧怀态总恋恶恼悬惊惧惨惩惯愤愿戏战户扑执扩扫扬扰抚抛抢护报担拟拥择挂挡挤挥损换据掳摄摆摇敌数断无旧显晋晓晕暂术机杀杂权条杨极构枪"
    "柜标栏树样档桥梦检楼榄欢欧残毁毕气汇汉汤沟泪泽洁测济浏浑浓涛润涨渐温湾湿滚满滥滨灭灯灵灾炉点炼烂烦烧热爱爷状犹狱独狮献玛环电画畅疗疯监盖盘"
    "矿码确碍礼种积称稳穷窃竞笔签简粮紧纠红约级纪纯纲纳纷纸线组细织终绍经结绕绘给络绝统继绩续维绿编缘缩缴网罗罚罢职联肃肠肤胁胆胜脏脑脚脱节艺苏"
    "荐荣药获萨营蓝虑虽补装觉览观规视觉触订计讯讨训记讲证评诉词试诗诚诞询"
)
HANT = (
    "們這來個說時為會對發國學麼還過沒動開關問間見現進長門車東書馬鳥魚龍風飛電話語認識讓請誰謝課讀譯議論設許該詳誤調談貝負貢財責敗貨質販貪貧購貫"
    "費賀資賽贊趙趕邊達遷遠違連遲適選遞釋鐵銀錯鎖鍵鎮閉闖閒悶聞陽陰陣階際陸陳險隨難霧靜韓頁頂項順須顧頓頒預領頻題顏額顛飯飲飾飽館驗驅駛駐駕罵騙騷"
    "鳴鴨鴻鷹黃齊齒齡烏樂習鄉買亂爭於虧雲亞產親億僅從倉儀價眾優夥傘偉傳傷倫偽體餘傭俠侶偵側僑債傾償儲兒黨蘭興養獸內岡冊寫軍農馮衝決況凍淨涼減"
    "鳳憑凱擊劃劉則剛創刪別劑劍劇勸辦務勵勁勞勢勳區醫華協單賣盧衛卻廠廳歷厲壓厭縣參雙變敘葉號嘆嚇嗎聽啟吳吶員響啞喚嘯噴團園圍圖圓聖場壞塊堅壇"
    "壩墳墜壘牆壯聲殼處備復夠頭夾奪奮獎婦媽娛嬰孫寧寶實寵審憲宮寬賓尋導壽將爾塵嘗層屬歲豈崗島峽幣師帳帶幫幹並廣莊慶庫應廟廢異棄張彌彎彈強歸"
    "當錄徑禦憶憂懷態總戀惡惱懸驚懼慘懲慣憤願戲戰戶撲執擴掃揚擾撫拋搶護報擔擬擁擇掛擋擠揮損換據擄攝擺搖敵數斷無舊顯晉曉暈暫術機殺雜權條楊極構槍"
    "櫃標欄樹樣檔橋夢檢樓欖歡歐殘毀畢氣匯漢湯溝淚澤潔測濟瀏渾濃濤潤漲漸溫灣濕滾滿濫濱滅燈靈災爐點煉爛煩燒熱愛爺狀猶獄獨獅獻瑪環畫暢療瘋監蓋盤"
    "礦碼確礙禮種積稱穩窮竊競筆簽簡糧緊糾紅約級紀純綱納紛紙線組細織終紹經結繞繪給絡絕統繼績續維綠編緣縮繳網羅罰罷職聯肅腸膚脅膽勝臟腦腳脫節藝蘇"
    "薦榮藥獲薩營藍慮雖補裝覺覽觀規視觸訂計訊討訓記講證評訴詞試詩誠誕詢臺灣裡"
)

WORDS = {
    "en": "the of and to is was that for with are it be by from his said has have not at this but they which were an will as",
    "fr": "le la les des et du une est dans pour que qui sur avec au par pas ce il sont été aux ses plus cette selon",
    "es": "el los las del una que en por con para es se su al como más según fue pero sus este ha esta no lo",
    "pt": "os das dos uma que em por com para não é ao do da na no se mais foi como sua são pelo também segundo",
    "de": "der die das und den von zu mit ist im für auf dem des nicht ein eine sich auch wurde nach bei aus hat als",
    "it": "il della di che per con del è non una gli nel alla sono dei delle ha si anche più dal",
    "nl": "het een van en dat niet zijn voor met op aan ook te wordt werd bij naar heeft door uit",
    "sv": "och att det som för är av på till inte ett från efter säger",
    "da": "og det som er af på med til ikke et fra efter siger blev",
    "pl": "się nie do że jest przez został oraz jego dla które jak także była",
    "cs": "se na je že pro podle ale jako které byl jsou také byla bude",
    "ro": "și în cu pe pentru care este din nu au fost mai că prin sunt",
    "tr": "ve bir bu için ile da de olarak olduğunu daha çok sonra göre dedi",
    "id": "yang dan di dari untuk dengan ini itu pada dalam tidak akan oleh kata juga",
    "vi": "và của là không được cho các trong có với một này đã ở người những",
    "ru": "в и на что не с по как из для его это был от до она но к сообщает о",
    "uk": "в і на що не з та як для його це був від до у про за які повідомляє",
    "bg": "в и на че не с по като от за е се да са по това към съобщава",
    "sr": "у и на да је се са за од као који не су из што",
}
"""Frequent short words by language; a word that several languages use votes for each of them."""

LETTERS = {
    "uk": "[іїєґІЇЄҐ]",
    "be": "[ўЎ]",
    "ru": "[ыэёЫЭЁ]",
    "sr": "[ђћљњџјЂЋЉЊЏЈ]",
    "fa": "[پچژگ]",
    "ur": "[ٹڈےں]",
}
"""Letters that, among the languages of one alphabet, only one uses."""

SHARED_ENGLISH = {
    "as",
    "at",
    "an",
    "not",
    "in",
    "for",
    "on",
    "be",
    "his",
    "have",
    "with",
    "was",
    "will",
    "are",
    "is",
    "to",
}
"""English words that are words of other languages too: they do not make a text English at first sight."""

LATIN = ["en", "fr", "es", "pt", "de", "it", "nl", "sv", "da", "pl", "cs", "ro", "tr", "id", "vi"]
CYRILLIC = ["ru", "uk", "bg", "sr"]


def languages(texts: pl.Series) -> pl.Series:
    """Return the language of each text as a BCP 47 tag; null where nothing decides.

    Args:
        texts: Texts of any length; null counts as empty. The first 180 code points are looked at.

    Returns:
        One tag a text, in order: ``en``, ``zh-Hans``, ``zh-Hant``, ``zh`` (Chinese that both scripts share), ``uk`` …
    """
    frame = texts.rename("text").to_frame().with_row_index("row")
    frame = frame.with_columns(text=pl.col("text").fill_null("").str.slice(0, SAMPLE))
    distinct = frame.select(pl.col("text").unique(maintain_order=True))
    plain = pl.col("text").str.len_bytes() == pl.col("text").str.len_chars()
    told = pl.concat([_latin(distinct.filter(plain)), _any_script(distinct.filter(~plain))])
    return frame.join(told, on="text", how="left", maintain_order="left")["language"].rename(texts.name)


def _any_script(frame: pl.DataFrame) -> pl.DataFrame:
    """Return text and language for texts of any script."""
    counts = frame.with_columns(pl.col("text").str.count_matches(rule).alias(name) for name, rule in SCRIPTS.items())
    weight = {"han": 2, "hangul": 2, "kana": 2}  # a syllable or a word a character, against letters
    values = [pl.col(name) * weight.get(name, 1) for name in SCRIPTS]
    most = pl.max_horizontal(values)
    main = pl.coalesce(
        pl.when((value == most) & (most > 0)).then(pl.lit(name)) for name, value in zip(SCRIPTS, values, strict=True)
    )
    japanese = (pl.col("kana") * 8 >= pl.col("han")) & (pl.col("kana") > 0) & main.is_in(["han", "kana"])
    script = pl.when(japanese).then(pl.lit("kana")).otherwise(main)
    parts = counts.with_columns(script=script)
    told = [_latin(parts.filter(pl.col("script") == "latin").select("text"))]
    told.append(
        _by_letters(parts.filter(pl.col("script") == "cyrillic").select("text"), ["uk", "be", "ru", "sr"], CYRILLIC)
    )
    told.append(_arabic(parts.filter(pl.col("script") == "arabic").select("text")))
    told.append(_chinese(parts.filter(pl.col("script") == "han").select("text")))
    rest = parts.filter(~pl.col("script").is_in(["latin", "cyrillic", "arabic", "han"]) | pl.col("script").is_null())
    told.append(rest.select("text", language=pl.col("script").replace_strict(ONE_LANGUAGE, default=None)))
    return pl.concat(told)


def _latin(frame: pl.DataFrame) -> pl.DataFrame:
    """Return text and language for texts in the Latin alphabet; English, the most frequent, is tried by itself first."""
    english = [f" {word} " for word in WORDS["en"].split() if word not in SHARED_ENGLISH]
    votes = pl.col("text").str.find_many(english, ascii_case_insensitive=True).list.len()
    clear = (votes >= 3) & (votes * 60 >= pl.col("text").str.len_chars())
    split = frame.with_columns(clear=clear)
    told = split.filter("clear").select("text", language=pl.lit("en"))
    return pl.concat([told, _vote(split.filter(~pl.col("clear")).select("text"), LATIN)])


def _by_letters(frame: pl.DataFrame, letters: list[str], words: list[str]) -> pl.DataFrame:
    """Return text and language by telling letters, and by votes where there is none."""
    counts = frame.with_columns(pl.col("text").str.count_matches(LETTERS[name]).alias(name) for name in letters)
    most = pl.max_horizontal(letters)
    first = pl.coalesce(pl.when((pl.col(name) == most) & (most > 0)).then(pl.lit(name)) for name in letters)
    told = counts.select("text", language=first)
    return pl.concat([told.drop_nulls(), _vote(told.filter(pl.col("language").is_null()).select("text"), words)])


def _arabic(frame: pl.DataFrame) -> pl.DataFrame:
    """Return text and language for texts in the Arabic alphabet: Arabic unless letters tell otherwise."""
    persian, urdu = (pl.col("text").str.count_matches(LETTERS[name]) for name in ("fa", "ur"))
    return frame.select(
        "text",
        language=pl.when(urdu > 1).then(pl.lit("ur")).when(persian > 1).then(pl.lit("fa")).otherwise(pl.lit("ar")),
    )


def _chinese(frame: pl.DataFrame) -> pl.DataFrame:
    """Return text and language for Chinese, by the characters that only one of the two scripts uses."""
    only_hans, only_hant = set(HANS) - set(HANT), set(HANT) - set(HANS)
    hans, hant = (pl.col("text").str.count_matches(f"[{''.join(sorted(each))}]") for each in (only_hans, only_hant))
    tag = pl.when(hans > hant).then(pl.lit("zh-Hans")).when(hant > hans).then(pl.lit("zh-Hant")).otherwise(pl.lit("zh"))
    return frame.select("text", language=tag)


def _votes(frame: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Return the frame with one column of votes a language; texts without any of the words have none of them."""
    text = pl.col("text").str.to_lowercase()
    plain = pl.col("text").str.len_bytes() == pl.col("text").str.len_chars()
    spaced = (
        pl.when(plain)
        .then(text.str.replace_all("[^a-z]+", " "))
        .otherwise(text.str.replace_all(r"[^\p{L}\p{M}]+", " "))
    )
    counted = frame.with_columns(words=pl.concat_str(pl.lit(" "), spaced, pl.lit(" ")))
    patterns = {name: [f" {word} " for word in WORDS[name].split()] for name in names}
    some = pl.col("words").str.contains_any(sorted({word for words in patterns.values() for word in words}))
    with_words = counted.filter(some).with_columns(
        pl.col("words").str.find_many(patterns[name], overlapping=True).list.len().alias(name) for name in names
    )
    without = counted.filter(~some).with_columns(pl.lit(0, pl.UInt32).alias(name) for name in names)
    return pl.concat([with_words, without]).drop("words")


def _vote(frame: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Return text and language by the most votes; ties and too few votes leave it undecided."""
    counts = _votes(frame, names)
    most = pl.max_horizontal(names)
    best = pl.coalesce(pl.when(pl.col(name) == most).then(pl.lit(name)) for name in names)
    tied = pl.sum_horizontal((pl.col(name) == most) for name in names) > 1
    least = pl.when(pl.col("text").str.len_chars() <= SHORT).then(1).otherwise(LEAST_VOTES)
    return counts.select("text", language=pl.when(tied | (most < least)).then(None).otherwise(best))
