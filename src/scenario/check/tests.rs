use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::load;
use crate::scenario::schema::schema;
use crate::scenario::{DiskLibrary, MemoryLibrary, RetirementAge, SET, Scenario};
use crate::words::{Diagnostic, Diagnostics, Language, Location, Severity};

fn root(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// Every text below a folder, by its name from there.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_none_or(|end| end != "xlsx") {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

fn fixtures() -> MemoryLibrary {
    MemoryLibrary { files: files(&root("tests/fixtures")) }
}

fn scenarios(library: &MemoryLibrary) -> impl Iterator<Item = (&String, &String)> {
    library.files.iter().filter(|(name, _)| Path::new(name).extension().is_some_and(|end| end == "toml"))
}

fn good(library: &MemoryLibrary, name: &str) -> (Scenario, Diagnostics) {
    load(library, name, &[]).unwrap_or_else(|problems| panic!("{name}\n{problems}"))
}

/// The `--set` values that a fixture asks for in its comments.
fn sets(text: &str) -> Vec<String> {
    text.lines().filter_map(|line| line.strip_prefix("# --set ")).map(str::to_owned).collect()
}

/// The property of the schema that a dotted path of a scenario leads to.
fn property<'s>(root: &'s serde_json::Value, path: &str) -> &'s serde_json::Value {
    fn plain<'s>(root: &'s serde_json::Value, mut node: &'s serde_json::Value) -> &'s serde_json::Value {
        loop {
            let option = node.get("anyOf").and_then(|list| list.get(0));
            let target = node.get("$ref").or_else(|| option?.get("$ref")).and_then(serde_json::Value::as_str);
            match target.and_then(|target| root.pointer(target.trim_start_matches('#'))) {
                Some(next) => node = next,
                None => return node,
            }
        }
    }
    path.split('.').fold(root, |node, key| {
        let node = plain(root, node);
        let named = node.get("properties").and_then(|properties| properties.get(key));
        named.or_else(|| node.get("additionalProperties")).unwrap_or_else(|| panic!("{path}: no {key} in {node}"))
    })
}

#[test]
fn the_schema_states_what_every_number_may_be() {
    let schema = schema();
    let bundled = MemoryLibrary { files: files(&root("scenarios")) };
    let fixtures = fixtures();
    let all = scenarios(&bundled).map(|(name, _)| good(&bundled, name).0);
    let mut seen = 0;
    for scenario in all.chain([good(&fixtures, "base.toml").0]) {
        for one in &scenario.parameters {
            let stated = property(&schema, &one.path);
            let bound = |word: &str| stated.get(word).and_then(serde_json::Value::as_f64);
            assert_eq!((bound("minimum"), bound("maximum")), (Some(one.range.0), Some(one.range.1)), "{}", one.path);
            seen += 1;
        }
    }
    assert!(seen > 300, "{seen}");
    // Plain numbers are bounded as well.
    for path in ["rule.x.set.move", "channel.x.calendar.5", "target.x.at_least", "channel.x.lag", "move.x.age_male"] {
        assert!(property(&schema, path).get("maximum").is_some(), "{path}");
    }
}

#[test]
fn every_mistake_is_told_in_both_languages() {
    let library = fixtures();
    let mut told = String::new();
    let mut accepted = Vec::new();
    for (name, text) in scenarios(&library).filter(|(name, _)| name.starts_with("broken/")) {
        let problems = match load(&library, name, &sets(text)) {
            Ok((_, warnings)) => {
                accepted.push(name.as_str());
                warnings
            }
            Err(problems) => problems,
        };
        assert!(!problems.list.is_empty(), "{name} has nothing wrong");
        for language in [Language::English, Language::Chinese] {
            let _ = writeln!(told, "{}\n", problems.render(language));
        }
        for one in &problems.list {
            for text in [Some(&one.message), one.hint.as_ref()].into_iter().flatten() {
                assert!(!text.en.is_empty() && !text.zh.is_empty(), "{name}");
                assert!(!text.en.ends_with('.') && !text.zh.ends_with('。'), "{name}: {text:?}");
                assert!(!text.en.chars().next().is_some_and(char::is_uppercase), "{name}: {text:?}");
            }
        }
    }
    assert_eq!(
        accepted,
        [
            "broken/acts-on-certainty.toml",
            "broken/assumed-without-range.toml",
            "broken/mix-replaced.toml",
            "broken/no-round.toml",
            "broken/people-in-silence.toml",
            "broken/quota-above-people.toml",
            "broken/unread-with-roster.toml"
        ]
    );
    insta::assert_snapshot!(told);
}

