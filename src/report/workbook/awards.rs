//! Awards by tier and all other unit costs: rate × number, open to what-if, and compared with what the run spent.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::scenario::{Cost, ParameterId, TierId, YearSeries};

use super::live::{Live, Numbers, Place, Sheet};
use super::page::Page;
use super::style::Look;
use super::{Source, lines, paid};

/// Columns before those of the years.
const ITEM: u16 = 0;
const LINE: u16 = 1;
const COUNTED: u16 = 2;
const RATE: u16 = 3;
const YOURS: u16 = 4;
const FIRST: u16 = 5;

/// Where the cells stand that others use.
#[derive(Debug)]
pub(super) struct At {
    /// By year: spend of all lines with your rates and numbers.
    pub(super) years: Vec<Place>,
    /// The whole plan's.
    pub(super) what_if: Place,
}

/// Where a number of units comes from.
#[derive(Clone, Copy, PartialEq)]
enum Counted {
    /// People hired or units opened, in the ledger.
    Made,
    /// Payments that fall due.
    Due,
    /// Rounds in the calendar.
    Rounds,
    /// Awards that are paid: what the run paid of them, divided by the rate.
    Paid,
    /// What is left of the line's spend, divided by the rate.
    Derived,
}

/// Something with a rate.
#[derive(Clone)]
struct Item {
    title: String,
    tier: Option<TierId>,
    line: usize,
    rate: f64,
    counted: Counted,
    /// Per fiscal year.
    numbers: Vec<f64>,
}

fn items(source: Source<'_>) -> Vec<Item> {
    let (scenario, words) = (source.scenario, source.words);
    let made = |id: &str, tier: Option<TierId>| -> Vec<f64> {
        let rows = source.results.ledger.iter().filter(|row| row.source == id && (tier.is_none() || row.tier == tier));
        let mut numbers = vec![0.0; source.years()];
        for row in rows {
            if let Some(year) = source.results.fiscal_years.iter().position(|year| *year == row.fiscal_year) {
                numbers[year] += row.made;
            }
        }
        numbers
    };
    let mut items = Vec::new();
    let mut plain = |title: &str, cost: &Cost, counted: Counted, numbers: Vec<f64>| {
        let item = Item { title: title.to_owned(), tier: None, line: cost.line.index(), rate: 0.0, counted, numbers };
        items.extend(at_its_rates(source, &item, &cost.amount));
    };
    for one in &scenario.channels {
        let title = words.text(&one.named.title);
        if let Some(cost) = &one.round_cost {
            let held = |year: i32| {
                let opens = |month: &&crate::words::Month| {
                    month.year_opening_in(scenario.fiscal_year_starts) == year
                        && one.calendar.0[month.month() as usize - 1] > 0.0
                };
                source.results.months.iter().filter(opens).count() as f64
            };
            let rounds = source.results.fiscal_years.iter().map(|year| held(*year)).collect();
            plain(&words.with("book-item-round", &[("channel", title)]), cost, Counted::Rounds, rounds);
        }
        if let Some(fee) = &one.fee {
            let hired = made(&format!("channel.{}", one.named.id), None);
            plain(&words.with("book-item-fee", &[("channel", title)]), &fee.cost, Counted::Derived, hired);
        }
    }
    for one in &scenario.programmes {
        if let Some(cost) = &one.unit_cost {
            let values = [("programme", words.text(&one.named.title)), ("unit", words.text(&one.unit))];
            let shares = vec![1.0; one.cost_years as usize];
            let numbers = over_years(&made(&format!("programme.{}", one.named.id), None), &shares);
            plain(&words.with("book-item-unit", &values), cost, Counted::Made, numbers);
        }
    }
    for one in &scenario.moves {
        if let Some(cost) = &one.cost {
            plain(words.text(&one.named.title), cost, Counted::Made, made(&format!("move.{}", one.named.id), None));
        }
    }
    let due = |id: String| -> Vec<f64> {
        source.results.flows.iter().filter(|flow| flow.source == id).map(|flow| flow.count.mean).collect()
    };
    for one in &scenario.channels {
        if let Some(cost) = &one.offer_cost {
            let (id, title) = (format!("offers.{}", one.named.id), words.text(&one.named.title));
            let title = words.with("book-item-offer", &[("channel", title)]);
            plain(&title, cost, Counted::Due, due(id));
        }
    }
    for one in &scenario.expenses {
        let numbers = due(format!("cost.{}", one.named.id));
        plain(words.text(&one.named.title), &one.cost, Counted::Due, numbers);
    }
    for one in &scenario.allowances {
        let numbers = due(format!("allowance.{}", one.named.id));
        plain(words.text(&one.named.title), &one.cost, Counted::Due, numbers);
    }
    for (channel, one) in scenario.channels.iter().enumerate() {
        let Some(award) = &one.award else { continue };
        for ((tier, _), amount) in one.mix.iter().zip(&award.amount) {
            let Some(amount) = amount else { continue };
            let own = source.results.awards.iter();
            let own = own.filter(|row| row.channel.index() == channel && row.tier == Some(*tier));
            let paid: Vec<f64> = own.map(|row| row.amount).collect();
            // A run of an older version did not tell apart what it paid.
            let (counted, numbers) = if paid.is_empty() {
                let hired = made(&format!("channel.{}", one.named.id), Some(*tier));
                (Counted::Made, over_years(&hired, &award.instalments))
            } else {
                (Counted::Paid, paid)
            };
            let item = Item {
                title: words.text(&one.named.title).to_owned(),
                tier: Some(*tier),
                line: award.line.index(),
                rate: 0.0,
                counted,
                numbers,
            };
            items.extend(at_its_rates(source, &item, amount));
        }
    }
    derive(source, &mut items);
    items
}

