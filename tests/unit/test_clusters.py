from pipelines.corpus.clusters import ClusterRules, Membership, Split, assign_clusters

BROADER = {"hosiery": "knitwear", "knitwear": "apparel", "apparel": "textiles"}


def fact(place="cn-360111", trade=None, kind="district", document="d", **more):
    return Membership(document, place, trade, kind, **more)


def test_a_cluster_is_a_place_and_a_trade():
    assert assign_clusters([fact(trade="knitwear")]) == ["cn-360111-knitwear"]


def test_firms_provinces_countries_and_first_level_divisions_have_none():
    facts = [
        fact(trade="knitwear", kind="firm"),
        fact("cn-360000", "knitwear", "province"),
        fact("in", "knitwear", "country"),
        fact("tr-20", "home_textiles", "city"),
        fact(None, "knitwear"),
    ]
    assert assign_clusters(facts) == [None] * 5


def test_a_fact_without_a_product_takes_the_articles_single_trade_for_the_place():
    assert assign_clusters([fact(trade="knitwear"), fact()]) == ["cn-360111-knitwear"] * 2


def test_of_trades_that_lie_in_one_another_the_narrowest_is_meant():
    facts = [fact(trade="textiles"), fact(trade="knitwear"), fact()]
    assert assign_clusters(facts, ClusterRules(broader=BROADER))[2] == "cn-360111-knitwear"


def test_two_trades_at_one_place_leave_it_open_unless_one_is_known():
    facts = [fact(trade="footwear"), fact(trade="knitwear"), fact()]
    assert assign_clusters(facts)[2] is None
    known = ClusterRules(known={"cn-360111": ("knitwear",)})
    assert assign_clusters(facts, known)[2] == "cn-360111-knitwear"


def test_a_wide_trade_at_a_known_cluster_means_the_clusters_own():
    rules = ClusterRules(known={"cn-360111": ("knitwear",)}, broader=BROADER)
    facts = [fact(trade="textiles"), fact(trade="apparel"), fact(trade="hosiery"), fact(trade="footwear")]
    assert assign_clusters(facts, rules) == [f"cn-360111-{t}" for t in ("knitwear", "knitwear", "hosiery", "footwear")]


def test_another_articles_trade_is_not_borrowed():
    assert assign_clusters([fact(trade="knitwear"), fact(document="e")])[1] is None


def test_corrections_split_and_merge():
    rules = ClusterRules(
        merged={"cn-360111-apparel": "cn-360111-knitwear"},
        splits=(Split("cn-360111-knitwear", "cn-360111-hosiery", products=("socks",)),),
    )
    facts = [fact(trade="apparel"), fact(trade="knitwear", product="socks"), fact(trade="knitwear", product="sweaters")]
    assert assign_clusters(facts, rules) == ["cn-360111-knitwear", "cn-360111-hosiery", "cn-360111-knitwear"]
