//! Tables of an allocation: the splits, and the verdicts on them.

use super::StudyTable;
use crate::scenario::{Amount, Basis, MoneyBounds};
use crate::study::{Aim, Bounds, End, Front, Split};
use crate::tables::frame::{Cell, probability, row};
use crate::tables::schema::{self, ColumnKind, TableSchema, column, number, text};
use crate::words::Text;

/// In the unit of what the target counts.
const COUNTED: &str = "目标所计的单位 (as the target counts)";

pub(super) fn schemas() -> Vec<TableSchema> {
    vec![splits(), years(), bounds(), verdicts()]
}

fn head() -> Vec<crate::tables::ColumnSchema> {
    vec![
        column("total", ColumnKind::Integer, schema::YUAN, "所分配的总额", "sum that is split"),
        text(
            "split",
            "分法：found 求得，plan 现方案，scaled 现方案按比例，even 平均，spend 按支出，need 按需求",
            "found, plan (as it is), scaled (the plan in proportion), even, spend (as the plan spends), need (as it needs)",
        ),
    ]
}

fn splits() -> TableSchema {
    let mut columns = head();
    columns.extend([
        text("lever", "支出项目或资金，可带财政年度", "line or fund, perhaps of one fiscal year"),
        column("money", ColumnKind::Integer, schema::YUAN, "分得金额", "what it is given"),
        column("least", ColumnKind::Integer, schema::YUAN, "下限", "floor"),
        column("most", ColumnKind::Integer, schema::YUAN, "上限；空表示没有", "ceiling; empty without one"),
    ]);
    TableSchema {
        stem: "allocate", meaning: Text::new("每种分法、每个支出项目一行", "a line of a split"), columns
    }
}

fn years() -> TableSchema {
    let mut columns = head();
    columns.extend([
        text("lever", "支出项目或资金，可带财政年度", "line or fund, perhaps of one fiscal year"),
        column("fiscal_year", ColumnKind::Integer, "", "财政年度", "fiscal year"),
        column("money", ColumnKind::Integer, schema::YUAN, "该年分得金额", "what it is given in the year"),
    ]);
    TableSchema {
        stem: "allocate_years",
        meaning: Text::new("每种分法、每个支出项目、每个财政年度一行", "a line of a split in a fiscal year"),
        columns,
    }
}

fn bounds() -> TableSchema {
    TableSchema {
        stem: "allocate_bounds",
        meaning: Text::new("每个总额、每处写明的上下限一行", "a stated floor or ceiling, or both, for a sum"),
        columns: vec![
            column("total", ColumnKind::Integer, schema::YUAN, "所分配的总额", "sum that is split"),
            text(
                "bounds",
                "支出项目或资金，可带财政年度；资金指它支付的各项合计",
                "line or fund, perhaps of one fiscal year; of a fund, its lines together",
            ),
            column(
                "money",
                ColumnKind::Integer,
                schema::YUAN,
                "求得的分法给它的金额；空表示没有据此约束",
                "what the split found gives it; empty if nothing was held to it",
            ),
            column("least", ColumnKind::Integer, schema::YUAN, "下限", "floor"),
            column("most", ColumnKind::Integer, schema::YUAN, "上限；空表示没有", "ceiling; empty without one"),
            text(
                "at",
                "求得的分法到了哪一端：floor 下限，ceiling 上限，both 上下限相同，none 都没有到；空表示没有据此约束",
                "end that the split found has come to: floor, ceiling, both (they are one), none; empty if nothing was held to it",
            ),
            text("stated", "写在哪里：scenario 方案，command 命令", "where it is stated: scenario, command"),
            text("least_basis", "下限的依据", "basis of the floor"),
            text("least_source", "下限的来源", "source of the floor"),
            text("most_basis", "上限的依据", "basis of the ceiling"),
            text("most_source", "上限的来源", "source of the ceiling"),
        ],
    }
}

fn verdicts() -> TableSchema {
    let mut columns = head();
    columns.push(text(
        "aim",
        "优化的目的：all 全部达成，count 达成个数，shortfall 差额",
        "what was optimised: all, count, shortfall",
    ));
    columns.push(text("measure", "目标，或 joint（所选全部）", "target, or joint (all chosen)"));
    columns.extend(schema::probability(
        "达成概率（搜索未用过的新模拟）",
        "probability, from replicates that the search never saw",
    ));
    columns.extend([
        number("targets_met", 6, "", "达成目标数的期望", "expected number of chosen targets met"),
        number(
            "shortfall",
            6,
            "",
            "期望缺额，各以下限的比例计，合计",
            "expected shortfall as shares of the bounds, summed",
        ),
        number(
            "behind",
            6,
            "",
            "求得的分法比它多多少（所优化的量，配对）",
            "what the split found has more of the aim, paired",
        ),
        number("behind_low", 6, "", "其 95% 区间下限", "lower end of its 95 % interval"),
        number("behind_high", 6, "", "其 95% 区间上限", "upper end"),
        number(
            "saved",
            6,
            "",
            "求得的分法比它少多少期望差额（配对）",
            "expected shortfall that the split found saves against it, paired",
        ),
        number("saved_low", 6, "", "其 95% 区间下限", "lower end of its 95 % interval"),
        number("saved_high", 6, "", "其 95% 区间上限", "upper end"),
        number(
            "counted",
            6,
            COUNTED,
            "该目标所计的数（平均）；joint 为空",
            "what the target counts (mean); empty for joint",
        ),
        number("counted_low", 6, COUNTED, "其 95% 区间下限", "lower end of its 95 % interval"),
        number("counted_high", 6, COUNTED, "其 95% 区间上限", "upper end"),
        column(
            "left",
            ColumnKind::Integer,
            schema::YUAN,
            "总额中没有分出的；plan、scaled 为空",
            "part of the sum that it leaves over; empty for plan and scaled",
        ),
        column(
            "complete",
            ColumnKind::Truth,
            "",
            "以整份计的分法是否全部试过",
            "whether every split in whole units was tried",
        ),
        column(
            "efficient",
            ColumnKind::Truth,
            "",
            "是否没有更小的总额做得同样好",
            "whether no smaller sum does as well",
        ),
    ]);
    TableSchema {
        stem: "allocate_verdicts",
        meaning: Text::new("每种分法、每个目标一行", "a target under a split"),
        columns,
    }
}

