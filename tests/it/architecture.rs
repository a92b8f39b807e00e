//! The house rules, read from the source: dependencies point one way, and each outer library has one door.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each stage may use of the others. Nothing points up.
const MAY_USE: [(&str, &[&str]); 18] = [
    ("words", &[]),
    ("random", &["words"]),
    ("scenario", &["random", "words"]),
    ("model", &["scenario", "random", "words"]),
    ("simulate", &["model", "scenario", "random", "words"]),
    ("summary", &["simulate", "model", "scenario", "random", "words"]),
    ("study", &["summary", "simulate", "model", "scenario", "random", "words"]),
    ("fit", &["simulate", "model", "scenario", "random", "words"]),
    ("backtest", &["fit", "simulate", "model", "scenario", "random", "words"]),
    ("update", &["backtest", "fit", "summary", "simulate", "model", "scenario", "random", "words"]),
    ("tables", &["backtest", "study", "summary", "simulate", "model", "scenario", "random", "runs", "words"]),
    ("import", &["scenario", "random", "words"]),
    (
        "report",
        &[
            "import", "tables", "update", "backtest", "fit", "study", "summary", "simulate", "model", "scenario",
            "random", "runs", "words",
        ],
    ),
    ("runs", &["random", "words"]),
    ("intake", &["scenario", "words"]),
    (
        "app",
        &[
            "import", "intake", "report", "tables", "runs", "update", "backtest", "fit", "study", "summary",
            "simulate", "model", "scenario", "random", "words",
        ],
    ),
    ("serve", &["app", "import", "report", "runs", "summary", "simulate", "scenario", "random", "words"]),
    (
        "cli",
        &["serve", "app", "import", "report", "runs", "study", "summary", "simulate", "model", "scenario", "words"],
    ),
];

/// What each room of a stage may use of the others. Nothing points back.
const ROOMS: [(&str, &[&str]); 7] = [
    ("simulate/people", &[]),
    ("simulate/hazard", &["simulate/people"]),
    ("simulate/month", &["simulate/hazard", "simulate/people"]),
    ("study/lever", &[]),
    ("study/design", &["study/lever"]),
    ("study/infer", &["study/design"]),
    ("study/questions", &["study/infer", "study/design", "study/lever"]),
];

/// Names that only some files may speak.
const DOORS: [(&str, &[&str]); 37] = [
    ("pyo3", &[]),
    ("fluent_bundle", &["words/catalogue.rs"]),
    ("unic_langid", &["words/catalogue.rs"]),
    ("rust_xlsxwriter", &["report/workbook", "report/form"]),
    ("docx_rs", &["report/document.rs"]),
    ("minijinja", &["report/page", "serve/layout.rs", "serve/page.rs", "serve/questions.rs"]),
    ("zip::", &["report/said/archive.rs", "intake", "app/archive.rs"]),
    ("pulldown_cmark", &["report/page"]),
    ("polars", &["tables"]),
    ("plotters", &["report/charts"]),
    ("resvg", &["report/charts"]),
    ("skrifa", &["report/charts"]),
    ("rand::", &["random", "study", "fit"]),
    ("rayon", &["simulate/pool.rs"]),
    ("nalgebra", &["study/infer"]),
    ("statrs", &["random/settled.rs"]),
    ("cobyla", &["study/questions/allocate/optimiser.rs"]),
    ("calamine", &["intake"]),
    ("quick_xml", &["intake"]),
    ("encoding_rs", &["intake"]),
    ("chardetng", &["intake"]),
    ("hmac::", &["import/keyed.rs"]),
    ("getrandom", &["app/import", "serve/guard.rs"]),
    ("axum", &["serve"]),
    ("tokio", &["serve"]),
    ("futures_util", &["serve/live.rs"]),
    ("form_urlencoded", &["serve/address.rs"]),
    ("open::that", &["cli/desktop/browser.rs"]),
    ("tempfile", &["app/archive.rs", "app/handed.rs", "cli/desktop/plate.rs"]),
    ("clap", &["cli", "app", "serve/mod.rs", "study/questions", "fit/panel.rs"]),
    ("signal_hook", &["app/interruption.rs"]),
    ("indicatif", &["cli"]),
    ("println!", &["cli/output.rs"]),
    ("SystemTime", &["runs/manifest.rs"]),
    ("std::fs", &["scenario/library.rs", "runs", "tables", "app", "cli/desktop"]),
    ("HashMap", &[]),
    ("postcard", &["app/shard"]),
];

