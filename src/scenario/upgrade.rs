//! A scenario file brought up to the present format, with the meaning that it has in its own.

use serde::{Deserialize, Serialize};
use toml_edit::{DocumentMut, Item, Key};

use super::format::{FORMAT, KEY, stated};
use super::library::Library;
use super::overlay::{Change, Layer, Loss, read_layers};
use crate::words::{Diagnostic, Diagnostics, Text, text};

/// A file brought up to the present format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upgraded {
    /// The format that the file says.
    pub from: u32,
    /// Its text.
    pub before: String,
    /// Its text in the present format, with the same meaning, comments and layout.
    pub after: String,
    /// What was written anew and why, by dotted path.
    pub changes: Vec<(String, Text)>,
    /// What is read otherwise than programs of its format read it, because it can only have been meant so.
    pub mended: Vec<(String, Text)>,
    /// Other files that it is laid over, and that are to be brought up to date as well.
    pub others: Vec<String>,
}

/// Writes a file of an older format anew, so that it means now what it meant then. Files that it extends are read, each
/// by its own format, and not changed.
///
/// ```
/// use tidui::scenario::{MemoryLibrary, upgrade};
/// let library = MemoryLibrary::new([
///     ("low.toml", "extends = 'base.toml'\n[move.m]\ncalendar = { '12' = 2 } # later"),
///     ("base.toml", "[move.m]\ncalendar = { '11' = 1, '12' = 1 }"),
/// ]);
/// let upgraded = upgrade(&library, "low.toml").unwrap();
/// assert_eq!(
///     upgraded.after,
///     "format = 2\nextends = 'base.toml'\n[move.m]\ncalendar = { \"11\" = 1, '12' = 2 } # later"
/// );
/// ```
///
/// # Errors
///
/// What keeps the file, or one that it extends, from being read.
pub fn upgrade(library: &dyn Library, name: &str) -> Result<Upgraded, Diagnostics> {
    let mut problems = Diagnostics::new();
    let chain = read_layers(library, name, &mut problems);
    let (Some(own), Some(layer)) = (chain.files.first(), chain.layers.first()) else { return Err(problems) };
    if !chain.complete || problems.has_errors() {
        return Err(problems);
    }
    let (before, from) = (own.text.clone(), layer.format);
    let losses = chain.lay(&mut problems).1;
    let outdated =
        |layer: &Layer, losses: &[Loss]| losses.iter().map(Change::of_loss).any(|change| change.refused(layer.format));
    let beneath = chain.layers.iter().zip(&losses).skip(1);
    let others = beneath.filter(|(layer, lost)| outdated(layer, lost)).map(|(layer, _)| layer.name.clone()).collect();
    let own = losses.first().into_iter().flatten().map(Change::of_loss).filter(|change| from < change.since);
    let (changes, mended): (Vec<Change<'_>>, Vec<_>) = own.partition(|change| change.refused(from));
    let after = match rewritten(&before, from, &changes) {
        Ok(after) => after,
        Err(path) => {
            let message = text!("not-rewritten", path);
            let hint = text!("hint-not-rewritten", format = FORMAT);
            problems.push(Diagnostic::error("not-rewritten", message).about(path).hint(hint));
            return Err(problems);
        }
    };
    let changes = changes.into_iter().map(|change| (change.path, change.why)).collect();
    let mended = mended.into_iter().map(|change| (change.path.clone(), change.replaces())).collect();
    Ok(Upgraded { from, before, after, changes, mended, others })
}

/// The text with what the changes ask for, and the present format. An error is the path that could not be found.
fn rewritten(text: &str, from: u32, changes: &[Change<'_>]) -> Result<String, String> {
    if from >= FORMAT {
        return Ok(text.to_owned());
    }
    let (mark, plain) = text.strip_prefix('\u{feff}').map_or(("", text), |rest| ("\u{feff}", rest));
    // Line ends are made plain while the text is worked on, and put back.
    let returns = plain.contains("\r\n");
    let plain = plain.replace("\r\n", "\n");
    let mut document: DocumentMut = plain.parse().map_err(|_| KEY.to_owned())?;
    let written = |document: &DocumentMut| {
        let text = document.to_string();
        let ended = plain.ends_with('\n') || !text.ends_with('\n');
        if ended { text } else { text.trim_end_matches('\n').to_owned() }
    };
    for change in changes {
        complete(&mut document, change.loss).ok_or_else(|| change.path.clone())?;
    }
    let says = document.get_mut(KEY).and_then(Item::as_value_mut);
    let stated = if let Some(value) = says {
        let decor = value.decor().clone();
        *value = i64::from(FORMAT).into();
        *value.decor_mut() = decor;
        written(&document)
    } else {
        stated(&written(&document))
    };
    Ok(format!("{mark}{}", if returns { stated.replace('\n', "\r\n") } else { stated }))
}

/// Writes the keys that an overlay's table left to its base into the table, in the order that they had together.
fn complete(document: &mut DocumentMut, loss: &Loss) -> Option<()> {
    let mut item = document.as_item_mut();
    for key in &loss.path {
        item = item.get_mut(key.as_str())?;
    }
    let order = |key: &str| loss.order.iter().position(|own| own == key).unwrap_or(usize::MAX);
    for (key, node) in &loss.keys {
        let value: toml_edit::Value = node.inline().parse().ok()?;
        // Months and ages are written in quotes everywhere else.
        let quoted = key.starts_with(|letter: char| letter.is_ascii_digit());
        let key: Key = if quoted { format!("\"{key}\"").parse().ok()? } else { Key::new(key.as_str()) };
        match item {
            Item::Table(table) => _ = table.insert_formatted(&key, Item::Value(value)),
            Item::Value(toml_edit::Value::InlineTable(table)) => _ = table.insert_formatted(&key, value),
            _ => return None,
        }
    }
    match item {
        Item::Table(table) => table.sort_values_by(|a, _, b, _| order(a.get()).cmp(&order(b.get()))),
        Item::Value(toml_edit::Value::InlineTable(table)) => {
            table.sort_values_by(|a, _, b, _| order(a.get()).cmp(&order(b.get())));
            table.fmt();
        }
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::overlay::attempt;
    use crate::scenario::{MemoryLibrary, load, resolve};
    use crate::words::Language;

    const BASE: &str = "[scenario]\nid = 'base'\ntitle = { zh = '原', en = 'Old' }\nstart = '2021-01'\nend = '2021-12'\n\
                        [tier]\na = { title = { zh = '甲', en = 'A' }, stock = 5 }\nb = { title = { zh = '乙', en = 'B' } }\n\
                        [people]\nages = { '20-39' = 3, '40-59' = 2 }\n\
                        [channel.c]\ntitle = { zh = '渠', en = 'C' }\ncandidates = 9\nplaces = { a = 3, b = 3 }\n\
                        mix = { a = 1, b = { value = 2, basis = 'plan' } }\ncalendar = { '11' = 1, '12' = 1 }\n";

    fn library(files: &[(&str, &str)]) -> MemoryLibrary {
        MemoryLibrary::new(files.iter().copied().chain([("base.toml", BASE)]))
    }

    fn told(library: &MemoryLibrary, name: &str) -> String {
        load(library, name, &[]).map_or_else(|told| told.render(Language::English), |_| String::new())
    }

    #[test]
    fn a_file_is_refused_only_where_its_meaning_would_change() {
        let over = |text: &str| library(&[("over.toml", &format!("extends = 'base.toml'\n{text}"))]);
        for same in [
            "",
            "channel.c.candidates = 5",
            "channel.c.mix = { b = 1, a = 1 }",
            "channel.c.mix.a = 1\nchannel.c.mix.b = 1",
            "channel.c.places.a = 2",
        ] {
            assert_eq!(told(&over(same), "over.toml"), "", "{same}");
        }
        assert_eq!(
            told(&over("[channel.c]\ncalendar = { '12' = 2 }"), "over.toml"),
            "over.toml:3:1: error[older-format]: `channel.c.calendar` means something else since format 2: it replaces the \
             base's whole, so that `11` of the base would fall away\n    \
             hint: tidui upgrade over.toml keeps the old meaning; if the new one is meant, write format = 2 at the top"
        );
        let moved = library(&[("over.toml", "format = 2\nextends = 'base.toml'\n[channel.c]\ncalendar = { '1' = 1 }")]);
        let (scenario, _) = load(&moved, "over.toml", &[]).unwrap();
        assert_eq!(scenario.channels[0].calendar.0[0].to_bits(), 1.0_f64.to_bits());
        // A file that extends nothing has no base to keep.
        assert_eq!(told(&library(&[]), "base.toml"), "");
        // Other mistakes are told beside it.
        let both = told(&over("channel.c.calendar = { '12' = 2 }\nchannel.c.candidates = -1"), "over.toml");
        assert!(both.contains("older-format") && both.contains("out-of-range"), "{both}");
    }

    /// A round that was moved was held twice before: a fault, not a meaning that anybody would keep.
    #[test]
    fn weights_that_are_complete_by_themselves_are_read_whole_and_it_is_said() {
        for (text, months) in [
            ("calendar = { '1' = 1 }", &[0_usize][..]),
            ("calendar = { '1' = 3, '2' = 1 }", &[0, 1]),
            ("calendar = { '1' = 0.5, '12' = 0.5 }", &[0, 11]),
        ] {
            let library = library(&[("over.toml", &format!("extends = 'base.toml'\n[channel.c]\n{text}"))]);
            let (scenario, warnings) = load(&library, "over.toml", &[]).unwrap();
            let calendar = &scenario.channels[0].calendar.0;
            let held: Vec<usize> = (0..12).filter(|month| calendar[*month] > 0.0).collect();
            assert_eq!(held, months, "{text}");
            let said = warnings.render(Language::English);
            assert!(said.contains("warning[replaced-whole]: `channel.c.calendar` replaces"), "{said}");
            let upgraded = upgrade(&library, "over.toml").unwrap();
            assert!(upgraded.changes.is_empty() && upgraded.mended[0].0 == "channel.c.calendar");
            assert_eq!(upgraded.after, format!("format = 2\nextends = 'base.toml'\n[channel.c]\n{text}"));
        }
        let mix = library(&[("over.toml", "extends = 'base.toml'\nchannel.c.mix = { a = 1 }")]);
        let (scenario, _) = load(&mix, "over.toml", &[]).unwrap();
        assert_eq!(scenario.channels[0].mix.len(), 2);
    }

    #[test]
    fn a_format_that_is_none_or_not_known_yet_is_refused() {
        let of = |format: &str| {
            told(&library(&[("over.toml", &format!("format = {format}\nextends = 'base.toml'"))]), "over.toml")
        };
        assert_eq!((of("1"), of("2")), (String::new(), String::new()));
        assert!(of("3").starts_with("over.toml:1:10: error[newer-format]"), "{}", of("3"));
        for wrong in ["0", "-1", "'2'", "2.0", "true"] {
            assert!(of(wrong).starts_with("over.toml:1:10: error[wrong-type]"), "{wrong}: {}", of(wrong));
        }
    }

    /// The tree of a file in its old meaning, and that of its upgrade.
    fn both_meanings(files: &[(&str, &str)], name: &str) -> (String, String, Upgraded) {
        let mut library = library(files);
        let old = attempt(&library, name, &[]).0.unwrap().tree.to_toml();
        let upgraded = upgrade(&library, name).unwrap();
        library.files.insert(name.to_owned(), upgraded.after.clone());
        let new =
            resolve(&library, name, &[]).unwrap_or_else(|told| panic!("{told}\n{}", upgraded.after)).tree.to_toml();
        (old, new, upgraded)
    }

    #[test]
    fn an_upgrade_keeps_meaning_comments_and_layout() {
        let over = "# A plan.\n\nextends = \"base.toml\"   # the base\n\n[scenario]\nid = 'over'\ntitle = { en = \"New\" }\n\n\
                    # Hiring in January.\n[channel.c]\ncandidates = 4 # fewer\ncalendar = { \"12\" = 2 } # one round\n\
                    mix = {b = { times = 3 }}\n\n[people.ages]\n# young\n\"18-19\" = 1 # few\n\"40-59\" = 7\n";
        let (old, new, upgraded) = both_meanings(&[("over.toml", over)], "over.toml");
        assert_eq!(new, old);
        // A title is a whole by itself, so the other language's of the base falls away in either format.
        assert_eq!(
            upgraded.after,
            "# A plan.\n\nformat = 2\nextends = \"base.toml\"   # the base\n\n[scenario]\nid = 'over'\n\
             title = { en = \"New\" }\n\n\
             # Hiring in January.\n[channel.c]\ncandidates = 4 # fewer\n\
             calendar = { \"11\" = 1, \"12\" = 2 } # one round\n\
             mix = { a = 1, b = { times = 3 } }\n\n[people.ages]\n\"20-39\" = 3\n\"40-59\" = 7\n# young\n\"18-19\" = 1 # few\n"
        );
        let paths: Vec<&str> = upgraded.changes.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["channel.c.calendar", "channel.c.mix", "people.ages"]);
        // Once is enough.
        let again = library(&[("over.toml", &upgraded.after)]);
        let again = upgrade(&again, "over.toml").unwrap();
        assert_eq!((again.from, again.after == again.before), (FORMAT, true));
    }

    #[test]
    fn every_way_of_writing_a_table_is_brought_up_to_date() {
        for text in [
            "channel.c.calendar.12 = 2",
            "channel.c.calendar = {}",
            "channel.c.calendar = { '12' = 2 }",
            "[channel.c]\ncalendar.12 = 2\ncandidates = 3",
            "[channel.c.calendar]\n12 = 2",
            "[channel.c.calendar]",
            "[channel]\nc = { calendar = { 12 = 2 }, candidates = 3 }",
            "channel = { c = { calendar.12 = 2 } }",
        ] {
            let over = format!("extends = 'base.toml'\n{text}\n");
            let (old, new, upgraded) = both_meanings(&[("over.toml", &over)], "over.toml");
            assert_eq!(new, old, "{text}\n{}", upgraded.after);
        }
    }

    #[test]
    fn each_file_of_a_chain_has_a_format_of_its_own() {
        let files = [
            ("top.toml", "format = 2\nextends = 'middle.toml'\n[channel.c]\nmix = { a = 1, b = 0 }\n"),
            ("middle.toml", "extends = 'base.toml'\n[channel.c]\ncalendar = { '12' = 2 }\n"),
        ];
        let mut library = library(&files);
        let refused = told(&library, "top.toml");
        assert!(refused.contains("middle.toml:3:1: error[older-format]: `channel.c.calendar`"), "{refused}");
        assert!(!refused.contains("top.toml:"), "{refused}");
        let top = upgrade(&library, "top.toml").unwrap();
        assert_eq!((top.from, top.after == top.before, top.others), (2, true, vec!["middle.toml".to_owned()]));
        let middle = upgrade(&library, "middle.toml").unwrap();
        library.files.insert("middle.toml".to_owned(), middle.after);
        assert_eq!(told(&library, "top.toml"), "");
        let (scenario, _) = load(&library, "top.toml", &[]).unwrap();
        // November and December, as the middle file was meant; of the mix, what the top one says.
        assert_eq!(scenario.channels[0].calendar.0.iter().filter(|weight| **weight > 0.0).count(), 2);
    }

    #[test]
    fn line_ends_and_marks_stay_as_they_were() {
        let over = "\u{feff}# 甲\r\nextends = 'base.toml'\r\n[channel.c]\r\ncalendar = { '12' = 2 }\r\n";
        let (old, new, upgraded) = both_meanings(&[("over.toml", over)], "over.toml");
        assert_eq!(new, old);
        assert!(upgraded.after.starts_with("\u{feff}# 甲\r\nformat = 2\r\nextends"), "{:?}", upgraded.after);
        assert_eq!(upgraded.after.matches('\n').count(), upgraded.after.matches("\r\n").count());
        let plain = upgrade(&library(&[("one.toml", "# only\n[scenario]\nid = 'x'")]), "one.toml").unwrap();
        assert_eq!((plain.from, plain.after.as_str()), (1, "# only\nformat = 2\n\n[scenario]\nid = 'x'"));
        assert!(plain.changes.is_empty());
        let said = upgrade(&library(&[("one.toml", "a = 1\nformat  =  1 # old\n")]), "one.toml").unwrap();
        assert_eq!(said.after, "a = 1\nformat  =  2 # old\n");
        assert!(upgrade(&library(&[("one.toml", "a = ")]), "one.toml").is_err());
        assert!(upgrade(&library(&[("one.toml", "extends = 'none.toml'")]), "one.toml").is_err());
    }

    #[test]
    fn what_is_kept_of_a_scenario_says_its_format_and_older_copies_are_read() {
        let library = library(&[]);
        let (scenario, _) = load(&library, "base.toml", &[]).unwrap();
        let kept = &scenario.sources[0].1;
        assert!(kept.starts_with("format = 2\n\n[scenario]"), "{kept}");
        let older = kept.trim_start_matches("format = 2\n\n");
        for text in [kept.as_str(), older] {
            let copy = MemoryLibrary::new([("scenario.toml", text)]);
            assert_eq!(load(&copy, "scenario.toml", &[]).unwrap().0.digest, scenario.digest);
        }
    }
}
