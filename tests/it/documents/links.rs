//! Links within the documentation lead somewhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::document;

/// Pages and what can be linked in each.
fn pages() -> BTreeMap<String, Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let docs = docs
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "md"))
        .map(|name| format!("docs/{name}"));
    let top = ["README.md", "README.zh.md", "CHANGELOG.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].map(str::to_owned);
    docs.chain(top).map(|name| (name.clone(), anchors(&document(&name)))).collect()
}

/// The anchors of a page's headings, as they are made where the documents are read.
fn anchors(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        let Some((signs, title)) = line.split_once(' ').filter(|_| !fenced) else { continue };
        if !signs.is_empty() && signs.chars().all(|sign| sign == '#') {
            let kept = title.trim().to_lowercase().replace(' ', "-");
            let kept: String = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
            let again = all.iter().filter(|one| **one == kept).count();
            all.push(if again == 0 { kept } else { format!("{kept}-{again}") });
        }
    }
    all
}

#[test]
fn anchors_are_those_of_headings() {
    assert_eq!(
        anchors("# A `b`, c\n```\n# d\n```\n## A `b`, c\n### 渠道 Channel"),
        ["a-b-c", "a-b-c-1", "渠道-channel"]
    );
}

#[test]
fn links_between_documents_lead_somewhere() {
    let pages = pages();
    let mut wrong = Vec::new();
    for name in pages.keys().filter(|name| name.starts_with("docs/") || name.starts_with("README")) {
        let folder = Path::new(name).parent().unwrap();
        for link in document(name).split("](").skip(1).filter_map(|after| after.split(')').next()) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            if file.contains("://") || file.contains(char::is_whitespace) {
                continue;
            }
            let target = match file.strip_prefix("../") {
                _ if file.is_empty() => name.clone(),
                Some(above) => above.to_owned(),
                None => folder.join(file).to_str().unwrap().to_owned(),
            };
            let there = Path::new(env!("CARGO_MANIFEST_DIR")).join(&target).exists();
            let found = anchor.is_empty() || pages.get(&target).is_none_or(|all| all.iter().any(|one| one == anchor));
            if !there || !found {
                wrong.push(format!("{name}: {link}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