/// Files that know Chinese characters, and for what. What is said in Chinese stands in `locales/`.
const CHINESE: [(&str, &str); 9] = [
    ("words/ages.rs", "reads 60岁1个月"),
    ("words/dates.rs", "reads months as 1985年3月 and 一九八五年三月"),
    ("words/number.rs", "reads 4000万 and 3亿元"),
    ("scenario/sheet/cell.rs", "reads 是, 否, 女 and 男"),
    ("scenario/sheet/groups.rs", "tells the signs of dates and amounts from those of names"),
    ("scenario/sheet/left_out.rs", "knows rows of totals and notes by their first word"),
    ("scenario/tree/syntax.rs", "knows a month by its 年"),
    ("report/said/text.rs", "reads sizes such as 万 back from reports"),
    ("report/page/method.rs", "finds a heading in the documentation"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Code lines of every file, by path below `src/`: no comments, no tests.
pub(super) fn code() -> BTreeMap<String, Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files
        .into_iter()
        .filter_map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            let only_test = name.ends_with("tests.rs") || name.contains("/tests/") || name.ends_with("fixtures.rs");
            let text = fs::read_to_string(&path).unwrap();
            (!only_test).then(|| (name, without_tests(&text)))
        })
        .collect()
}

/// The lines of a file that are neither comments nor in a test module. What stands after such a module, and single items
/// that only tests see, are read like the rest.
fn without_tests(text: &str) -> Vec<String> {
    let mut kept = Vec::new();
    let mut lines = text.lines().filter(|line| !line.trim_start().starts_with("//")).peekable();
    while let Some(line) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        let opens = lines.peek().is_some_and(|next| next.contains("mod ") && next.ends_with('{'));
        let tests = ["#[cfg(test)]", "#[cfg(all(test, unix))]"].contains(&line.trim());
        if tests && opens {
            let end = format!("{}}}", " ".repeat(indent));
            lines.by_ref().find(|line| *line == end);
        } else {
            kept.push(line.to_owned());
        }
    }
    kept
}

#[test]
fn only_test_modules_are_left_out() {
    let text =
        "use a;\n#[cfg(test)]\nuse b;\nfn c() {}\n#[cfg(test)]\nmod tests {\n    fn d() {\n    }\n}\nfn e() {}\n";
    assert_eq!(without_tests(text), ["use a;", "#[cfg(test)]", "use b;", "fn c() {}", "fn e() {}"]);
    // A module in a file of its own takes no code with it.
    assert_eq!(
        without_tests("#[cfg(test)]\nmod tests;\n// why\nfn a() {}"),
        ["#[cfg(test)]", "mod tests;", "fn a() {}"]
    );
}

/// A file that no `mod` names is compiled by nobody, and tests in it hold nothing: those of overlays once went so.
#[test]
fn every_file_is_part_of_the_crate() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (folder, top) in [("src", "lib.rs"), ("tests/it", "main.rs")] {
        let folder = root.join(folder);
        let mut files = Vec::new();
        sources(&folder, &mut files);
        for file in &files {
            let (stem, place) = (file.file_stem().unwrap().to_str().unwrap(), file.parent().unwrap());
            let (name, place) = match stem {
                "lib" | "main" if place == folder => continue,
                "mod" => (place.file_name().unwrap().to_str().unwrap(), place.parent().unwrap()),
                _ => (stem, place),
            };
            let parents = [place.join(top), place.join("mod.rs"), place.with_extension("rs")];
            let text: String = parents.iter().filter_map(|parent| fs::read_to_string(parent).ok()).collect();
            let declares = |line: &str| line.trim().trim_end_matches(';').ends_with(&format!("mod {name}"));
            assert!(text.lines().any(declares), "no `mod {name};` leads to {}", file.display());
        }
    }
}

