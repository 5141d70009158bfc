"""The documented count under a named inclusion rule."""
