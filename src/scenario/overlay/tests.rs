use super::merge::Rule;
use super::*;
use crate::scenario::tree::Node;
use crate::scenario::{DiskLibrary, MemoryLibrary};
use crate::words::Language;

const BASE: &str = "scenario.id = 'base'\n[channel.open]\nlag = 3\nphases = ['junior', 'senior']\n\
                    places = { expert = 8, leader = { pert = [1, 2, 3], source = 'survey', times = 2 } }\n\
                    calendar = { '12' = 1 }\nmix = { expert = 1, leader = { value = 2, basis = 'plan' } }\n\
                    places_by_year = { '2021' = { expert = 2 }, '2022' = { expert = 3 } }\n\
                    [rule.push]\nset = { 'move.promote.places' = 15 }\n";

fn run(files: &[(&str, &str)], sets: &[&str]) -> Result<Resolved, Diagnostics> {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    resolve(&MemoryLibrary::new(files.iter().copied()), "top.toml", &sets)
}

fn json(files: &[(&str, &str)], sets: &[&str]) -> String {
    run(files, sets).unwrap().tree.to_json().to_string()
}

fn over(overlay: &str) -> Node {
    let top = format!("extends = 'base.toml'\n{overlay}\n");
    run(&[("top.toml", &top), ("base.toml", BASE)], &[]).unwrap().tree
}

fn set(set: &str) -> Node {
    run(&[("top.toml", BASE)], &[set]).unwrap().tree
}

fn problem(files: &[(&str, &str)], sets: &[&str]) -> String {
    run(files, sets).unwrap_err().render(Language::English)
}

fn at(tree: &Node, path: &str) -> String {
    let keys: Vec<&str> = path.split('.').collect();
    tree.find(&keys).unwrap().to_json().to_string()
}