/// The errors that a scenario is refused for, in English.
fn errors(library: &MemoryLibrary, name: &str, sets: &[String]) -> Vec<String> {
    let problems = load(library, name, sets).err().unwrap_or_default();
    let errors = problems.list.iter().filter(|one| one.severity == Severity::Error);
    errors.map(|one| one.render(Language::English)).collect()
}

#[test]
fn a_mistake_is_told_whatever_else_is_wrong_and_whatever_things_are_called() {
    let mut library = fixtures();
    // Without a file there is nothing to judge, and more than a scenario can hold is all that is told of it.
    let alone = ["[missing-file]", "[extends-loop]", "[too-many]"];
    let broken: Vec<(String, Vec<String>, Vec<String>)> = scenarios(&library)
        .filter(|(name, _)| name.starts_with("broken/"))
        .map(|(name, text)| (name.clone(), sets(text), errors(&library, name, &sets(text))))
        .filter(|(.., told)| !told.iter().any(|one| alone.iter().any(|code| one.contains(code))))
        .collect();
    assert!(broken.len() > 60, "{}", broken.len());
    for beside in [
        "run.replicates = 'many'",
        // Called like words of the messages, and like other things in the fixtures.
        "payer.rate.title = 'x'\npayer.the.title = 'x'\npayer.promote.title = 'x'\npayer.a.title = 'x'",
        "people.months_in_tier = 'x'\nscenario.description = 3\nrun.seed = nan\nnotes = 'mine'",
    ] {
        for (name, sets, alone) in &broken {
            let text = format!("extends = '{}'\n{beside}", &name["broken/".len()..]);
            library.files.insert("broken/top.toml".to_owned(), text);
            let together = errors(&library, "broken/top.toml", sets);
            let lost: Vec<&String> = alone.iter().filter(|one| !together.contains(one)).collect();
            assert!(lost.is_empty(), "{name} beside {beside}: {lost:#?}\namong\n{together:#?}");
        }
    }
}

/// The same text with what a hint says written at the place of a problem; none if the hint is not of that kind.
fn mended(text: &str, problem: &Diagnostic) -> Option<String> {
    let hint = &*problem.hint.as_ref()?.en;
    let place = problem.location.as_ref()?;
    let said = |lead: &str| hint.strip_prefix(lead).map(str::to_owned);
    let named = said("perhaps `").and_then(|rest| rest.strip_suffix('`').map(str::to_owned));
    let write = said("write ").filter(|rest| rest.split(' ').count() == 1 || rest.starts_with(['"', '#']));
    let percent = hint.split_once("is meant, write ").map(|(_, right)| right.to_owned());
    let bare = said("write ").and_then(|rest| rest.strip_suffix(", without quotes").map(str::to_owned));
    let others = [
        "take the quotes off: ",
        "put it in quotes: ",
        "use plain quotes: ",
        "write the month in quotes: ",
        "use the plain sign `",
    ];
    let other = others.iter().find_map(|lead| said(lead)).map(|right| right.trim_end_matches('`').to_owned());
    let right = named.clone().or(percent).or(bare).or(write).or(other)?;
    let start = text.split_inclusive('\n').take(place.line - 1).map(str::len).sum::<usize>();
    let at = start + text[start..].chars().take(place.column - 1).map(char::len_utf8).sum::<usize>();
    let rest = &text[at..];
    // A text in quotes, or a word.
    let quote = rest.chars().next().filter(|letter| ['"', '\''].contains(letter));
    let length = if right.starts_with('#') {
        rest.find('\n').unwrap_or(rest.len())
    } else if let Some(quote) = quote {
        rest[1..].find(quote)? + 2
    } else {
        rest.find([' ', ',', '\n', ']', '}', '=', ';']).unwrap_or(rest.len())
    };
    let right = if quote.is_some() && named.is_some() { format!("\"{right}\"") } else { right };
    Some(format!("{}{right}{}", &text[..at], &rest[length..]))
}

