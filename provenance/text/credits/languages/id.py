"""Indonesian."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="id",
    name="Indonesian",
    conjunctions=words("dan"),
    joints=words("dan | serta"),
    outlet_phrases=words("""
        kantor berita | harian | surat kabar | media | situs | situs berita | majalah | koran | stasiun televisi
        | laman | kantor berita resmi | kantor berita negara
    """),
    agency_phrases=words("kantor berita"),
    no_given_names=words("Kantor | Harian | Menurut | Sumber | Foto | Media"),
    # dates
    months=words("""
        Januari | Februari | Maret | April | Mei | Juni | Juli | Agustus | September | Oktober | November | Desember
        | Agu | Okt | Des | Jan | Feb | Mar | Jun | Jul | Sep | Nov
    """),
    date_labels=words("diterbitkan | dipublikasikan | diperbarui | diunggah | terbit"),
    # bylines
    byline_openers=words("oleh | penulis: | reporter:"),
    byline_joiners=words("untuk"),
    outlet_byline_openers=words("oleh | pewarta:"),
    author_labels=words("oleh | penulis | pewarta | editor"),
    newsroom_names=words("redaksi | tim redaksi"),
    byline_block_openers=words("Oleh | Penulis: | Reporter: | Pewarta:"),
    # photo credits
    photo_labels=words("foto | sumber foto | kredit foto | foto ilustrasi | gambar | dok. foto"),
    photo_nouns=words("foto"),
    photo_of=words("oleh | dari"),
    # first published elsewhere
    text_nouns=words("artikel ini | berita ini | tulisan ini | konten ini"),
    text_determiners=words("sebagian isi | isi | naskah | versi asli"),
    text_openers=words("artikel ini | berita ini | tulisan ini | konten ini | artikel"),
    first_adverbs=words("pertama kali | awalnya | sebelumnya"),
    published_verbs=words("terbit | diterbitkan | tayang | dimuat | dipublikasikan"),
    published_participles=words("""
        terbit | diterbitkan | tayang | dimuat | dipublikasikan | telah tayang | telah terbit | telah dimuat
        | telah diterbitkan | telah dipublikasikan
    """),
    published_in=words("di | oleh | pada"),
    original_links=words("baca artikel asli"),
    # source lines, contributions
    source_labels=words("sumber | sumber berita"),
    contribution_in_brackets=words("dengan laporan dari | dengan bahan dari"),
    contribution_lines=words("dengan laporan dari"),
    newsrooms=words("Redaksi | redaksi"),
    # attributions
    attribution_before=words("""
        menurut | menurut laporan | dilansir dari | dilansir | dikutip dari | dikutip | mengutip | melansir
        | demikian dilaporkan | demikian dilansir | demikian dikutip dari | seperti dilansir | seperti dilaporkan
        | seperti dikutip | seperti dikutip dari | dilaporkan | sebagaimana dilaporkan | sebagaimana dilansir
        | laporan | lapor | berdasarkan laporan | dilaporkan oleh | seperti dilansir dari | disadur dari
    """),
    attribution_after=words("melaporkan | memberitakan | mewartakan | menulis | mengabarkan"),
    # mentions
    told_before=words("""
        kepada | mengatakan kepada | ujarnya kepada | katanya kepada | dalam wawancara dengan | saat diwawancarai
        | dalam wawancara eksklusif dengan
    """),
    told_to=words("kantor berita | wartawan | harian"),
    taken_from=words("""
        dikutip dari | dilansir dari | disadur dari | dikutip | dilansir | sumber | diambil dari | kerja sama dengan
    """),
    edition_words=words("Indonesia | Online | TV | Digital"),
    no_outlets=words("""
        Kementerian | Dinas | Polisi | Polri | Badan | BPS | Universitas | Institut | Pemerintah | Bank
        | Kantor | Humas | Yayasan | Asosiasi | pribadi | Wikipedia | Instagram | Istimewa | istimewa
        | Kepolisian | Pemkot | Pemprov | Pengadilan | Polda | Polres | Pemkab | BMKG | Komisi | Partai | KPK
        | Rumah Sakit
    """),
    agency_words=words("kantor berita"),
    outlet_kinds=words("harian | koran | majalah | situs | media | laman | kantor berita"),
    # phrases
    translation_marks=words("Diterjemahkan | Terjemahan | Penerjemah"),
    translated_from=words("dari bahasa | dari"),
    translated_by=words("oleh"),
    speech_verbs=words("kata | ujar | mengatakan | mengumumkan | menyatakan | ungkap | tutur"),
    # blocks
    addition_openers=words("diberitakan sebelumnya"),
    source_block_labels=words("sumber"),
    translation_block_openers=words("penerjemah | diterjemahkan"),
    caption_labels=words("foto | gambar"),
    boilerplate=words("iklan | advertisement"),
    boilerplate_openers=words("baca juga | simak juga | ikuti berita"),
    related_headings=words("baca juga | berita terkait"),
)