/// Its name in tables.
const fn code(aim: Aim) -> &'static str {
    match aim {
        Aim::All => "all",
        Aim::Count => "count",
        Aim::Shortfall => "shortfall",
    }
}

pub(super) fn tables(fronts: &[Front], aim: Aim) -> Vec<StudyTable> {
    let (mut money, mut yearly, mut bounded, mut verdict) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for front in fronts {
        let allocation = &front.allocation;
        for split in std::iter::once(&allocation.found).chain(&allocation.others) {
            for (bounds, yuan) in allocation.levers.iter().zip(&split.money) {
                let mut cells =
                    vec![Cell::Integer(Some(front.total)), (&*split.name).into(), bounds.lever.as_str().into()];
                cells.extend([Some(*yuan), Some(bounds.least), bounds.most].map(Cell::Integer));
                money.push(cells);
            }
            for one in &split.years {
                let lever = allocation.levers.get(one.lever).map_or("", |bounds| bounds.lever.as_str());
                let mut cells = vec![Cell::Integer(Some(front.total)), (&*split.name).into(), lever.into()];
                cells.extend([i64::from(one.year), one.yuan].map(|number| Cell::Integer(Some(number))));
                yearly.push(cells);
            }
            verdict.extend(rows(front, split, aim));
        }
        bounded.extend(bound_rows(front));
    }
    vec![
        StudyTable { schema: splits(), rows: money },
        StudyTable { schema: years(), rows: yearly },
        StudyTable { schema: bounds(), rows: bounded },
        StudyTable { schema: verdicts(), rows: verdict },
    ]
}

fn bound_rows(front: &Front) -> Vec<Vec<Cell>> {
    let allocation = &front.allocation;
    let row =
        |name: &str, money: Option<i64>, ends: [Option<i64>; 2], at: Option<&str>, stated: Option<&MoneyBounds>| {
            let mut cells = vec![Cell::Integer(Some(front.total)), name.into(), Cell::Integer(money)];
            cells.extend(ends.map(Cell::Integer));
            cells.extend(row![at, if stated.is_some() { "scenario" } else { "command" }]);
            for amount in [stated.and_then(|one| one.least.as_ref()), stated.and_then(|one| one.most.as_ref())] {
                let basis = amount.and_then(|amount| amount.basis).map(Basis::code);
                cells.extend(row![basis, amount.and_then(|amount| amount.source.as_deref())]);
            }
            cells
        };
    let mut rows = Vec::new();
    for held in &allocation.held {
        let Bounds { lever, least, most, stated } = &held.bounds;
        let at = match held.at {
            Some(End::Floor) => "floor",
            Some(End::Ceiling) => "ceiling",
            Some(End::Both) => "both",
            None => "none",
        };
        rows.push(row(lever, Some(held.money), [Some(*least), *most], Some(at), stated.as_ref()));
    }
    for aside in &allocation.aside {
        let yuan = |amount: &Option<Amount>| amount.as_ref().map(|amount| amount.yuan);
        let ends = [Some(yuan(&aside.least).unwrap_or(0)), yuan(&aside.most)];
        rows.push(row(&aside.name, None, ends, None, Some(aside)));
    }
    rows
}

fn rows(front: &Front, split: &Split, aim: Aim) -> Vec<Vec<Cell>> {
    let all = std::iter::once(("joint".to_owned(), &split.all, None));
    let each = split.each.iter().zip(&split.standings);
    all.chain(each.map(|((measure, one), standing)| (measure.id(), one, Some(standing))))
        .map(|(measure, one, standing)| {
            let mut cells = vec![Cell::Integer(Some(front.total))];
            cells.extend(row![&*split.name, code(aim), measure]);
            cells.extend(probability(one));
            let behind = &split.behind;
            cells.extend(row![split.count.mean, split.shortfall.mean, behind.mean, behind.low, behind.high,]);
            let saved = &split.saved;
            let count = standing.and_then(|one| one.count);
            cells.extend(row![
                saved.mean,
                saved.low,
                saved.high,
                count.map(|one| one.mean),
                count.map(|one| one.low),
                count.map(|one| one.high),
            ]);
            let left = front.total - split.money.iter().sum::<i64>();
            cells.push(Cell::Integer(Some(left).filter(|_| !split.money.is_empty())));
            cells.extend(row![front.allocation.is_complete, front.efficient]);
            cells
        })
        .collect()
}
