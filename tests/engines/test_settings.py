"""A model written as Splink's settings comes back as it was; what is no such file is refused with its reason."""

import copy
import json
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from tollbook.engines import Model, read_settings, splink_settings
from tollbook.errors import CaseError


@pytest.fixture(scope="module")
def model(invented: Any) -> Model:
    made: Model = invented(200).model
    return made


@pytest.fixture(scope="module")
def settings(model: Model) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(splink_settings(model, {"given_ar": 0.2}, rules=3)))
    return made


@pytest.mark.parametrize("slope", [1.0, 0.8, 1.3])
def test_the_model_comes_back_to_1e_12(model: Model, slope: float) -> None:
    sent = Model(model.parameters, model.lists, model.prior, slope)

    back = read_settings(json.loads(json.dumps(splink_settings(sent, {}, rules=1))), where="here")

    for name in (field.name for field in fields(sent.parameters)):
        there, here = getattr(sent.parameters, name), getattr(back.parameters, name)
        assert np.allclose(here, there, rtol=0, atol=1e-12), name
    assert np.allclose(back.prior, model.prior, rtol=0, atol=1e-12)
    assert (back.lists, back.slope) == (model.lists, slope)


def test_trained_chances_are_taken_within_their_group(settings: dict[str, Any]) -> None:
    trained = copy.deepcopy(settings)
    sexes = trained["comparisons"][7]["comparison_levels"]
    sexes[1]["m_probability"], sexes[2]["m_probability"] = 0.6, 0.2

    back = read_settings(trained, where="here").parameters

    assert back.m[7, 1:3] == pytest.approx([0.75, 0.25])
    assert np.array_equal(back.company[:, 7], np.broadcast_to(back.u[7], back.company[:, 7].shape))


def test_a_level_that_training_did_not_see_counts_as_splink_counts_it(settings: dict[str, Any]) -> None:
    trained = copy.deepcopy(settings)
    del trained["comparisons"][7]["comparison_levels"][2]["m_probability"]

    back = read_settings(trained, where="here").parameters

    assert 0 < back.m[7, 2] < 2e-6


def broken(name: str, settings: dict[str, Any]) -> dict[str, Any]:
    made = copy.deepcopy(settings)
    sex = made["comparisons"][7]
    if name == "no comparison 'sex'":
        sex["output_column_name"] = "gender"
    elif name == "none of ours":
        sex["comparison_levels"][1]["label_for_charts"] = "alike"
    elif name == "has 2 levels and not 3":
        del sex["comparison_levels"][1]
    elif name == "was not trained":
        for level in sex["comparison_levels"]:
            level.pop("m_probability", None)
    elif name == "not what Tollbook wrote":
        made["comparisons"][12]["comparison_levels"][0]["label_for_charts"] = "null"
    elif name == "another shape":
        rest = made["comparisons"][12]["comparison_levels"][0]
        rest["label_for_charts"] = rest["label_for_charts"].replace('"company_share": [', '"company_share": [0.1, ')
    elif name == "not between 0 and 1":
        made["probability_two_random_records_match"] = 1.0
    elif name == "says nothing of east":
        del made["comparisons"][11]["comparison_levels"][1]
    return made


@pytest.mark.parametrize(
    "said",
    [
        "no comparison 'sex'",
        "none of ours",
        "has 2 levels and not 3",
        "was not trained",
        "not what Tollbook wrote",
        "another shape",
        "not between 0 and 1",
        "says nothing of east",
    ],
)
def test_foreign_settings_are_refused_with_the_reason(said: str, settings: dict[str, Any]) -> None:
    with pytest.raises(CaseError, match=said) as refused:
        read_settings(broken(said, settings), where="other.json")

    assert refused.value.where == "other.json"
    assert "tollbook linkage export" in refused.value.mend


def test_settings_of_another_program_are_refused() -> None:
    with pytest.raises(CaseError, match="no comparison 'given'"):
        read_settings({"link_type": "dedupe_only", "comparisons": []}, where="other.json")
