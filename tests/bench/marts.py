"""Time the marts at scale: build on a million generated observations, then queries by cluster.

python -m tests.bench.marts [OBSERVATIONS]
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from pipelines.marts.build import MARTS, STEPS, MartReference, build_mart, load_tables_of_the_world, run_step
from tests.labelled import empty_core
from tests.slips import RATES

TARGET_SECONDS, TARGET_BYTES, TARGET_QUERY = 60.0, 2 * 1024**3, 0.1


def generate(connection: duckdb.DuckDBPyConnection, count: int) -> None:
    """Fill core: ten observations a document, sixty a cluster, years, sources, hedges, growth and slips mixed in."""
    empty_core(connection)
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE draw AS
        SELECT n, (hash(n, 1) % 1000)::INT AS a, (hash(n, 2) % 1000)::INT AS b, (hash(n, 3) % 1000)::INT AS c,
               n // 10 AS document, (hash(n // 10, 4) % (? // 60 + 1))::INT AS cluster
        FROM range(?) AS r(n)
        """,
        [count, count],
    )
    connection.execute(
        """
        INSERT INTO core.document BY NAME
        SELECT 'd' || document AS document_id, 'Title ' || document AS title, 'en' AS language,
               DATE '2012-01-01' + (document % 4000)::INT AS published_on,
               'sidecar' AS published_basis, 3000 AS char_count
        FROM (SELECT DISTINCT document FROM draw);
        INSERT INTO core.document_copy BY NAME
        SELECT document_id, IF(hash(document_id) % 20 = 0, 'd0', document_id) AS representative_id, 1.0 AS similarity,
               [] AS differing_figures
        FROM core.document;
        INSERT INTO core.sentence BY NAME
        SELECT 's' || n AS sentence_id, 'd' || document AS document_id, n % 10 * 100 AS start,
               n % 10 * 100 + 90 AS "end",
               'In ' || (2008 + b % 12) || ' the output of the town was worth some billions.' AS text,
               n % 10 AS paragraph, IF(n % 10 = 0, 'title', 'body') AS sentence_kind
        FROM draw;
        INSERT INTO core.observation BY NAME
        SELECT ['output_value', 'export_value', 'sales_value', 'employees', 'output_volume', 'growth_rate'][c % 6 + 1]
                   AS indicator,
               'o' || n AS observation_id, 'd' || document AS document_id, n % 10 * 100 + 20 AS start,
               n % 10 * 100 + 32 AS "end", 0 AS ordinal, 'some billions' AS quote, 's' || n AS sentence_id,
               (round((1 + cluster % 89) * (1 + (b % 12) / 10.0) * (1 + (a % 5) / 400.0), 1) * 1e8
                * IF(a = 7, 10, 1))::DECIMAL(38, 9) AS value,
               IF(a % 7 < 5, value, NULL) AS value_low, IF(a % 7 < 4, value, NULL) AS value_high,
               ['exact', 'exact', 'exact', 'exact', 'more_than', 'approx', 'approx'][a % 7 + 1] AS qualifier,
               CASE indicator WHEN 'employees' THEN 'person' WHEN 'growth_rate' THEN 'percent'
                    WHEN 'output_volume' THEN 'piece' ELSE ['CNY', 'USD'][IF(c % 10 = 0, 2, 1)] END AS unit,
               '' AS unit_printed,
               IF(indicator = 'growth_rate', 'output_value', NULL) AS growth_of,
               IF(indicator = 'growth_rate', 'increase', NULL) AS direction,
               ['knitwear', 'sweaters', NULL][c % 3 + 1] AS product, 'knitwear' AS trade, 'Town ' || cluster AS subject,
               'cluster' AS subject_kind, 'gn-' || (1000000 + cluster) AS place_code, [] AS place_candidates,
               'gn-' || (1000000 + cluster) || '-knitwear' AS cluster_id,
               make_date(2008 + b % 12, 1, 1) AS period_start, make_date(2008 + b % 12, 12, 31) AS period_end,
               (2008 + b % 12)::VARCHAR AS time_period, 'stated' AS period_basis, 'actual' AS statement_kind,
               'all' AS scope, 'A' AS obs_status, 0.5 + a / 2000.0 AS confidence, 'generated' AS rule, [] AS decisions
        FROM draw;
        UPDATE core.observation SET value = 8, value_low = 8, value_high = 8, qualifier = 'exact'
        WHERE indicator = 'growth_rate';
        """
    )


def _timed(connection: duckdb.DuckDBPyConnection, query: str) -> float:
    at = time.perf_counter()
    connection.execute(query).fetchall()
    return time.perf_counter() - at


def main(count: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.duckdb"
        with duckdb.connect(
            str(path), config={"threads": 2, "memory_limit": "1600MB", "temp_directory": folder}
        ) as connection:
            started = time.perf_counter()
            generate(connection, count)
            print(f"{count:,} observations generated in {time.perf_counter() - started:.1f} s")
            started, worked = time.perf_counter(), time.process_time()
            load_tables_of_the_world(connection, MartReference(rates=RATES))
            for name, run in [*((s, run_step) for s in STEPS), *((m, build_mart) for m in MARTS)]:
                at = time.perf_counter()
                run(connection, name)
                print(f"  {name:<20} {time.perf_counter() - at:6.2f} s")
            took, worked = time.perf_counter() - started, time.process_time() - worked
            connection.execute("CHECKPOINT")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        with duckdb.connect(str(path), read_only=True, config={"threads": 2}) as connection:
            connection.execute("SELECT count(*) FROM marts.cluster").fetchall()  # opens the file
            slowest = 0.0
            for mart in ("cluster_output", "cluster_employment", "cluster_profile", "trade_channel_mix", "conflict"):
                query = f"SELECT * FROM marts.{mart} WHERE cluster_id = 'gn-1000042-knitwear'"
                slowest = max(slowest, min(_timed(connection, query) for _ in range(3)))
    print(f"marts built in {took:.1f} s, {worked:.1f} s of processor time (target {TARGET_SECONDS:.0f})")
    print(f"peak memory {peak / 1024**3:.2f} GB (target {TARGET_BYTES / 1024**3:.0f})")
    print(f"slowest query by cluster {slowest * 1000:.0f} ms (target {TARGET_QUERY * 1000:.0f})")
    return int(took > TARGET_SECONDS or peak > TARGET_BYTES or slowest > TARGET_QUERY)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
