"""Reference: vocabulary and tables of the world, as data files, and the one loader that reads them.

`lexicons/*.toml` is vocabulary; each file's header is the specification of its format. A user's own words lie in
`raw/vocabulary/<the same name>.toml` and are laid over the shipped ones.
"""
