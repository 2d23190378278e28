//! `pack.toml` as types: the instruments a pack rests on, with the provisions its rules cite.

use serde::Deserialize;

use super::rule::Words;

/// A pack: an identity and the law it rests on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Its short name.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: Words,
    /// What it rests on.
    #[serde(rename = "instrument", default)]
    pub instruments: Vec<Instrument>,
}

/// A statute, a resolution, a guide, or the official form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Its short name.
    pub id: String,
    /// What kind of source it is.
    pub basis: Basis,
    /// Its full title.
    pub title: Words,
    /// Its title in a few words.
    pub short: Words,
    /// The day it was published, as `YYYY-MM-DD`.
    pub published: Option<String>,
    /// In force from, where known.
    pub in_force_from: Option<String>,
    /// In force until, where known.
    pub in_force_until: Option<String>,
    /// What rules cite of it.
    #[serde(rename = "provision", default)]
    pub provisions: Vec<Provision>,
}

/// What kind of source an instrument is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Statute or resolution, text read.
    Law,
    /// The official matrix itself.
    Form,
    /// Read through a good secondary source.
    Guide,
}

/// A provision that rules cite.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provision {
    /// Its short name within the instrument.
    pub id: String,
    /// Its title.
    pub title: Words,
    /// Its words, where they are quoted; always in Spanish.
    pub quote: Option<String>,
    /// What it says.
    pub summary: Words,
}

impl Pack {
    /// The provision of that id, `instrument.provision`, with its instrument.
    pub fn provision(&self, id: &str) -> Option<(&Instrument, &Provision)> {
        let (instrument, provision) = id.split_once('.')?;
        let instrument = self.instruments.iter().find(|i| i.id == instrument)?;
        Some((instrument, instrument.provisions.iter().find(|p| p.id == provision)?))
    }

    /// The ids of all provisions.
    pub fn provision_ids(&self) -> impl Iterator<Item = String> {
        self.instruments.iter().flat_map(|i| i.provisions.iter().map(move |p| format!("{}.{}", i.id, p.id)))
    }
}