#[test]
fn dependencies_point_one_way() {
    for (name, lines) in code() {
        let stage = name.split('/').next().unwrap_or_default();
        let Some((_, allowed)) = MAY_USE.iter().find(|(known, _)| *known == stage) else { continue };
        for line in lines {
            for (other, _) in MAY_USE.iter().filter(|(other, _)| *other != stage) {
                let used = line.contains(&format!("crate::{other}::")) || line.contains(&format!("crate::{other};"));
                assert!(!used || allowed.contains(other), "{name}: {stage} may use {allowed:?}, not {other}: {line}");
            }
        }
    }
}

#[test]
fn each_outer_library_has_one_door() {
    for (name, lines) in code() {
        for (word, doors) in DOORS {
            let open = doors.iter().any(|door| name.starts_with(door));
            let spoken = lines.iter().find(|line| line.contains(word));
            assert!(open || spoken.is_none(), "{name}: only {doors:?} may name {word}: {spoken:?}");
        }
    }
}

#[test]
fn what_is_said_in_chinese_stands_in_the_locales() {
    let chinese = |line: &String| line.contains(|letter| matches!(letter, '\u{3007}' | '\u{3400}'..='\u{9fff}'));
    let mut knowing = Vec::new();
    for (name, lines) in code() {
        let spoken = lines.iter().find(|line| chinese(line));
        let known = CHINESE.iter().any(|(file, _)| *file == name);
        assert!(known || spoken.is_none(), "{name}: {spoken:?}");
        knowing.extend(spoken.is_some().then_some(name));
    }
    assert_eq!(knowing.len(), CHINESE.len(), "{knowing:?}");
}

/// What a run or a study says is composed once, by nobody who renders it.
#[test]
fn a_view_knows_no_rendering() {
    for (name, lines) in code() {
        let composes = name.starts_with("report/view/") || name.starts_with("report/study/");
        for line in lines.iter().filter(|_| composes) {
            let rendering = ["terminal::", "page::", "svg", "html"].iter().find(|word| line.contains(**word));
            assert!(rendering.is_none(), "{name} names {rendering:?}: {line}");
        }
    }
}

#[test]
fn files_stay_readable() {
    for (name, lines) in code() {
        let count = lines.iter().filter(|line| !line.trim().is_empty()).count();
        assert!(count <= 600, "{name} has {count} lines of code; the ceiling is 600");
    }
}

#[test]
fn the_engine_knows_no_plan() {
    for (name, lines) in code() {
        if name.starts_with("model")
            || name.starts_with("simulate")
            || name.starts_with("summary")
            || name.starts_with("study")
        {
            for line in lines {
                for word in ["iqing", "12351", "2021", "2023", "西青"] {
                    assert!(!line.contains(word), "{name} names {word}: {line}");
                }
            }
        }
    }
}

/// A number is what the engine draws: with its factor, and held within the range of its place. Working its mean or its
/// ends out anew is how two places come to disagree about it.
#[test]
fn what_a_number_is_on_average_has_one_definition() {
    for (name, lines) in code() {
        let door = name.starts_with("random") || name == "scenario/parameter.rs";
        // The check judges what is stated before it is held, and floors and ceilings are no parameters.
        let stated = name == "scenario/check/numbers.rs" || name == "scenario/check/allocate.rs";
        for line in lines.iter().filter(|_| !door) {
            let law = line.contains("distribution.mean(") || line.contains("distribution.variance(");
            let drawn =
                ["quantile(", "support(", "is_fixed("].iter().any(|of| line.contains(&format!("distribution.{of}")));
            assert!(!law && (stated || !drawn), "{name}: ask the parameter, not its distribution: {line}");
        }
    }
}