#[test]
fn what_a_hint_says_makes_the_mistake_go_away() {
    let library = fixtures();
    let mut mendable = Vec::new();
    for (name, text) in scenarios(&library).filter(|(name, _)| name.starts_with("broken/")) {
        let sets = sets(text);
        let problems = load(&library, name, &sets).err().unwrap_or_default();
        for problem in problems.list.iter().filter(|one| one.severity == Severity::Error) {
            let Some(place) = &problem.location else { continue };
            let (mut library, mut sets) = (library.clone(), sets.clone());
            let done = if &*place.file == SET {
                let Some(set) = sets.get_mut(place.line - 1) else { panic!("{name}: {place}") };
                let on_one_line = Location { line: 1, ..place.clone() };
                mended(set, &problem.clone().at(Some(on_one_line))).map(|right| *set = right)
            } else {
                let Some(own) = library.files.get_mut(&*place.file) else { continue };
                mended(own, problem).map(|right| *own = right)
            };
            if done.is_none() {
                continue;
            }
            mendable.push(problem.code.to_string());
            let left = load(&library, name, &sets).err().unwrap_or_default();
            let same = |one: &&Diagnostic| one.code == problem.code && one.message == problem.message;
            let still = left.list.iter().find(same).map(|one| one.render(Language::English));
            assert_eq!(still, None, "{name}: the hint does not help");
        }
    }
    let kinds: std::collections::BTreeSet<&String> = mendable.iter().collect();
    assert!(mendable.len() > 40 && kinds.len() > 6, "{} of {kinds:?}", mendable.len());
}

#[test]
fn what_only_follows_from_a_mistake_is_not_told() {
    let mut library = fixtures();
    let mut codes = |over: &str| {
        library.files.insert("over.toml".to_owned(), format!("format = 2\nextends = 'base.toml'\n{over}"));
        let problems = load(&library, "over.toml", &[]).err().unwrap_or_default();
        let told = problems.list.iter().map(|one| format!("{} {}", one.code, one.path.as_deref().unwrap_or("–")));
        told.collect::<Vec<_>>()
    };
    let one = |text: &str| vec![text.to_owned()];
    for (over, told) in [
        ("tier.backbone.title = 5", "wrong-type tier.backbone.title"),
        ("tier = 5", "wrong-type tier"),
        ("phase.primary.title = 5", "wrong-type phase.primary.title"),
        ("schools.kinds.weak = 5", "wrong-type schools.kinds.weak"),
        ("schools.file = 5", "wrong-type schools.file"),
        ("move.promote.title = 5", "wrong-type move.promote.title"),
        ("channel.select.title = 5", "wrong-type channel.select.title"),
        ("channel.guests.import = 5", "wrong-type channel.guests.import"),
        ("programme.training.title = 5", "wrong-type programme.training.title"),
        ("programme.groups.reaches = 5", "wrong-type programme.groups.reaches"),
        ("effect.training.on = 5", "wrong-type effect.training.on"),
        ("line.awards.title = 5", "wrong-type line.awards.title"),
        ("fund.budget.title = 5", "wrong-type fund.budget.title"),
        ("payer.bureau.title = 5", "wrong-type payer.bureau.title"),
        ("target.backbone.at_least = 'x'", "wrong-type target.backbone.at_least"),
        ("posts.vacant = 'x'", "wrong-type posts.vacant"),
        ("posts = 5", "wrong-type posts"),
        ("people.ages.'25-39' = 'x'", "wrong-type people.ages.25-39"),
        ("scenario.start = 2021", "wrong-type scenario.start"),
        ("scenario.start = '2021-5'", "wrong-format scenario.start"),
        ("scenario.title = 5", "wrong-type scenario.title"),
        ("scenario.id = 5", "wrong-type scenario.id"),
        ("scenario.end = 2021-05-01", "date-value scenario.end"),
        ("move.leave.rate_by_age.'20' = nan", "not-finite move.leave.rate_by_age.20"),
        (
            "correlation = { parameters = ['phase.primary.students', 'posts.vacant'], matrix = 5 }",
            "wrong-type correlation.matrix",
        ),
        ("rule.push.target = 5", "wrong-type rule.push.target"),
    ] {
        assert_eq!(codes(over), one(told), "{over}");
    }
    // What may have been meant by a misspelt key is not missed; what cannot have been is.
    let new = "[move.new]\ntitle = { zh = '新', en = 'New' }\nkind = 'leave'\nfrom = ['expert']\n";
    assert_eq!(codes(&format!("{new}rte = 0.1")), one("unknown-key move.new.rte"));
    assert_eq!(codes(&format!("{new}colour = 'red'")), ["missing-key move.new", "unknown-key move.new.colour"]);
    // What a value says by itself is told even beside what is wrong in the same noun.
    let new = "[move.new]\ntitle = { zh = '新', en = 'New' }\nkind = 'leave'\nrate = 'x'\n";
    assert_eq!(codes(&format!("{new}from = ['exprt']")), ["wrong-type move.new.rate", "unknown-name move.new.from.0"]);
    // Entries of one table under two names.
    let told = codes(
        "[tiers.new]\ntitle = { zh = '新', en = 'New' }\n[move.new]\ntitle = { zh = '新', en = 'New' }\nkind = 'leave'\nfrom = ['new']\nrate = 0.1",
    );
    assert_eq!(told, one("unknown-key tiers"));
    // A header that is missing altogether is one mistake, and the rest is judged all the same.
    library
        .files
        .insert("bare.toml".to_owned(), "[tier.one]\ntitle = { zh = '一', en = 'One' }\nstock = -1".to_owned());
    let told = load(&library, "bare.toml", &[]).unwrap_err();
    let codes: Vec<&str> = told.list.iter().map(|one| &*one.code).collect();
    assert_eq!(codes, ["missing-key", "out-of-range"]);
}

