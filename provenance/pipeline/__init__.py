"""The stages in order: the one room that knows it.

Reading fills ``documents``. Each stage of fact has a to-do query: the documents it has not done on its present inputs.
They are streamed to the stage in batches, and what comes back is added together with a mark in the ledger, in one
transaction. Judgements are rewritten for the connected parts that new facts touch. A first run, new documents and an
interrupted run are therefore the same call.

The package itself loads none of its modules: a question about one text needs few of them.
"""
