"""Build `variants.tsv` of `tollbook.text`: attested Latin spellings whose consonants do not show which name they are.

From the names of people of Arab countries in Wikidata (CC0), as collected by `arabic-name-romanizer` (MIT; only its
rows of source `wikidata` are used): unpack its wheel, and name the database in it.

    python benchmarks/linkage/build_variants.py names.sqlite3 > src/tollbook/text/data/variants.tsv
"""

import sqlite3
import sys
from collections import defaultdict
from difflib import SequenceMatcher

from tollbook.text import names
from tollbook.text.romanisation import OWN_VARIANTS

COUNTRIES = (
    *("AE", "BH", "DJ", "DZ", "EG", "EH", "IQ", "JO", "KM", "KW", "LB", "LY"),
    *("MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TN", "YE"),
)
FEWEST = 5  # people
SHARE = 0.9  # of the people whose name is spelt so bear that name
ALIKE = 0.5
HEAD = "# Latin spelling, Arabic name; built by benchmarks/linkage/build_variants.py from Wikidata, CC0 1.0"


def main() -> None:
    """Print the table."""
    marks = ",".join("?" * len(COUNTRIES))
    query = (
        f"select arabic_key, latin, sum(count) from units where source = 'wikidata' and country in ({marks}) "  # noqa: S608
        "group by 1, 2"
    )
    held: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for arabic, latin, people in sqlite3.connect(sys.argv[1]).execute(query, COUNTRIES):
        name, spelt = names.part(arabic), names.part(latin)
        if name and spelt and names.is_arabic(name) and not names.is_arabic(spelt):
            held[spelt][name] += people
    known = {*OWN_VARIANTS, *OWN_VARIANTS.values()}
    print(HEAD)
    for spelt, of in sorted(held.items()):
        keys: dict[str, int] = defaultdict(int)
        for name, people in of.items():
            keys[names.key(name)] += people
        key, people = max(keys.items(), key=lambda pair: (pair[1], pair[0]))
        if spelt in known or names.key(spelt, attested=False) == key:
            continue
        alike = SequenceMatcher(None, key, names.key(spelt, attested=False)).ratio()  # else two names of one person
        if people >= FEWEST and people >= SHARE * sum(of.values()) and alike >= ALIKE:
            name = min((name for name in of if names.key(name) == key), key=lambda name: (-of[name], name))
            print(f"{spelt}\t{name}")


if __name__ == "__main__":
    main()
