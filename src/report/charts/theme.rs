//! One visual language for all charts: sizes, and colours with fixed meanings.
//!
//! The colours are those of Okabe and Ito, which people with the common kinds of colour blindness can tell apart. No
//! meaning is carried by colour alone: every colour also stands in a legend or beside a label.

use plotters::style::RGBAColor;

use crate::summary::Limit;

/// PNG pixels per logical pixel.
pub const PNG_SCALE: u32 = 2;

/// A colour of plotters, and how much of it covers what lies below.
pub(super) type Colour = RGBAColor;

const fn solid(red: u8, green: u8, blue: u8) -> Colour {
    RGBAColor(red, green, blue, 1.0)
}

/// The solid colour that a layer of this one over white would show: bands drawn so do not darken one another.
pub(super) fn tint(RGBAColor(red, green, blue, _): Colour, strength: f64) -> Colour {
    let mix = |part: u8| (f64::from(part) * strength + 255.0 * (1.0 - strength)).round() as u8;
    solid(mix(red), mix(green), mix(blue))
}

/// Black or white, whichever reads better on this colour.
pub(super) fn text_on(RGBAColor(red, green, blue, _): Colour) -> Colour {
    let light = 0.299 * f64::from(red) + 0.587 * f64::from(green) + 0.114 * f64::from(blue);
    if light > 140.0 { INK } else { PAPER }
}

pub(super) const PAPER: Colour = solid(255, 255, 255);
/// Titles and values.
pub(super) const INK: Colour = solid(26, 26, 26);
/// Words that explain.
pub(super) const QUIET: Colour = solid(89, 89, 89);
pub(super) const GRID: Colour = solid(230, 230, 230);
pub(super) const AXIS: Colour = solid(140, 140, 140);

const ORANGE: Colour = solid(230, 159, 0);
const SKY: Colour = solid(86, 180, 233);
const GREEN: Colour = solid(0, 158, 115);
const YELLOW: Colour = solid(240, 228, 66);
const BLUE: Colour = solid(0, 114, 178);
const VERMILION: Colour = solid(213, 94, 0);
const PURPLE: Colour = solid(204, 121, 167);

/// What the model simulated: medians, spending, the part of a bound that was achieved.
pub(super) const OUTCOME: Colour = BLUE;
/// What the plan asks for: targets, appropriations, the reference line.
pub(super) const PLAN: Colour = INK;
/// What would be needed.
pub(super) const NEED: Colour = SKY;
/// What is missing: a gap in money, a probability below the reference.
pub(super) const MISSING: Colour = VERMILION;
/// Lines that share one panel.
pub(super) const SERIES: [Colour; 4] = [BLUE, VERMILION, GREEN, PURPLE];

pub(super) const TITLE_SIZE: f64 = 23.0;
pub(super) const SUBTITLE_SIZE: f64 = 14.0;
/// Labels of data.
pub(super) const LABEL_SIZE: f64 = 13.0;
/// Axes and legends.
pub(super) const AXIS_SIZE: f64 = 12.0;
pub(super) const FOOTNOTE_SIZE: f64 = 11.0;

impl Limit {
    /// One colour in every chart.
    pub(super) const fn colour(self) -> Colour {
        match self {
            Self::Candidates => ORANGE,
            Self::Qualified => SKY,
            Self::Eligible => GREEN,
            Self::Vacancy => YELLOW,
            Self::Places => PURPLE,
            Self::Host => solid(70, 70, 70),
            Self::Money => VERMILION,
            Self::Declined => solid(170, 170, 170),
            Self::Late => solid(140, 86, 75),
            Self::Unplanned => solid(90, 90, 110),
        }
    }
}
