//! `email`: an address is one, goes where it says, and is the institution's.

use std::collections::HashSet;

use serde::Deserialize;

use super::{Case, Check, Context, Findings, case};
use crate::diagnostic::Hole;
use crate::document::{Anchor, Link};
use crate::report::Slot;
use crate::report::field::{Field, FooterField, Subject};
use crate::report::value::email::{self, Address};

/// What is asked of the footer's addresses.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Email {
    must: Must,
    /// Domains of free providers, without their endings: `gmail`, `hotmail`.
    #[serde(default)]
    providers: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Must {
    BeValid,
    MatchLink,
    BeInstitutional,
}

impl Check for Email {
    fn cases(&self) -> &'static [Case] {
        match self.must {
            Must::BeValid => const { &[case("", &[]), case("suggestion", &["suggestion"])] },
            Must::MatchLink => const { &[case("", &["link"])] },
            Must::BeInstitutional => const { &[case("", &["provider"]), case("foreign", &["domain", "domains"])] },
        }
    }

    fn run(&self, ctx: &Context<'_>, out: &mut Findings<'_>) {
        let Some((slot, reading)) = ctx.email() else { return };
        let shown = reading.addresses.as_slice();
        let subject = Subject::only(Field::Footer(FooterField::Email));
        match self.must {
            Must::BeValid => be_valid(subject, slot, shown, out),
            Must::MatchLink => match_link(ctx, subject, slot, shown, out),
            Must::BeInstitutional => self.be_institutional(ctx, subject, slot, shown, out),
        }
    }
}

fn be_valid(subject: Subject, slot: Slot, shown: &[Address], out: &mut Findings<'_>) {
    for address in shown {
        out.examined();
        if address.fault.is_none() {
            continue;
        }
        let at = slot.at.part(&address.span);
        match &address.suggestion {
            Some(suggestion) => _ = out.report("suggestion", subject, at).text("suggestion", suggestion.clone()),
            None => _ = out.report("", subject, at),
        }
    }
}

/// Each link to an address must go to one of the addresses shown; the words of the link say which is meant.
fn match_link(ctx: &Context<'_>, subject: Subject, slot: Slot, shown: &[Address], out: &mut Findings<'_>) {
    let (Anchor::Cell(cell) | Anchor::Part { cell, .. }) = slot.at else { return };
    let text = ctx.text(&slot);
    // A cell may hold very many links and addresses: each is put into the form in which they are compared once.
    let spellings: HashSet<String> = shown.iter().filter_map(|address| text.get(address.span.clone())).map(email::plain).collect();
    let first = shown.iter().find(|address| address.fault.is_none()).or(shown.first());
    for Link { target, text: words } in ctx.document.links(cell) {
        if !target.to_ascii_lowercase().starts_with("mailto:") && !target.contains('@') {
            continue;
        }
        out.examined();
        let whole = ctx.document.text(cell);
        let linked = whole.get(words.clone()).unwrap_or("");
        if !spellings.contains(&email::plain(target)) && !email::same(linked, target) {
            let at = first.map_or(slot.at, |address| slot.at.part(&address.span));
            let goes_to = target.split_once(':').map_or(target.as_str(), |(_, to)| to);
            out.report("", subject, at).text("link", goes_to);
        }
    }
}

impl Email {
    /// Where a configuration names the domains of the institution, it is believed; else the address must not be at a free provider.
    fn be_institutional(&self, ctx: &Context<'_>, subject: Subject, slot: Slot, shown: &[Address], out: &mut Findings<'_>) {
        let text = ctx.text(&slot);
        let own = ctx.institution.map_or(&[][..], |institution| &institution.email_domains);
        for address in shown.iter().filter(|address| address.fault.is_none()) {
            out.examined();
            let domain = text.get(address.span.clone()).and_then(email::domain).unwrap_or("").to_ascii_lowercase();
            if own.iter().any(|own| domain == *own || domain.strip_suffix(own.as_str()).is_some_and(|machine| machine.ends_with('.'))) {
                continue;
            }
            let name = domain.split('.').next().unwrap_or("");
            // A public body may have a machine of any name: `outlook.entidad.gob.ec` is its own.
            let public = domain.split('.').any(|label| matches!(label, "gob" | "gov" | "edu" | "mil"));
            if self.providers.iter().any(|provider| *provider == domain || *provider == name && !public) {
                out.report("", subject, slot.at.part(&address.span)).text("provider", domain);
            } else if !own.is_empty() {
                let at = slot.at.part(&address.span);
                out.report("foreign", subject, at).text("domain", domain).fill("domains", Hole::List(own.to_vec()));
            }
        }
    }
}