/// What is paid in each year of numbers that are paid in shares, a year apart; without shares, at once.
fn over_years(numbers: &[f64], shares: &[f64]) -> Vec<f64> {
    let at = |year: usize, later: usize| year.checked_sub(later).map_or(0.0, |year| numbers[year]);
    let paid = |year: usize| (0..shares.len()).map(|later| shares[later] * at(year, later)).sum();
    if shares.is_empty() { numbers.to_vec() } else { (0..numbers.len()).map(paid).collect() }
}

/// An item once for each rate that it has: with its numbers of the years in which it has that one.
fn at_its_rates(source: Source<'_>, item: &Item, amount: &YearSeries) -> Vec<Item> {
    let mean = |id: ParameterId| source.scenario.parameters[id.index()].mean();
    let rise = source.scenario.price_index(item.line.into(), mean);
    let rates: Vec<f64> = amount.iter().zip(rise).map(|(id, rise)| id.map_or(0.0, mean) * rise).collect();
    let mut items: Vec<(Item, Vec<String>)> = Vec::new();
    for (year, rate) in rates.into_iter().enumerate() {
        let same = |(one, _): &(Item, Vec<String>)| one.rate.total_cmp(&rate).is_eq();
        let at = items.iter().position(same).unwrap_or_else(|| {
            items.push((Item { rate, numbers: vec![0.0; item.numbers.len()], ..item.clone() }, Vec::new()));
            items.len() - 1
        });
        items[at].0.numbers[year] = match item.counted {
            Counted::Paid if rate > 0.0 => item.numbers[year] / rate,
            Counted::Paid => 0.0,
            _ => item.numbers[year],
        };
        items[at].1.push(source.year(year));
    }
    let several = items.len() > 1;
    let named = |(one, years): (Item, Vec<String>)| {
        let values = [("item", one.title.as_str()), ("years", &source.words.list(&years))];
        let title = if several { source.words.with("book-item-years", &values) } else { one.title.clone() };
        Item { title, ..one }
    };
    items.into_iter().map(named).collect()
}

/// Numbers that nobody counted: what is left of a line's spend after all that was counted, over the rate. Several on one
/// line share it as their hires do.
fn derive(source: Source<'_>, items: &mut [Item]) {
    for year in 0..source.years() {
        for line in 0..source.scenario.lines.len() {
            let own = |item: &&Item, derived: bool| item.line == line && (item.counted == Counted::Derived) == derived;
            let known: f64 =
                items.iter().filter(|item| own(item, false)).map(|item| item.rate * item.numbers[year]).sum();
            let weight = |item: &Item| item.rate * item.numbers[year].max(1e-9);
            let all: f64 = items.iter().filter(|item| own(item, true)).map(weight).sum();
            let left = (source.results.line_money[line * source.years() + year].spend.mean - known).max(0.0);
            for item in items.iter_mut().filter(|item| item.line == line && item.counted == Counted::Derived) {
                let share = if all > 0.0 { weight(item) / all } else { 0.0 };
                item.numbers[year] = if item.rate > 0.0 { left * share / item.rate } else { 0.0 };
            }
        }
    }
}

/// Where an item stands: its rates and numbers.
struct Row {
    line: usize,
    row: u32,
}

struct Columns {
    years: u16,
}

impl Columns {
    const fn run(year: u16) -> u16 {
        FIRST + year
    }

    const fn yours(&self, year: u16) -> u16 {
        FIRST + self.years + year
    }

    const fn cost(&self, year: u16) -> u16 {
        FIRST + 2 * self.years + year
    }

    const fn total(&self) -> u16 {
        FIRST + 3 * self.years
    }
}

