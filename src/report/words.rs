//! Every word that a planner reads, from `locales/`, and how numbers are written in each language.
//!
//! In: the id of a message and the values in it. Out: text. Nothing here knows what a run is.

use crate::summary::Probability;
use crate::words::{Catalogue, Count, Language, Month, Text, Told as _, Value};

/// What stands before a number below nought, in everything that people read. What programs read has a hyphen.
pub(super) const MINUS: char = '−';

/// The words of one language.
///
/// ```
/// use tidui::report::Words;
/// use tidui::words::Language;
/// assert_eq!(Words::new(Language::English).word("need"), "need");
/// assert_eq!(Words::new(Language::Chinese).word("need"), "需求");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Words {
    language: Language,
    messages: &'static Catalogue,
}

impl Words {
    /// The words of `language`.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language, messages: Catalogue::of(language) }
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The words of a text that carries both languages.
    #[must_use]
    pub fn text<'a>(&self, text: &'a Text) -> &'a str {
        text.get(self.language)
    }

    /// The message `id`. An unknown id is returned as it is; a test keeps that from happening.
    #[must_use]
    pub fn word(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// The message `id`, if there is one.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<String> {
        self.knows(id).then(|| self.word(id))
    }

    /// The message `id` with values by name.
    #[must_use]
    pub fn with(&self, id: &str, values: &[(&str, &str)]) -> String {
        self.messages.format(id, self.values(values))
    }

    /// The message `id` about `count` things: `$count` chooses the form, `$number` is the count as it is written.
    #[must_use]
    pub fn counted(&self, id: &str, count: u64, values: &[(&str, &str)]) -> String {
        let number = self.number(count as f64, 0).told(self.language);
        let counts = [("count", Count(count).told(self.language)), ("number", number)];
        self.messages.format(id, self.values(values).chain(counts))
    }

    fn values<'a>(&self, values: &[(&'a str, &str)]) -> impl Iterator<Item = (&'a str, Value)> {
        values.iter().map(|(name, value)| (*name, value.told(self.language)))
    }

    /// A number with `decimals` places and a comma between thousands.
    ///
    /// ```
    /// use tidui::report::Words;
    /// use tidui::words::Language;
    /// let words = Words::new(Language::English);
    /// assert_eq!(words.number(1_234_567.891, 2), "1,234,567.89");
    /// assert_eq!(words.number(-0.2, 0), "0");
    /// ```
    #[must_use]
    pub fn number(&self, value: f64, decimals: usize) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        let plain = format!("{:.decimals$}", value.abs());
        let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
        let mut text = String::new();
        if value < 0.0 && plain.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0') {
            text.push(MINUS);
        }
        for (index, digit) in whole.char_indices() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        if let Some(fraction) = fraction {
            text.push('.');
            text.push_str(fraction);
        }
        text
    }

    /// A number to three significant digits, for values of any size.
    ///
    /// ```
    /// use tidui::report::Words;
    /// use tidui::words::Language;
    /// let words = Words::new(Language::English);
    /// assert_eq!(words.rough(0.031_41), "0.0314");
    /// assert_eq!(words.rough(150_000.0), "150,000");
    /// ```
    #[must_use]
    pub fn rough(&self, value: f64) -> String {
        let size = value.abs();
        let decimals = match size {
            _ if size >= 100.0 => 0,
            _ if size >= 10.0 => 1,
            _ if size >= 1.0 => 2,
            _ if size >= 0.1 => 3,
            _ if size >= 0.01 => 4,
            _ => 5,
        };
        let text = self.number(value, decimals);
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    }

    /// Two ends of a range, such as `8–14`.
    #[must_use]
    pub fn range(&self, low: f64, high: f64, decimals: usize) -> String {
        format!("{}–{}", self.number(low, decimals), self.number(high, decimals))
    }

    /// A share as a percentage with `decimals` places.
    #[must_use]
    pub fn percent(&self, share: f64, decimals: usize) -> String {
        if share.is_finite() { format!("{}%", self.number(share * 100.0, decimals)) } else { "–".to_owned() }
    }

    /// A range of shares, such as `71.2–73.0%`, with as many decimals more as tell its ends apart.
    ///
    /// ```
    /// use tidui::report::Words;
    /// use tidui::words::Language;
    /// let words = Words::new(Language::English);
    /// assert_eq!(words.percent_range(0.0, 0.000_4, 1), "0.00–0.04%");
    /// assert_eq!(words.percent_range(0.0, 0.0, 1), "0.0–0.0%");
    /// ```
    #[must_use]
    pub fn percent_range(&self, low: f64, high: f64, decimals: usize) -> String {
        let apart = |decimals: &usize| self.percent(low, *decimals) != self.percent(high, *decimals);
        let decimals = (decimals..=decimals + 4).find(apart).unwrap_or(decimals);
        format!("{}–{}", self.number(low * 100.0, decimals), self.percent(high, decimals))
    }

    /// A probability to a tenth of a percent. Only what never happened is `0%`, only what always happened `100%`.
    ///
    /// ```
    /// use tidui::report::Words;
    /// use tidui::summary::Probability;
    /// use tidui::words::Language;
    /// let words = Words::new(Language::English);
    /// let rare = Probability { count: 1, of: 10_000, estimate: 0.0001, low: 0.0, high: 0.0006 };
    /// assert_eq!(words.probability(&rare), "<0.1%");
    /// ```
    #[must_use]
    pub fn probability(&self, probability: &Probability) -> String {
        match probability {
            Probability { of: 0, .. } => "–".to_owned(),
            Probability { count: 0, .. } => "0%".to_owned(),
            Probability { count, of, .. } if count >= of => "100%".to_owned(),
            Probability { estimate, .. } => self.share(*estimate),
        }
    }

    /// The same of a share whose counts are not known.
    #[must_use]
    pub fn share(&self, share: f64) -> String {
        match share {
            _ if share <= 0.0 => "0%".to_owned(),
            _ if share < 0.000_5 => "<0.1%".to_owned(),
            _ if share >= 1.0 => "100%".to_owned(),
            _ if share >= 0.999_5 => ">99.9%".to_owned(),
            _ => self.percent(share, 1),
        }
    }

    /// The 95 % interval of a probability.
    #[must_use]
    pub fn interval(&self, probability: &Probability) -> String {
        if probability.of == 0 {
            return "–".to_owned();
        }
        self.percent_range(probability.low, probability.high, 1)
    }

    /// An amount of money in a sentence: 万元 and 亿元 in Chinese, whole yuan in English.
    ///
    /// ```
    /// use tidui::report::Words;
    /// use tidui::words::Language;
    /// assert_eq!(Words::new(Language::Chinese).yuan(12_345_678.0), "1,234.57万元");
    /// assert_eq!(Words::new(Language::English).yuan(12_345_678.0), "12,345,678 yuan");
    /// ```
    #[must_use]
    pub fn yuan(&self, amount: f64) -> String {
        let (word, amount) = match self.language {
            Language::Chinese if amount.abs() >= 1e8 => ("amount-hundred-million", self.shortest(amount / 1e8)),
            Language::Chinese if amount.abs() >= 1e4 => ("amount-ten-thousand", self.shortest(amount / 1e4)),
            _ => ("amount-yuan", self.number(amount, 0)),
        };
        self.with(word, &[("amount", &amount)])
    }

    /// An amount of money in a sentence for people who decide: 万元 and 亿元 in Chinese, millions in English.
    ///
    /// ```
    /// use tidui::report::Words;
    /// use tidui::words::Language;
    /// assert_eq!(Words::new(Language::Chinese).amount(17_000_000.0), "1,700万元");
    /// assert_eq!(Words::new(Language::English).amount(17_000_000.0), "17 million yuan");
    /// assert_eq!(Words::new(Language::English).amount(1.0), "1 yuan");
    /// ```
    #[must_use]
    pub fn amount(&self, amount: f64) -> String {
        let (word, amount) = match self.language {
            Language::English if amount.abs() >= 1e9 => ("amount-billion", self.shortest(amount / 1e9)),
            Language::English if amount.abs() >= 1e6 => ("amount-million", self.shortest(amount / 1e6)),
            _ => return self.yuan(amount),
        };
        self.with(word, &[("amount", &amount)])
    }

    /// A share of a whole in whole percent; one that is there is never `0%`, one that is not all never `100%`.
    ///
    /// ```
    /// use tidui::report::Words;
    /// use tidui::words::Language;
    /// let words = Words::new(Language::English);
    /// assert_eq!((words.part(0.001).as_str(), words.part(0.999).as_str()), ("<1%", ">99%"));
    /// ```
    #[must_use]
    pub fn part(&self, share: f64) -> String {
        match share {
            share if share > 0.0 && share < 0.005 => "<1%".to_owned(),
            share if (0.995..1.0 - 1e-9).contains(&share) => ">99%".to_owned(),
            share => self.percent(share, 0),
        }
    }

    /// A number that carries its sign, such as `+0.31`, with more than `decimals` places where it would read as nothing.
    ///
    /// ```
    /// use tidui::report::Words;
    /// use tidui::words::Language;
    /// let words = Words::new(Language::English);
    /// assert_eq!([0.314, -0.0002, 0.0].map(|value| words.signed(value, 2)), ["+0.31", "−0.0002", "0.00"]);
    /// ```
    #[must_use]
    pub fn signed(&self, value: f64, decimals: usize) -> String {
        // What is smaller is what rounding leaves of nothing.
        const MOST: usize = 9;
        let shows = |text: &String| text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
        let text = (decimals..=MOST).map(|places| self.number(value, places)).find(shows);
        let text = text.unwrap_or_else(|| self.number(0.0, decimals));
        if value > 0.0 && shows(&text) { format!("+{text}") } else { text }
    }

    /// Decimal places, at least `decimals`, at which the ends of an interval read differently.
    ///
    /// ```
    /// use tidui::report::Words;
    /// assert_eq!([Words::places(-0.031, -0.028, 2), Words::places(-5.0, 7.0, 1), Words::places(0.0, 0.0, 1)], [3, 1, 1]);
    /// ```
    #[must_use]
    pub fn places(low: f64, high: f64, decimals: usize) -> usize {
        const MOST: usize = 6;
        let width = (high - low).abs();
        let told = |places: &usize| width * 10_f64.powi(*places as i32) >= 1.0;
        if width > 0.0 { (decimals..MOST).find(told).unwrap_or(decimals.max(MOST)) } else { decimals }
    }

    fn shortest(&self, value: f64) -> String {
        self.number(value, 2).trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// A month in a sentence, such as `May 2021`. In tables a month is written `2021-05`.
    #[must_use]
    pub fn month(&self, month: Month) -> String {
        self.counted("month-in-words", u64::from(month.month()), &[("year", &month.year().to_string())])
    }

    /// Parts of an enumeration, joined as the language does.
    #[must_use]
    pub fn list(&self, parts: &[String]) -> String {
        parts.join(&self.word("between-items"))
    }

    /// Clauses of one sentence, each perhaps with commas of its own.
    #[must_use]
    pub fn clauses(&self, parts: &[String]) -> String {
        parts.join(&self.word("between-clauses"))
    }

    /// The last two of several things joined by "and", as in a sentence.
    #[must_use]
    pub fn sentence_list(&self, parts: &[String]) -> String {
        let Some((last, rest)) = parts.split_last() else { return String::new() };
        if rest.is_empty() {
            return last.clone();
        }
        self.with("list-and", &[("rest", &self.list(rest)), ("last", last)])
    }

    /// Whether there is a message `id`.
    #[must_use]
    pub fn knows(&self, id: &str) -> bool {
        self.messages.knows(id)
    }

    /// The unit in which amounts up to `largest` yuan fill a column well.
    #[must_use]
    pub fn money_unit(&self, largest: f64) -> MoneyUnit {
        let (word, yuan) = match (self.language, largest.abs()) {
            (Language::Chinese, size) if size < 1e5 => ("unit-yuan", 1.0),
            (Language::Chinese, size) if size < 1e10 => ("unit-ten-thousand-yuan", 1e4),
            (Language::Chinese, _) => ("unit-hundred-million-yuan", 1e8),
            (Language::English, size) if size < 1e5 => ("unit-yuan", 1.0),
            (Language::English, size) if size < 1e9 => ("unit-thousand-yuan", 1e3),
            (Language::English, _) => ("unit-million-yuan", 1e6),
        };
        let decimals = match largest.abs() / yuan {
            size if yuan < 2.0 || size >= 1000.0 => 0,
            size if size >= 100.0 => 1,
            _ => 2,
        };
        MoneyUnit { word, yuan, decimals }
    }
}

