"""What stands on the screens, by region."""
