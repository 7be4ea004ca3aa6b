"""The desk in a browser: who is let in, and a process of the desk for each window. The screens are those of `tui`."""
