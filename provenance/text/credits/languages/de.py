"""German."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="de",
    name="German",
    articles=words("der | die | das | dem | den"),
    person_particles=words("von | der"),
    outlet_particles=words("für | und"),
    conjunctions=words("und"),
    joints=words("und | mit"),
    with_words=words("mit"),
    agencies=words("Agenturen"),
    outlet_kinds=words("""
        Nachrichtenagentur | Nachrichtenagenturen | Agentur | Agenturen | Zeitung | Sender | Senders | Magazin
        | Magazins | Tageszeitung | Blatt | Portal
    """),
    agency_phrases=words("der | der Agentur"),
    no_given_names=words("""
        Der | Die | Das | Agentur | Zeitung | Sender | Magazin | Blatt | Quelle | Bild | Laut | Nach | Wie
    """),
    # dates
    months=words("""
        Januar | Februar | März | April | Mai | Juni | Juli | August | September | Oktober | November | Dezember | Mär
        | Okt | Dez
    """),
    date_prepositions=words("am"),
    date_labels=words("veröffentlicht | aktualisiert | stand"),
    posted_labels=words("Erstellt | Veröffentlicht"),
    posted_by=words("von"),
    # bylines
    outlet_jobs=words("Korrespondent der | Korrespondentin der | Reporter der | Reporterin der"),
    byline_openers=words("von | text | text: | autor | autor:"),
    byline_joiners=words("für | bei"),
    outlet_byline_openers=words("von | autor:"),
    author_labels=words("von | quelle"),
    outlet_words=words("""
        Zeitung | Nachrichten | Anzeiger | Tageblatt | Tagblatt | Rundschau | Kurier | Rundfunk | Allgemeine
        | Abendblatt | Morgenpost
    """),
    newsroom_names=words("redaktion"),
    byline_block_openers=words("Von | Text: | Autor:"),
    # photo credits
    photo_labels=words("""
        bild | bilder | bildquelle | foto | fotos | archivfoto | symbolbild | bild source | bild caption | bild credit
        | bild copyright | bilds source | bilds caption | bilds credit | bilds copyright
    """),
    photo_by=words("von"),
    photo_headings=words("Bild | Foto | FOTO"),
    photo_nouns=words("foto"),
    photo_of=words("von | von der | der"),
    photo_after=words("foto"),
    # first published elsewhere
    text_nouns=words("Artikel | Text | Beitrag | Bericht | Reportage | Analyse"),
    text_determiners=words("dieser | diese | dieses"),
    text_articles=words("der | die | das"),
    first_openers=words("ursprünglich | zuerst"),
    published_participles=words("erschienen | veröffentlicht | publiziert"),
    published_before=words("erschien | erschienen | veröffentlicht | publiziert | stammt"),
    published_verbs=words("erschien | erschienen | veröffentlicht | publiziert | stammt"),
    published_finally=words("erschienen | erschien | veröffentlicht | publiziert"),
    published_in=words("in | im | bei | auf | von | aus"),
    original_links=words("zum original"),
    # source lines, contributions
    source_labels=words("quelle | quellen | mit material von"),
    contribution_in_brackets=words("""
        mit Material von | mit Material der | mit Material des | mit Material vom | mit Informationen von
        | mit Informationen der | mit Informationen des | mit Informationen vom | mit Agenturmaterial von
        | mit Agenturmaterial der | mit Agenturmaterial des | mit Agenturmaterial vom | mit Inhalten von
        | mit Inhalten der | mit Inhalten des | mit Inhalten vom | mit | unter Verwendung von Material von
        | unter Verwendung von Material der
    """),
    contribution_lines=words("""
        mit Material von | mit Material der | mit Material des | mit Informationen von | mit Informationen der
        | mit Informationen des | mit Agenturmaterial von | mit Agenturmaterial der | mit Agenturmaterial des
    """),
    collaboration=words("unter Mitarbeit | mitarbeit:"),
    collaboration_of=words("von"),
    newsrooms=words("Redaktion | redaktion"),
    # attributions
    clause_openers=words("""
        nach Angaben | nach Informationen | laut | unter Berufung auf | gemäß | so | meldet | meldete | schreibt
        | schrieb
        | berichtet | berichtete | zitiert von | einem Bericht | berichten
    """),
    comparisons=words("wie"),
    attribution_articles=words("""
        der | die | das | dem | des | von | vom | den | einem Bericht der | einem Bericht des | einem Bericht von
        | nach Angaben der
    """),
    citing_phrases=words("unter Berufung auf"),
    clause_inserts=words("am * | zufolge | zuvor | zuerst | weiter"),
    clause_verbs=words("berichtet | berichtete | meldet | meldete | zufolge | schreibt | schrieb"),
    # mentions
    told_before=words("""
        gegenüber | gegenüber der | gegenüber dem | sagte der | sagte dem | sagte zu | sagten der | sagten dem
        | sagten zu | erklärte der | erklärte dem | erklärten der | erklärten dem | im Gespräch mit
        | im Gespräch mit der | im Gespräch mit dem | im Interview mit | im Interview mit der | im Interview mit dem
        | im Interview der | im Gespräch der | teilte der | teilten der
    """),
    told_to=words("Nachrichtenagentur | Zeitung | Tageszeitung | Sender | Deutschen | Agentur"),
    unlisted_source_labels=words("Quelle: | Quellen:"),
    reprinted_from=words("""
        Übernahme von | Übernahme aus | mit freundlicher Genehmigung von | mit freundlicher Genehmigung der
        | mit freundlicher Genehmigung des
    """),
    machine_marks=words("""
        maschinell übersetzt | Maschinell übersetzt | automatisch übersetzt | Automatisch übersetzt | KI-Übersetzung
        | von KI übersetzt | mit KI übersetzt
    """),
    no_outlets=words("""
        Ministerium | Polizei | Amt | amt | Universität | Institut | Verband | privat | eigene | Unternehmen
        | Bundesamt | Behörde | Wikipedia | Statistik | Pressestelle | Berechnung | Landratsamt | Stadt | Verein
        | Presseportal | Krankenhaus | Klinikum | Partei | Museum | Flughafen | Kammer | Gericht
        | Staatsanwaltschaft | Feuerwehr | Stiftung | Gesellschaft | Bundestag | Botschaft | Gewerkschaft
        | Kirche | Hochschule | GmbH | Eurostat | Statista | Archiv | Wetterdienst | Gemeinde | Landkreis
        | Verwaltung | verwaltung
    """),
    agency_words=words("Nachrichtenagentur | Newskanal"),
    taken_from=words("""
        übernommen aus | übernommen von | entnommen aus | aus | mit Genehmigung von | mit Genehmigung der
        | mit freundlicher Genehmigung von | mit freundlicher Genehmigung der | mit freundlicher Genehmigung des
    """),
    edition_words=words("Online | ONLINE | online | Digital"),
    first_adverbs=words("zuerst | ursprünglich | erstmals | zunächst"),
    # phrases
    translation_marks=words("""
        Aus dem Englischen | aus dem Englischen | Aus dem Französischen | Aus dem Russischen | Übersetzt | Übersetzung
    """),
    translated_from=words("aus dem"),
    translated_by=words("von"),
    speech_verbs=words("""
        sagte | sagten | teilte | teilten | erklärte | erklärten | hieß es | berichtete | berichteten
        | bestätigte | kündigte | mitteilte | mitteilten
    """),
    # blocks
    addition_openers=words("zuvor hatte"),
    source_block_labels=words("quelle | quellen"),
    translation_block_openers=words("übersetzung | übersetzt"),
    agency_block_phrases=words("mit material von | mit material der | mit"),
    caption_labels=words("foto | fotos | bild | bilder"),
    boilerplate=words("anzeige | werbung"),
    boilerplate_openers=words("lesen sie auch | mehr zum thema"),
    related_headings=words("mehr zum thema"),
)
