"""Portuguese."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="pt",
    name="Portuguese",
    name_articles=words("o | a"),
    person_particles=words("da | de"),
    outlet_particles=words("do | da | e"),
    conjunctions=words("e"),
    joints=words("e | com"),
    with_words=words("com"),
    agencies=words("agência | agências"),
    outlet_phrases=words("""
        a agência | a agência de notícias | o jornal | a emissora | a revista | o site | informações de
        | informações da | informações do
    """),
    agency_phrases=words("agência | agências"),
    no_given_names=words("Jornal | Revista | Fonte | Foto | Segundo"),
    # dates
    months=words("""
        janeiro | fevereiro | março | abril | maio | junho | julho | agosto | setembro | outubro | novembro
        | dezembro | fev | abr | mai | ago | set | out | dez | jan | mar | jun | jul | nov
    """),
    date_particles=words("de"),
    date_labels=words("publicado | atualizado"),
    posted_labels=words("Publicado"),
    posted_by=words("por"),
    # bylines
    outlet_jobs=words("repórter da | repórter do | enviado especial da | enviada especial da | correspondente da"),
    byline_openers=words("por | de | da | texto | texto: | autor | autor:"),
    byline_joiners=words("para"),
    outlet_byline_openers=words("por | da | autor:"),
    author_labels=words("por | da | de | fonte"),
    outlet_words=words("Agência | Jornal | Diário | Gazeta | Correio | Folha"),
    newsroom_names=words("redação"),
    byline_block_openers=words("Por | De | Da | Texto: | Autor:"),
    # photo credits
    photo_labels=words("foto | fotos | fotografia | imagem | crédito | créditos"),
    photo_headings=words("Foto | FOTO"),
    photo_nouns=words("foto"),
    photo_of=words("de | da | do"),
    photo_after=words("foto"),
    # first published elsewhere
    text_nouns=words("artigo | texto | reportagem | matéria | notícia"),
    text_determiners=words("este | esta"),
    text_articles=words("o | a"),
    text_openers=words("texto | artigo | reportagem | matéria | conteúdo"),
    first_adverbs=words("originalmente | primeiro"),
    published_verbs=words("publicado | publicada | republicado | republicada"),
    published_participles=words("publicado | publicada"),
    published_in=words("no | na | nos | nas | em | pelo | pela | por"),
    # source lines, contributions
    source_labels=words("fonte | fontes"),
    contribution_in_brackets=words("""
        com informações de | com informações da | com informações do | com informações das | com informações dos | com
    """),
    contribution_lines=words("""
        com informações de | com informações da | com informações do | com informações das | com informações dos
        | as informações são da | as informações são do | as informações são de | informações da | informações do
        | com agência | com agências | com a agência | com
    """),
    collaboration=words("com a colaboração"),
    collaboration_of=words("da | do | de"),
    newsrooms=words("Redação | agências | redação"),
    # attributions
    attribution_before=words("""
        segundo | conforme | de acordo com | informa | informou | noticia | noticiou | publicou | relata | citado pelo
        | citada pelo | citados pelo | citadas pelo | citado pela | citada pela | citados pela | citadas pela
        | divulgado pelo | divulgada pelo | divulgados pelo | divulgadas pelo | divulgado pela | divulgada pela
        | divulgados pela | divulgadas pela | revelou | citando
    """),
    attribution_after=words("noticiou | informou | informa | publicou | relatou"),
    # mentions
    told_before=words("disse | declarou | afirmou | contou | confirmou | explicou | entrevista | entrevistado"),
    told_inserts=words("em entrevista"),
    told_to=words("ao | à | a | com | por | à agência"),
    unlisted_source_labels=words("Fonte: | Fontes:"),
    reprinted_from=words("""
        publicado com autorização de | publicado com autorização do | republicado com permissão de
        | reproduzido com autorização de | reproduzido com autorização do | reproduzido com autorização da
        | publicado com autorização da | republicado com permissão do | republicado com permissão da
    """),
    machine_marks=words("traduzido por IA | Traduzido por IA | traduzido automaticamente"),
    no_outlets=words("""
        Ministério | Polícia | Instituto | Universidade | Prefeitura | Governo | Secretaria | Banco | IBGE
        | Assessoria | Associação | Autoridade | Hospital | Partido | Museu | Aeroporto | Câmara | Tribunal
        | Bombeiros | Fundação | Embaixada | Sindicato | Federação | Comitê | Comissão | Observatório | INE
        | Sistema | Corpo | Defesa | Empresa
    """),
    taken_from=words("""
        extraído de | extraído do | extraído da | retirado de | retirado do | retirado da | via | cortesia de
        | cortesia do | cortesia da | reproduzido de | reproduzido do | reproduzido da
    """),
    edition_words=words("Brasil | News Brasil | Online | Digital | África | Notícias"),
    outlet_kinds=words("jornal | agência | site | portal | revista | emissora | canal"),
    # phrases
    translation_marks=words("Traduzido | Tradução"),
    translated_from=words("do"),
    translated_by=words("por"),
    speech_verbs=words("""
        informou | informaram | disse | disseram | anunciou | anunciaram | afirmou | declarou | confirmou
        | explicou
    """),
    # blocks
    addition_openers=words("vale lembrar"),
    source_block_labels=words("fonte | fontes"),
    translation_block_openers=words("tradução"),
    agency_block_phrases=words("com informações de | com informações da | com informações do"),
    caption_labels=words("foto | fotos"),
    boilerplate=words("publicidade"),
    boilerplate_openers=words("leia também | leia mais"),
    related_headings=words("leia também | leia mais"),
)