#[test]
fn the_fixtures_lie_over_a_scenario_with_nothing_wrong() {
    let (scenario, warnings) = good(&fixtures(), "base.toml");
    assert_eq!(warnings.render(Language::English), "");
    assert_eq!(scenario.fiscal_years(), [2021, 2022, 2023]);
    let paths: Vec<&str> = scenario.parameters.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(
        &paths[..4],
        ["phase.primary.students", "phase.primary.growth", "phase.senior.students", "posts.vacant"]
    );
    let leave = &scenario.moves[0];
    assert_eq!(leave.rates.iter().map(|(age, _)| *age).collect::<Vec<_>>(), [20, 40]); // below nobody leaves
    let retirement = scenario.moves[1].retirement.as_ref().unwrap();
    let ages = [true, false].map(|female| retirement.age(female).clone());
    assert_eq!((ages, retirement.staying), ([55, 60].map(RetirementAge::years), 60));
    let select = &scenario.channels[0];
    let path_of = |year: usize| paths[select.places[1].as_ref().unwrap()[year].unwrap().index()];
    assert_eq!(
        [0, 1, 2].map(path_of),
        ["channel.select.places_by_year.2021.expert", "channel.select.places.expert", "channel.select.places.expert"]
    );
    assert_eq!(scenario.funds[0].appropriation.as_ref().unwrap().len(), 3);
    assert_eq!(scenario.lines[2].fund.index(), 0);
    assert_eq!(scenario.lines[2].priority, 2);
    assert_eq!(scenario.targets[1].readings[0].count.phases.len(), 1); // those of the programme
    assert_eq!(scenario.targets[0].readings[1].id, "no-flexible");
    assert_eq!(scenario.rules[0].set.len(), 3);
    assert_eq!(scenario.tiers[1].kinds.len(), 2);
    assert!(scenario.schools[0].grouped && scenario.schools[3].opens.is_some());
}

