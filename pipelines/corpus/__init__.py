"""What needs more than one article: copies of one story, cluster membership, corrections.

Plain functions on plain records; nothing here is cached per article, reads files or knows of tables.
"""
