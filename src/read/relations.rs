//! The relationships of a part of an Open XML package: which other parts and addresses its `r:id`s mean.
//!
//! DOCX and XLSX share it. What a relationship is good for is known to the reader that asks.

use super::ReadError;
use super::xml::{Ns, Piece, Xml};
use super::zipped::Package;

/// The relationships of one part, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Relations {
    list: Vec<Relation>,
    /// Indices of the list, ordered by id, so that a document of many links is not searched from its start for each.
    by_id: Vec<usize>,
}

/// One relationship.
#[derive(Debug)]
struct Relation {
    id: String,
    /// What kind it is: the last word of its type's address, which is the same in the transitional and the strict form.
    kind: String,
    /// The name of another part, without a leading slash; for an external target, the address as it stands.
    target: String,
}

impl Relations {
    /// The relationships of a part, none where it has no list; the package's own are those of the part `""`.
    ///
    /// # Errors
    /// When the list is there and is damaged, or unpacking it passes the bound.
    pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Relations, ReadError> {
        let part = part.trim_start_matches('/');
        let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
        let slash = if folder.is_empty() { "" } else { "/" };
        match package.text(&format!("{folder}{slash}_rels/{name}.rels"))? {
            Some(text) => Relations::parse(&text, folder, package.format()),
            None => Ok(Relations::default()),
        }
    }

    /// Where a relationship leads: the name of another part, or an address outside.
    pub(super) fn target(&self, id: &str) -> Option<&str> {
        let at = self.by_id.partition_point(|at| self.list[*at].id.as_str() < id);
        let found = &self.list[*self.by_id.get(at)?];
        (found.id == id).then_some(found.target.as_str())
    }

    /// Where the relationships of one kind lead, in the order of the file; `kind` is the last word of the type: `officeDocument`, `styles`.
    pub(super) fn of_type(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.list.iter().filter(move |relation| relation.kind == kind).map(|relation| relation.target.as_str())
    }

    fn parse(text: &str, folder: &str, format: &'static str) -> Result<Relations, ReadError> {
        let mut xml = Xml::new(text, format);
        let mut list = Vec::new();
        loop {
            match xml.next()? {
                Piece::Open if xml.local() == "Relationship" => {
                    let attribute = |name| xml.attribute(Ns::None, name).unwrap_or_default();
                    let target = attribute("Target");
                    let outside = attribute("TargetMode").eq_ignore_ascii_case("external") || is_address(&target);
                    let kind = attribute("Type");
                    list.push(Relation {
                        id: attribute("Id").into_owned(),
                        kind: kind.rsplit_once('/').map_or(&*kind, |(_, last)| last).to_owned(),
                        target: if outside { target.into_owned() } else { resolved(folder, &target) },
                    });
                }
                Piece::End => break,
                Piece::Open | Piece::Close | Piece::Text(_) => {}
            }
        }
        let mut by_id: Vec<usize> = (0..list.len()).collect();
        by_id.sort_by(|a, b| list[*a].id.cmp(&list[*b].id));
        Ok(Relations { list, by_id })
    }
}

/// Whether a target is an address of its own whatever its mode says: `mailto:…`, `#place`. Some programs leave the mode out.
fn is_address(target: &str) -> bool {
    target.starts_with('#') || target.find(':').is_some_and(|colon| !target[..colon].contains(['/', '\\']))
}

/// The name of a part that is named from within a folder.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            "." => {}
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_by_id_and_kind() {
        let text = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            <Relationship Id="rId9" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/styles" Target="styles.xml"/>
            <Relationship Id="rId10" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="mailto:a@b.ec?x=1&amp;y" TargetMode="External"/>
            <Relationship Id="rId1" Type="http://x/hyperlink" Target="https://a.ec/b"/>
            <Relationship Id="rId2" Type="http://x/header" Target="/word/../cabeza/header1.xml"/>
            <Relationship Id="rId3" Type="http://x/header" Target="..\header2.xml"/></Relationships>"#;
        let relations = Relations::parse(text, "word", "DOCX").unwrap();
        for (id, target) in [
            ("rId9", Some("word/styles.xml")),
            ("rId10", Some("mailto:a@b.ec?x=1&y")),
            ("rId1", Some("https://a.ec/b")),
            ("rId2", Some("cabeza/header1.xml")),
            ("rId3", Some("header2.xml")),
            ("rId4", None),
            ("", None),
        ] {
            assert_eq!(relations.target(id), target, "{id}");
        }
        assert_eq!(relations.of_type("header").collect::<Vec<_>>(), ["cabeza/header1.xml", "header2.xml"]);
        assert_eq!(relations.of_type("hyperlink").count(), 2);
        assert_eq!(Relations::default().target("rId1"), None);
    }
}
