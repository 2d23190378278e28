//! What an element of the structure tree is: its type by the role map or its name space, the columns and rows it spans, what its letters say.

use std::collections::HashMap;

use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Number, Object, ObjectIdentifier, String as PdfString};

use super::super::ink::{LONGEST_SAID, words_of};

/// How many steps a type may be from a standard one.
const STEPS: usize = 16;

/// How many types that a file made up are kept in mind.
const NAMES: usize = 1000;

/// How many attributes, and how many classes of them, are looked at for one element. Chromium writes three.
const ATTRIBUTES: usize = 16;

/// How far a cell may reach; further is a mistake.
const REACH: i64 = 1000;

/// The standard types that matter to a reader of tables (ISO 32000-2, 14.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A table.
    Table,
    /// Its head, body or foot.
    Rows,
    /// A row.
    Row,
    /// A cell; whether it is a heading.
    Cell(bool),
    /// An item of a list, with its mark.
    Item,
    /// A paragraph, a heading, a caption: what begins a line of its own.
    Block,
    /// What only holds others.
    Group,
    /// A part of a line, or anything unknown.
    Inline,
    /// What is no content.
    Artifact,
}

impl Role {
    fn standard(name: &[u8]) -> Option<Role> {
        Some(match name {
            b"Table" => Role::Table,
            b"THead" | b"TBody" | b"TFoot" => Role::Rows,
            b"TR" => Role::Row,
            b"TH" => Role::Cell(true),
            b"TD" => Role::Cell(false),
            b"LI" | b"TOCI" => Role::Item,
            b"P" | b"H" | b"H1" | b"H2" | b"H3" | b"H4" | b"H5" | b"H6" | b"Title" | b"Caption" | b"Figure" | b"Formula" | b"FENote"
            | b"Note" => Role::Block,
            b"Document" | b"DocumentFragment" | b"Part" | b"Art" | b"Sect" | b"Div" | b"Aside" | b"BlockQuote" | b"TOC" | b"Index"
            | b"L" => Role::Group,
            b"NonStruct" | b"Private" | b"Span" | b"Sub" | b"Quote" | b"Reference" | b"BibEntry" | b"Code" | b"Link" | b"Annot"
            | b"Form" | b"Em" | b"Strong" | b"Lbl" | b"LBody" | b"Ruby" | b"RB" | b"RT" | b"RP" | b"Warichu" | b"WT" | b"WP" => {
                Role::Inline
            }
            b"Artifact" => Role::Artifact,
            _ => return None,
        })
    }
}

/// What the root of the tree says of names.
pub(super) struct Roles<'a> {
    map: Dict<'a>,
    classes: Dict<'a>,
    /// The types found so far, by name space and name.
    known: HashMap<(Option<ObjectIdentifier>, Vec<u8>), Role>,
    /// How far the cells of a class reach.
    reaches: HashMap<Vec<u8>, Reach>,
}

/// How many columns and rows a cell says that it spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Reach {
    /// Columns.
    pub(super) columns: Option<usize>,
    /// Rows.
    pub(super) rows: Option<usize>,
}

