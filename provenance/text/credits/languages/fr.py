"""French."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="fr",
    name="French",
    articles=words("la | le"),
    name_articles=words("l'"),
    person_particles=words("de"),
    outlet_particles=words("de | du | des | la | le"),
    conjunctions=words("et"),
    joints=words("et | avec"),
    with_words=words("avec"),
    agencies=words("agences | l'"),
    outlet_phrases=words("""
        l'agence | l'agence de presse | le quotidien | le journal | le site | la chaîne | le magazine | l'hebdomadaire
    """),
    agency_phrases=words("l'agence"),
    no_given_names=words("La | Le | Agence | Journal | Selon | Photo"),
    name_continuations=words("des"),
    # dates
    months=words("""
        janvier | février | mars | avril | mai | juin | juillet | août | septembre | octobre | novembre | décembre
        | janv | févr | juil | déc | avr | sept | oct | nov | juill
    """),
    date_prepositions=words("le"),
    date_labels=words("publié | mis à jour"),
    posted_labels=words("Mis à jour | Publié"),
    posted_by=words("par"),
    # bylines
    byline_openers=words("par | de"),
    byline_joiners=words("pour"),
    outlet_byline_openers=words("par | publié par | rédigé par"),
    byline_tails=words("à | en"),
    author_labels=words("par | de"),
    outlet_words=words("Agence | Journal | Dépêche | Courrier | Gazette | Quotidien"),
    newsroom_names=words("rédaction"),
    byline_block_openers=words("Par | De"),
    # photo credits
    photo_labels=words("crédit | crédits | crédit photo | crédits photo | photo d'illustration"),
    photo_nouns=words("photo"),
    photo_of=words("de | de la | de l'"),
    # first published elsewhere
    text_nouns=words("article | texte | reportage | billet | enquête"),
    text_determiners=words("cet | ce | une version de cet | une version de ce"),
    text_articles=words("l' | le"),
    text_openers=words("article | texte | reportage | tribune | paru | publié"),
    first_adverbs=words("initialement | originalement | d'abord"),
    published_verbs=words("paru | publié | diffusé"),
    published_participles=words("paru | publié"),
    published_in=words("dans | sur | par | en"),
    original_links=words("lire l'article original | lire l'article complet"),
    # contributions
    contribution_in_brackets=words("avec | avec l' | avec le | avec les"),
    collaboration=words("avec la contribution | avec la collaboration | avec des informations"),
    collaboration_of=words("de l' | de l | de la | de"),
    newsrooms=words("Rédaction | agences | rédaction"),
    # attributions
    attribution_before=words("""
        selon | d'après | rapporte | rapportent | rapportait | annonce | indique | relaie | révèle | cité par
        | citée par | cités par | citées par | relayé par | relayée par | citant | rapporté par | rapportée par
        | informe | a rapporté | ont rapporté | selon les informations de | selon les informations du
        | selon nos confrères de | selon nos confrères du | nos confrères de | nos confrères du
    """),
    attribution_after=words("rapporte | rapporté | rapportent"),
    auxiliaries=words("a | avait | ont"),
    # mentions
    told_before=words("""
        a dit à | a indiqué à | a déclaré à | a confié à | a expliqué à | a affirmé à | a assuré à | a précisé à
        | a confirmé à | a annoncé à | a répondu à | A dit à | A indiqué à | A déclaré à | A confié à | A expliqué à
        | A affirmé à | A assuré à | A précisé à | A confirmé à | A annoncé à | A répondu à | ont dit à
        | ont indiqué à | ont déclaré à | ont confirmé à | Ont dit à | Ont indiqué à | Ont déclaré à | Ont confirmé à
        | auprès de | interrogé par | interrogée par | contacté par | contactée par | au micro de
        | dans un entretien à | dans un entretien avec | dans un entretien au | dans une interview à
        | dans une interview au
    """),
    unlisted_source_labels=words("Source : | Source:"),
    reprinted_from=words("""
        reproduit avec l'autorisation de | reproduit avec l'autorisation du | publié avec l'autorisation de |
        avec l'aimable autorisation de | avec l'aimable autorisation du
    """),
    machine_marks=words("""
        Traduit par IA | traduit par IA | Traduit par l'IA | traduit automatiquement | Traduit automatiquement
        | traduit à l'aide de l'IA
    """),
    no_outlets=words("""
        Ministère | ministère | Police | Institut | Université | Préfecture | Mairie | Insee | INSEE
        | Wikipédia | Association | Banque | Conseil | Agence | Hôpital | Parti | Musée | Aéroport | Chambre
        | Tribunal | Parquet | Pompiers | Fondation | Société | Ambassade | Syndicat | Région | Département
        | Office | Observatoire | Eurostat | Fédération | Comité | Commission | Gouvernement | Gendarmerie
        | Autorité | Météo
    """),
    taken_from=words("repris de | repris du | extrait de | extrait du | tiré de | tiré du | via"),
    source_block_labels=words("source | sources | sources et agences"),
    contribution_lines=words("""
        avec des informations de | avec des informations du | avec des informations de l' | avec l'
        | avec les informations de | avec les informations du
    """),
    edition_words=words("en français | Afrique | France | Canada | en ligne"),
    outlet_kinds=words("quotidien | journal | site | magazine | agence | chaîne | hebdomadaire | revue"),
    # phrases
    translation_marks=words("Traduit | Traduction"),
    translated_from=words("de l' | du | de la"),
    translated_by=words("par"),
    speech_verbs=words("""
        a déclaré | a annoncé | a indiqué | a affirmé | a précisé | a confirmé | a dit | ont déclaré | ont
        annoncé | ont indiqué | ont confirmé | a-t-il | a-t-elle | ont-ils | fait savoir
    """),
    # blocks
    addition_openers=words("pour rappel"),
    translation_block_openers=words("traduit"),
    agency_block_phrases=words("avec"),
    caption_labels=words("crédit | crédits"),
    boilerplate=words("publicité"),
    boilerplate_openers=words("lire aussi | à lire aussi"),
    related_headings=words("lire aussi"),
)
