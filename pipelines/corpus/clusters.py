"""Cluster membership: a cluster is a place and a trade, under all of its names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# Subjects whose figures are not those of a cluster, whatever place they stand in.
_NEVER = {"firm", "project", "event", "province", "country", "industry", "world"}
# Prefectures and below in China (GB/T 2260 and town codes); GeoNames places elsewhere.
_ELIGIBLE = re.compile(r"cn-\d\d(?!0000$)\d{4}(?:\d{3})?|gn-\d+")


@dataclass(frozen=True, slots=True)
class Membership:
    """What decides a fact's cluster."""

    document_id: str
    place_code: str | None
    trade: str | None
    subject_kind: str | None
    product: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """Facts that leave a cluster for another: those of some products, or under some names."""

    cluster_id: str
    into: str
    products: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()

    def takes(self, cluster_id: str, fact: Membership) -> bool:
        """Say whether the fact leaves."""
        return cluster_id == self.cluster_id and (fact.product in self.products or fact.subject in self.subjects)


@dataclass(frozen=True, slots=True)
class ClusterRules:
    """Known clusters and the trades' order, and what corrections say: splits first, then merges."""

    known: Mapping[str, Sequence[str]] = field(default_factory=dict)  # place_code to its trades, the first the main one
    broader: Mapping[str, str] = field(default_factory=dict)  # trade to the wider trade
    merged: Mapping[str, str] = field(default_factory=dict)  # cluster_id to the one that takes its place
    splits: Sequence[Split] = ()


def is_eligible(place_code: str | None, subject_kind: str | None) -> bool:
    """Say whether a figure of this place and kind of subject can be a cluster's.

    >>> is_eligible("cn-360111", "district"), is_eligible("cn-360000", "province"), is_eligible("cn-360111", "firm")
    (True, False, False)
    """
    return place_code is not None and subject_kind not in _NEVER and _ELIGIBLE.fullmatch(place_code) is not None


def assign_clusters(facts: Iterable[Membership], rules: ClusterRules | None = None) -> list[str | None]:
    """Return the cluster_id of each fact, None where it has none.

    A trade wider than that of the known cluster at the place means the known one. A fact without a trade takes the
    single trade that its article gives the place; failing that, that of the known cluster at the place, where there is
    but one; failing that, the single trade of the whole article.
    """
    rules = rules or ClusterRules()
    facts = list(facts)
    by_place: dict[tuple[str, str], set[str]] = {}
    by_document: dict[str, set[str]] = {}
    for fact in facts:
        if fact.trade is not None:
            by_document.setdefault(fact.document_id, set()).add(fact.trade)
            if is_eligible(fact.place_code, fact.subject_kind):
                assert fact.place_code is not None
                by_place.setdefault((fact.document_id, fact.place_code), set()).add(fact.trade)
    return [_cluster_of(fact, by_place, by_document, rules) for fact in facts]


def _cluster_of(
    fact: Membership,
    by_place: Mapping[tuple[str, str], set[str]],
    by_document: Mapping[str, set[str]],
    rules: ClusterRules,
) -> str | None:
    if not is_eligible(fact.place_code, fact.subject_kind):
        return None
    assert fact.place_code is not None
    here = by_place.get((fact.document_id, fact.place_code), set())
    known = rules.known.get(fact.place_code, ())
    trade = (
        _narrowed(fact.trade, known, rules)
        or _single(here, rules)
        or (known[0] if known and (not here or known[0] in here) else None)
        or (_single(by_document.get(fact.document_id, set()), rules) if not here else None)
    )
    if trade is None:
        return None
    cluster_id = f"{fact.place_code}-{trade}"
    for split in rules.splits:
        if split.takes(cluster_id, fact):
            cluster_id = split.into
            break
    while cluster_id in rules.merged:
        cluster_id = rules.merged[cluster_id]
    return cluster_id


def _narrowed(trade: str | None, known: Sequence[str], rules: ClusterRules) -> str | None:
    """Return the known trade that a wide one means here: the "textile industry" of a knitwear town is knitwear."""
    if trade is None or trade in known:
        return trade
    meant = [narrow for narrow in known if trade in _wider(narrow, rules)]
    return meant[0] if meant else trade


def _wider(trade: str, rules: ClusterRules) -> list[str]:
    """Return the trades that a trade lies in, the narrowest first."""
    found: list[str] = []
    above = rules.broader.get(trade)
    while above is not None and above not in found:
        found.append(above)
        above = rules.broader.get(above)
    return found


def _single(trades: set[str], rules: ClusterRules) -> str | None:
    """Return the one trade of a set; of trades that lie in one another ("textiles", "knitwear") the narrowest."""
    left = trades.difference(*(_wider(trade, rules) for trade in trades))
    return next(iter(left)) if len(left) == 1 else None
