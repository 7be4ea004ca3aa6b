"""The screens: layout and keys. What is asked of the desk goes through errands, and comes back as messages."""
