//! Reads a report of Ecuador's transparency matrix «literal a4», and says which cell is wrong, why by law, and what to write instead.
//!
//! The modules are the stages of one straight pipeline:
//!
//! ```text
//! bytes     ──read──▶      Document   rows of cells; each cell has clean text and a place
//! Document  ──report──▶    Report     fields: given, blank, absent, not applicable, unreadable; never fails
//! Report    ──checks──▶    findings   every selected rule runs its check over the fields it names
//! findings  ──engine──▶    Outcome    settled, in order; one verdict per rule
//! Outcome   ──suppress─▶   Outcome    without what an exception or the baseline holds back
//! Outcome   ──render──▶    bytes      human, brief, json, sarif and six more
//! ```
//!
//! ```
//! use lotaip::{engine::{self, Options}, rules::{Ruleset, select::Selection}, source::Source};
//!
//! let ruleset = Ruleset::embedded();
//! let selection = Selection::all(&ruleset);
//! let as_of = chrono::NaiveDate::from_ymd_opt(2021, 11, 8).unwrap();
//! let source = Source::named("2021/10/a4.txt", lotaip::rules::MODEL);
//! let outcome = engine::check(source, &ruleset, &Options::new(as_of, &selection));
//! assert!(outcome.diagnostics.is_empty());
//! ```
//!
//! The library promises nothing before 1.0; codes, exit codes, JSON version 1 and the names of options are what users may rely on.

pub mod calendar;
pub mod checks;
pub mod cli;
mod columns;
pub mod config;
pub mod diagnostic;
pub mod docs;
pub mod document;
pub mod engine;
pub mod examples;
pub mod fingerprint;
mod inline;
pub mod institution;
pub mod lang;
pub mod limits;
mod near;
pub mod period;
pub mod place;
pub mod read;
pub mod render;
pub mod report;
pub mod rules;
pub mod source;
pub mod suppress;
pub mod toml_mistake;
