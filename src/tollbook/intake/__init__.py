"""A profile, and what it makes of a row: a record or a rejection."""

from tollbook.intake.draft import Draft, draft_profile
from tollbook.intake.editions import with_current
from tollbook.intake.expectations import Finding
from tollbook.intake.grammar import parse_profile
from tollbook.intake.guesses import Guess
from tollbook.intake.profile import Edition, FileForm, Profile
from tollbook.intake.taking import Intake, take_in

__all__ = [
    "Draft",
    "Edition",
    "FileForm",
    "Finding",
    "Guess",
    "Intake",
    "Profile",
    "draft_profile",
    "parse_profile",
    "take_in",
    "with_current",
]
