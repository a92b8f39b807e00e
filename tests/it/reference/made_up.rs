//! Small scenarios made up at random, with probabilities of 0, 1 and next to them wherever one can stand.

use std::fmt::Write as _;

use rand::RngExt;
use rand::seq::SliceRandom;

use crate::common::{Dice, Roll, roster};

/// A scenario's files: plan, roster, schools.
pub(crate) struct Files {
    pub(crate) plan: String,
    pub(crate) roster: String,
    pub(crate) schools: String,
}

/// Probabilities: none, certain, next to either, and between.
const RATES: [f64; 12] =
    [0.0, 1e-300, 1e-12, 0.02, 0.1, 0.3, 0.6, 0.9, 1.0 - 1e-12, 1.0 - f64::EPSILON / 2.0, 1.0, 1.0];
const ODDS: [f64; 6] = [0.001, 0.1, 0.5, 3.0, 50.0, 1000.0];
const ATTRIBUTE: &str = "[attribute.rank]\ntitle = { zh = \"级\", en = \"rank\" }\notherwise = \"x\"\n\
    values = { x = { en = \"x\" }, y = { en = \"y\" }, z = { en = \"z\" } }\n\
    [metric.y]\ntitle = { en = \"y\" }\ncount = \"stock\"\nattributes.rank = [\"y\"]\n";
const TIERS: [&str; 3] = ["low", "middle", "high"];
const RANKS: [&str; 4] = ["lot", "longest-in-tier", "most-reached", "youngest"];

/// How a made-up scenario is filled in as it grows.
struct Draft<'d> {
    dice: &'d mut Dice,
    text: String,
    schools: bool,
    /// Whether everybody has a rank beside the tier.
    ranks: bool,
    channels: u32,
    programmes: Vec<&'static str>,
    /// By tier: what is left of the certainty that all rates out of it may add up to.
    left: [f64; 3],
    moves: Vec<String>,
}

/// Makes up a scenario.
pub(crate) fn made_up(dice: &mut Dice) -> Files {
    let (schools, ranks) = (dice.random_bool(0.5), dice.random_bool(0.5));
    let (channels, count) = (dice.random_range(0..3), dice.random_range(0..4));
    let reaches: &[&str] = if schools {
        &["people", "people", "arrivals", "district", "schools"]
    } else {
        &["people", "people", "arrivals", "district"]
    };
    let programmes =
        (0..count).map(|_| *dice.choose(reaches)).filter(|reaches| *reaches != "arrivals" || channels > 0).collect();
    let mut draft =
        Draft { dice, text: String::new(), schools, ranks, channels, programmes, left: [1.0; 3], moves: Vec::new() };
    draft.head();
    for channel in 0..channels {
        draft.channel(channel);
    }
    for programme in 0..draft.programmes.len() {
        draft.programme(programme);
    }
    for _ in 0..2 + draft.dice.random_range(0..4) {
        draft.one_move();
    }
    for programme in 0..draft.programmes.len() {
        draft.effects(programme);
    }
    let text = std::mem::take(&mut draft.text);
    let roster = draft.roster();
    let mut list = "id,title_zh,title_en,phase,kind,students,posts,group,leads,opens\n".to_owned();
    for (id, kind, leads) in [("a", "plain", "no"), ("b", "plain", "yes"), ("c", "weak", "no"), ("d", "weak", "no")] {
        let _ = writeln!(list, "{id},{id},{id},,{kind},100,10,,{leads},");
    }
    Files { plan: text, roster, schools: list }
}