/// The sheet; none where nothing has a rate.
pub(super) fn sheet(
    source: Source<'_>,
    lines: &lines::At,
    numbers: &mut Numbers,
) -> Result<Option<(Worksheet, At)>, XlsxError> {
    let items = items(source);
    if items.is_empty() {
        return Ok(None);
    }
    let (words, columns) = (source.words, Columns { years: source.years() as u16 });
    let mut widths = vec![34.0, 20.0, 15.0, 13.0, 13.0];
    // The table by line needs one column more where years are few.
    let last = columns.total().max(RATE + 4 * columns.years);
    widths.extend(std::iter::repeat_n(12.5, usize::from(last - FIRST) + 1));
    let mut page = Page::new(Sheet::Awards, words, numbers, widths)?;
    let ids = ["book-awards-note", "book-awards-what-if", "book-awards-additive"];
    let mut row = page.opening(&words.word("book-awards-title"), &ids.map(|id| words.word(id)))?;
    let head = row;
    row = heads(source, &mut page, row, &columns)?;
    let mut rows = Vec::new();
    let mut sums = Vec::new();
    for (index, tier) in source.scenario.tiers.iter().enumerate().rev() {
        let own: Vec<&Item> = items.iter().filter(|item| item.tier.is_some_and(|tier| tier.index() == index)).collect();
        if own.is_empty() {
            continue;
        }
        let title = words.with("book-awards-tier", &[("tier", words.text(&tier.named.title))]);
        row = section(source, &mut page, row, &columns, &title, &own, true, (&mut rows, &mut sums))?;
    }
    let others: Vec<&Item> = items.iter().filter(|item| item.tier.is_none()).collect();
    if !others.is_empty() {
        let title = words.word("book-other-rates");
        row = section(source, &mut page, row, &columns, &title, &others, false, (&mut rows, &mut sums))?;
    }
    page.word(row, ITEM, "book-rates-total", Look::Total)?;
    page.blank(row, LINE, columns.total(), Look::Total)?;
    for column in columns.cost(0)..=columns.total() {
        let cells: Vec<Place> = sums.iter().map(|row| page.place(*row, column)).collect();
        page.live(row, column, Live::sum(&cells), Look::TotalYuan)?;
    }
    row += 2;
    if source.results.awards.iter().any(|one| one.count > 0.0) {
        let at = paid::Columns { line: LINE, payments: FIRST, yuan: columns.cost(0) };
        row = paid::table(source, &mut page, row, at)? + 1;
    }
    let (last, at) = by_line(source, &mut page, row, &columns, &rows, lines)?;
    Ok(Some((page.several().finish(last, Some((head, head + 1)), 1, &source.running())?, at)))
}

fn heads(source: Source<'_>, page: &mut Page<'_>, row: u32, columns: &Columns) -> Result<u32, XlsxError> {
    let words = source.words;
    page.group(row, ITEM, COUNTED, "")?;
    page.group(row, RATE, YOURS, &words.word("book-rate"))?;
    let last = columns.years - 1;
    page.group(row, Columns::run(0), Columns::run(last), &words.word("book-number-run"))?;
    page.group(row, columns.yours(0), columns.yours(last), &words.word("book-number-yours"))?;
    page.group(row, columns.cost(0), columns.total(), &words.word("book-rate-times-number"))?;
    let mut heads = ["book-item", "book-line", "book-counted", "book-rate-run", "book-rate-yours"]
        .map(|id| words.word(id))
        .to_vec();
    for _ in 0..3 {
        heads.extend((0..source.years()).map(|year| source.year(year)));
    }
    heads.push(words.word("book-whole-plan"));
    page.headings(row + 1, 0, &heads)?;
    Ok(row + 2)
}

