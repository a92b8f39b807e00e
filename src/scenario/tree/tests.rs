use super::write::WIDEST;
use super::*;
use crate::words::Language;

fn problem(text: &str) -> String {
    parse("f.toml", text).unwrap_err().render(Language::English)
}

fn problem_zh(text: &str) -> String {
    parse("f.toml", text).unwrap_err().render(Language::Chinese)
}

#[test]
fn places_count_characters_and_survive_bom_and_crlf() {
    let tree = parse("f.toml", "\u{feff}# 注释\r\n\"名 称\" = \"学校\" # x\r\n[a.b]\r\nc = { d = [1, 2.5, true] }\r\n")
        .unwrap();
    let Value::Table(root) = &tree.value else { panic!("a table") };
    assert_eq!(root.keys().collect::<Vec<_>>(), ["名 称", "a"]);
    assert_eq!(root["名 称"].key.to_string(), "f.toml:2:1");
    assert_eq!(root["名 称"].node.location.to_string(), "f.toml:2:9");
    assert_eq!(root["a"].key.to_string(), "f.toml:3:2");
    assert_eq!(tree.nearest("a.b".split('.')).location.to_string(), "f.toml:3:1");
    assert_eq!(tree.nearest("a.b.c.d.1".split('.')).location.to_string(), "f.toml:4:15");
    assert_eq!(tree.find(&["a", "b", "c", "d", "2"]).unwrap().value, Value::Flag(true));
    assert!(tree.find(&["a", "b", "c", "d", "3"]).is_none());
    assert_eq!(tree.nearest("a.b.c.x.y".split('.')).location.to_string(), "f.toml:4:5");
    assert_eq!(tree.nearest("zzz".split('.')).location.to_string(), "f.toml:1:1");
}

#[test]
fn arrays_of_tables_and_dotted_keys_have_places() {
    let tree = parse("f.toml", "x.y = 1\n[[m]]\nq = 1\n\n  [[m]]\nq = 2\n").unwrap();
    assert_eq!(tree.nearest("x".split('.')).location.to_string(), "f.toml:1:1");
    assert_eq!(tree.nearest("x.y".split('.')).location.to_string(), "f.toml:1:7");
    assert_eq!(tree.nearest("m".split('.')).location.to_string(), "f.toml:2:1");
    assert_eq!(tree.nearest("m.1".split('.')).location.to_string(), "f.toml:5:3");
    assert_eq!(tree.nearest("m.1.q".split('.')).location.to_string(), "f.toml:6:5");
}

