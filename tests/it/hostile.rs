//! Text from outside is data: whatever a title holds, no way out of the program takes it for anything else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tidui::words::lines;

use crate::command::{code, entries, err, folder, out, the_run};

/// A plan whose every title holds what moves a cursor, forges a line, turns text round, opens a tag or begins a formula.
fn hostile() -> String {
    let evil = r#"=HYPERLINK(\"x\")\u001b]0;pwned\u0007\u001b[2J\nforged: 0 errors\u202egnp.exe\u200b\u0085\u2028<script>alert(1)</script>&\u001b[31mred"#;
    format!(
        r#"
[scenario]
id = "evil"
title = {{ zh = "{evil}甲", en = "{evil}A" }}
description = {{ zh = "{evil}乙", en = "{evil}B" }}
start = "2025-01"
end = "2025-12"
[tier.a]
title = {{ zh = "{evil}丙", en = "@{evil}C" }}
stock = {{ uniform = [3, 9], basis = "assumption", source = "{evil}", note = "+{evil}" }}
[programme.p]
title = {{ zh = "{evil}", en = "-{evil}" }}
source = "\t{evil}"
reaches = "district"
unit = {{ zh = "{evil}", en = "{evil}" }}
units = 3
unit_cost = {{ line = "l", amount = 1000 }}
[effect.e]
programme = "p"
on = ["move.m"]
odds_ratio = 0.9
[move.m]
title = {{ zh = "{evil}", en = "{evil}" }}
kind = "leave"
from = ["a"]
rate = 0.1
[payer.q]
title = {{ zh = "{evil}", en = "{evil}" }}
[line.l]
title = {{ zh = "＝{evil}", en = "＝{evil}" }}
payer = "q"
[fund.f]
title = {{ zh = "{evil}", en = "{evil}" }}
appropriation = 2000
pays = ["l"]
[target.t]
title = {{ zh = "{evil}", en = "{evil}" }}
at = "2025-12"
at_least = 3
count = "stock"
"#
    )
}

fn files(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Nothing that moves, turns, hides or begins a formula; colours may be asked for.
fn shown(text: &str, what: &str) {
    let colourless = text.replace("\u{1b}[0m", "");
    let mut parts = colourless.split("\u{1b}[");
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, after) = part.split_once('m').unwrap_or_else(|| panic!("{what}: ESC[{part}"));
        // Those of the program's own tones, and not the red of a title.
        assert!(["1", "2", "4", "31", "32", "33", "36"].contains(&code), "{what}: ESC[{code}m");
        assert!(!after.starts_with("red"), "{what}: a title's own colour");
        rest += after;
    }
    assert_eq!(lines(&rest), rest, "{what}");
    // A long title may be wrapped within its column; it is never at the beginning of a line, where remarks are.
    assert!(!text.lines().any(|line| line.starts_with("forged:")), "{what}: a forged line\n{text}");
}

