"""Spanish."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="es",
    name="Spanish",
    articles=words("la | el"),
    name_articles=words("los"),
    person_particles=words("de | del"),
    outlet_particles=words("de | la | el | del | y | e"),
    conjunctions=words("y | e"),
    joints=words("y | e | con"),
    with_words=words("con"),
    agencies=words("agencias | agencia"),
    outlet_phrases=words("""
        la agencia | la agencia de noticias | el diario | el periódico | la cadena | el medio | la revista
    """),
    agency_phrases=words("la agencia | las agencias"),
    no_given_names=words("El | La | Diario | Revista | Agencia | Fuente | Foto"),
    # dates
    months=words("""
        enero | febrero | marzo | abril | mayo | junio | julio | agosto | septiembre | octubre | noviembre
        | diciembre | ene | abr | ago | dic | feb | mar | may | jun | jul | sep | sept | oct | nov
    """),
    date_particles=words("de"),
    date_prepositions=words("el"),
    date_labels=words("publicado | actualizado"),
    posted_labels=words("Publicado"),
    posted_by=words("por"),
    # bylines
    outlet_jobs=words("corresponsal de | enviado especial de | enviada especial de | periodista de"),
    byline_openers=words("por | de | texto | texto: | autor | autor:"),
    byline_joiners=words("para"),
    outlet_byline_openers=words("por | autor:"),
    byline_tails=words("en"),
    author_labels=words("por | de | fuente"),
    outlet_words=words("Agencia | Diario | Periódico | Semanario | Noticias"),
    newsroom_names=words("redacción"),
    byline_block_openers=words("Por | De | Texto: | Autor:"),
    # photo credits
    photo_labels=words("""
        foto | fotos | fotografía | imagen | imágenes | crédito | créditos | foto source | foto caption | foto credit
        | foto copyright | fotos source | fotos caption | fotos credit | fotos copyright
    """),
    photo_headings=words("Foto | FOTO"),
    photo_nouns=words("foto"),
    photo_of=words("de | de la"),
    photo_after=words("foto"),
    # first published elsewhere
    text_nouns=words("artículo | texto | reportaje | nota | entrevista | historia | artigo | reportagem | matéria"),
    text_determiners=words("este | esta | una versión de este"),
    text_articles=words("el | la"),
    text_openers=words("texto | artículo | reportaje | nota | contenido"),
    first_adverbs=words("originalmente | originariamente | por primera vez"),
    published_verbs=words("publicado | publicada | se publicó | apareció | publicou | republicado | republicada"),
    published_participles=words("publicado | publicada | se publicó | apareció | aparecido | aparecida"),
    published_in=words("en | por"),
    original_links=words("leer original | leer el original | leer artículo original | leer el artículo original"),
    # source lines, contributions
    source_labels=words("fuente | fuentes"),
    contribution_in_brackets=words("""
        con información de | con información de la | con información del | con datos de | con datos de la
        | con datos del | con material de | con material de la | con material del | con reportes de
        | con reportes de la | con reportes del | con aportes de | con aportes de la | con aportes del
        | con informes de | con informes de la | con informes del | con
    """),
    contribution_lines=words("con información de | con información de la | con información del"),
    collaboration=words("con la colaboración | con la contribución | con reporte | con reportes | con aportes"),
    collaboration_of=words("de la | del | de"),
    newsrooms=words("Redacción | agencias | Agencias | Redacción Digital | redacción | redacción digital"),
    # attributions
    attribution_before=words("""
        según | según informa | según informó | según informan | según recoge | según publica | según publicó
        | según reporta | según reportó | según adelanta | según la agencia | según el diario | según el periódico
        | según la cadena | según el medio | según un reporte de | según un informe de | según datos de
        | de acuerdo con | de acuerdo a | informa | informó | reporta | reportó | publica | publicó | recogido por
        | recogida por | recogidos por | recogidas por | citado por | citada por | citados por | citadas por
        | citando a | asegura | revela | reveló | según adelantó | según avanza | según avanzó | según publicó
        | según publica | según recoge | según desveló
    """),
    attribution_after=words("informó | informa | reportó | publicó"),
    # mentions
    told_before=words("""
        dijo | declaró | confirmó | confirmado | señaló | explicó | aseguró | indicó | afirmó | contó | han confirmado
        | ha confirmado | entrevista | entrevistado | declaraciones | en conversación | consultado | consultada
        | consultados | consultadas
    """),
    told_inserts=words("en entrevista | en una entrevista"),
    told_to=words("a | al | con | por | a la agencia"),
    unlisted_source_labels=words("Fuente: | Fuentes:"),
    reprinted_from=words("""
        publicado con autorización de | publicado con permiso de | reproducido con autorización de
        | reproducido con permiso de | publicado con autorización del | reproducido con autorización del
    """),
    machine_marks=words("Traducido por IA | traducido por IA | traducido automáticamente | traducido con IA"),
    no_outlets=words("""
        Ministerio | Policía | Instituto | Universidad | Ayuntamiento | Gobierno | propia | Elaboración
        | Banco | Consejo | Secretaría | Wikipedia | Asociación | Dirección | Autoridad | Hospital | Partido
        | Museo | Aeropuerto | Cámara | Tribunal | Bomberos | Fundación | Embajada | Sindicato | Federación
        | Comité | Consejería | Diputación | Junta | Comisión | Observatorio | Defensoría | Fiscalía | INE
        | CEPAL | Eurostat | Sistema | Aemet
    """),
    taken_from=words("""
        tomado de | tomado del | extraído de | extraído del | con autorización de | con permiso de | publicado por
        | cortesía de | vía | reproducido de | reproducido del
    """),
    edition_words=words("Mundo | en Español | en español | Latinoamérica | Digital | Online"),
    outlet_kinds=words("diario | periódico | agencia | portal | canal | cadena | revista | sitio | semanario"),
    # phrases
    translation_marks=words("Traducido | Traducción"),
    translated_from=words("del"),
    translated_by=words("por"),
    speech_verbs=words("""
        informó | informaron | dijo | dijeron | anunció | anunciaron | señaló | indicó | confirmó | aseguró
        | declaró | explicó
    """),
    # blocks
    addition_openers=words("cabe recordar | por otra parte"),
    source_block_labels=words("fuente | fuentes"),
    translation_block_openers=words("traducción"),
    agency_block_phrases=words("con información de"),
    caption_labels=words("foto | fotos"),
    boilerplate=words("publicidad"),
    boilerplate_openers=words("lea también"),
    related_headings=words("lea también"),
)