/// A group of items with its sum; people may be added up, units of different kinds may not.
#[expect(clippy::too_many_arguments, reason = "a section is its place, its items and what it leaves")]
fn section(
    source: Source<'_>,
    page: &mut Page<'_>,
    mut row: u32,
    columns: &Columns,
    title: &str,
    items: &[&Item],
    people: bool,
    (rows, sums): (&mut Vec<Row>, &mut Vec<u32>),
) -> Result<u32, XlsxError> {
    page.text(row, ITEM, title, Look::Band)?;
    page.blank(row, LINE, columns.total(), Look::Band)?;
    row += 1;
    let first = row;
    for item in items {
        page.text(row, ITEM, &item.title, Look::Indented)?;
        page.text(row, LINE, &source.line(item.line), Look::Label)?;
        let counted = match (item.counted, people) {
            (Counted::Paid, _) => "book-counted-paid",
            (Counted::Made, true) => "book-counted-hired",
            (Counted::Made, false) => "book-counted-opened",
            (Counted::Due, _) => "book-counted-due",
            (Counted::Rounds, _) => "book-counted-rounds",
            (Counted::Derived, _) => "book-counted-derived",
        };
        page.word(row, COUNTED, counted, Look::Label)?;
        let rate = page.number(row, RATE, item.rate, Look::Yuan)?;
        let rate = page.live(row, YOURS, rate, Look::Input)?;
        let mut costs = Vec::new();
        for (year, number) in (0_u16..).zip(&item.numbers) {
            let run = page.number(row, Columns::run(year), *number, Look::Count)?;
            let yours = page.live(row, columns.yours(year), run, Look::InputCount)?;
            costs.push(page.live(row, columns.cost(year), Live::from(rate) * yours, Look::Yuan)?);
        }
        page.live(row, columns.total(), Live::across(costs[0], columns.total() - 1), Look::Yuan)?;
        rows.push(Row { line: item.line, row });
        row += 1;
    }
    page.word(row, ITEM, "book-subtotal", Look::Strong)?;
    page.blank(row, LINE, columns.total(), Look::Strong)?;
    for column in Columns::run(0)..=columns.total() {
        let cells: Vec<Place> = (first..row).map(|row| page.place(row, column)).collect();
        if column >= columns.cost(0) {
            page.live(row, column, Live::sum(&cells), Look::StrongYuan)?;
        } else if people {
            page.live(row, column, Live::sum(&cells), Look::StrongCount)?;
        }
    }
    sums.push(row);
    Ok(row + 1)
}

/// Line by line: rate × number beside what the run spent, and what the run would have spent with your cells.
fn by_line(
    source: Source<'_>,
    page: &mut Page<'_>,
    mut row: u32,
    columns: &Columns,
    rows: &[Row],
    lines: &lines::At,
) -> Result<(u32, At), XlsxError> {
    let words = source.words;
    page.subtitle(row, "book-by-line")?;
    page.note(row + 1, &words.word("book-by-line-note"))?;
    row += 2;
    let years = columns.years;
    // Four groups of years from the column of the rates on; the last has a total beside it.
    let group = |index: u16, year: u16| RATE + index * years + year;
    let end = group(3, years);
    let heads = ["book-run-rates", "book-run-spend", "book-run-difference", "book-run-what-if"];
    page.group(row, ITEM, COUNTED, "")?;
    page.group(row + 1, ITEM, COUNTED, &words.word("book-line"))?;
    for (index, id) in (0_u16..).zip(heads) {
        let last = if index == 3 { end } else { group(index, years - 1) };
        page.group(row, group(index, 0), last, &words.word(id))?;
    }
    row += 1;
    let mut titles = Vec::new();
    for _ in 0..4 {
        titles.extend((0..source.years()).map(|year| source.year(year)));
    }
    titles.push(words.word("book-whole-plan"));
    page.headings(row, RATE, &titles)?;
    row += 1;
    let first = row;
    let order = (0..source.scenario.funds.len()).flat_map(|fund| source.lines_of(fund));
    for line in order {
        page.text(row, ITEM, &source.line(line), Look::Label)?;
        page.blank(row, LINE, COUNTED, Look::Label)?;
        let own: Vec<u32> = rows.iter().filter(|item| item.line == line).map(|item| item.row).collect();
        for year in 0..years {
            let products =
                own.iter().map(|row| Live::from(page.place(*row, RATE)) * page.place(*row, Columns::run(year)));
            let scenario = products.reduce(|sum, next| sum + next).unwrap_or(Live::Number(0.0));
            let scenario = page.live(row, group(0, year), scenario, Look::Yuan)?;
            let spend = lines.lines[line][usize::from(year)][1];
            let spend = page.live(row, group(1, year), spend, Look::Yuan)?;
            page.live(row, group(2, year), (Live::from(scenario) - spend).tidy(), Look::Yuan)?;
            let cells: Vec<Place> = own.iter().map(|row| page.place(*row, columns.cost(year))).collect();
            // Grouped so that nothing changed leaves the run's spend to the last digit.
            let change = Live::sum(&cells) - scenario;
            page.live(row, group(3, year), Live::from(spend) + change, Look::Yuan)?;
        }
        page.live(row, end, Live::across(page.place(row, group(3, 0)), end - 1), Look::Yuan)?;
        row += 1;
    }
    page.word(row, ITEM, "book-plan-total", Look::Total)?;
    page.blank(row, LINE, COUNTED, Look::Total)?;
    for column in RATE..=end {
        let cells: Vec<Place> = (first..row).map(|row| page.place(row, column)).collect();
        page.live(row, column, Live::sum(&cells), Look::TotalYuan)?;
    }
    let at =
        At { years: (0..years).map(|year| page.place(row, group(3, year))).collect(), what_if: page.place(row, end) };
    Ok((row, at))
}
