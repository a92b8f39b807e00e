//! Light colour that carries no meaning of its own.

use anstyle::{AnsiColor, Style};

/// Whether text is coloured. Every text reads the same without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paint {
    /// Plain text.
    #[default]
    Plain,
    /// With colour codes.
    Colour,
}

/// What a piece of text is, for its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Running text.
    #[default]
    Plain,
    /// A title.
    Title,
    /// A heading or the name of a column.
    Strong,
    /// Something less important.
    Quiet,
    /// Likely to succeed.
    Good,
    /// Open.
    Middling,
    /// Likely to fail, or an error.
    Bad,
}

impl Tone {
    /// The tone of a probability.
    #[must_use]
    pub fn of_probability(estimate: f64) -> Self {
        match estimate {
            _ if estimate >= 0.8 => Self::Good,
            _ if estimate >= 0.5 => Self::Middling,
            _ => Self::Bad,
        }
    }

    const fn style(self) -> Style {
        let style = Style::new();
        match self {
            Self::Plain => style,
            Self::Title => style.bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan))),
            Self::Strong => style.bold(),
            Self::Quiet => style.dimmed(),
            Self::Good => style.fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green))),
            Self::Middling => style.fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow))),
            Self::Bad => style.fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red))),
        }
    }
}

impl Paint {
    /// `text` in the colour of `tone`.
    #[must_use]
    pub fn tone(self, tone: Tone, text: &str) -> String {
        if self == Self::Plain || tone == Tone::Plain || text.trim().is_empty() {
            return text.to_owned();
        }
        let style = tone.style();
        format!("{style}{text}{style:#}")
    }
}
