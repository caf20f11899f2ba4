"""Text: spans, offset maps, cleaning, sentences, language and the publication date.

Plain strings in, spans and edits out. Nothing here knows a number, a place or a file.
"""