/// The unit of a column of money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MoneyUnit {
    /// Id of its name.
    pub word: &'static str,
    /// Yuan in one unit.
    pub yuan: f64,
    /// Decimal places.
    pub decimals: usize,
}

impl MoneyUnit {
    /// Parts of a sum as they are shown beside it: each rounded so that what is shown adds up, by largest remainder.
    ///
    /// ```
    /// use tidui::report::{MoneyUnit, Words};
    /// use tidui::words::Language;
    /// let unit = MoneyUnit { word: "unit-ten-thousand-yuan", yuan: 1e4, decimals: 0 };
    /// assert_eq!(unit.parts(&[14_000.0, 14_000.0, 14_000.0]), [20_000.0, 10_000.0, 10_000.0]);
    /// ```
    #[must_use]
    pub fn parts(&self, parts: &[f64]) -> Vec<f64> {
        let step = self.yuan / 10_f64.powi(self.decimals as i32);
        let steps: Vec<f64> = parts.iter().map(|part| part / step).collect();
        let mut shown: Vec<f64> = steps.iter().map(|steps| (steps + 1e-9).floor()).collect();
        let wanted = (steps.iter().sum::<f64>() + 1e-9).round() - shown.iter().sum::<f64>();
        let mut order: Vec<usize> = (0..steps.len()).collect();
        order.sort_by(|a, b| (steps[*b] - shown[*b]).total_cmp(&(steps[*a] - shown[*a])).then(a.cmp(b)));
        order.into_iter().take(wanted.max(0.0) as usize).for_each(|at| shown[at] += 1.0);
        shown.into_iter().map(|steps| steps * step).collect()
    }

    /// `amount` yuan in this unit, without its name.
    #[must_use]
    pub fn write(&self, words: &Words, amount: f64) -> String {
        words.number(amount / self.yuan, self.decimals)
    }
}

#[cfg(test)]
mod tests;
