//! What a scenario is called and when it runs.

use super::context::{Context, Horizon, say, text};
use crate::words::{Month, Text};

/// The longest run in months.
const LONGEST: i32 = 600;

impl Context<'_> {
    /// Reads when the scenario runs.
    pub(super) fn read_horizon(&mut self) {
        let header = &self.file.scenario;
        let start = self.month(&header.start);
        let end = self.month(&header.end);
        let (Some(start), Some(end)) = (start, end) else { return };
        let months = end - start + 1;
        if months < 1 {
            self.error(
                "crossed-horizon",
                header.end.at,
                say!("推演期的末月 {end} 早于首月 {start}", "the run ends in {end}, before it starts in {start}"),
            );
        } else if months > LONGEST {
            self.error_hint(
                "horizon-too-long",
                header.end.at,
                say!("推演期有 {months} 个月", "the run has {months} months"),
                say!("最多 {LONGEST} 个月", "at most {LONGEST} months"),
            );
        } else {
            let opens = header.fiscal_year_starts.clamp(1, 12);
            let years = (start.year_opening_in(opens)..=end.year_opening_in(opens)).collect();
            self.horizon = Some(Horizon { start, end, years });
        }
    }

    /// Start and end of the run; any month while they are wrong.
    pub(super) fn run_months(&self) -> (Month, Month) {
        let any = || Month::new(2000, 1).unwrap_or_else(|| unreachable!("January 2000 is a month"));
        self.horizon.as_ref().map_or_else(|| (any(), any()), |horizon| (horizon.start, horizon.end))
    }

    /// The words of the scenario's own title.
    pub(super) fn title(&self) -> (Text, Option<Text>) {
        let header = &self.file.scenario;
        (text(&header.title), header.description.as_ref().map(text))
    }
}
