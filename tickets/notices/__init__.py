"""Notices to people of the house: by mail, chat and whatever else `apprise` knows."""
