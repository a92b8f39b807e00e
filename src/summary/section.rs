//! Parts of [`Results`](super::Results) that take time to work out.

/// A part of [`Results`](super::Results) whose numbers have quantiles and intervals: most of the work behind it. What nobody
/// reads need not be worked out, and is then empty; all else of the results is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Months of metrics.
    MetricMonths,
    /// Probabilities of targets by month.
    TargetMonths,
    /// Money by line.
    LineMoney,
    /// Money by fund.
    FundMoney,
    /// Money of all funds by year.
    TotalMoney,
    /// Money over the whole run.
    PlanMoney,
    /// Funds that stand in for each other.
    PoolMoney,
    /// What falls due or comes in whatever else happens.
    Flows,
    /// What is to be paid after the end.
    Commitments,
    /// What all funds pay in each month.
    CashTotal,
    /// Inequality between schools.
    Equity,
    /// Parameters and targets.
    Influence,
}

impl Section {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::MetricMonths,
        Self::TargetMonths,
        Self::LineMoney,
        Self::FundMoney,
        Self::TotalMoney,
        Self::PlanMoney,
        Self::PoolMoney,
        Self::Flows,
        Self::Commitments,
        Self::CashTotal,
        Self::Equity,
        Self::Influence,
    ];
}