#[test]
fn overlays_merge_in_base_order_and_keep_their_places() {
    let tree = over("[channel.new]\nlag = 1\n[channel.open]\nphases = ['junior']\nplaces.expert = 9\n");
    let Value::Table(root) = &tree.value else { panic!("a table") };
    assert_eq!(root.keys().collect::<Vec<_>>(), ["scenario", "channel", "rule"]);
    let Value::Table(channels) = &root["channel"].node.value else { panic!("a table") };
    assert_eq!(channels.keys().collect::<Vec<_>>(), ["open", "new"]);
    assert_eq!(at(&tree, "channel.open.lag"), "3");
    assert_eq!(at(&tree, "channel.open.phases"), r#"["junior"]"#);
    assert_eq!(tree.nearest("channel.open".split('.')).location.to_string(), "base.toml:2:1");
    assert_eq!(tree.nearest("channel.open.places".split('.')).location.to_string(), "base.toml:5:10");
    assert_eq!(tree.nearest("channel.open.places.expert".split('.')).location.to_string(), "top.toml:6:17");
    assert_eq!(tree.nearest("channel.open.phases.0".split('.')).location.to_string(), "top.toml:5:11");
    let Value::Table(places) = &tree.find(&["channel", "open", "places"]).unwrap().value else { panic!("a table") };
    assert_eq!(places["expert"].key.to_string(), "top.toml:6:8");
    assert_eq!(places["leader"].key.to_string(), "base.toml:5:24");
}

#[test]
fn quantities_are_replaced_scaled_or_said_more_of() {
    let leader =
        |overlay: &str| at(&over(&format!("channel.open.places.leader = {overlay}")), "channel.open.places.leader");
    // The source spoke of the other number.
    assert_eq!(leader("{ uniform = [1, 2] }"), r#"{"uniform":[1,2]}"#);
    assert_eq!(leader("{ value = 'x' }"), r#"{"value":"x"}"#);
    assert_eq!(leader("4"), "4");
    assert_eq!(leader("{ times = 3, note = 'x' }"), r#"{"pert":[1,2,3],"source":"survey","times":6,"note":"x"}"#);
    assert_eq!(leader("{ times = 0.25 }"), r#"{"pert":[1,2,3],"source":"survey","times":0.5}"#);
    let scaled = over("channel.open.places.expert = { times = 0.5, note = 'x' }");
    assert_eq!(at(&scaled, "channel.open.places.expert"), r#"{"value":8,"times":0.5,"note":"x"}"#);
    assert_eq!(scaled.nearest("channel.open.places.expert.value".split('.')).location.to_string(), "base.toml:5:21");
    assert_eq!(scaled.nearest("channel.open.places.expert.times".split('.')).location.to_string(), "top.toml:2:40");
    // A misspelt key is told as one, beside the number that it is about.
    assert_eq!(
        at(&over("channel.open.places.expert = { tmes = 1 }"), "channel.open.places.expert"),
        r#"{"value":8,"tmes":1}"#
    );
    // Something that is merely called like a way of saying a number is none.
    assert_eq!(at(&over("[channel.normal]\nlag = 2\n[channel.value]\nlag = 4"), "channel.normal"), r#"{"lag":2}"#);
    assert_eq!(at(&over("[channel.normal]\nlag = 2\n[channel.value]\nlag = 4"), "channel.open.lag"), "3");
}

#[test]
fn what_is_one_value_is_replaced_whole() {
    let files = |overlay: &str| {
        let base = "[scenario]\ntitle = { zh = '原', en = 'Old' }\n\
                    [people]\nages = { '20-39' = 3, '40-59' = 2 }\nmonths_in_tier = [0, 60]\n\
                    [tier.a]\nkinds = { weak = 2, central = 1 }\nunit = 1\n\
                    [move.m]\nrate_by_age = { '20' = 0.1, '50' = 0.2 }\ncalendar = { '7' = 3, '8' = 1 }\n\
                    who = { min_age = 30, max_age = 50 }\n\
                    [channel.c]\nmix = { a = 1, b = { value = 2, basis = 'plan' } }\nacceptance = { a = 0.5, b = 0.6 }\n\
                    [channel.c.award]\namount = { a = 10, b = 20 }\n\
                    [equity]\nlimits = { primary = 0.5, senior = 0.4 }\n\
                    [correlation]\nparameters = ['x', 'y']\nmatrix = [[1, 0.5], [0.5, 1]]\n";
        let top = format!("extends = 'base.toml'; format = 2\n{overlay}").replace("; ", "\n");
        run(&[("top.toml", &top), ("base.toml", base)], &[]).unwrap().tree
    };
    for (path, overlay, whole) in [
        ("scenario.title", "{ en = 'New' }", r#"{"en":"New"}"#),
        ("people.ages", "{ '22-59' = 1 }", r#"{"22-59":1}"#),
        ("tier.a.kinds", "{ central = 2 }", r#"{"central":2}"#),
        ("move.m.rate_by_age", "{ '30' = 0.3 }", r#"{"30":0.3}"#),
        ("move.m.calendar", "{ '1' = 1 }", r#"{"1":1}"#),
        ("move.m.calendar", "{ }", "{}"),
        ("channel.c.mix", "{ b = 1 }", r#"{"b":1}"#),
        ("correlation", "{ parameters = ['y', 'z'] }", r#"{"parameters":["y","z"]}"#),
        // A factor reads the base, in a table that is replaced too.
        ("channel.c.mix", "{ b = { times = 3 }, d = 1 }", r#"{"b":{"value":2,"basis":"plan","times":3},"d":1}"#),
        ("move.m.rate_by_age", "{ '50' = { times = 2 } }", r#"{"50":{"value":0.2,"times":2}}"#),
        // What stands side by side, each for itself, is laid over key by key.
        ("move.m.who", "{ max_age = 60 }", r#"{"min_age":30,"max_age":60}"#),
        ("channel.c.acceptance", "{ b = 0.7 }", r#"{"a":0.5,"b":0.7}"#),
        ("channel.c.award.amount", "{ b = 30 }", r#"{"a":10,"b":30}"#),
        ("equity.limits", "{ senior = 0.3 }", r#"{"primary":0.5,"senior":0.3}"#),
    ] {
        assert_eq!(at(&files(&format!("{path} = {overlay}")), path), whole, "{path} = {overlay}");
    }
    let moved = files("[move.m]\ncalendar = { '1' = 1 }");
    assert_eq!(moved.nearest("move.m.calendar".split('.')).location.to_string(), "top.toml:4:12");
}

#[test]
fn a_fiscal_year_is_the_same_by_its_number_and_by_its_label() {
    let base = "extends = 'base.toml'\nfund.f.appropriation_by_year = { '2025' = 7, '2026' = 8 }";
    for set in ["fund.f.appropriation_by_year.2025/26=9", "fund.f.appropriation_by_year.2025=9"] {
        let tree = run(&[("top.toml", base), ("base.toml", BASE)], &[set]).unwrap();
        assert_eq!(at(&tree.tree, "fund.f.appropriation_by_year"), r#"{"2025":9,"2026":8}"#, "{set}");
    }
}

#[test]
fn years_are_laid_over_year_by_year() {
    let tree =
        over("channel.open.places_by_year.'2022' = { leader = 1 }\nchannel.open.places_by_year.'2023'.expert = 4");
    assert_eq!(
        at(&tree, "channel.open.places_by_year"),
        r#"{"2021":{"expert":2},"2022":{"expert":3,"leader":1},"2023":{"expert":4}}"#
    );
}

#[test]
fn every_table_of_the_format_has_its_rule_from_its_type() {
    let mut rules: Vec<String> = Vec::new();
    let mut walk = vec![(String::new(), Shape::top(known_schema()))];
    while let Some((path, shape)) = walk.pop() {
        match Rule::of(&shape) {
            Rule::Keys => {}
            rule => rules.push(format!("{path} {rule:?}")),
        }
        if Rule::of(&shape) == Rule::Quantity {
            rules.pop();
            continue;
        }
        for key in shape.keys().into_iter().chain(["*"]) {
            let inner = shape.child(key);
            if inner.is_known() && inner.takes("object") && path.len() < 60 {
                walk.push((if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }, inner));
            }
        }
    }
    rules.sort();
    insta::assert_snapshot!(rules.join("\n"));
}

#[test]
fn chains_of_any_depth_are_read_in_order() {
    let files = [
        ("top.toml", "extends = 'low/half.toml'\n"),
        ("low/half.toml", "extends = '../base.toml'\ntier.expert.stock = { times = 0.5 }"),
        ("base.toml", "extends = \"./root.toml\"\ntier.expert.stock = 4"),
        ("root.toml", "tier.expert.stock = 1\ntier.leader.stock = 2"),
    ];
    let resolved = run(&files, &[]).unwrap();
    let names: Vec<&str> = resolved.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["top.toml", "low/half.toml", "base.toml", "root.toml"]);
    assert_eq!(
        resolved.tree.to_json().to_string(),
        r#"{"tier":{"expert":{"stock":{"value":4,"times":0.5}},"leader":{"stock":2}}}"#
    );
}

#[test]
fn loops_are_printed_whole() {
    let files = [
        ("top.toml", "extends = 'a.toml'"),
        ("a.toml", "x = 1\nextends = 'low/b.toml'"),
        ("low/b.toml", "extends = '../low/../a.toml'"),
    ];
    assert_eq!(
        problem(&files, &[]),
        "low/b.toml:1:11: error[extends-loop]: files extend each other in a loop: a.toml → low/b.toml → a.toml"
    );
    assert_eq!(
        run(&[("top.toml", "extends = './top.toml'")], &[]).unwrap_err().render(Language::Chinese),
        "top.toml:1:11: 错误[extends-loop]: 文件循环引用：top.toml → top.toml"
    );
}

#[test]
fn missing_and_broken_files_are_reported_together_with_settings() {
    assert_eq!(
        problem(&[("top.toml", "extends = 'bse.toml'\na = nan"), ("base.toml", BASE)], &["x", ".a=1", "a="]),
        "top.toml:2:5: error[not-finite]: `nan` is not a finite number\n\
         top.toml:1:11: error[missing-file]: there is no file `bse.toml`\n    hint: perhaps `base.toml`\n\
         --set:1:1: error[bad-setting]: there is no `=` in `x`\n    hint: write path=value, for instance --set scenario.end=2024-12\n\
         --set:2:1: error[bad-setting]: the path `.a` has an empty part\n    hint: write path=value, for instance --set scenario.end=2024-12\n\
         --set:3:3: error[bad-setting]: there is no value after `=`\n    hint: write path=value, for instance --set scenario.end=2024-12"
    );
    assert_eq!(
        problem(&[("tip.toml", "")], &[]),
        "error[missing-file]: there is no file `top.toml`\n    hint: perhaps `tip.toml`"
    );
    assert_eq!(
        problem(&[("top.toml", "extends = 1")], &[]),
        "top.toml:1:11: error[wrong-type]: `extends` must be text\n    hint: write extends = \"name-of-file.toml\""
    );
    assert_eq!(
        run(&[("top.toml", "extends = 'zzzzzz.toml'")], &[]).unwrap_err().render(Language::Chinese),
        "top.toml:1:11: 错误[missing-file]: 找不到文件 `zzzzzz.toml`"
    );
}

#[test]
fn files_on_disk_are_found_beside_the_file_that_names_them() {
    let folder = std::env::temp_dir().join(format!("tidui-overlay-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("low")).unwrap();
    std::fs::write(folder.join("base.toml"), "a = 1\nb = 2").unwrap();
    std::fs::write(folder.join("low/top.toml"), "extends = '../base.toml'\na = 3").unwrap();
    std::fs::write(folder.join("low/wrong.toml"), "extends = '../bsae.toml'").unwrap();
    std::fs::write(folder.join("latin.toml"), [0xe9]).unwrap();
    let name = |file: &str| folder.join(file).to_str().unwrap().to_owned();
    let resolved = resolve(&DiskLibrary, &name("low/top.toml"), &[]).unwrap();
    let wrong = resolve(&DiskLibrary, &name("low/wrong.toml"), &[]).unwrap_err();
    let latin = resolve(&DiskLibrary, &name("latin.toml"), &[]).unwrap_err();
    let folder_itself = resolve(&DiskLibrary, &name("low"), &[]).unwrap_err();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(resolved.tree.to_json().to_string(), r#"{"a":3,"b":2}"#);
    assert_eq!(resolved.files[1].name, name("base.toml"));
    assert_eq!(
        wrong.render(Language::English),
        format!(
            "{}:1:11: error[missing-file]: there is no file `{}`\n    hint: perhaps `{}`",
            name("low/wrong.toml"),
            name("bsae.toml"),
            name("base.toml")
        )
    );
    assert_eq!(
        latin.render(Language::English),
        format!(
            "error[not-utf8]: the file `{}` is not UTF-8 text\n    hint: save it again as UTF-8",
            name("latin.toml")
        )
    );
    assert_eq!(folder_itself.list[0].code, "unreadable-file");
}

#[test]
fn settings_replace_values() {
    assert_eq!(at(&set("channel.open.places.expert=12"), "channel.open.places.expert"), "12");
    assert_eq!(at(&set("scenario.title.zh = 新方案 A"), "scenario.title.zh"), r#""新方案 A""#);
    for month in ["2022-09", "2022-09-01", "\"2022-09\"", "'2022-09'"] {
        let told = at(&set(&format!("scenario.start={month}")), "scenario.start");
        assert_eq!(told, format!("\"{}\"", month.trim_matches(['"', '\''])));
    }
    // A title may look like a number, a number never like text.
    assert_eq!(at(&set("scenario.title.zh=2025"), "scenario.title.zh"), r#""2025""#);
    assert_eq!(at(&set("channel.open.source=1\nb = 2"), "channel.open.source"), r#""1\nb = 2""#);
    assert_eq!(at(&set("channel.open.phases.1=primary"), "channel.open.phases"), r#"["junior","primary"]"#);
    let tree = set(" channel.open.places.expert = { value = 3 }");
    assert_eq!(tree.nearest("channel.open.places.expert".split('.')).location.to_string(), "--set:1:31");
    assert_eq!(tree.nearest("channel.open.places.expert.value".split('.')).location.to_string(), "--set:1:41");
}

#[test]
fn settings_read_numbers_as_people_write_them() {
    let expert = |text: &str| at(&set(&format!("channel.open.places.expert={text}")), "channel.open.places.expert");
    for (text, number) in [
        ("500万", "5000000"),
        ("５００", "500"),
        ("1,500", "1500"),
        ("22，000", "22000"),
        ("1_500", "1500"),
        ("5%", "0.05"),
        ("５．５％", "0.055"),
        ("-3", "-3"),
        ("1e3", "1000.0"),
        ("{ pert = [1%, 2%, 5%], note = '5%' }", r#"{"pert":[0.01,0.02,0.05],"note":"5%"}"#),
        ("{ pert = [1万, 2万, 5万] }", r#"{"pert":[10000,20000,50000]}"#),
    ] {
        assert_eq!(expert(text), number, "{text}");
    }
    assert_eq!(at(&set("run.replicates=1万"), "run.replicates"), "10000");
    assert_eq!(at(&set("channel.open.places.expert＝5%"), "channel.open.places.expert"), "0.05");
    // What is no number of one meaning stays what it is, for the check to refuse.
    assert_eq!(expert("1,5"), r#""1,5""#);
    assert_eq!(expert("many"), r#""many""#);
}

#[test]
fn settings_are_refused_in_a_unit_that_their_number_cannot_have() {
    let base = "[move.leave]\nrate = 0.1\n[fund.special]\nappropriation = 5\nappropriation_by_year.2021 = 5\n";
    let refused = |set: &str| {
        run(&[("top.toml", base)], &[set]).is_err_and(|all| all.list.iter().all(|one| one.code == "wrong-unit"))
    };
    for set in [
        "move.leave.rate=0.1元",
        "move.leave.rate={ pert = [0.1, ¥0.2, 0.3] }",
        "move.leave.places=5元",
        "fund.special.appropriation=5%",
        "fund.special.appropriation.value=5‰",
        "fund.special.appropriation_by_year.2021=5%",
    ] {
        assert!(refused(set), "{set}");
    }
    let taken = |set: &str| run(&[("top.toml", base)], &[set]).is_ok();
    for set in ["move.leave.rate=5%", "fund.special.appropriation=500万元", "move.leave.places=5"] {
        assert!(taken(set), "{set}");
    }
}

#[test]
fn settings_know_quantities() {
    let leader = |text: &str| at(&set(&format!("channel.open.places.leader{text}")), "channel.open.places.leader");
    let stamped = r#"{"value":5,"basis":"assumption","note":"--set"}"#;
    assert_eq!(leader("=5"), stamped);
    assert_eq!(leader(".value=5"), stamped);
    assert_eq!(leader(".pert=[1, 2, 4]"), r#"{"pert":[1,2,4],"basis":"assumption","note":"--set"}"#);
    assert_eq!(leader(".pert.1=2.5"), r#"{"pert":[1,2.5,3],"times":2,"basis":"assumption","note":"--set"}"#);
    assert_eq!(leader(".times=0.5"), r#"{"pert":[1,2,3],"source":"survey","times":0.5}"#);
    assert_eq!(leader("={times = 0.5}"), r#"{"pert":[1,2,3],"source":"survey","times":1.0}"#);
    assert_eq!(leader(".note=mine"), r#"{"pert":[1,2,3],"source":"survey","times":2,"note":"mine"}"#);
    let tree = set("channel.open.places.leader=5");
    assert_eq!(tree.nearest("channel.open.places.leader.value".split('.')).location.to_string(), "--set:1:28");
    // Also where the value is stated with a source of its own.
    let mix = |text: &str| at(&set(&format!("channel.open.mix.leader{text}")), "channel.open.mix");
    assert_eq!(mix(".value=7"), r#"{"expert":1,"leader":{"value":7,"basis":"assumption","note":"--set"}}"#);
    assert_eq!(
        at(&set("channel.open.places.expert.times=0.5"), "channel.open.places.expert"),
        r#"{"value":8,"times":0.5}"#
    );
    assert_eq!(
        at(&set("channel.open.places.expert.uniform=[1, 2]"), "channel.open.places.expert"),
        r#"{"uniform":[1,2],"basis":"assumption","note":"--set"}"#
    );
    assert_eq!(
        json(&[("top.toml", BASE)], &["channel.open.lag=1", "channel.open.lag=2"]),
        json(&[("top.toml", BASE)], &["channel.open.lag=2"])
    );
}

#[test]
fn a_setting_of_one_entry_leaves_the_others_and_of_a_table_none() {
    assert_eq!(at(&set("channel.open.calendar={ '1' = 1 }"), "channel.open.calendar"), r#"{"1":1}"#);
    assert_eq!(at(&set("channel.open.calendar.1=1"), "channel.open.calendar"), r#"{"12":1,"1":1}"#);
    assert_eq!(
        at(&set("channel.open.mix={ expert = { times = 2 } }"), "channel.open.mix"),
        r#"{"expert":{"value":1,"times":2}}"#
    );
    assert_eq!(at(&set("channel.open.mix.expert=5"), "channel.open.mix.expert"), "5");
}

#[test]
fn a_setting_goes_where_the_format_has_a_place() {
    assert_eq!(at(&set("run.seed=7"), "run"), r#"{"seed":7}"#);
    assert_eq!(at(&set("scenario.title.zh=甲"), "scenario.title"), r#"{"zh":"甲"}"#);
    assert_eq!(at(&set("channel.open.award.amount.expert=5"), "channel.open.award"), r#"{"amount":{"expert":5}}"#);
    assert_eq!(
        at(&set("channel.open.places_by_year.2023.expert=5"), "channel.open.places_by_year.2023"),
        r#"{"expert":5}"#
    );
    assert_eq!(at(&set("allocate.line.seats@2022.least=7"), "allocate"), r#"{"line":{"seats@2022":{"least":7}}}"#);
    // The names of levers have dots in them.
    let rule = |set: &str| {
        let tree = run(&[("top.toml", BASE)], &[set]).unwrap().tree;
        tree.find(&["rule", "push", "set"]).unwrap().to_json().to_string()
    };
    assert_eq!(rule("rule.push.set.move.promote.places=20"), r#"{"move.promote.places":20}"#);
    assert_eq!(rule("rule.push.set.programme.p.units=3"), r#"{"move.promote.places":15,"programme.p.units":3}"#);
}

#[test]
fn settings_without_a_place_name_the_nearest() {
    assert_eq!(
        problem(
            &[("top.toml", BASE)],
            &[
                "chanel.x=1",
                "channel.opne.lag=1",
                "channel.zzzzzz.lag=1",
                "channel.open.lag.x=1",
                "channel.open.phases.7=1",
                "rnu.seed=1",
                "extends=x.toml",
            ]
        ),
        "--set:7:1: error[bad-setting]: `extends` belongs to a file and cannot be set\n    hint: write it into the file\n\
         --set:1:1: error[unknown-path]: there is no `chanel`\n    hint: perhaps `channel`\n\
         --set:2:9: error[unknown-path]: there is no `channel.opne`\n    hint: perhaps `open`\n\
         --set:3:9: error[unknown-path]: there is no `channel.zzzzzz`\n    hint: allowed: `open`\n\
         --set:4:18: error[unknown-path]: there is no `channel.open.lag.x`\n    \
         hint: `channel.open.lag` is a single value with no keys in it\n\
         --set:5:21: error[unknown-path]: there is no `channel.open.phases.7`\n    \
         hint: `channel.open.phases` is a list, numbered from 0 to 1\n\
         --set:6:1: error[unknown-path]: there is no `rnu`\n    hint: perhaps `run`"
    );
    assert_eq!(
        problem(
            &[("top.toml", BASE)],
            &[
                "channel.open.mix={ a = 1",
                "channel.open.candidates = inf",
                "channel.open.candidates=1e999",
                "scenario.title.zh=\"x"
            ]
        ),
        "--set:1:25: error[syntax]: the table is not closed: its `}` is missing\n\
         --set:2:27: error[not-finite]: `inf` is not a finite number\n\
         --set:3:25: error[number-too-large]: the number `1e999` is too large\n\
         --set:4:21: error[syntax]: the text is not closed: its closing quote is missing"
    );
}

#[test]
fn nothing_makes_resolving_panic() {
    let pieces = [
        "channel.open",
        ".places",
        ".mix",
        ".calendar",
        ".phases",
        "pert",
        "5%",
        "rule.push.set",
        ".",
        "=",
        "leader",
        "expert",
        "times",
        "0",
        "{",
        "}",
        "value = 1",
        "times = 2",
        "[",
        "]",
        "\"",
        "中",
        " ",
        "\n",
    ];
    let mut state = 7_u64;
    let mut roll = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % sides
    };
    for _ in 0..5000 {
        let mut salad = || (0..roll(9)).map(|_| pieces[roll(pieces.len())]).collect::<String>();
        let (one, two, top) = (salad(), salad(), salad());
        let _ = run(&[("top.toml", BASE)], &[&one, &two]);
        let top = format!("extends = 'base.toml'\n{top}");
        let _ = run(&[("top.toml", &top), ("base.toml", BASE)], &[&one]);
    }
}

#[test]
fn an_overlay_takes_away_what_it_names() {
    let over = |without: &str| {
        let top = format!("extends = 'base.toml'\nwithout = [{without}]\n");
        run(&[("top.toml", &top), ("base.toml", BASE)], &[])
    };
    let tree = over("'channel.open.places_by_year.2021', 'channel.open.mix', 'rule.push.set.move.promote.places'")
        .unwrap()
        .tree;
    assert_eq!(at(&tree, "channel.open.places_by_year"), r#"{"2022":{"expert":3}}"#);
    assert!(tree.find(&["channel", "open", "mix"]).is_none() && tree.find(&["without"]).is_none());
    // What held nothing else is gone with it.
    assert!(tree.find(&["rule"]).is_none());
    // A fiscal year goes by its number and by its label.
    assert_eq!(
        at(&over("'channel.open.places_by_year.2021/22'").unwrap().tree, "channel.open.places_by_year"),
        r#"{"2022":{"expert":3}}"#
    );
    // What is laid over comes after what is taken away, so that a table can be stated anew.
    let anew = "extends = 'base.toml'\nwithout = ['channel.open.places']\n[channel.open]\nplaces = { leader = 1 }\n";
    let tree = run(&[("top.toml", anew), ("base.toml", BASE)], &[]).unwrap().tree;
    assert_eq!(at(&tree, "channel.open.places"), r#"{"leader":1}"#);
    let told = over("'channel.opne.mix', 7").unwrap_err().render(Language::English);
    assert!(told.contains("top.toml:2:12: error[unknown-path]") && told.contains("`channel.opne.mix`"), "{told}");
    assert!(told.contains("perhaps `open`") || told.contains("`open`"), "{told}");
    assert!(told.contains("error[wrong-type]: `without` must be a list of texts"), "{told}");
    let told = problem(&[("top.toml", "without = ['a']\nscenario.id = 'x'")], &[]);
    assert!(told.contains("error[no-effect]") && told.contains("extends none"), "{told}");
    assert!(problem(&[("top.toml", BASE)], &["without=['rule']"]).contains("error[bad-setting]"));
}

#[test]
fn yearly_figures_go_with_the_years_that_an_overlay_takes_from_the_run() {
    let base = "[scenario]\nid = 'b'\nstart = '2021-01'\nend = '2023-12'\n[channel.open]\n\
                places_by_year = { '2020' = { expert = 1 }, '2022' = { expert = 3 }, '2023' = { expert = 4 } }\n";
    let later = "extends = 'base.toml'\nscenario.start = '2022-07'\nscenario.fiscal_year_starts = 7\n\
                 channel.open.places_by_year = { '2019' = { expert = 9 } }\n";
    let library = MemoryLibrary::new([("top.toml", later), ("base.toml", base)]);
    let (resolved, told) = attempt(&library, "top.toml", &[]);
    // Those of the file that moved the start are its own mistakes.
    assert_eq!(
        at(&resolved.unwrap().tree, "channel.open.places_by_year"),
        r#"{"2022":{"expert":3},"2023":{"expert":4},"2019":{"expert":9}}"#
    );
    let told = told.render(Language::English);
    assert!(
        told.contains("top.toml:2:18: warning[years-left-out]: 1 yearly figures") && told.contains("2020"),
        "{told}"
    );
    // In one file they are mistakes as well.
    let (resolved, told) = attempt(&library, "base.toml", &[]);
    assert!(told.list.is_empty() && at(&resolved.unwrap().tree, "channel.open.places_by_year").contains("2020"));
    // The end is moved by the command line.
    let (resolved, told) = attempt(&library, "base.toml", &["scenario.end=2022-12".to_owned()]);
    assert_eq!(
        at(&resolved.unwrap().tree, "channel.open.places_by_year"),
        r#"{"2020":{"expert":1},"2022":{"expert":3}}"#
    );
    assert!(told.render(Language::English).contains("--set:1:14: warning[years-left-out]"), "{told}");
}

/// A mid-plan update is a short file over the plan that was published.
#[test]
fn the_bundled_plan_is_brought_up_to_date_by_a_short_file() {
    let text = "format = 2\nextends = \"xiqing-2021.toml\"\nwithout = [\"target.import-2021\"]\n\
                [scenario]\nid = \"mid\"\ntitle = { en = \"Mid\" }\nstart = \"2023-01\"\n";
    let library = MemoryLibrary::new([
        ("mid.toml", text),
        ("xiqing-2021.toml", include_str!("../../../scenarios/xiqing-2021.toml")),
        ("schools-xiqing-2021.csv", include_str!("../../../scenarios/schools-xiqing-2021.csv")),
    ]);
    let (scenario, warnings) = crate::scenario::load(&library, "mid.toml", &[]).unwrap();
    assert_eq!((scenario.months(), scenario.fiscal_years()), (12, vec![2023]));
    assert!(scenario.targets.iter().all(|target| target.named.id != "import-2021"));
    let said = warnings.render(Language::English);
    assert!(said.contains("mid.toml:7:9: warning[years-left-out]: 15 yearly figures"), "{said}");
}
