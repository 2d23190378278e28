//! Typed readings of single values: a date, a telephone, an e-mail address, a target, a person's name.
//!
//! Every reader is a pure function from clean text (markup gone, white space folded to single blanks,
//! composed accents, no-break blanks made plain) to a typed reading whose spans are byte ranges of that text.
//! Readers judge nothing: which reading is a fault, how grave it is and what is said about it belongs to the
//! rules, and where the text stands in its file belongs to the document.

pub mod absence;
pub mod date;
#[cfg(test)]
mod date_tests;
pub mod email;
mod email_fault;
#[cfg(test)]
mod email_tests;
pub mod fold;
pub mod formula;
pub mod mojibake;
mod mojibake_repair;
pub mod percentage;
pub mod periodicity;
pub mod person;
mod person_words;
pub mod phone;
mod phone_extension;
mod phone_plan;
#[cfg(test)]
mod phone_tests;
mod phone_token;
pub mod plan_year;
pub mod quantity;
