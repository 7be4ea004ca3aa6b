"""Makes the model of `tickets.triage` from research data and from posts of our own; wants the extra `train`.

`python -m tickets.triage.training FOLDER` reads the data and writes the model. The same data make the same bytes.
"""
