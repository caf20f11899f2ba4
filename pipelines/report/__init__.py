"""Report: the published warehouse as a set of self-contained pages.

`read` asks the warehouse, `words` puts figures and periods into words, `charts` draws, `marking` marks a text,
`pages` fills the templates and writes the folder. Nothing here decides what is true: the marts do.
"""
