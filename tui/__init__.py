"""The terminal desk: screens over `tickets.desk`."""
