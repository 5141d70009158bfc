"""Columns of numbers find the statements that comparing each with each would find."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.reconciliation import likeness
from tollbook.reconciliation.likeness import ALIKE, COMMON, MIN_SHARED, MOST, STOP, WORD, Likeness

WORDS = st.sampled_from(
    WORD.findall("the market shelled at dawn by forces of north river bridge eleven villagers fled")
)


def plain(texts: list[str], place: int) -> list[int]:
    """Each with each, as the definition says."""
    split = [set(WORD.findall(text.casefold())) - STOP for text in texts]
    held = {word: sum(word in words for words in split) for word in set().union(*split)}
    weight = {word: math.log(1 + len(texts) / number) for word, number in held.items()}
    norm = [math.sqrt(sum(weight[word] ** 2 for word in words)) for words in split]
    found = []
    for other, words in enumerate(split):
        shared = [word for word in words & split[place] if held[word] <= COMMON]
        if other != place and len(shared) >= MIN_SHARED:
            cosine = sum(weight[word] ** 2 for word in shared) / (norm[place] * norm[other])
            found.append((-round(cosine, 9), other))
    return [other for cosine, other in sorted(found) if -cosine >= ALIKE][:MOST]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(WORDS, max_size=8).map(" ".join), min_size=1, max_size=30))
def test_the_index_finds_what_comparing_each_with_each_finds(texts: list[str]) -> None:
    index = Likeness()
    for text in texts:
        index.add(text)

    near = index.near(range(len(texts)))

    for place, found in enumerate(near):
        assert set(found) == set(plain(texts, place))


def test_blocks_change_nothing(monkeypatch: object) -> None:
    texts = [f"shelling of the market near bridge {i % 7} by river forces {i % 5}" for i in range(40)]
    index, parted = Likeness(), Likeness()
    for text in texts:
        index.add(text)
        parted.add(text)
    whole = index.near(range(40))
    monkeypatch.setattr(likeness, "BLOCK", 3)  # type: ignore[attr-defined]

    assert parted.near(range(40)) == whole
