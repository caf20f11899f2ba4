"""Build: the scripts that derive the checked-in tables from named, pinned packages. Run by hand, never by a build.

python -m pipelines.reference.build.places FOLDER     # FOLDER holds the archives; says how to get those missing
python -m pipelines.reference.build.rates FOLDER
"""
