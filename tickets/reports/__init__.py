"""Figures for the team lead: what came, what was answered, which promises broke and where the time went."""
