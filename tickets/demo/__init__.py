"""A town to try it on (`world.World`): a local Mastodon server, and citizens who write to an authority."""
