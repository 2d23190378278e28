//! The words of a finding: a rule's templates filled with what the finding holds.

use super::Ruleset;
use super::template::fill;
use crate::diagnostic::{Diagnostic, Hole, Outcome};
use crate::lang::Lang;
use crate::report::field::{Column, Field, Subject};

/// What a finding says, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrases {
    /// The fact.
    pub message: String,
    /// A few words under the mark.
    pub label: Option<String>,
    /// What to write instead.
    pub help: String,
    /// A few words under the second mark.
    pub also: Option<String>,
}

impl Ruleset {
    /// What a finding says.
    pub fn phrases(&self, outcome: &Outcome, diagnostic: &Diagnostic, lang: Lang) -> Phrases {
        let words = self.rules[diagnostic.rule].words(diagnostic.case);
        let hole = |name: &str| diagnostic.holes.iter().find(|(known, _)| *known == name).map(|(_, hole)| hole);
        let value = |name: &str| hole(name).filter(|hole| !matches!(hole, Hole::Law(_)));
        let known = |name: &str| match name {
            "found" => outcome.document().map(|document| document.marked(diagnostic.at).to_owned()),
            "field" => Some(lang.field(diagnostic.subject.field).to_owned()),
            "unit" => unit(outcome, diagnostic.subject, lang),
            name => match hole(name) {
                Some(Hole::Law(id)) => self.provision(id).map(|(_, provision)| provision.title.in_lang(lang).to_owned()),
                _ => None,
            },
        };
        let say = |template: &str| fill(template, lang, value, known);
        Phrases {
            message: say(words.message.in_lang(lang)),
            label: words.label.as_ref().map(|label| say(label.in_lang(lang))),
            help: say(words.help.in_lang(lang)),
            also: words.also.as_ref().map(|also| say(also.in_lang(lang))),
        }
    }
}

/// A unit in words: its number and name as the report gives them.
fn unit(outcome: &Outcome, subject: Subject, lang: Lang) -> Option<String> {
    let (document, report) = (outcome.document()?, outcome.report()?);
    subject.unit()?;
    let text = |column| {
        let slot = report.slot(Subject { field: Field::Unit(column), index: subject.index });
        document.marked(slot.at)
    };
    Some(lang.unit(text(Column::Number), text(Column::Name)))
}
