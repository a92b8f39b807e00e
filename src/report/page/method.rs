//! How the report was made, and what the model cannot tell.

use pulldown_cmark::{Parser, html};
use serde::Serialize;

use crate::report::About;
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::summary::Results;
use crate::words::{Language, quoted_path};

const MODEL: &str = include_str!("../../../docs/model.md");
const LIMITS_ZH: &str = include_str!("../../../docs/limits.zh.md");

/// A name and what it stands for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Fact {
    name: String,
    value: String,
    code: bool,
}

/// What a run was, or a study; what a study asked is in its title and its command.
pub(super) fn facts(scenario: &Scenario, results: Option<&Results>, about: &About, words: &Words) -> Vec<Fact> {
    let number = |value: u64| words.number(value as f64, 0);
    let months = format!("{} – {}", scenario.start, scenario.end);
    let mut facts = vec![
        ("page-fact-scenario", scenario.id.clone(), true),
        ("check-digest", scenario.digest.clone(), true),
        ("check-months", months, false),
    ];
    if let Some(results) = results {
        facts.extend([
            ("page-fact-replicates", number(results.replicates), false),
            ("page-fact-chance", number(results.nesting.chance_replicates), false),
            ("page-fact-repeated", number(results.nesting.repeated_draws), false),
            ("page-fact-seed", results.seed.to_string(), true),
        ]);
    }
    if let Some(precision) = &about.precision {
        facts.push(("page-fact-precision", format!("±{precision}"), false));
    }
    let version = words.with("page-version", &[("version", &about.version), ("commit", &about.commit)]);
    facts.extend([
        ("page-fact-version", version, false),
        ("page-fact-results", about.results_version.to_string(), false),
    ]);
    facts.into_iter().map(|(name, value, code)| Fact { name: words.word(name), value, code }).collect()
}

/// The commands that make it again and check it.
pub(super) fn commands(results: Option<&Results>, about: &About) -> Vec<String> {
    let run = results.map(|results| {
        let count = match &about.precision {
            Some(precision) => format!("--precision {precision}"),
            None => format!("--replicates {}", results.replicates),
        };
        format!("tidui run {} --seed {} {count}", quoted_path(&about.scenario_file()), results.seed)
    });
    let again = run.or_else(|| about.command.clone());
    // What lies in no folder of its own cannot be verified as one.
    let verify = (!about.run.is_empty()).then(|| format!("tidui verify {}", quoted_path(&about.run)));
    again.into_iter().chain(verify).collect()
}

/// What the model cannot tell, from its own documentation, as HTML.
pub(super) fn limits(language: Language) -> String {
    let source = match language {
        Language::English => section(MODEL),
        Language::Chinese => section(LIMITS_ZH),
    };
    let mut text = String::new();
    html::push_html(&mut text, Parser::new(source));
    text
}

/// The list under the first heading that introduces one, up to the next heading.
fn section(document: &str) -> &str {
    let from = document.find(HEADING_EN).or_else(|| document.find(HEADING_ZH)).unwrap_or(0);
    let body = document[from..].split_once('\n').map_or("", |(_, rest)| rest);
    let body = body.find("\n## ").map_or(body, |end| &body[..end]);
    // The list alone: what stands before it speaks of documents.
    body.find("- **").map_or(body, |start| &body[start..]).trim()
}

const HEADING_EN: &str = "## 16. What this model cannot tell you";
const HEADING_ZH: &str = "# 模型不能回答什么";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_those_of_the_documentation_in_both_languages() {
        let [zh, en] = [section(LIMITS_ZH), section(MODEL)];
        let items = |text: &str| text.lines().filter(|line| line.starts_with("- ")).count();
        assert!(items(en) >= 10, "{en}");
        assert_eq!(items(zh), items(en), "docs/limits.zh.md and section 16 of docs/model.md say the same");
        assert!(!en.contains("## 17"));
        assert!(limits(Language::English).starts_with("<ul>"));
        assert!(limits(Language::Chinese).contains("<li><strong>"));
    }
}
