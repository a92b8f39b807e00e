//! What a scenario is called and when it runs.

use super::context::{Context, Horizon, text};
use crate::words::{Month, Text, text};

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
            self.error("crossed-horizon", header.end.at, text!("crossed-horizon", end, start));
        } else if months > LONGEST {
            self.error_hint(
                "horizon-too-long",
                header.end.at,
                text!("horizon-too-long", months),
                text!("hint-most-months", most = LONGEST),
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
