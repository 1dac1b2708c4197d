"""Strands as files bring them."""

import pytest
from django.core.management import CommandError

from priorities.models import Priority, Strand
from tests.factories.priorities import strand_called
from tests.plan_data.plan_files import Cells, presidency, tiny_plan, written
from tests.plan_data.playing import load
from tests.presidencies.lakes import lake

pytestmark = pytest.mark.django_db

SHORES = {"slug": "shores", "mark": "square", "colour": "red", "order": "1", **lake(name="Shores")}


def of_lakes(**cells: str) -> dict[str, list[Cells]]:
    rows = {**tiny_plan(), "presidencies.csv": [presidency()], "strands.csv": [SHORES | cells]}
    rows["priorities.csv"][0]["strand"] = "shores"
    return rows


def test_file_brings_strands_of_its_presidency(tmp_path):
    load(written(tmp_path, of_lakes(slug="shores")))

    strand = Strand.objects.get(slug="shores")
    assert strand.presidency.slug == "first"
    assert Priority.objects.get().strand == strand
    assert load(tmp_path).splitlines()[-1].startswith("Nothing changed")


def test_key_of_another_presidency_is_no_obstacle(tmp_path):
    rows = of_lakes(slug="policy")
    rows["priorities.csv"][0]["strand"] = "policy"

    load(written(tmp_path, rows))

    assert Priority.objects.get().strand.presidency.slug == "first"
    assert Strand.objects.filter(slug="policy").count() == 2


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"mark": "star"}, "row 2, column mark: Value 'star' is not a valid choice."),
        ({"colour": "pink"}, "row 2, column colour: Value 'pink' is not a valid choice."),
        ({"slug": "running"}, "row 2, column slug: “running” is what serves no priority"),
        ({"name_ru": ""}, "row 2, column name_ru: The text is missing in this language."),
    ],
)
def test_faults_are_named(tmp_path, cells, problem):
    with pytest.raises(CommandError) as refused:
        load(written(tmp_path, of_lakes(**cells)))

    assert f"strands.csv, {problem}" in str(refused.value)


def test_same_key_twice_is_a_fault(tmp_path):
    rows = of_lakes()
    rows["strands.csv"].append({**SHORES, "order": "2"})

    with pytest.raises(CommandError, match="stands in row 2 already"):
        load(written(tmp_path, rows))


@pytest.mark.parametrize("file", ["strands.csv", "priorities.csv"])
def test_same_position_twice_is_a_fault(tmp_path, file):
    rows = of_lakes()
    rows[file].append({**rows[file][0], "slug": "another"})

    with pytest.raises(CommandError) as refused:
        load(written(tmp_path, rows))

    assert str(refused.value).splitlines()[1:] == [
        f"{file}, row 3, column order: “1” stands in row 2 already."
    ]


def test_what_names_a_refused_strand_is_not_told_beside_it(tmp_path):
    taken = strand_called("shallows").position
    rows = tiny_plan()
    rows["strands.csv"] = [SHORES | {"order": str(taken)}]
    rows["priorities.csv"][0]["strand"] = "shores"

    with pytest.raises(CommandError) as refused:
        load(written(tmp_path, rows), as_on="2020-10-28")

    told = [line.partition(": ")[0] for line in str(refused.value).splitlines()]
    assert told == ["2 faults; nothing was written.", "strands.csv", "strands.csv, row 2"]


def test_plan_of_a_new_presidency_needs_strands_of_its_own(tmp_path):
    rows = {**tiny_plan(), "presidencies.csv": [presidency()]}

    with pytest.raises(CommandError, match=r"There is no row “security” in strands\.csv"):
        load(written(tmp_path, rows))
