"""Slips put into groups that have a second statement or a printed relation: are they found, with the right cause?"""

import collections

import duckdb
import pytest

from pipelines.marts.build import MartReference, build_marts, run_checks
from tests.labelled import empty_core, fill
from tests.slips import CAUSE, RATES, World


def conflicts_of(world: World) -> tuple[dict[str, set[str]], dict[str, list[tuple]]]:
    """Return the causes named for each observation, and what the checks found."""
    with duckdb.connect() as connection:
        empty_core(connection)
        fill(connection, "document", world.documents)
        own = [
            {
                "document_id": d["document_id"],
                "representative_id": d["document_id"],
                "similarity": 1.0,
                "differing_figures": [],
            }
            for d in world.documents
        ]
        fill(connection, "document_copy", own)
        fill(connection, "sentence", world.sentences)
        fill(connection, "observation", world.observations)
        build_marts(connection, MartReference(rates=RATES))
        found = collections.defaultdict(set)
        rows = connection.execute("SELECT observation_ids, likely_cause FROM marts.conflict").fetchall()
        for ids, cause in rows:
            for identity in ids:
                found[identity].add(cause)
        return found, run_checks(connection)


@pytest.fixture(scope="module")
def slipped():
    world = World(seed=20231123)
    kinds = sorted(CAUSE)
    for number in range(300):
        world.add_slip(number, kinds[number % len(kinds)])
    found, checks = conflicts_of(world)
    assert not any(checks.values())
    return world.slips, found


def test_of_300_slips_95_in_100_are_found_with_their_cause(slipped):
    slips, found = slipped
    missed = collections.Counter(
        (s.kind, *sorted(found.get(s.observation_id, {"nothing"})))
        for s in slips
        if s.cause not in found.get(s.observation_id, ())
    )
    assert sum(missed.values()) <= 0.05 * len(slips), missed


def test_of_1000_clean_groups_under_2_in_100_raise_an_alarm():
    world = World(seed=77)
    for number in range(1000):
        world.add_clean(number)
    found, checks = conflicts_of(world)
    assert not any(checks.values())
    alarmed = {o["cluster_id"] for o in world.observations if o["observation_id"] in found}
    causes = collections.Counter(cause for o in world.observations for cause in found.get(o["observation_id"], ()))
    assert len(alarmed) < 20, (len(alarmed), causes)
