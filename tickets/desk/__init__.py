"""What can happen to a ticket. Each function: one transaction (the caller's), one permission, one event."""
