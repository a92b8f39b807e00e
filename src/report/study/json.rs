//! The object that the commands of studies print with `--json`.

use serde_json::{Map, Value, json};

use crate::runs::{StudiedScenario, StudyManifest};
use crate::study::{Answer, labels};
use crate::tables::of_study;
use crate::words::{Diagnostics, Language, Severity};

use crate::report::json::problems;

/// A study that lies in `folder`: what was asked, and every table as a list of rows.
#[must_use]
pub fn object(manifest: &StudyManifest, answer: &Answer, warnings: &Value, folder: &str) -> Value {
    let tables: Map<String, Value> =
        of_study(answer).iter().map(|table| (table.schema.stem.to_owned(), table.json())).collect();
    let labels = labels(&manifest.scenarios.iter().map(|one| one.id.as_str()).collect::<Vec<_>>());
    let one = |(label, one): (&String, &StudiedScenario)| json!({ "id": one.id, "label": label, "digest": one.digest });
    let scenarios: Vec<Value> = labels.iter().zip(&manifest.scenarios).map(one).collect();
    json!({
        "question": manifest.question,
        "asked": manifest.asked.words(),
        "scenarios": scenarios,
        "seed": manifest.seed,
        "replicates": manifest.replicates,
        "run": folder,
        "enough": answer.enough().map(|own| json!({
            "figure": own.figure.code(),
            "half_width": own.half,
            "replicates": own.replicates,
            "wanted": own.wanted,
            "would_take": own.needs,
        })),
        "tables": tables,
        "warnings": warnings,
    })
}

/// Warnings about the scenarios of a study as its object has them: where the files lay is not said.
#[must_use]
pub fn warnings(warnings: &Diagnostics, language: Language) -> Value {
    json!(problems(&warnings.without_folders(), Severity::Warning, language))
}