/// The module that a file below `src/` is, as the names that lead to it.
fn module(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').filter(|part| !["lib", "main"].contains(part)).map(str::to_owned).collect()
}

/// The paths of a `use` tree, one for each leaf.
fn leaves(tree: &str) -> Vec<String> {
    let Some((before, inner)) = tree.trim().strip_suffix('}').and_then(|tree| tree.split_once('{')) else {
        return vec![tree.trim().to_owned()];
    };
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for letter in inner.chars() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        match parts.last_mut() {
            Some(part) if letter != ',' || depth > 0 => part.push(letter),
            _ => parts.push(String::new()),
        }
    }
    let leaf = |part: &String| leaves(part).into_iter().map(|leaf| format!("{before}{leaf}")).collect::<Vec<_>>();
    parts.iter().filter(|part| !part.trim().is_empty()).flat_map(leaf).collect()
}

/// The modules that a file uses, as full paths of names that may go on into the module.
fn uses(own: &[String], lines: &[String]) -> Vec<Vec<String>> {
    let text = lines.join("\n");
    let mut found = Vec::new();
    let listed = text.split(';').filter_map(|statement| Some(leaves(statement.rsplit_once("use ")?.1))).flatten();
    // A path that is written where it is used is a use as well.
    let is_path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    let inline = text.split(|letter| !is_path(letter)).filter(|word| word.contains("::")).map(str::to_owned);
    for leaf in listed.chain(inline) {
        let names: Vec<&str> = leaf.split("::").map(str::trim).collect();
        let up = names.iter().take_while(|name| **name == "super").count();
        let (base, rest) = match names.first() {
            Some(&"crate") => (&own[..0], &names[1..]),
            Some(&"self") => (own, &names[1..]),
            Some(&"super") => (&own[..own.len().saturating_sub(up)], &names[up..]),
            _ => continue,
        };
        found.push(base.iter().cloned().chain(rest.iter().map(|name| (*name).to_owned())).collect());
    }
    found
}

#[test]
fn rooms_of_a_stage_point_one_way() {
    let mut seen = 0;
    for (file, lines) in code() {
        let Some((own, allowed)) = ROOMS.iter().find(|(room, _)| file.starts_with(room)) else { continue };
        for path in uses(&module(&file), &lines) {
            let Some((other, _)) = ROOMS.iter().find(|(room, _)| path.join("/").starts_with(room)) else { continue };
            assert!(other == own || allowed.contains(other), "{file}: {own} may use {allowed:?}, not {other}");
            seen += usize::from(other != own);
        }
    }
    assert!(seen > 30, "uses between rooms are read");
}

/// Files that use each other, directly or through others, can only be understood together. A folder and what is in it
/// count as one another's.
#[test]
fn no_files_use_each_other_in_a_circle() {
    let code = code();
    let known: Vec<Vec<String>> = code.keys().map(|file| module(file)).collect();
    let mut to: BTreeMap<Vec<String>, Vec<Vec<String>>> = BTreeMap::new();
    for (file, lines) in &code {
        let own = module(file);
        let others = uses(&own, lines).into_iter().filter_map(|path| {
            let ends = (1..=path.len()).rev().map(|length| path[..length].to_vec());
            ends.into_iter().find(|module| known.contains(module))
        });
        let apart = others.filter(|other| !other.starts_with(&own) && !own.starts_with(other)).collect();
        to.insert(own, apart);
    }
    assert!(to.values().map(Vec::len).sum::<usize>() > 500, "uses are read");
    for start in to.keys() {
        let (mut open, mut seen) = (vec![start.clone()], Vec::new());
        while let Some(module) = open.pop() {
            for next in to.get(&module).into_iter().flatten() {
                assert!(next != start, "{} comes back to itself by way of {}", start.join("/"), module.join("/"));
                if !seen.contains(next) {
                    seen.push(next.clone());
                    open.push(next.clone());
                }
            }
        }
    }
}
