"""Report: the published warehouse as a set of self-contained pages, and its marts for other tools.

`read` asks the warehouse, `words` and `sayings` put figures and rows into words, `charts` draws and `pictures` chooses
what to draw, `marking` marks a text, `markup` writes what a page has hundreds of and `templating` fills the templates
for the rest, `pages` writes the folder, `keeping` knows which pages are still true, `exports` writes CSV, Parquet and
Excel. Nothing here decides what is true: the marts do.
"""
