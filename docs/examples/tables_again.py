#!/usr/bin/env python3
"""Makes two tables of a run again from its raw rows, with polars over Parquet.

    python docs/examples/tables_again.py RUN

RUN is the folder of a run that was made with --keep-replicates. Made again and compared are

1. tables/targets.csv: in how many replicates each target was met, its probability, and what it counted (mean, P50, P80);
2. tables/money_plan.csv: what each fund and all funds spent over all years (mean, P50, P80).

Ends with 1 if anything differs, with the row and both numbers.
"""
import math
import pathlib
import sys

import polars as pl

# Tables round means of money to a hundredth of a yuan, probabilities to six places and counted values to four.
# Quantiles of money are kept to one part in 512: the table has the least amount seen in the bin that the quantile lies in.
BIN = 2.0**-9


def quantile(values: pl.Series, share: float) -> float:
    """The least value at or below which at least this share of the values lie."""
    ordered = values.drop_nulls().sort()
    rank = max(1, math.ceil(share * len(ordered) - 1e-9))
    return ordered[rank - 1]


class Comparison:
    """What was compared, and what differs."""

    def __init__(self) -> None:
        self.done, self.wrong = 0, []

    def number(self, what: str, table: float | None, again: float, within: float) -> None:
        self.done += 1
        if table is None or not abs(table - again) <= within:
            self.wrong.append(f"{what}: {table} in the table, {again} from the rows")


def targets(folder: pathlib.Path, rows: pl.DataFrame, compare: Comparison) -> None:
    for one in pl.read_csv(folder / "tables/targets.csv").iter_rows(named=True):
        name = f"target.{one['target']}.{one['reading']}"
        met, value = rows[f"{name}.met"], rows[f"{name}.value"]
        compare.number(f"{name} count", one["count"], met.sum(), 0)
        compare.number(f"{name} probability", one["probability"], met.mean(), 0.51e-6)
        if value.drop_nulls().is_empty():
            continue
        compare.number(f"{name} mean", one["mean"], value.mean(), 0.51e-4)
        for share, column in [(0.5, "p50"), (0.8, "p80")]:
            again = quantile(value, share)
            compare.number(f"{name} {column}", one[column], again, 0.51e-4 + abs(again) * 2.0**-13)


def spend(folder: pathlib.Path, rows: pl.DataFrame, compare: Comparison) -> None:
    lines = pl.read_csv(folder / "tables/money.csv", infer_schema_length=None).filter(pl.col("quantity") == "spend")
    columns = lines.select("fund", name=pl.format("spend.{}.{}", "line", "fiscal_year"))
    for one in pl.read_csv(folder / "tables/money_plan.csv").filter(pl.col("quantity") == "spend").iter_rows(named=True):
        # The row without a fund is of all of them.
        own = columns if one["fund"] is None else columns.filter(pl.col("fund") == one["fund"])
        total = rows.select(pl.sum_horizontal(own["name"].to_list())).to_series()
        name = f"spend of {one['fund'] or 'all funds'}"
        compare.number(f"{name} mean", one["mean"], total.mean(), 0.0051)
        for share, column in [(0.5, "p50"), (0.8, "p80")]:
            again = quantile(total, share)
            compare.number(f"{name} {column}", one[column], again, abs(again) * BIN)


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = pathlib.Path(sys.argv[1])
    rows = pl.read_parquet(folder / "replicates.parquet")
    compare = Comparison()
    targets(folder, rows, compare)
    spend(folder, rows, compare)
    for wrong in compare.wrong:
        print("DIFFERS", wrong)
    print(f"{compare.done} numbers from {rows.height} replicates; {len(compare.wrong)} differ")
    return 1 if compare.wrong or not compare.done else 0


if __name__ == "__main__":
    sys.exit(main())
