//! What the program is held to that somebody else worked out: in closed form, by hand, or in print. A test that proves such a case
//! states it as a [`Proof`], which the test holds and `docs/validation.md` is written from.

use std::fmt::Write as _;
use std::sync::LazyLock;

use crate::{hand, markov, published, rates, targets, years};

/// Where what is expected comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A formula.
    ClosedForm,
    /// Sums on paper.
    Hand,
    /// A publication, a reference implementation, or a law.
    Published,
}

/// One number that is expected, and what was found.
#[derive(Debug)]
struct Comparison {
    what: String,
    expected: f64,
    found: f64,
    allowed: f64,
    shown: bool,
}

impl Comparison {
    fn deviation(&self) -> f64 {
        (self.found - self.expected).abs()
    }

    fn holds(&self) -> bool {
        self.deviation() <= self.allowed
    }
}

/// A case, and everything that was compared in it.
#[derive(Debug)]
pub(crate) struct Proof {
    origin: Origin,
    /// The test, by its module and name.
    test: &'static str,
    case: &'static str,
    source: &'static str,
    comparisons: Vec<Comparison>,
}

/// A case that is worked out once, for its test and for the page.
pub(crate) type Proved = LazyLock<Proof>;

impl Proof {
    pub(crate) fn new(origin: Origin, test: &'static str, case: &'static str, source: &'static str) -> Self {
        Self { origin, test, case, source, comparisons: Vec::new() }
    }

    /// A number that may be off by `allowed`.
    pub(crate) fn near(&mut self, what: impl Into<String>, expected: f64, found: f64, allowed: f64) -> &mut Self {
        self.comparisons.push(Comparison { what: what.into(), expected, found, allowed, shown: true });
        self
    }

    /// The same of one of many, which the page counts and does not list.
    pub(crate) fn also(&mut self, what: impl Into<String>, expected: f64, found: f64, allowed: f64) -> &mut Self {
        self.comparisons.push(Comparison { what: what.into(), expected, found, allowed, shown: false });
        self
    }

    /// A number that has to be right to the last digit.
    pub(crate) fn same(
        &mut self,
        what: impl Into<String>,
        expected: impl Into<f64>,
        found: impl Into<f64>,
    ) -> &mut Self {
        self.near(what, expected.into(), found.into(), 0.0)
    }

    /// Asserts that nothing is further off than it may be.
    #[track_caller]
    pub(crate) fn holds(&self) {
        assert!(!self.comparisons.is_empty(), "{}: nothing was compared", self.case);
        let wrong: Vec<String> =
            self.comparisons.iter().filter(|one| !one.holds()).map(|one| format!("{one:?}")).collect();
        assert!(wrong.is_empty(), "{}: {} of {}\n{}", self.case, wrong.len(), self.comparisons.len(), wrong.join("\n"));
    }

    /// The largest deviation, as a share of what is allowed; none where everything has to be exact.
    fn worst(&self) -> Option<f64> {
        let shares = self.comparisons.iter().filter(|one| one.allowed > 0.0).map(|one| one.deviation() / one.allowed);
        shares.reduce(f64::max)
    }
}

/// Every case of the page, in its order.
pub(crate) fn all() -> Vec<&'static Proof> {
    let proved: [&'static Proved; 24] = [
        &markov::WITHOUT_RECRUITS,
        &markov::FIXED_RECRUITS,
        &markov::POISSON_RECRUITS,
        &markov::MULTINOMIAL_RECRUITS,
        &markov::GROWING_TOTAL,
        &markov::SPREAD_OVER_MONTHS,
        &rates::PEOPLE_DOSE,
        &rates::DISTRICT_DOSE,
        &rates::BIRTHDAY,
        &rates::ONE_MONTH,
        &rates::LUCK_ASKED,
        &targets::BOUNDS,
        &targets::MILESTONES,
        &years::SPECIAL_YEARS,
        &years::SPECIAL_CANDIDATES,
        &published::RARE_EVENTS,
        &hand::RATIONED,
        &hand::COMMITTED,
        &hand::FUNNEL,
        &hand::BIRTHDAYS,
        &years::SCHEDULE,
        &published::PHILOX,
        &published::NORMAL_QUANTILE,
        &published::SCORES,
    ];
    proved.into_iter().map(|one| &**one).collect()
}

/// A number with six digits that count; a whole one as it is.
fn number(value: f64) -> String {
    digits(value, 6)
}

fn digits(value: f64, most: i32) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let size = libm::log10(value.abs()).floor() as i32;
    let text = if (-4..12).contains(&size) {
        let places = (most - 1 - size).max(0) as usize;
        format!("{value:.places$}")
    } else {
        let places = (most - 1) as usize;
        return format!("{value:.places$e}");
    };
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text };
    text.replace('-', "−")
}

/// What stands below the mark of the page.
pub(crate) fn page() -> String {
    let proofs = all();
    let mut text = String::from("\n\n");
    let compared: usize = proofs.iter().map(|one| one.comparisons.len()).sum();
    let worst = proofs.iter().filter_map(|one| one.worst()).fold(0.0, f64::max);
    let _ = writeln!(
        text,
        "{} cases, {compared} comparisons. The largest deviation is {} of what is allowed.",
        proofs.len(),
        digits(worst, 2)
    );
    for (origin, title) in [
        (Origin::ClosedForm, "Solved in closed form"),
        (Origin::Hand, "Worked by hand"),
        (Origin::Published, "Published"),
    ] {
        let _ = write!(text, "\n## {title}\n");
        for proof in proofs.iter().filter(|one| one.origin == origin) {
            let _ = write!(text, "\n### {}\n\n{} (`{}`)\n\n", proof.case, proof.source, proof.test);
            text += "| compared | expected | found | deviation | allowed |\n| --- | ---: | ---: | ---: | ---: |\n";
            for one in proof.comparisons.iter().filter(|one| one.shown) {
                let allowed = if one.allowed == 0.0 { "none".to_owned() } else { digits(one.allowed, 2) };
                let _ = writeln!(
                    text,
                    "| {} | {} | {} | {} | {allowed} |",
                    one.what,
                    number(one.expected),
                    number(one.found),
                    digits(one.deviation(), 2),
                );
            }
            let more = proof.comparisons.iter().filter(|one| !one.shown).count();
            if more > 0 {
                let worst = proof.worst().map_or_else(|| "0".to_owned(), |worst| digits(worst, 2));
                let _ = write!(
                    text,
                    "\nAnd {more} comparisons more; of all, the largest deviation is {worst} of what is allowed.\n"
                );
            }
        }
    }
    text
}
