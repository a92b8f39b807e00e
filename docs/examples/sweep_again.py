"""What a sweep says, read in parts: python sweep_again.py SWEEP

Which policies reach which target, of tables that may be larger than the memory: polars reads one row group after another and
keeps what the answer needs.
"""

import sys
from pathlib import Path

import polars as pl

tables = Path(sys.argv[1]) / "tables"
rows = pl.scan_parquet(tables / "rows.parquet")
targets = pl.scan_parquet(tables / "targets.parquet")

# Every row of the design is told, whether it was run or not.
counts = rows.group_by("status").len().sort("status").collect()
print(counts)

# Of each target: in how many policies it is likelier than not, and where it is likeliest.
answer = (
    targets.filter(pl.col("main"))
    .join(rows.select("row", "name"), on="row")
    .group_by("target")
    .agg(
        policies=pl.len(),
        likelier_than_not=(pl.col("probability") > 0.5).sum(),
        best=pl.col("probability").max(),
        best_policy=pl.col("name").sort_by(["probability", "row"], descending=[True, False]).first(),
    )
    .sort("target")
    .collect(engine="streaming")
)
print(answer)

# Nobody was counted twice and nobody is missing.
run = rows.filter(pl.col("status") == "run").select(pl.len()).collect().item()
assert answer["policies"].unique().to_list() in ([run], []), answer
