"""Results written for people and programs that read them."""

from tollbook.publish.report import render, write_report

__all__ = ["render", "write_report"]