#[test]
fn syntax_is_explained_in_plain_words() {
    assert_eq!(problem("a = 1\nb = 2\na = 3"), "f.toml:3:1: error[duplicate-key]: the key `a` is given twice");
    assert_eq!(problem_zh("[a]\n[a]"), "f.toml:2:2: 错误[duplicate-key]: 键 `a` 写了两次");
    assert_eq!(
        problem("a = \"学校\nb = 1"),
        "f.toml:1:8: error[syntax]: the text is not closed: its closing quote is missing"
    );
    assert_eq!(problem_zh("a = 'x"), "f.toml:1:7: 错误[syntax]: 文字没有结束：缺少后引号");
    assert_eq!(
        problem("a = \"\"\"x\n\n"),
        "f.toml:3:1: error[syntax]: the text is not closed: its closing quote is missing"
    );
    assert_eq!(problem("a ="), "f.toml:1:4: error[syntax]: a value is missing");
    assert_eq!(problem_zh("a = \nb = 1"), "f.toml:1:5: 错误[syntax]: 缺少值");
    assert_eq!(problem("a"), "f.toml:1:2: error[syntax]: the key is not followed by `=` and a value");
    assert_eq!(
        problem("a: 1"),
        "f.toml:1:4: error[syntax]: the key is not followed by `=` and a value\n    hint: use `=`, not a colon"
    );
    assert_eq!(
        problem_zh("a＝1"),
        "f.toml:1:4: 错误[syntax]: 键后面缺少 `=` 和值\n    提示: 用英文等号 `=`，不用 `＝`"
    );
    assert_eq!(
        problem("a b = 1"),
        "f.toml:1:3: error[syntax]: the key is not followed by `=` and a value\n    hint: a key with a space in it must be in quotes"
    );
    assert_eq!(
        problem("名 = 1"),
        "f.toml:1:1: error[syntax]: the key `名` must be in quotes\n    hint: a key without quotes holds only the letters a to z, digits, `-` and `_`"
    );
    assert_eq!(problem("a = foo"), "f.toml:1:5: error[syntax]: text must be in quotes: `foo`\n    hint: write \"foo\"");
    assert_eq!(
        problem("a = True"),
        "f.toml:1:5: error[syntax]: text must be in quotes: `True`\n    hint: write true in lower case"
    );
    assert_eq!(
        problem("a = “中文”"),
        "f.toml:1:5: error[syntax]: `“中文”` uses quotation marks that are not plain ones\n    hint: use plain quotes: \"中文\""
    );
    assert_eq!(
        problem("a = 50%"),
        "f.toml:1:5: error[syntax]: a percentage such as `50%` is not read\n    hint: as a share write 0.5"
    );
    assert_eq!(
        problem("a = [1 2]"),
        "f.toml:1:6: error[syntax]: there is no comma between the numbers `1 2`\n    hint: a list is written [1, 2]"
    );
    assert_eq!(problem("a = [1, 2"), "f.toml:1:10: error[syntax]: the list is not closed: its `]` is missing");
    assert_eq!(problem("a = {b = 1"), "f.toml:1:11: error[syntax]: the table is not closed: its `}` is missing");
    assert_eq!(problem("[a"), "f.toml:1:3: error[syntax]: the table header is not closed: its `]` is missing");
    assert_eq!(problem("[]"), "f.toml:1:2: error[syntax]: the name of a key is missing");
    assert_eq!(problem("a = { b = 1 c = 2 }"), "f.toml:1:15: error[syntax]: a comma is missing between two entries");
    assert_eq!(problem("a = [1,,2]"), "f.toml:1:8: error[syntax]: there is a comma too many");
    assert_eq!(
        problem("a = 1,000"),
        "f.toml:1:5: error[syntax]: a number is not written `1,000` here\n    hint: write 1000"
    );
    assert_eq!(
        problem("a = 99999999999999999999"),
        "f.toml:1:5: error[number-too-large]: the number `99999999999999999999` is too large"
    );
    assert_eq!(problem("a = 1e999"), "f.toml:1:5: error[number-too-large]: the number `1e999` is too large");
    assert_eq!(
        problem("a = \"C:\\data\""),
        "f.toml:1:9: error[syntax]: what follows the backslash `\\` is no escape\n    hint: write a backslash itself as `\\\\`, or use single quotes"
    );
    assert_eq!(problem_zh("a = 5."), "f.toml:1:7: 错误[syntax]: 无法读取：invalid fraction, expected digits");
    assert_eq!(problem("a = 5."), "f.toml:1:7: error[syntax]: invalid fraction, expected digits");
}

#[test]
fn what_was_meant_is_said_where_it_stands() {
    let told = |line: &str, place: usize, hint: &str| {
        let problem = parse("f.toml", &format!("x = 1\n{line}\ny = 2")).unwrap_err();
        let one = problem.list.first().unwrap();
        let location = one.location.as_ref().unwrap();
        assert_eq!((location.line, location.column), (2, place), "{line}: {problem}");
        assert_eq!(one.hint.as_ref().map_or("", |hint| &*hint.en), hint, "{line}: {problem}");
    };
    told("a = 1万", 5, "write 10000");
    told("a = 500万元 # money", 5, "write 5000000");
    told("a = 22，000", 5, "write 22000");
    told("a = 22,000", 5, "write 22000");
    told("a = ５００", 5, "write 500");
    told("a = { b = 1.5亿, c = 2 }", 11, "write 150000000");
    told("a = [1%, 2%]", 6, "as a share write 0.01");
    told("a = [1, ２％]", 9, "as a share write 0.02");
    told("a = 10%", 5, "as a share write 0.1");
    told("a = 100 /* people */", 9, "write 100 # people");
    told("a = { pert = (1, 2, 3) }", 14, "write [1, 2, 3]");
    told("a = （1，2）", 5, "write [1,2]");
    told("[a b]", 3, "write [a.b]");
    told("a = 100 // people", 9, "write # people");
    told("// a comment", 1, "write # a comment");
    told("[a] // a comment", 5, "write # a comment");
    told("a = [1，2]", 7, "use the plain sign `,`");
    told("a = { b = 1，c = 2 }", 12, "use the plain sign `,`");
    told("＃ 注释", 1, "use the plain sign `#`");
    told("a = 10k", 5, "if it is a number, write it like 1500 or 0.05; if it is text, write \"10k\"");
    told("a = 中文，没有引号", 5, "write \"中文，没有引号\"");
    told("a = “甲，乙”", 5, "use plain quotes: \"甲，乙\"");
    told("a = \"http://x，y\" 1", 18, "each line holds one `key = value`; numbers have no thousands commas");
    told("a = \"甲，乙", 9, "");
}