#[test]
fn what_an_overlay_replaces_is_gone_from_the_scenario() {
    let mut library = fixtures();
    let over = "format = 2\nextends = 'base.toml'\n[move.promote]\ncalendar = { '6' = 1 }\n[channel.select]\nmix = { backbone = 1 }\n\
                [people]\nages = { '30-49' = 1 }\n[move.leave]\nrate_by_age = { '0' = 0.1 }\n";
    library.files.insert("over.toml".to_owned(), over.to_owned());
    let (scenario, warnings) = load(&library, "over.toml", &[]).unwrap();
    let promote = scenario.moves.iter().find(|one| one.named.id == "promote").unwrap();
    assert!(promote.calendar.0.iter().enumerate().all(|(month, weight)| (*weight > 0.0) == (month == 5)));
    assert_eq!(scenario.tiers[0].ages.len(), 1);
    assert_eq!(scenario.moves[0].rates.len(), 1);
    let mix = &scenario.channels[0].mix;
    let weight = |position: usize| scenario.parameters[mix[position].1.index()].distribution.mean();
    assert_eq!((mix.len(), weight(0), weight(1)), (2, 1.0, 0.0));
    let codes: Vec<&str> = warnings.list.iter().map(|one| &*one.code).collect();
    assert_eq!(codes, ["not-in-mix"]);
    // What is kept of it is the same scenario.
    let kept = MemoryLibrary::new(scenario.sources.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    assert_eq!(good(&kept, "scenario.toml").0.digest, scenario.digest);
}

#[test]
fn floors_and_ceilings_are_stated_laid_over_and_set() {
    let mut library = fixtures();
    let base = "extends = 'base.toml'
        [allocate.line.seats]
        least = { value = 100000, basis = 'assumption', source = 'judgement' }
        [allocate.line.'seats@2022']
        most = 60000
        [allocate.fund.special]
        most = 900000";
    library.files.insert("bounded.toml".to_owned(), base.to_owned());
    let over = "extends = 'bounded.toml'\nallocate.line.seats.least = { times = 1.5 }\nallocate.fund.special.least = 5";
    library.files.insert("over.toml".to_owned(), over.to_owned());
    let bounds = |name: &str, sets: &[&str]| {
        let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
        let (scenario, _) = load(&library, name, &sets).unwrap_or_else(|problems| panic!("{name}\n{problems}"));
        let yuan = |amount: &Option<crate::scenario::Amount>| amount.as_ref().map(|amount| amount.yuan);
        let list: Vec<(String, Option<i64>, Option<i64>)> =
            scenario.allocate.iter().map(|one| (one.name.clone(), yuan(&one.least), yuan(&one.most))).collect();
        list
    };
    let of = |name: &str, least, most| (name.to_owned(), least, most);
    let stated = [
        of("line.seats", Some(100_000), None),
        of("line.seats@2022", None, Some(60_000)),
        of("fund.special", None, Some(900_000)),
    ];
    assert_eq!(bounds("bounded.toml", &[]), stated);
    let laid = bounds("over.toml", &[]);
    assert_eq!(laid[0], of("line.seats", Some(150_000), None));
    assert_eq!(laid[2], of("fund.special", Some(5), Some(900_000)));
    // Also where nothing is stated yet.
    let set = bounds("base.toml", &["allocate.line.seats@2022.least=7", "allocate.line.seats@2022.most=8"]);
    assert_eq!(set, [of("line.seats@2022", Some(7), Some(8))]);
    let (scenario, _) = load(&library, "over.toml", &["allocate.line.seats.least=3".to_owned()]).unwrap();
    let least = scenario.allocate[0].least.as_ref().unwrap();
    assert_eq!((least.yuan, least.note.as_deref()), (3, Some("--set")));
    // No number of the simulation, and nothing that it sees.
    let (plain, _) = good(&library, "base.toml");
    assert_eq!(scenario.parameters.len(), plain.parameters.len());
    assert_ne!(scenario.digest, plain.digest);
}

#[test]
fn a_roster_is_read() {
    let mut library = fixtures();
    let base = library.files["base.toml"].clone();
    let start = base.find("[people]").unwrap();
    let end = base.find("[move.leave]").unwrap();
    let tiers = "[tier]\nteacher = { title = { zh = '教师', en = 'Teacher' } }\n\
                 backbone = { title = { zh = '骨干', en = 'Backbone' } }\n\
                 expert = { title = { zh = '专家', en = 'Expert' } }\n";
    let text = format!("{}[people]\nroster = 'roster.csv'\n{tiers}{}", &base[..start], &base[end..]);
    library.files.insert("listed.toml".to_owned(), text);
    let (scenario, _) = good(&library, "listed.toml");
    let roster = scenario.roster.as_ref().unwrap();
    assert_eq!(roster.len(), 3);
    assert!(roster[0].female && roster[0].marks.len() == 1 && roster[0].origin.is_none());
    assert_eq!(roster[2].origin.map(crate::scenario::ChannelId::index), Some(1));
    assert_eq!(scenario.sources.len(), 3);
}

#[test]
fn every_bundled_scenario_is_accepted() {
    let folder = root("scenarios");
    let library = MemoryLibrary { files: files(&folder) };
    let mut digests = Vec::new();
    // What is true of a made-up county states as known what nobody can know, and is warned about for it.
    let bundled = || scenarios(&library).filter(|(name, _)| !name.ends_with("truth.toml"));
    for (name, _) in bundled() {
        let (scenario, warnings) = good(&library, name);
        let expected = |code: &str| {
            // A plan that goes on half-way has no figures of the years that are over.
            let over = code == "years-left-out" && name.contains("half-way");
            code == "assumed-without-range" || code == "part-year" || over
        };
        assert!(warnings.list.iter().all(|one| expected(&one.code)), "{name}\n{warnings}");
        let from_disk = load(&DiskLibrary, folder.join(name).to_str().unwrap(), &[]).unwrap().0;
        assert_eq!(from_disk.digest, scenario.digest);
        digests.push(scenario.digest);
    }
    digests.sort();
    digests.dedup();
    assert_eq!(digests.len(), bundled().count());
}

#[test]
fn what_was_read_is_kept_and_reads_back_as_the_same() {
    let mut libraries = vec![(MemoryLibrary { files: files(&root("scenarios")) }, "lean.toml")];
    let mut apart = fixtures();
    let base = apart.files["base.toml"].replace("\"schools.csv\"", "\"../tables/./scenario.toml\"");
    let schools = apart.files["schools.csv"].clone();
    apart.files.insert("plans/base.toml".to_owned(), base);
    apart.files.insert("tables/scenario.toml".to_owned(), schools);
    libraries.push((apart, "plans/base.toml"));
    for (library, name) in libraries {
        let (scenario, _) = good(&library, name);
        let kept = MemoryLibrary::new(scenario.sources.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        assert_eq!(scenario.sources[0].0, "scenario.toml");
        assert!(scenario.sources.iter().all(|(name, _)| !name.contains('/')));
        let (back, _) = good(&kept, "scenario.toml");
        assert_eq!(back.digest, scenario.digest);
        assert_eq!(back.sources, scenario.sources);
        // Not the digest alone: everything is the same, in the same order.
        assert_eq!(format!("{back:?}"), format!("{scenario:?}"));
    }
}

#[test]
fn the_digest_knows_what_matters() {
    let mut library = fixtures();
    let before = good(&library, "base.toml").0.digest;
    assert_eq!(before.len(), 64);
    let base = library.files["base.toml"].clone();
    let commented = base.replace("rate = {", "# a comment\n  rate  =  {").replace("[posts]", "\n\n[posts] # 编制");
    library.files.insert("base.toml".to_owned(), commented);
    assert_eq!(good(&library, "base.toml").0.digest, before);
    library.files.insert("over.toml".to_owned(), "extends = 'base.toml'".to_owned());
    assert_eq!(good(&library, "over.toml").0.digest, before);
    let set = |set: &str| load(&library, "base.toml", &[set.to_owned()]).unwrap().0.digest;
    assert_eq!(set("move.promote.places=10"), before);
    assert_ne!(set("move.promote.places=11"), before);
    let longer = format!("{}s3,三中,Third,senior,weak,1,1,,no,\n", library.files["schools.csv"]);
    library.files.insert("schools.csv".to_owned(), longer);
    assert_ne!(good(&library, "base.toml").0.digest, before);
}

#[test]
fn moves_that_never_meet_in_one_person_do_not_compete() {
    let mut library = fixtures();
    let moves = |first: &str, second: &str| {
        format!(
            "extends = 'base.toml'\n\
             [move.a]\ntitle = {{ zh = '甲', en = 'A' }}\nkind = 'leave'\nfrom = ['expert']\nrate = 0.7\nwho = {{ {first} }}\n\
             [move.b]\ntitle = {{ zh = '乙', en = 'B' }}\nkind = 'leave'\nfrom = ['expert']\nrate = 0.7\nwho = {{ {second} }}\n"
        )
    };
    let mut code = |first: &str, second: &str| {
        library.files.insert("over.toml".to_owned(), moves(first, second));
        load(&library, "over.toml", &[]).err().map(|problems| problems.list[0].code.clone())
    };
    for (first, second) in [
        ("bound_by_service = true", "bound_by_service = false"),
        ("origins = ['home']", "origins = ['guests', 'select']"),
        ("max_age = 39", "min_age = 40"),
        ("kinds = ['weak']", "kinds = ['central']"),
        ("phases = ['primary']", "phases = ['senior', 'kindergarten']"),
        ("reached_by = ['training']", "not_reached_by = ['training']"),
    ] {
        assert_eq!(code(first, second), None, "{first}, {second}");
    }
    for (first, second) in [
        ("bound_by_service = true", ""),
        ("origins = ['home']", "origins = ['guests', 'home']"),
        ("max_age = 40", "min_age = 40"),
        ("kinds = ['weak']", "phases = ['primary']"),
        ("reached_by = ['training']", "reached_by = ['groups']"),
    ] {
        assert_eq!(code(first, second), Some("rates-exceed-one".into()), "{first}, {second}");
    }
}

#[test]
fn the_schema_is_the_same_on_every_call() {
    assert_eq!(schema().to_string(), schema().to_string());
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

/// Loads a scenario over and over, each time with a few lines or cells changed at random; how often it is accepted.
fn mutate(library: &MemoryLibrary, name: &str, sheet: &str, rounds: usize) -> usize {
    let mut library = library.clone();
    let text = library.files[name].clone();
    let csv = library.files[sheet].clone();
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let words = [
        "0",
        "-1",
        "2",
        "1e300",
        "1e-300",
        "9223372036854775807",
        "4294967295",
        "0.5",
        "true",
        "\"\"",
        "\"2021-05\"",
        "\"9999-12\"",
        "\"0000-01\"",
        "\"teacher\"",
        "\"home\"",
        "\"district\"",
        "\"leave\"",
        "\"retire\"",
        "\"total\"",
        "[]",
        "[[]]",
        "{}",
        "[1, 2]",
        "{ pert = [0, 1, 2] }",
        "{ normal = [0, 1] }",
        "{ lognormal = [1, 9] }",
        "{ gamma = [1, 1], times = 0 }",
        "{ value = 1, times = 1e300 }",
        "{ beta = [1, 2, 3] }",
        "{ quantiles = [[0, 1], [1, 2]] }",
        "{ \"1-200\" = 1 }",
        "{ \"0\" = 1 }",
        "{ \"2021\" = 1 }",
        "[\"teacher\", \"teacher\"]",
        "[\"expert\"]",
        "[4294967295, 0]",
    ];
    let mut dice = Dice(20_210_427);
    let mut accepted = 0;
    for round in 0..rounds {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        for _ in 0..=dice.roll(3) {
            let at = dice.roll(lines.len());
            match dice.roll(6) {
                0 => _ = lines.remove(at),
                1 | 2 => {
                    if let Some((key, _)) = lines[at].clone().split_once(" = ") {
                        lines[at] = format!("{key} = {}", words[dice.roll(words.len())]);
                    }
                }
                3 => {
                    let other = dice.roll(lines.len());
                    lines.swap(at, other);
                }
                4 => {
                    let line = lines[at].replace(['"', '0'], "1");
                    lines[at] = line;
                }
                _ => {
                    let from = lines[dice.roll(lines.len())].clone();
                    lines[at] = from;
                }
            }
        }
        if round % 4 == 0 {
            let mut cells: Vec<String> = csv.split(',').map(str::to_owned).collect();
            let at = dice.roll(cells.len());
            cells[at] = ["", "0", "-1", "1e9", "yes", "9999-12", "primary"][dice.roll(7)].to_owned();
            library.files.insert(sheet.to_owned(), cells.join(","));
        } else {
            library.files.insert(sheet.to_owned(), csv.clone());
        }
        library.files.insert("top.toml".to_owned(), lines.join("\n"));
        match load(&library, "top.toml", &[]) {
            Ok(_) => accepted += 1,
            // What the structural check lets through can be read.
            Err(problems) => {
                let unread = problems.list.iter().any(|one| one.code == "unreadable-scenario");
                assert!(problems.has_errors() && !unread, "{problems}");
            }
        }
    }
    accepted
}

#[test]
fn nothing_makes_the_check_panic() {
    // Most rounds are given to the small scenario, whose every line is of another sort.
    let bundled = MemoryLibrary { files: files(&root("scenarios")) };
    let accepted = mutate(&bundled, "xiqing-2021.toml", "schools-xiqing-2021.csv", 300);
    assert!(accepted > 10, "{accepted} of the mutations were accepted");
    let accepted = mutate(&fixtures(), "base.toml", "schools.csv", 1700);
    assert!(accepted > 50, "{accepted} of the mutations were accepted");
}

#[test]
fn many_problems_of_one_kind_are_told_shortly() {
    let mut library = fixtures();
    let keys = (0..12_000).map(|key| format!("k{key} = {key}")).collect::<Vec<_>>().join("\n") + "\n";
    library.files.insert("many.toml".to_owned(), format!("extends = 'base.toml'\n[move.leave]\n{keys}"));
    let told = load(&library, "many.toml", &[]).unwrap_err();
    assert_eq!((told.list.len(), told.count(Severity::Error)), (20, 12_000));
    assert_eq!(
        told.list[19].render(Language::English),
        "many.toml:22:1: error[unknown-key]: from here on there are 11981 more problems of this kind, the last at \
         many.toml:12002:1"
    );
    assert_eq!(told.list[18].render(Language::Chinese).lines().count(), 2);
}

#[test]
fn a_table_that_cannot_be_had_is_all_that_is_wrong() {
    let library = fixtures();
    for (name, sets) in [
        ("base.toml", ["people.roster=none.csv", "programme.training.capacity=1"]),
        ("base.toml", ["people.roster=base.toml", "programme.training.capacity=1"]),
        ("base.toml", ["schools.file=none.csv", "programme.training.capacity=1"]),
    ] {
        let sets = sets.map(str::to_owned);
        let told = load(&library, name, &sets[..1]).unwrap_err();
        assert_eq!(told.list.len(), 1, "{told}");
    }
}

#[test]
fn nothing_is_told_of_a_file_that_is_no_scenario() {
    let mut library = fixtures();
    let secrets = [
        ("secret", "root:x:0:0:root:/root:/bin/sh\n"),
        ("secret.toml", "[registry]\ntoken = 'hidden'\n"),
        ("half.toml", "token = 'hidden'\nother = {\n"),
    ];
    for (name, text) in secrets {
        library.files.insert(name.to_owned(), text.to_owned());
        library.files.insert("over.toml".to_owned(), format!("extends = '{name}'\n[tier.one]\nstock = 1"));
        let told = load(&library, "over.toml", &[]).unwrap_err();
        let here: Vec<String> = told
            .list
            .iter()
            .filter(|one| one.location.as_ref().is_some_and(|place| &*place.file == name))
            .map(|one| one.render(Language::English))
            .collect();
        assert_eq!(here, [format!("{name}:1:1: error[not-a-scenario]: this file is no scenario")]);
        assert!(!told.texts.contains_key(name) && told.texts.contains_key("over.toml"));
        // Named as a table it is no less a stranger.
        let told = load(&library, "base.toml", &[format!("people.roster={name}")]).unwrap_err().to_string();
        assert!(told.contains("no-header") && !told.contains("hidden") && !told.contains("root"), "{told}");
    }
}

/// An overlay need not name what it makes idle: that is no fault of its own.
#[test]
fn what_an_overlay_makes_idle_is_left_out_and_told() {
    let base = "format = 2\n[scenario]\nid = 'b'\ntitle = { en = 'B' }\nstart = '2021-01'\nend = '2022-12'\n\
                [tier.a]\ntitle = { en = 'A' }\n[channel.c]\ntitle = { en = 'C' }\ncandidates = 9\nmix = { a = 1 }\n\
                places = { a = 3 }\n";
    let over = "format = 2\nextends = 'base.toml'\n[channel.c.places_by_year]\n2021 = { a = 1 }\n2022 = { a = 2 }\n";
    let library = MemoryLibrary::new([("base.toml", base), ("over.toml", over)]);
    let (scenario, warnings) = load(&library, "over.toml", &[]).unwrap();
    let said = warnings.render(Language::English);
    assert!(said.contains("base.toml:13:12: warning[dead-input]: nothing reads `channel.c.places.a`"), "{said}");
    assert!(!scenario.parameters.iter().any(|one| one.path == "channel.c.places.a"));
    // What is kept of it is a scenario in which nothing is idle.
    let copy = MemoryLibrary::new([("scenario.toml", scenario.sources[0].1.as_str())]);
    let (again, warnings) = load(&copy, "scenario.toml", &[]).unwrap();
    assert_eq!((again.digest, warnings.list.len()), (scenario.digest, 0));
    // In the file itself it is a slip of the pen.
    let alone = MemoryLibrary::new([(
        "one.toml",
        format!("{base}places_by_year = {{ 2021 = {{ a = 1 }}, 2022 = {{ a = 2 }} }}\n").as_str(),
    )]);
    assert!(load(&alone, "one.toml", &[]).unwrap_err().render(Language::English).contains("error[dead-input]"));
}
