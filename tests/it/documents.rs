//! Documents that are written from the code, so that they cannot rot.
//!
//! Set `TIDUI_BLESS=1` to write them anew; then read the difference.

use std::fs;
use std::path::Path;

use tidui::words::Language;

mod chinese;
mod links;
mod odd;
mod validation;

const MARK: &str = "<!-- reference: generated from the schema; do not edit below -->";

/// A document in the repository.
fn document(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Holds what stands below a mark in a document to what the code says, or writes it anew.
fn holds(name: &str, mark: &str, expected: &str) {
    let text = document(name);
    let (guide, found) = text.split_once(mark).unwrap_or_else(|| panic!("{name} has the mark above its reference"));
    if std::env::var_os("TIDUI_BLESS").is_some() {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(name), format!("{guide}{mark}{expected}")).unwrap();
        return;
    }
    assert!(found == expected, "{name} is not what the code says: run the tests with TIDUI_BLESS=1");
}

#[test]
fn the_scenario_reference_is_that_of_the_schema() {
    for (name, language) in [("docs/scenario.md", Language::English), ("docs/scenario.zh.md", Language::Chinese)] {
        holds(name, MARK, &format!("\n\n{}", tidui::scenario::reference(language)));
    }
}

#[test]
fn every_direct_dependency_is_explained() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let reasons = fs::read_to_string(root.join("docs/dependencies.md")).unwrap();
    let mut inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = matches!(line, "[dependencies]" | "[dev-dependencies]");
        } else if inside && let Some((name, _)) = line.split_once(" = ") {
            assert!(reasons.contains(&format!("`{name}`")), "docs/dependencies.md does not say why {name} is there");
        }
    }
}

#[test]
fn the_readmes_begin_with_the_two_commands() {
    for name in ["README.md", "README.zh.md"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
        let commands: Vec<&str> = text.lines().filter(|line| line.starts_with("cargo ")).take(2).collect();
        assert_eq!(
            commands,
            ["cargo run --release -- run scenarios/xiqing-2021.toml", "cargo test --release"],
            "{name}"
        );
    }
}

/// The icons of the desktop entry are rendered from the drawing that the page has.
#[test]
fn the_icons_are_the_drawing() {
    use resvg::tiny_skia::{Pixmap, Transform};
    use resvg::usvg::{Options, Tree};

    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let drawing = fs::read_to_string(root.join("templates/serve/icon.svg")).unwrap();
    let tree = Tree::from_str(&drawing, &Options::default()).unwrap();
    for size in [48_u16, 64, 128, 256] {
        let mut pixels = Pixmap::new(size.into(), size.into()).unwrap();
        let factor = f32::from(size) / tree.size().width();
        resvg::render(&tree, Transform::from_scale(factor, factor), &mut pixels.as_mut());
        let path = root.join(format!("packaging/icons/{size}.png"));
        if std::env::var_os("TIDUI_BLESS").is_some() {
            fs::write(&path, pixels.encode_png().unwrap()).unwrap();
            continue;
        }
        let kept = Pixmap::decode_png(&fs::read(&path).unwrap()).unwrap();
        assert!(kept == pixels, "{}: run the tests with TIDUI_BLESS=1", path.display());
    }
}
