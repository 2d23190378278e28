//! «Did you mean …?»: the known word nearest to one that is not known.

/// How alike two words must be to suggest one for the other, from 0 (nothing) to 1 (equal).
const ENOUGH: f64 = 0.7;

/// The candidate nearest to `word`, where one is near enough.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::normalized_damerau_levenshtein(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= ENOUGH)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
