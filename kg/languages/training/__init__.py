"""How the pipelines were made: treebanks and name data to spaCy's format, configs, and the measures.

`python -m kg.languages.training LANG --data DIR` trains the pipeline of a language anew.
"""
