//! `linked`: a value that should be an address on the web is one, or the cell links to one.

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::document::Anchor;
use crate::report::field::{Field, FooterField};
use crate::report::value::fold::fold;
use crate::report::{Slot, State};

/// The field that must be an address, and what excuses it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Linked {
    field: Field,
    /// Words that say there is none to link to, folded: they are for another rule.
    #[serde(default)]
    unless: Vec<String>,
}

impl Check for Linked {
    fn cases(&self) -> &'static [Case] {
        const { &[case("", &[]), case("declared", &[])] }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        // Only the link to the GPR report is one that a configuration may say there is.
        if self.field == Field::Footer(FooterField::Gpr) && ctx.institution.is_some_and(|institution| institution.gpr == Some(true)) {
            let declined = |slot: &Slot| matches!(slot.state, State::NotApplicable { .. });
            for (subject, slot) in ctx.report.slots(self.field).filter(|(_, slot)| declined(slot)) {
                out.examined();
                out.report("declared", subject, slot.at);
            }
        }
        for (subject, slot) in ctx.given(self.field) {
            out.examined();
            let links = match slot.at {
                Anchor::Cell(cell) | Anchor::Part { cell, .. } => ctx.document.links(cell),
                _ => &[],
            };
            let folded = fold(ctx.text(&slot));
            if self.unless.iter().any(|words| folded.contains(words.as_str())) {
                continue;
            }
            if !is_address(ctx.text(&slot)) && !links.iter().any(|link| is_address(&link.target)) {
                out.report("", subject, slot.at);
            }
        }
    }
}

/// `https://…`, `www.…`, or a bare host with a domain of its own: `gpr.gob.ec/reporte`.
fn is_address(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/').to_ascii_lowercase();
        let schemed = word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.");
        let host = word.split('/').next().unwrap_or("");
        let labels: Vec<&str> = host.split('.').collect();
        let bare = labels.len() >= 3 && labels.iter().all(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')) && !host.contains('@');
        schemed && word.contains('.') || bare && host.bytes().any(|b| b.is_ascii_alphabetic()) && labels.last().is_some_and(|l| l.len() >= 2 && l.bytes().all(|b| b.is_ascii_alphabetic()))
    })
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses_are_told_from_words() {
        for text in ["https://gpr.gob.ec/x", "www.gpr.gob.ec", "Ver gpr.administracionpublica.gob.ec/reporte."] {
            assert!(is_address(text), "{text}");
        }
        for text in ["Reporte GPR octubre", "reporte.pdf", "ana@x.gob.ec", "1.2.3", "N.A."] {
            assert!(!is_address(text), "{text}");
        }
    }
}