#[test]
fn months_without_quotes_and_dates_are_refused() {
    let bare = |raw: &str, month: &str| {
        assert_eq!(
            problem(&format!("a = {raw}")),
            format!(
                "f.toml:1:5: error[date-value]: `{raw}` is not in quotes\n    hint: write the month in quotes: \"{month}\""
            )
        );
    };
    bare("2021-05", "2021-05");
    bare("2021-5", "2021-05");
    bare("2021/12", "2021-12");
    bare("2021年5月", "2021-05");
    assert_eq!(
        problem_zh("a = 2021-05"),
        "f.toml:1:5: 错误[date-value]: `2021-05` 没有加引号\n    提示: 给月份加上引号：\"2021-05\""
    );
    assert_eq!(
        problem("a = 2021-05-01\nb = [nan, 07:32:00]\nc = { d = -inf }"),
        "f.toml:1:5: error[date-value]: dates and times are not used here: `2021-05-01`\n    \
         hint: write the month in quotes: \"2021-05\"\n\
         f.toml:2:6: error[not-finite]: `nan` is not a finite number\n\
         f.toml:2:11: error[date-value]: dates and times are not used here: `07:32:00`\n    \
         hint: a month is written in quotes as year-month, such as \"2021-05\"\n\
         f.toml:3:11: error[not-finite]: `-inf` is not a finite number"
    );
    assert_eq!(problem_zh("a = inf"), "f.toml:1:5: 错误[not-finite]: `inf` 不是有限的数");
}

#[test]
fn deep_nesting_is_refused_without_overflow() {
    let refused = "error[syntax]: tables and lists are nested too deeply, at most 64 levels are read";
    let dotted = |parts: usize| vec!["a"; parts].join(".");
    assert_eq!(problem(&format!("x = '....'\n{} = 1", dotted(70))), format!("f.toml:2:64: {refused}"));
    let nested = |levels: usize, parts: usize| {
        let mut text = "1".to_owned();
        for _ in 0..levels {
            text = format!("{{ {} = {text} }}", dotted(parts));
        }
        format!("a = {text}")
    };
    assert!(problem(&nested(40, 2)).ends_with(refused));
    for text in [nested(78, 79), nested(78, 32), format!("a = {}", "[".repeat(5000))] {
        assert!(problem(&text).ends_with(refused));
    }
    let (numbers, dots) = ("0.1, ".repeat(90), ".".repeat(90));
    let harmless = format!("a = [{numbers}]\nb = \"\\\"{dots}\"\nc = '''\n'{dots}'''\n# {dots}");
    assert!(parse("f.toml", &harmless).is_ok());
}

#[test]
fn toml_is_written_in_sections() {
    let source = "seed = 7\nnote = \"first\\nsecond \\\"x\\\"\"\n[channel.open.places]\nexpert = { value = 3.0, note = \"n\" }\n\
                  leader = 4\n[channel.open]\ntitle = '开放'\n[empty]\n[[step]]\nat = \"2021-05\"\n[[step]]\nat = \"2021-06\"\nby.x.y = 1\n";
    let tree = parse("f.toml", source).unwrap();
    let written = tree.to_toml();
    assert_eq!(
        written,
        "seed = 7\nnote = \"\"\"\nfirst\nsecond \\\"x\\\"\"\"\"\n\n[channel.open]\ntitle = \"开放\"\n\n\
         [channel.open.places]\nexpert = { value = 3.0, note = \"n\" }\nleader = 4\n\n[empty]\n\n[[step]]\nat = \"2021-05\"\n\n\
         [[step]]\nat = \"2021-06\"\n\n[step.by]\nx = { y = 1 }\n"
    );
    assert_eq!(parse("g.toml", &written).unwrap().to_json(), tree.to_json());
}