impl<'a> Roles<'a> {
    /// The names of a tree.
    pub(super) fn of(root: &Dict<'a>) -> Roles<'a> {
        Roles {
            map: root.get(b"RoleMap").unwrap_or_default(),
            classes: root.get(b"ClassMap").unwrap_or_default(),
            known: HashMap::new(),
            reaches: HashMap::new(),
        }
    }

    /// What an element is.
    pub(super) fn role(&mut self, element: &Dict<'a>, name: &Name<'a>) -> Role {
        let space = element.get_ref(b"NS").map(ObjectIdentifier::from);
        if space.is_none()
            && let Some(role) = Role::standard(name)
        {
            return role;
        }
        let key = (space, name.to_vec());
        if let Some(role) = self.known.get(&key) {
            return *role;
        }
        let role = self.find(element.get(b"NS"), name.clone());
        if self.known.len() < NAMES {
            self.known.insert(key, role);
        }
        role
    }

    /// Follows the maps until there is a standard type.
    fn find(&self, mut space: Option<Dict<'a>>, mut name: Name<'a>) -> Role {
        for _ in 0..STEPS {
            let mapped = space.as_ref().and_then(|space| space.get::<Dict<'a>>(b"RoleMapNS")).and_then(|map| map.get::<Object<'a>>(&*name));
            match mapped {
                Some(Object::Name(other)) if other != name => (space, name) = (None, other),
                Some(Object::Array(pair)) => {
                    let mut pair = pair.flex_iter();
                    let Some(other) = pair.next::<Name<'a>>() else { return Role::Inline };
                    (space, name) = (pair.next::<Dict<'a>>(), other);
                }
                _ => match (Role::standard(&name), self.map.get::<Name<'a>>(&*name)) {
                    (Some(role), _) => return role,
                    (None, Some(other)) => (space, name) = (None, other),
                    (None, None) => return Role::Inline,
                },
            }
        }
        Role::Inline
    }

    /// How far a cell reaches: as its attributes say, else those of its classes. What it costs to look is added to `cost`.
    pub(super) fn reach(&mut self, element: &Dict<'a>, cost: &mut usize) -> Reach {
        let mut reach = element.get::<Object<'a>>(b"A").map(|attributes| reach_of(&attributes, cost)).unwrap_or_default();
        match element.get::<Object<'a>>(b"C") {
            Some(Object::Name(class)) => reach = reach.or(self.class(&class, cost)),
            Some(Object::Array(classes)) => {
                for class in classes.raw_iter().take(ATTRIBUTES).filter_map(|class| Name::try_from(not_ref(class)?).ok()) {
                    reach = reach.or(self.class(&class, cost));
                }
            }
            _ => {}
        }
        reach
    }

    fn class(&mut self, name: &Name<'a>, cost: &mut usize) -> Reach {
        if let Some(reach) = self.reaches.get(&**name) {
            return *reach;
        }
        let reach = self.classes.get::<Object<'a>>(&**name).map(|attributes| reach_of(&attributes, cost)).unwrap_or_default();
        if self.reaches.len() < NAMES {
            self.reaches.insert(name.to_vec(), reach);
        }
        reach
    }
}

impl Reach {
    /// This, and where it says nothing what the other says.
    fn or(self, other: Reach) -> Reach {
        Reach { columns: self.columns.or(other.columns), rows: self.rows.or(other.rows) }
    }
}

/// What attributes say: one dictionary, or a list of them, with numbers of revisions between.
fn reach_of(attributes: &Object<'_>, cost: &mut usize) -> Reach {
    match attributes {
        Object::Dict(dict) => of_dict(dict, cost),
        Object::Stream(stream) => of_dict(stream.dict(), cost),
        Object::Array(list) => {
            *cost += list.data().len();
            all(list, cost)
        }
        _ => Reach::default(),
    }
}

fn all(list: &Array<'_>, cost: &mut usize) -> Reach {
    let mut reach = Reach::default();
    let mut items = list.flex_iter();
    for _ in 0..ATTRIBUTES {
        match items.next::<Object<'_>>() {
            Some(Object::Dict(dict)) => reach = reach.or(of_dict(&dict, cost)),
            Some(_) => {}
            None => break,
        }
    }
    reach
}

fn of_dict(dict: &Dict<'_>, cost: &mut usize) -> Reach {
    *cost += dict.data().len();
    let count = |key: &[u8]| dict.get::<Number>(key).map(|number| usize::try_from(number.as_i64().clamp(1, REACH)).unwrap_or(1));
    Reach { columns: count(b"ColSpan"), rows: count(b"RowSpan") }
}

/// An object that is no reference.
fn not_ref(object: MaybeRef<Object<'_>>) -> Option<Object<'_>> {
    match object {
        MaybeRef::NotRef(object) => Some(object),
        MaybeRef::Ref(_) => None,
    }
}

/// What the letters of an element stand for, as it says itself.
pub(super) fn actual(element: &Dict<'_>) -> Option<String> {
    let text = element.get::<PdfString<'_>>(b"ActualText")?;
    Some(text.as_bytes()).filter(|bytes| bytes.len() <= LONGEST_SAID).map(words_of)
}
