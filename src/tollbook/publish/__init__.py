"""Results written for people and programs that read them."""

from tollbook.publish.report import render, write_estimates, write_reports

__all__ = ["render", "write_estimates", "write_reports"]
