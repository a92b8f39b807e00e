//! Payers, cost lines and funds.

use super::context::{Context, Noun, named, say};
use super::numbers::Place;
use crate::scenario::file::FundFile;
use crate::scenario::{Fund, FundId, Line, LineId, Named};
use crate::words::{Diagnostic, Text};

impl Context<'_> {
    pub(super) fn payers(&self) -> Vec<Named> {
        self.file.payer.iter().map(|(id, payer)| named(id, &payer.title)).collect()
    }

    pub(super) fn funds(&mut self) -> Vec<Fund> {
        let file = self.file;
        let mut funds: Vec<Fund> = Vec::new();
        for (id, one) in &file.fund {
            let made = self.fund(id, one);
            funds.push(made);
        }
        self.check_loops(&mut funds);
        funds
    }

    fn fund(&mut self, id: &str, file: &FundFile) -> Fund {
        let path = format!("fund.{id}");
        let payer = file.payer.as_ref().and_then(|payer| self.resolve(Noun::Payer, payer, &format!("{path}.payer")));
        let appropriation = self.series(
            &format!("{path}.appropriation"),
            file.appropriation.as_ref(),
            &file.appropriation_by_year,
            Place::Yuan,
        );
        if appropriation.is_some() && file.unlimited {
            self.error_hint(
                "conflicting-keys",
                &format!("{path}.unlimited"),
                say!("`{path}` 既有额度又说不限额", "`{path}` has an appropriation and is unlimited"),
                Text::new("只保留其中一个", "keep only one of them"),
            );
        }
        if appropriation.is_none() && !file.unlimited {
            let wanted = ["appropriation", "appropriation_by_year", "unlimited"].map(|key| format!("{path}.{key}"));
            self.error_for_want(
                "missing-key",
                &path,
                &wanted.each_ref().map(String::as_str),
                say!("`{path}` 没有写额度", "`{path}` has no appropriation"),
                Text::new(
                    "写 appropriation、appropriation_by_year 或 unlimited = true",
                    "write appropriation, appropriation_by_year or unlimited = true",
                ),
            );
        }
        let backed_by =
            file.backed_by.as_ref().and_then(|other| self.resolve(Noun::Fund, other, &format!("{path}.backed_by")));
        if file.unlimited {
            let reason = Text::new("不限额的资金不会用完", "a fund without limit is never empty");
            self.refuse(&path, "backed_by", &reason);
            self.refuse(&path, "overrun", &reason);
            self.refuse(&path, "year_end", &reason);
        }
        Fund {
            named: named(id, &file.title),
            source: file.source.clone(),
            payer,
            appropriation: appropriation.filter(|_| !file.unlimited),
            commit: file.commit,
            year_end: file.year_end,
            overrun: file.overrun,
            backed_by,
        }
    }

    /// Reports each loop of funds that back each other once, at its first fund, and cuts it.
    fn check_loops(&mut self, funds: &mut [Fund]) {
        for start in 0..funds.len() {
            let mut chain = vec![start];
            let mut now = start;
            while let Some(next) = funds.get(now).and_then(|fund| fund.backed_by).map(FundId::index) {
                if next == start {
                    let name = |index: &usize| funds.get(*index).map_or("", |fund| fund.named.id.as_str());
                    let loop_of = chain.iter().chain([&start]).map(name).collect::<Vec<_>>().join(" → ");
                    self.error(
                        "fund-cycle",
                        &format!("fund.{}.backed_by", name(&start)),
                        say!("资金相互兜底成环：{loop_of}", "funds back each other in a loop: {loop_of}"),
                    );
                    if let Some(fund) = funds.get_mut(start) {
                        fund.backed_by = None;
                    }
                    break;
                }
                if chain.contains(&next) {
                    break;
                }
                chain.push(next);
                now = next;
            }
        }
    }

    /// Cost lines, each with the one fund that pays it.
    pub(super) fn lines(&mut self) -> Vec<Line> {
        let file = self.file;
        let mut paid: Vec<Option<(FundId, u16)>> = vec![None; file.line.len()];
        for (index, (id, fund)) in file.fund.iter().enumerate() {
            for (priority, name) in fund.pays.iter().enumerate() {
                let path = format!("fund.{id}.pays.{priority}");
                let Some(line): Option<LineId> = self.refer(Noun::Line, name, &path) else { continue };
                let Some(slot) = paid.get_mut(line.index()) else { continue };
                if let Some((first, _)) = *slot {
                    let other = file.fund.get_index(first.index()).map_or("", |(id, _)| id);
                    let message = if first.index() == index {
                        say!("`{name}` 在这个列表里写了两次", "`{name}` is in this list twice")
                    } else {
                        say!(
                            "支出科目 `{name}` 已由资金 `{other}` 支付",
                            "the cost line `{name}` is already paid by the fund `{other}`"
                        )
                    };
                    let code = if first.index() == index { "repeated-name" } else { "line-paid-twice" };
                    self.error(code, &path, message);
                } else {
                    *slot = Some((FundId::from(index), priority.min(usize::from(u16::MAX)) as u16));
                }
            }
        }
        let unsure = self.unsure.contains(&Noun::Line);
        let mut lines = Vec::new();
        for ((id, line), paid) in file.line.iter().zip(paid) {
            let path = format!("line.{id}");
            let payer =
                line.payer.as_ref().and_then(|payer| self.resolve(Noun::Payer, payer, &format!("{path}.payer")));
            if paid.is_none() && !unsure && !self.guessed_in_pays(id) {
                let place = self.key_place("line", id);
                let funds: Vec<&str> = self.names(Noun::Fund);
                let hint = if funds.is_empty() {
                    Text::new("加上 [fund.…]，pays 里写上它", "add [fund.…] with it in pays")
                } else {
                    let list: Vec<String> = funds.iter().take(10).map(|id| format!("`{id}`")).collect();
                    let (zh, en) = super::context::comma(&list);
                    say!("把它写进其中一项资金的 pays：{zh}", "put it into pays of one of the funds {en}")
                };
                let message = say!("没有资金支付支出科目 `{id}`", "no fund pays the cost line `{id}`");
                let problem = Diagnostic::error("line-not-paid", message).about(path).at(place);
                self.problems.push(problem.hint(hint).naming([Noun::Fund.table()]));
            }
            let (fund, priority) = paid.unwrap_or((FundId(0), 0));
            lines.push(Line { named: named(id, &line.title), payer, fund, priority });
        }
        lines
    }

    /// Whether some fund pays a line that does not exist and probably means this one.
    fn guessed_in_pays(&self, id: &str) -> bool {
        let names = self.names(Noun::Line);
        self.file
            .fund
            .values()
            .flat_map(|fund| &fund.pays)
            .filter(|name| !self.file.line.contains_key(*name))
            .any(|name| crate::words::nearest(name, names.iter().copied()) == Some(id))
    }
}