impl Draft<'_> {
    fn head(&mut self) {
        let (first, months) = (1 + self.dice.random_range(0..12), 15 + self.dice.random_range(0..25));
        let last = first - 1 + months - 1;
        let (year, month) = (2021 + last / 12, last % 12 + 1);
        let opens = *self.dice.choose(&[1, 4, 9]);
        let _ = write!(
            self.text,
            "[scenario]\nid = \"made-up\"\ntitle = {{ zh = \"编\", en = \"made up\" }}\nstart = \"2021-{first:02}\"\n\
             end = \"{year}-{month:02}\"\nfiscal_year_starts = {opens}\n[people]\nroster = \"roster.csv\"\n"
        );
        if self.dice.random_bool(0.3) {
            let (months, renewal) = (1 + self.dice.random_range(0..20), *self.dice.choose(&RATES));
            let _ = writeln!(self.text, "contract = {months}\nrenewal = {renewal:?}");
        }
        if self.schools {
            self.text += "[schools]\nfile = \"schools.csv\"\n\
                          kinds.plain = { zh = \"一般\", en = \"plain\" }\nkinds.weak = { zh = \"薄弱\", en = \"weak\" }\n";
        }
        if self.ranks {
            self.text += ATTRIBUTE;
        }
        for tier in TIERS {
            let _ = write!(self.text, "[tier.{tier}]\ntitle = {{ zh = \"层\", en = \"{tier}\" }}\n");
        }
    }

    /// Months of a calendar: none stated, one in the year, or some with weights.
    fn calendar(&mut self) -> String {
        let months = match self.dice.random_range(0..10) {
            0..3 => return String::new(),
            3..6 => 1,
            _ => 2 + self.dice.random_range(0..4),
        };
        let mut all: Vec<u32> = (1..=12).collect();
        all.shuffle(self.dice);
        let list: Vec<String> = all[..months as usize]
            .iter()
            .map(|month| format!("{month} = {}", 1 + self.dice.random_range(0..3)))
            .collect();
        format!("calendar = {{ {} }}\n", list.join(", "))
    }

    /// Conditions, with those of a contrary pair, if any.
    fn who(&mut self, more: &str) -> String {
        let mut asked: Vec<String> = Vec::new();
        if !more.is_empty() {
            asked.push(more.to_owned());
        }
        if self.dice.random_bool(0.2) {
            asked.push(format!("min_age = {}", 25 + self.dice.random_range(0..20)));
        }
        if self.dice.random_bool(0.2) {
            asked.push(format!("max_age = {}", 45 + self.dice.random_range(0..10)));
        }
        if self.dice.random_bool(0.35) {
            asked.push(format!("min_months_in_tier = {}", 1 + self.dice.random_range(0..26)));
        }
        if self.dice.random_bool(0.15) {
            asked.push(format!("max_months_in_tier = {}", 26 + self.dice.random_range(0..20)));
        }
        if self.dice.random_bool(0.15) {
            asked.push("origins = [\"home\"]".to_owned());
        } else if self.channels > 0 && self.dice.random_bool(0.15) {
            asked.push("origins = [\"c0\"]".to_owned());
        }
        if self.ranks && !more.contains("rank") && self.dice.random_bool(0.25) {
            let ranks = *self.dice.choose(&["x\", \"y", "y", "x\", \"z"]);
            asked.push(format!("attributes.rank = [\"{ranks}\"]"));
        }
        if asked.is_empty() { String::new() } else { format!("who = {{ {} }}\n", asked.join(", ")) }
    }

    fn channel(&mut self, index: u32) {
        let calendar = self.calendar();
        let first = self.dice.random_range(0..3) as usize;
        let second = (first + 1) % 3;
        let mix = if self.dice.random_bool(0.5) { vec![first] } else { vec![first, second] };
        let by_tier = |values: Vec<String>| {
            let list: Vec<String> =
                mix.iter().zip(values).map(|(tier, value)| format!("{} = {value}", TIERS[*tier])).collect();
            format!("{{ {} }}", list.join(", "))
        };
        let mut draw =
            |values: &[f64]| mix.iter().map(|_| format!("{:?}", *self.dice.choose(values))).collect::<Vec<_>>();
        let (weights, places, acceptance) = (draw(&[1.0, 2.0, 0.5]), draw(&[0.0, 3.0, 12.0]), draw(&RATES));
        let (import, candidates, qualified, lag, oldest) = (
            self.dice.random_bool(0.5),
            *self.dice.choose(&[0.0, 6.0, 17.5, 40.0]),
            *self.dice.choose(&RATES),
            *self.dice.choose(&[0, 0, 1, 5, 14]),
            *self.dice.choose(&[24, 40, 52]),
        );
        let _ = write!(
            self.text,
            "[channel.c{index}]\ntitle = {{ zh = \"渠\", en = \"channel\" }}\nimport = {import}\ncandidates = {candidates:?}\n\
             mix = {}\nacceptance = {}\nqualified = {qualified:?}\nlag = {lag}\nage = [24, {oldest}]\n{calendar}",
            by_tier(weights),
            by_tier(acceptance),
        );
        if self.dice.random_bool(0.3) {
            let (candidates, qualified) = (*self.dice.choose(&[0.0, 11.0, 30.0]), *self.dice.choose(&RATES));
            let _ = writeln!(
                self.text,
                "candidates_by_year = {{ \"2021\" = {candidates:?} }}\nqualified_by_year = {{ \"2021\" = {qualified:?} }}\n\
                 acceptance_yearly_sd = 0.7\nqualified_yearly_sd = 0.4\ncandidates_yearly_sd = 0.5"
            );
        }
        if self.ranks && self.dice.random_bool(0.7) {
            let _ = writeln!(self.text, "attributes.rank = {{ y = 2, z = 1 }}");
        }
        let fills = match self.dice.random_range(0..4) {
            0 => "fills = \"everyone\"".to_owned(),
            1 if self.dice.random_bool(0.5) => {
                format!("fills = \"total\"\ntotal = {}", 60 + self.dice.random_range(0..60))
            }
            1 => {
                let of: Vec<String> = mix.iter().map(|tier| format!("\"{}\"", TIERS[*tier])).collect();
                let (of, per) = (of.join(", "), TIERS[(first + 2) % 3]);
                let total = *self.dice.choose(&[0.0, 0.4, 1.5]);
                format!("fills = \"total\"\ntotal = {total:?}\ntotal_of = [{of}]\ntotal_per = [\"{per}\"]")
            }
            _ => format!("places = {}", by_tier(places)),
        };
        let _ = writeln!(self.text, "{fills}");
        if self.dice.random_bool(0.4) {
            let (months, renewal) = (1 + self.dice.random_range(0..20), *self.dice.choose(&RATES));
            let _ = writeln!(self.text, "contract = {months}\nrenewal = {renewal:?}");
        }
        if self.dice.random_bool(0.3) {
            for stage in ["seen", "heard"] {
                let passes = *self.dice.choose(&RATES);
                let _ = writeln!(
                    self.text,
                    "stage.{stage} = {{ title = {{ zh = \"关\", en = \"stage\" }}, passes = {passes:?} }}"
                );
            }
        }
        if index == 0 && !self.programmes.is_empty() && self.dice.random_bool(0.3) {
            self.text += "candidates_from = { programme = \"p0\", per_unit = 1.5 }\n";
        }
    }

    fn programme(&mut self, index: usize) {
        let (reaches, calendar) = (self.programmes[index], self.calendar());
        let units = *self.dice.choose(if reaches == "people" { &[5, 20, 400] } else { &[1, 3, 8] });
        let _ = write!(
            self.text,
            "[programme.p{index}]\ntitle = {{ zh = \"项\", en = \"programme\" }}\nunit = {{ zh = \"个\", en = \"unit\" }}\n\
             reaches = \"{reaches}\"\nunits = {units}\n{calendar}"
        );
        if reaches != "schools" && self.dice.random_bool(0.7) {
            let _ = writeln!(self.text, "lasts = {}", 1 + self.dice.random_range(0..15));
        }
        if reaches == "people" {
            let (each, rank) = (*self.dice.choose(&[1, 1, 3]), *self.dice.choose(&RANKS));
            let _ = writeln!(self.text, "people_per_unit = {each}\nrank = \"{rank}\"");
            let who = self.who("");
            self.text += &who;
        }
    }

    /// A rate that the tiers it leaves have room for.
    fn rate(&mut self, from: &[usize]) -> f64 {
        let room = from.iter().fold(1.0, |room: f64, tier| room.min(self.left[*tier]));
        let rate = match self.dice.random_range(0..4) {
            // Thirds and tenths add up to 1 but for rounding.
            0 => *self.dice.choose(&[1.0 / 3.0, 0.7, 0.2, 0.1]),
            1 => room,
            _ => *self.dice.choose(&RATES),
        };
        let rate = rate.min(room);
        for tier in from {
            self.left[*tier] = (self.left[*tier] - rate).max(0.0);
        }
        rate
    }

    fn one_move(&mut self) {
        let first = self.dice.random_range(0..3) as usize;
        let mut from = vec![first];
        if self.dice.random_bool(0.3) {
            from.push((first + 2) % 3);
        }
        let to = (first + 1) % 3;
        let changes = self.dice.random_bool(0.7);
        let rate = self.rate(&from);
        let steps = if self.dice.random_bool(0.25) {
            let later = self.dice.choose(&RATES).min(rate);
            let (young, old) = if self.dice.random_bool(0.5) { (rate, later) } else { (later, rate) };
            format!("rate_by_age = {{ 0 = {young:?}, {} = {old:?} }}\n", 30 + self.dice.random_range(0..20))
        } else {
            format!("rate = {rate:?}\n")
        };
        // A year of its own, and years that differ by chance: never more than the room there is, but for chance.
        let of_year = if self.dice.random_bool(0.25) {
            let other = self.dice.choose(&RATES).min(rate);
            format!("rate_by_year = {{ \"2021\" = {other:?} }}\n")
        } else {
            String::new()
        };
        let sd = if self.dice.random_bool(0.2) { "yearly_sd = 0.8\n" } else { "" };
        let steps = format!("{steps}{of_year}{sd}");
        // Of a contrary pair only one can be open to a person, so both may be certain.
        let marks: Vec<usize> =
            (0..self.programmes.len()).filter(|index| self.programmes[*index] != "district").collect();
        let pair = match self.dice.random_range(0..6) {
            0 if !marks.is_empty() => {
                let mark = *self.dice.choose(&marks);
                vec![format!("reached_by = [\"p{mark}\"]"), format!("not_reached_by = [\"p{mark}\"]")]
            }
            2 if self.ranks => {
                vec!["attributes.rank = [\"x\", \"y\"]".to_owned(), "attributes.rank = [\"z\"]".to_owned()]
            }
            1 if self.schools => vec!["kinds = [\"plain\"]".to_owned(), "kinds = [\"weak\"]".to_owned()],
            _ => vec![String::new()],
        };
        for condition in pair {
            let id = format!("m{}", self.moves.len());
            let names: Vec<String> = from.iter().map(|tier| format!("\"{}\"", TIERS[*tier])).collect();
            let (who, calendar) = (self.who(&condition), self.calendar());
            let _ = write!(
                self.text,
                "[move.{id}]\ntitle = {{ zh = \"动\", en = \"move\" }}\nfrom = [{}]\n{steps}{calendar}{who}",
                names.join(", ")
            );
            if changes {
                self.text += "kind = \"change\"\n";
                let sets = self.ranks && self.dice.random_bool(0.4);
                if sets {
                    let rank = *self.dice.choose(&["x", "y", "z"]);
                    let _ = writeln!(self.text, "sets = {{ rank = \"{rank}\" }}");
                }
                let rises = !sets || self.dice.random_bool(0.5);
                if rises {
                    let _ = writeln!(self.text, "to = \"{}\"", TIERS[to]);
                }
                if self.dice.random_bool(0.4) {
                    let (places, rank) = (*self.dice.choose(&[0, 2, 7, 24]), *self.dice.choose(&RANKS));
                    let level = ["", "total = 25\n", "total = 1.3\ntotal_per = [\"low\"]\n"];
                    let total = if rises { *self.dice.choose(&level) } else { "" };
                    let _ = write!(self.text, "places = {places}\nrank = \"{rank}\"\n{total}");
                }
            } else {
                self.text += "kind = \"leave\"\n";
                if self.dice.random_bool(0.2) {
                    let (places, rank) = (*self.dice.choose(&[0, 3, 9]), *self.dice.choose(&RANKS));
                    let _ = writeln!(self.text, "places = {places}\nrank = \"{rank}\"");
                }
            }
            self.moves.push(id);
        }
    }

    /// What a programme does: to one move at least, homes to acceptance too, others to candidates.
    fn effects(&mut self, programme: usize) {
        let (moves, reaches) = (self.moves.clone(), self.programmes[programme]);
        let mut on: Vec<String> = (0..=self.dice.random_range(0..2))
            .map(|_| format!("move.{}", moves[self.dice.random_range(0..moves.len() as u32) as usize]))
            .collect();
        if self.channels > 0 && reaches == "arrivals" {
            on.push("channel.c0.acceptance".to_owned());
        }
        if self.channels > 0 && reaches == "district" && self.dice.random_bool(0.4) {
            on.extend(["acceptance", "qualified"].map(|what| format!("channel.c0.{what}")));
        }
        if self.channels > 0 && reaches == "district" && self.dice.random_bool(0.3) {
            let _ = write!(
                self.text,
                "[effect.k{programme}]\nprogramme = \"p{programme}\"\non = [\"channel.c0.candidates\"]\nmultiplier = {:?}\n",
                *self.dice.choose(&[0.0, 1.0, 2.5])
            );
        }
        on.sort();
        on.dedup();
        let list: Vec<String> = on.iter().map(|on| format!("\"{on}\"")).collect();
        let odds = *self.dice.choose(&ODDS);
        let _ = write!(
            self.text,
            "[effect.e{programme}]\nprogramme = \"p{programme}\"\non = [{}]\nodds_ratio = {odds:?}\n",
            list.join(", ")
        );
    }

    fn roster(&mut self) -> String {
        let people = 40 + self.dice.random_range(0..60);
        let table = roster((0..people).map(|number| {
            let (born, since) = (1970 + self.dice.random_range(0..26), 2018 + self.dice.random_range(0..3));
            let (month, other) = (1 + self.dice.random_range(0..12), 1 + self.dice.random_range(0..12));
            let school = if self.schools { *self.dice.choose(&["a", "b", "c", "d"]) } else { "" };
            let tier = *self.dice.choose(&["low", "low", "middle", "high"]);
            let ends = if self.dice.random_bool(0.1) {
                format!("202{}-{month:02}", 2 + self.dice.random_range(0..3))
            } else {
                String::new()
            };
            let rank = if self.ranks { *self.dice.choose(&[",x", ",y", ",z", ","]) } else { "" };
            format!("n{number},{born}-{month:02},f,{school},{tier},{since}-{other:02},,{ends},{rank}")
        }));
        if self.ranks { table.replacen("marks\n", "marks,rank\n", 1) } else { table }
    }
}
