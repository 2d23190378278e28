//! What is known of the institution that publishes reports, beyond what these say: a configuration tells it, checks ask.

/// The institution that publishes reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Institution {
    /// Its name.
    pub name: Option<String>,
    /// Its canton.
    pub canton: Option<String>,
    /// The domains of its e-mail addresses, in lower case; empty where they are not known.
    pub email_domains: Vec<String>,
    /// Whether it reports in the GPR system, where that is known.
    pub gpr: Option<bool>,
}
