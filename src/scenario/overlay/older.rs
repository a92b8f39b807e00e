//! Where a file of an older format, laid over its base, would now mean something else.

use super::Layer;
use super::merge::Loss;
use crate::scenario::format::{FORMAT, OLDER, WHOLE};
use crate::words::{Diagnostic, Diagnostics, Location, Text, quoted_path};

/// Reports where a file of an older format, laid over its base, would now mean something else.
pub(super) fn report(layer: &Layer, losses: &[Loss], problems: &mut Diagnostics) {
    for change in losses.iter().map(Change::of_loss).filter(|change| layer.format < change.since) {
        if change.loss.complete {
            problems.push(change.mended(layer));
            continue;
        }
        let (zh, en) = (&change.why.zh, &change.why.en);
        let (since, file) = (change.since, quoted_path(&layer.name));
        let message = Text::new(
            format!("`{}` 从格式 {since} 起意思不同：{zh}", change.path),
            format!("`{}` means something else since format {since}: {en}", change.path),
        );
        let hint = Text::new(
            format!("tidui upgrade {file} 按原意改写；若就要新的意思，在文件开头写 format = {FORMAT}"),
            format!(
                "tidui upgrade {file} keeps the old meaning; if the new one is meant, write format = {FORMAT} at the top"
            ),
        );
        let problem = Diagnostic::error(OLDER, message).about(change.path.clone());
        problems.push(problem.at(Some(change.place.clone())).hint(hint));
    }
}

/// One place of a file whose meaning a later format changed.
pub(in crate::scenario) struct Change<'a> {
    /// The format that changed it.
    pub(in crate::scenario) since: u32,
    pub(in crate::scenario) path: String,
    place: Location,
    /// What is different.
    pub(in crate::scenario) why: Text,
    pub(in crate::scenario) loss: &'a Loss,
}

impl<'a> Change<'a> {
    pub(in crate::scenario) fn of_loss(loss: &'a Loss) -> Self {
        let path = loss.path.join(".");
        let mut change = Self { since: WHOLE, path, place: loss.place.clone(), why: Text::default(), loss };
        let (zh, en) = change.keys();
        change.why = Text::new(
            format!("它整个替换基准里的，不再保留基准的 {zh}"),
            format!("it replaces the base's whole, so that {en} of the base would fall away"),
        );
        change
    }

    /// Whether a file of a format is refused for it.
    pub(in crate::scenario) const fn refused(&self, format: u32) -> bool {
        format < self.since && !self.loss.complete
    }

    /// The keys of the base that fall away.
    fn keys(&self) -> (String, String) {
        let keys: Vec<String> = self.loss.keys.iter().map(|(key, _)| format!("`{key}`")).collect();
        (keys.join("、"), keys.join(", "))
    }

    /// What is said of a place that can only have been meant as it is read now, though an older program read it otherwise.
    pub(in crate::scenario) fn replaces(&self) -> Text {
        let (zh, en) = self.keys();
        Text::new(
            format!("整个替换基准里的；格式 1 时的程序还会保留基准的 {zh}"),
            format!("replaces the base's whole; a program of format 1 kept {en} of the base beside it"),
        )
    }

    fn mended(&self, layer: &Layer) -> Diagnostic {
        let (path, file, said) = (&self.path, quoted_path(&layer.name), self.replaces());
        let (zh, en) = self.keys();
        let message = Text::new(format!("`{path}` {}", said.zh), format!("`{path}` {}", said.en));
        let hint = Text::new(
            format!(
                "若本意如此，tidui upgrade {file} --write 在文件里写上 format = {FORMAT}，不再提示；否则把 {zh} 也写上"
            ),
            format!(
                "if that is meant, tidui upgrade {file} --write states format = {FORMAT} and this is not said again; \
                 else state {en} as well"
            ),
        );
        let code = "replaced-whole";
        Diagnostic::warning(code, message).about(path.clone()).at(Some(self.place.clone())).hint(hint)
    }
}