#[test]
fn a_hostile_title_is_a_title_everywhere() {
    let here = folder();
    fs::write(here.path().join("plan.toml"), hostile()).unwrap();
    let tidui = |words: &[&str], colour: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tidui"));
        command.current_dir(here.path()).env("CLICOLOR_FORCE", colour).args(words).output().unwrap()
    };
    for colour in ["0", "1"] {
        for words in [
            &["check", "plan.toml"][..],
            &["check", "plan.toml", "--json"],
            &["run", "plan.toml", "--replicates", "20"],
        ] {
            for language in ["zh", "en"] {
                let done = tidui(&[words, &["--lang", language]].concat(), colour);
                assert_eq!(code(&done), 0, "{}", err(&done));
                shown(&out(&done), &format!("{words:?}"));
                shown(&err(&done), &format!("{words:?}"));
            }
        }
    }
    let run = the_run(&here.path().join("output"));
    let (mut csv, mut json) = (0, 0);
    for path in files(&run) {
        let kind = path.extension().unwrap_or_default().to_str().unwrap().to_owned();
        if !["csv", "json", "html", "txt", "svg"].contains(&&*kind) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let text = text.trim_start_matches('\u{feff}');
        // Lines mean nothing where text is marked up.
        let text = if ["html", "svg"].contains(&&*kind) { text.replace('\n', " ") } else { text.to_owned() };
        shown(&text, &path.display().to_string());
        if kind == "html" || kind == "svg" {
            assert!(!text.contains("<script>alert"), "{}", path.display());
        }
        if kind == "json" {
            serde_json::from_str::<Value>(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            json += 1;
        }
        if kind == "csv" {
            let mut reader = csv_rows(&text);
            let head = reader.remove(0);
            for (name, cell) in reader.iter().flat_map(|row| head.iter().zip(row)) {
                let number = cell.parse::<f64>().is_ok();
                let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
                assert!(number || !formula, "{}: {name}: {cell}", path.display());
            }
            csv += 1;
        }
    }
    assert!(csv > 5 && json > 2, "{csv} tables, {json} objects");
    // The rule stands where the columns are explained.
    assert!(fs::read_to_string(run.join("dictionary.csv")).unwrap().contains("apostrophe"));
    // Other ways to see them: the list of runs, a life, and an error that quotes.
    let name = run.display().to_string();
    for words in [
        &["runs"][..],
        &["verify", &name],
        &["replay", &name, "--replicate", "0"],
        &["compare", "plan.toml", "plan.toml", "--replicates", "20"],
    ] {
        let done = tidui(words, "1");
        shown(&out(&done), &format!("{words:?}"));
        shown(&err(&done), &format!("{words:?}"));
    }
    for set in ["tier.a.stock='\u{1b}[2J\u{9b}1A'", "tier.\u{1b}]0;x\u{7}=1", "\u{202e}=1"] {
        let done = tidui(&["check", "plan.toml", "--set", set], "1");
        assert_eq!(code(&done), 2);
        shown(&err(&done), set);
    }
    let done = tidui(&["check", "no\u{1b}[2J\nsuch\u{202e}file"], "1");
    assert_eq!(code(&done), 2);
    shown(&err(&done), "a file's name");
    let done = tidui(&["\u{1b}[2Jcheck"], "1");
    assert_eq!(code(&done), 2);
    shown(&err(&done), "a command's name");
}

/// Rows of a table whose cells have no line breaks.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| {
        let (mut row, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        for character in line.trim_start_matches('\u{feff}').chars() {
            match character {
                '"' => quoted = !quoted,
                ',' if !quoted => row.push(std::mem::take(&mut cell)),
                _ => cell.push(character),
            }
        }
        row.push(cell);
        row
    };
    text.lines().map(cells).collect()
}

/// The folder may be called what it likes: the command that is printed is pasted and works.
#[cfg(unix)]
#[test]
fn printed_commands_can_be_pasted() {
    for name in [
        "my plans",
        "it's",
        "$(touch pwned)",
        "`touch pwned`",
        "a;touch pwned",
        "-n",
        "two\nlines",
        "\u{1b}[2J",
        "a\\b",
        "!x",
    ] {
        let here = folder();
        let place = here.path().join(name);
        fs::create_dir(&place).unwrap();
        fs::write(place.join("plan.toml"), hostile()).unwrap();
        let bin = env!("CARGO_BIN_EXE_tidui");
        let done = Command::new(bin)
            .current_dir(here.path())
            .args(["run", "--replicates", "4", "--no-charts", "--lang", "en"])
            .arg(format!("--output={name}/out"))
            .arg(format!("./{name}/plan.toml"))
            .output()
            .unwrap();
        assert_eq!(code(&done), 0, "{name:?}: {}", err(&done));
        let text = out(&done);
        let at = text.find("  tidui replay ").unwrap_or_else(|| panic!("{name:?}: {text}"));
        let script = text[at..].trim().replacen("tidui", bin, 1);
        let pasted = Command::new("sh").current_dir(here.path()).arg("-c").arg(&script).output().unwrap();
        assert!(pasted.status.success(), "{name:?}: {script}\n{}", err(&pasted));
        assert!(!here.path().join("pwned").exists(), "{script}");
    }
}
