"""Recognise: text to mentions, a grammar for each kind, English and Chinese.

`mentions` holds what every recogniser returns. A recogniser says what stands in the text and where;
what the figure is about is the work of `interpret`.
"""
