"""A town to try it on: a local Mastodon server and citizens who write to a fictional authority."""





