"""The Mastodon servers: what arrives from them, and what goes out. The only room that knows Mastodon.py."""