#[test]
fn the_order_of_what_stands_side_by_side_is_kept() {
    let long = "x".repeat(WIDEST);
    let source = format!(
        "[tier]\none = {{ stock = 1 }}\ntwo = {{ stock = 2, note = '{long}' }}\nthree = {{ stock = 3 }}\n\
         [channel.open]\nmix = {{ b = {{ value = 1, note = '{long}' }}, a = 2, c = {{ value = 3 }} }}\nlag = 1\n"
    );
    let tree = parse("f.toml", &source).unwrap();
    let back = parse("g.toml", &tree.to_toml()).unwrap();
    for path in [["tier"].as_slice(), &["channel", "open", "mix"]] {
        let json = |tree: &Node| tree.find(path).unwrap().to_json().to_string();
        assert_eq!(json(&back), json(&tree));
    }
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn text(&mut self) -> String {
        let alphabet = [
            'a', 'b', '-', '_', '0', ' ', '.', '"', '\'', '\\', '\n', '\r', '\t', '\u{1}', '\u{7f}', '\u{85}', '学',
            '😀', '#', '=', '[',
        ];
        (0..self.roll(9)).map(|_| alphabet[self.roll(alphabet.len() as u64) as usize]).collect()
    }

    fn node(&mut self, depth: u64) -> Node {
        let location = Location::text("x", 1, 1);
        let value = match self.roll(if depth == 0 { 4 } else { 8 }) {
            0 => Value::Text(self.text()),
            1 => Value::Whole(self.0 as i64),
            2 => {
                let real = f64::from_bits(self.0);
                Value::Real(if real.is_finite() { real } else { -0.0 })
            }
            3 => Value::Flag(self.roll(2) == 0),
            4 | 5 => Value::Array((0..self.roll(4)).map(|_| self.node(depth - 1)).collect()),
            _ => self.table(depth - 1),
        };
        Node { location, value }
    }

    fn table(&mut self, depth: u64) -> Value {
        let key = Location::text("x", 1, 1);
        Value::Table(
            (0..self.roll(5)).map(|_| (self.text(), Entry { key: key.clone(), node: self.node(depth) })).collect(),
        )
    }
}

#[test]
fn any_tree_survives_being_written_and_read() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for _ in 0..2000 {
        let location = Location::text("x", 1, 1);
        let tree = Node { location, value: dice.table(5) };
        let written = tree.to_toml();
        let back = parse("g.toml", &written).unwrap_or_else(|problems| panic!("{problems}\n{written}"));
        assert_eq!(back.to_json(), tree.to_json(), "{written}");
    }
}

#[test]
fn the_deepest_tree_is_written_without_endless_headers() {
    let tree = parse("f.toml", &format!("a = {}1{}", "{ a = ".repeat(62), " }".repeat(62))).unwrap();
    assert_eq!(parse("g.toml", &tree.to_toml()).unwrap().to_json(), tree.to_json());
}

#[test]
fn nothing_makes_the_parser_panic() {
    let mut dice = Dice(42);
    let pieces = [
        "a",
        "b",
        ".",
        " = ",
        "=",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        ",",
        "\n",
        "\r\n",
        "\"",
        "'",
        "\"\"\"",
        "'''",
        "\\",
        "1",
        "-",
        "0x",
        "1e5",
        "nan",
        "2021-05",
        "2021-05-01",
        "07:32",
        "true",
        "#",
        " ",
        "中",
        "“",
        "％",
        "\u{feff}",
        "\u{0}",
        "\\u00",
    ];
    for _ in 0..20_000 {
        let text: String = (0..dice.roll(14)).map(|_| pieces[dice.roll(pieces.len() as u64) as usize]).collect();
        if let Ok(tree) = parse("f.toml", &text) {
            assert_eq!(parse("g.toml", &tree.to_toml()).unwrap().to_json(), tree.to_json());
        }
        let bytes: Vec<u8> = (0..dice.roll(30)).map(|_| dice.roll(256) as u8).collect();
        let _ = parse("f.toml", &String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn what_is_no_toml_hides_nothing_of_the_rest() {
    let told = |text: &str| {
        let (tree, problems) = read("f.toml", text);
        let paths = problems.list.into_iter().map(|one| format!("{} {}", one.code, one.path.unwrap_or_default()));
        (tree.map(|tree| tree.to_json().to_string()), paths.collect::<Vec<_>>())
    };
    let text = "a = 1\nb = [1, 2\nc = 3\n[t] # 表\nx = 50% # half\ny = [\n  1\n  2,\n]\nz = 4\nz = 5\n[u\nw = 1\n[v]\nq = nan\nr = 5";
    let (tree, problems) = told(text);
    assert_eq!(tree.as_deref(), Some(r#"{"a":1,"c":3,"t":{"z":4},"v":{"r":5}}"#));
    assert_eq!(problems, ["syntax b", "syntax t.x", "syntax t.y", "duplicate-key t.z", "syntax u", "not-finite v.q"]);
    // Without a key there is no telling what was meant.
    assert_eq!(told("\u{201c}a\u{201d} = 1\nb = 2"), (None, vec!["syntax ".to_owned()]));
    let many = (0..30).map(|key| format!("k{key} =")).collect::<Vec<_>>().join("\n");
    let (tree, problems) = told(&many);
    assert_eq!((tree, problems.len()), (None, 10));
}
