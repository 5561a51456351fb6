"""Turkish."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="tr",
    name="Turkish",
    conjunctions=words("ve"),
    joints=words("ve | ile"),
    no_given_names=words("Kaynak | Fotoğraf | Haber | Ajans"),
    # dates
    months=words("Ocak | Şubat | Mart | Nisan | Mayıs | Haziran | Temmuz | Ağustos | Eylül | Ekim | Kasım | Aralık"),
    date_labels=words("yayınlanma | yayımlanma | güncelleme | giriş | son güncelleme | yayın tarihi"),
    # bylines
    author_labels=words("yazan | haber | muhabir"),
    newsroom_names=words("haber merkezi"),
    # photo credits
    photo_labels=words("fotoğraf | foto | fotoğraflar | görsel | fotoğraf kaynağı"),
    photo_provided=words("tarafından servis"),
    # first published elsewhere
    text_topics=words("bu makale | bu haber | bu yazı | Bu makale | Bu haber | Bu yazı | Makale | Yazı"),
    published_finally=words("yayımlan* | yayınlan* | alınmıştır"),
    # source lines
    source_labels=words("kaynak | kaynaklar | haber kaynağı"),
    newsrooms=words("Haber Merkezi | haber merkezi"),
    # attributions
    attribution_after=words("""
        haber ajansına göre | haber ajansının haberine göre | haber ajansının aktardığına göre | ajansına göre
        | ajansının haberine göre | ajansının bildirdiğine göre | ajansının aktardığına göre | haber ajansı bildirdi
        | gazetesinin haberine göre | gazetesine göre | televizyonuna göre | televizyonunun haberine göre
        | haberine göre | haberinde | bildirdi | duyurdu | aktardı | yazdı | aktarıyor | bildiriyor
        | kaynaklı habere göre
    """),
    suffixed_reports=words("""
        göre | haberine göre | aktardığına göre | bildirdiğine göre | verdiği habere göre | haberinde
        | geçtiği habere göre | yer alan habere göre | dayandırdığı habere göre | haberi
    """),
    taken_from=words("alıntı | kaynak gösterilerek | izniyle"),
    edition_words=words("Türkçe | Online | Türkiye | Spor"),
    no_outlets=words("""
        Bakanlığı | Bakanlık | Emniyet | Valiliği | Belediyesi | Üniversitesi | Enstitüsü | TÜİK | Bankası
        | Kurumu | Merkez Bankası | Derneği | Vikipedi | Müdürlüğü | Başkanlığı | Jandarma | Hastanesi
        | Mahkemesi | Partisi | Vakfı | Odası | Birliği | Federasyonu | Konseyi | İdaresi | Kaymakamlığı
        | Savcılığı | AFAD | Meteoroloji | Şirketi
    """),
    outlet_byline_openers=words("haber: | kaynak:"),
    byline_openers=words("haber: | yazan: | muhabir:"),
    agency_words=words("haber ajansı | ajansı"),
    outlet_kinds=words("gazetesi | gazete | dergisi | ajansı | sitesi | kanalı"),
    # phrases
    translation_marks=words("Çeviri | Çeviren"),
    speech_verbs=words("dedi | söyledi | açıkladı | bildirdi | duyurdu | belirtti | ifade etti | kaydetti"),
    # blocks
    source_block_labels=words("kaynak"),
    translation_block_openers=words("çeviri | çeviren"),
    caption_labels=words("fotoğraf | foto"),
    boilerplate=words("reklam"),
    boilerplate_openers=words("ayrıca okuyun | ilgili haberler | İlgili haberler | haberin devamı"),
    related_headings=words("ilgili haberler"),
)
