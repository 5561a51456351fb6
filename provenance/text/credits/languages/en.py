"""English."""

from provenance.text.credits.word_lists import Language, words

MONTHS = words("""
    Jan | Feb | Mar | Apr | May | Jun | Jul | Aug | Sep | Sept | Oct | Nov | Dec | January | February | March | April
    | June | July | August | September | October | November | December
""")

LANGUAGE = Language(
    tag="en",
    name="English",
    articles=words("the"),
    outlet_particles=words("of | the | and"),
    conjunctions=words("and"),
    joints=words("and | with | or"),
    with_words=words("with"),
    agencies=words("wires | agencies | Agencies"),
    outlet_kinds=words(
        "agency | newspaper | daily | weekly | tabloid | broadcaster | website | site | magazine | outlet | channel"
        " | network | media | press"
    ),
    agency_phrases=words("the"),
    no_given_names=words("""
        The | And | In | To | By | From | Via | For | As | On | But | Both | At | Of | With | While | After | When
        | If | Since | Per | Source | Photo | Credit | Copyright | Though | Although | Because | That | This | Like
        | Yet | So | Or | Nor | Now | Meanwhile | Also | Then | Earlier | Later | Today | Yesterday | Monday | Tuesday
        | Wednesday | Thursday | Friday | Saturday | Sunday | Thomson | Journal | Newspaper | Agency | Told
    """),
    name_continuations=words("of"),
    name_endings=words("""
        Watch | Gazette | Herald | Tribune | Observer | Sentinel | Chronicle | Examiner | Star | Sun | Mirror
        | Bulletin
        | Dispatch | Courier | Ledger | Echo | Telegraph | Inquirer | Enquirer | Journal | Register | Globe
    """),
    # dates
    months=MONTHS,
    date_prepositions=words("on"),
    ordinals=words("st | nd | rd | th"),
    time_ago=words("""
        hour ago | hours ago | hr ago | hrs ago | minute ago | minutes ago | min ago | mins ago | day ago | days ago
    """),
    date_labels=words("posted | published | updated | last updated | first published | created | date"),
    posted_labels=words("Posted | Published | Updated | POSTED"),
    posted_by=words("by"),
    # bylines
    report_nouns=words("report | story | article | dispatch | investigation | interview"),
    byline_openers=words("""
        by | BY | Analysis by | Opinion by | Story by | Text by | Written by | Reported by | Report by | Words by
        | Commentary by | Review by | Interview by | Perspective by | Essay by | Analysis By | Opinion By | Story By
        | Text By | Written By | Reported By | Report By | Words By | Commentary By | Review By | Interview By
        | Perspective By | Essay By | text | text: | author | author:
    """),
    byline_joiners=words("for | of | at"),
    outlet_byline_openers=words("""
        by | BY | from | FROM | reported by | reported By | story by | story By | provided by | provided By | author:
    """),
    byline_tails=words("on | in | staff"),
    byline_jobs=words("staff | correspondent | writer | national | sports | business"),
    outlet_jobs=words("reporter for | staff writer for | correspondent for | staff writer at | reporter at"),
    byline_labels=words("By | BY | by | Published | Updated | Posted"),
    staff_writers=words("""
        writer | writers | reporter | reporters | correspondent | correspondents | journalist | journalists
    """),
    author_labels=words("by | from | via | source | author"),
    author_joiners=words("for | of | at"),
    author_date_labels=words("updated | published | posted | last updated | last published | last posted"),
    author_months=MONTHS,
    author_trailers=words("""
        twitter | facebook | instagram | email | e-mail | staff | staff writer | staff writers | staff reporter
        | staff reporters | writer | writers | correspondent | correspondents | reporter | reporters | national writer
        | national writers | national correspondent | national correspondents | national reporter | national reporters
    """),
    no_authors=words("author | others | press | news | tv | radio | online"),
    outlet_words=words("""
        News | Times | Post | Press | Tribune | Herald | Journal | Gazette | Register | Chronicle | Star | Sun
        | Record | Courier | Sentinel | Dispatch | Today | Observer | Review | Enquirer | Examiner | Inquirer | Ledger
        | Democrat | Republic | Mail | Telegraph | Standard | Guardian | Independent | Globe | World | Daily | Weekly
        | Advertiser | Argus | Bee | Bulletin | Citizen | Eagle | Echo | Express | Leader | Mercury | Messenger | Mirror
        | Public Media | Media Group | Magazine | Radio | Television | Broadcasting | Agency | Newspaper | Newspapers
        | TV | FM
    """),
    newsroom_names=words("""
        staff | newsroom | webdesk | web desk | news desk | editorial board | online | wire services | news services
        | wire reports
    """),
    byline_block_openers=words("""
        By | BY | Written by | Analysis by | Opinion by | Story by | Reported by | From | Text: | Author:
    """),
    # photo credits
    photo_labels=words("""
        image copyright | image source | image caption | image credit | images copyright | images source
        | images caption | images credit | photo copyright | photo source | photo caption | photo credit
        | photos copyright | photos source | photos caption | photos credit | picture copyright | picture source
        | picture caption | picture credit | pictures copyright | pictures source | pictures caption | pictures credit
        | photo | photos | photograph | photographs | picture | pictures | image | images | pictured | video
        | file photo | graphic | illustration | credit | credits | photo courtesy | screengrab
    """),
    photo_by=words("by | via | credit should read | courtesy | courtesy of | provided by"),
    photo_headings=words("Credit | CREDIT | Photo | PHOTO | Image"),
    photo_nouns=words("photo | image | picture | video"),
    photo_of=words("via"),
    photo_after=words("""
        photo | PHOTO | photographer | file photo | file Photo | pool photo | pool Photo | graphic | image | video
        | picture
    """),
    # first published elsewhere
    text_nouns=words("""
        article | story | piece | post | report | column | essay | interview | text | commentary | editorial | op-ed
        | analysis | review | excerpt | item
    """),
    text_intros=words("this | a version of this"),
    published_forms=words("""
        appeared | published | posted | ran | printed | aired | produced | written | reported | syndicated
        | republished | reprinted | reproduced | courtesy
    """),
    published_in=words("in | on | by | at | with | from | of | for"),
    reported_following=words("""
        reported the following | reports the following | reported as follows | writes the following
        | published the following | ran the following
    """),
    read_original=words("""
        read the original | see the original | view the original | find the original | read the full | see the full
        | view the full | find the full
    """),
    original_labels=words("via: | h/t | h/t: | hat tip | hat tip:"),
    # source lines, contributions, rights
    source_labels=words("source | sources | news source | agencies"),
    contribution_in_brackets=words(
        "with | inputs from | with inputs from | agency inputs from | with agency inputs from"
    ),
    contributed_matter=words("""
        files | reporting | information | reports | notes | material | contribution | contributions | input | inputs
        | copy | assistance
    """),
    contributions_from=words("""
        additional reporting from | additional reporting by | additional reporting provided by
        | additional material from | additional material by | additional material provided by
        | additional information from | additional information by | additional information provided by
        | additional files from | additional files by | additional files provided by | information from
        | information by | information provided by | material from | material by | material provided by
        | reporting from | reporting by | reporting provided by | some information from | some information by
        | some information provided by | some material from | some material by | some material provided by
        | some reporting from | some reporting by | some reporting provided by | including reporting from
        | including reporting by | including material from | including material by | compiled from
        | based on reports from | based on reports by | based on reporting from | based on reporting by
        | includes reporting from | includes reporting by | includes information from | includes information by
        | includes material from | includes material by
    """),
    contributed_to=words("""
        contributed to this | contributed to the | contributed for this | contributed for the | contributed * to this
        | contributed * to the | contributed * for this | contributed * for the | contributed from
        | contributed reporting | contributed additional | contributed information | contributed.
    """),
    staff_and=words("""
        the staff and | staff and | and wire reports | and wire reports, | and wire services | and wire services,
        | from staff and
    """),
    newsrooms=words("staff | agencies"),
    # attributions
    attribution_phrases=words("""
        according to | as reported by | as first reported by | first reported by | reported by | report by
        | report from | report in | reports by | reports from | reports in | with reference to | referring to | citing
        | quoting | cited by
    """),
    agency_nouns=words("agency | newspaper | daily | broadcaster | media | channel | tabloid | magazine | website"),
    statement_inserts=words("""
        has | have | had | first | also | later | earlier | exclusively | on *day | *day | late *day | news agency
        | newspaper | magazine | state news agency | correspondent | in a report
    """),
    statement_verbs=words("""
        reported | reports | report | writes | wrote | revealed | quoted | cited | published a report | broke the news
        | is reporting | are reporting | was reporting | say in a report | says in a report | said in a report
    """),
    trailing_verbs=words("""
        reported | reports | writes | wrote | revealed | said | says | has learned | understands | is reporting
        | can reveal | disclosed
    """),
    statement_openers=words("as | in a report,"),
    noting_verbs=words("""
        reported | reports | notes | noted | points out | put it | wrote | writes | explains | explained | describes
        | described | said | says
    """),
    # mentions
    obtained_by=words("""
        obtained by | reviewed by | seen by | verified by | viewed by | examined by | analyzed by | analysed by
        | interviewed by | conducted by
    """),
    told_directly=words("""
        told | tells | telling | tell | informed | appearing on | appeared on | appearance on | joined | written for
        | writing in | writing for | op-ed in | op-ed for | published in | contacted by | asked by | shared with
        | provided to | given to
    """),
    interview_nouns=words("interview | interviews | interviewed"),
    interview_prepositions=words("with | by | on | for | to | published in | published by"),
    speaking_words=words("""
        spoke | speaking | speaks | spoken | talking | talked | said | says | statement | comment | comments | remarks
        | email | e-mail | letter | note | request | response
    """),
    speaking_prepositions=words("to | with | on | for | from"),
    topic_nouns=words("""
        debate | debates | townhall | townhalls | town hall | town halls | town-hall | town-halls | poll | polls
        | survey | surveys | tracking | count | tally | delegate | anchor | anchors | host | hosts | cohost | cohosts
        | co-host | co-hosts | contributor | contributors | commentator | commentators | pundit | pundits
        | editorial board | headquarters | building | employee | employees | stock | shares | CEO | president
        | executive | executives | app | website | archive | archives | bestseller | best seller | best-seller
        | Top 25 | fact check | fact-check | database | forum | exit poll | exit polls | projection | projections
        | index | data | magazine cover | magazine covers | crossword | columnist | columnists | studio | studios
        | terminal | terminals | award | awards | Cup | Cafe | class | exam | course | courses | test
    """),
    data_nouns=words("""
        poll | survey | study | count | tally | analysis of data | database | data | figures | debate | town hall
    """),
    unlisted_source_labels=words("""
        Source: | SOURCE: | Reprinted with permission of | Reprinted with permission from
        | Republished with permission from | Republished with permission of
    """),
    reprinted_from=words("Reprinted with permission from | Reprinted by permission of | Used with permission of"),
    republication_terms=words("""
        is a nonprofit newsroom | is a nonprofit news organization | is an independent, nonprofit newsroom
        | is a nonprofit, nonpartisan newsroom | is a national newsroom | is a nonprofit media organization
        | is an independent nonprofit newsroom | is a nonprofit news outlet
        | is a nonprofit, nonpartisan media organization
    """),
    machine_marks=words("""
        translated by AI | Translated by AI | translated by artificial intelligence | machine translated
        | machine-translated | Machine translated | automatically translated | translated automatically
        | translated using AI | translated with AI
    """),
    no_outlets=words("""
        Bureau | Department | Ministry | Office | Police | Census | University | Institute | Commission
        | Company | company | Statistics | Research | Survey | Data | data | Bank | Agency | Council | Court
        | Association | Foundation | Organization | Organisation | Federation | Service | NASA | Google
        | Wikipedia | Staff | Government | government | Board | Centre | Center | Fund | Authority | Hospital
        | Party | Club | Museum | Airport | Airlines | Parliament | Embassy | Trust | League | Committee
        | Academy | School | Church | Ltd | Eurostat | OECD | IMF | WHO | Coastguard | Navy | Army
        | Meteorological | Met Office
    """),
    agency_words=words("news agency | news wire | newswire | news service"),
    taken_from=words("""
        courtesy of | article courtesy of | story courtesy of | originally from | excerpted from | adapted from
        | taken from | as published in | syndicated from
    """),
    edition_words=words("""
        Online | online | Digital | digital | International | Live | Business | News Online | wire | wires | newswire
        | wire service | English | Arabic | Hindi | Urdu
    """),
    # phrases
    translation_marks=words("Translation | translated by | translated from | TRANSLATION | Translated | Translator"),
    translated_by=words("by"),
    appended_original=words("Original text: | Original article:"),
    first_publication_marks=words("""
        originally appeared | first appeared | originally published | first published | originally posted
        | was published | republished from
    """),
    software_marks=words("Powered by | powered by | POWERED BY | Built with | Created with | Proudly powered"),
    platform_marks=words("""
        You Might Also Like | You might also like | min read | Click here to subscribe | Read more on
    """),
    signature_marks=words("Editing by | editing by | --With assistance from | To contact the reporter on this story"),
    speech_verbs=words("said | says | told reporters | announced | added | confirmed | reported | disclosed"),
    # blocks
    addition_openers=words("""
        it is worth noting | it should be noted | as a reminder | recall that | earlier it was reported
        | earlier, it was reported | as reported earlier | background:
    """),
    source_block_labels=words("source | sources | news source | agencies"),
    translation_block_openers=words("translated"),
    contribution_openers=words("""
        with files | with reporting | with additional reporting | with information | additional reporting
    """),
    contribution_endings=words("""
        contributed to this report | contributed to this story | contributed to this article
        | contributing to this report | contributing to this story | contributing to this article
    """),
    first_published_phrases=words("""
        originally appeared | originally published | originally posted | originally ran | first appeared
        | first published | first posted | first ran
    """),
    caption_labels=words("photo | photos | photograph | image | images | picture | pictured | caption | video"),
    boilerplate=words("""
        advertisement | advertisements | comment on this story | related: | related articles | related articles:
        | related stories | related stories: | related content | related content: | recommended for you
        | back to gallery | back to top | play_arrow | more_vert
        | continue reading | continue reading the main story | advertisement continue reading
        | advertisement continue reading the main story | all rights reserved | all rights reserved.
    """),
    page_controls=words("""
        advertising | ad | close | print | email | e-mail | share | tweet | pin it | save | reply | comment | comments
        | facebook | twitter | linkedin | whatsapp | more | less | related | recommended
    """),
    boilerplate_openers=(
        *words("""
            story continues below | article continues below | story continues after | article continues after
            | share this | share on | share via | share with
            | like us on | read more | you might also like | you may also like | most read | most popular
            | most viewed | trending | subscribe | newsletter | click here | invalid email address
            | you must select a newsletter | an error has occurred | thank you for subscribing
            | read or share this story | media playback is supported | media playback is unsupported
            | media playback is not supported | we pay for your stories | we pay for your videos
            | we pay for your pictures | view all | view more | view comments | view photos | privacy policy | cookie
            | this site uses cookies | this website uses cookies | enable javascript | please enable
            | connect tweet linkedin | this material may not be published
        """),
        "sign up ",
        "skip to ",
        "terms of ",
        "terms and ",
    ),
    follow_us=words("follow us | follow me | follow him | follow her | follow them"),
    related_headings=words("""
        related | related article | related articles | related stories | related content | related news
        | related links | related topics | read more | see also | you might also like | you may also like
        | recommended | recommended for you
    """),
    form_openers=words("""
        sign up | sign-up | signup | newsletter | newsletters | subscribe | register | log in | login | please verify
        | enter your email | enter your e-mail
    """),
)
