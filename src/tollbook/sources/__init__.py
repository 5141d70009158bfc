"""Bytes to rows or text, each with its place in the file."""
