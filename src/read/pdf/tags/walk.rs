//! Walks the structure tree and writes down whose every piece of marked content is: a cell's, or that of a line outside all tables.
//!
//! The tree comes from the file and may be anything: a ring, one element reached by a billion paths, a million elements in one another. Every element
//! is entered once, its depth and the work are bounded, and nothing here calls itself.

use std::collections::{HashMap, HashSet};

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, MaybeRef, Name, Number, Object, ObjectIdentifier};

use super::role::{Role, Roles, actual};
use crate::limits::{MAX_DEPTH, MAX_ELEMENTS};

/// How many bytes of an element cost as much as another element.
const BYTES: usize = 1024;

/// Whose content it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    /// A cell's, by its index.
    Cell(usize),
    /// That of a paragraph or another block outside all tables, by its number.
    Unit(usize),
    /// Nobody's: it is no content.
    Nobody,
}

/// A cell as the tree has it.
#[derive(Debug, Default)]
pub(super) struct Slot {
    /// Its table.
    pub(super) table: usize,
    /// Its row in the table.
    pub(super) row: usize,
    /// Its column; known when the table is laid out.
    pub(super) column: usize,
    /// How many columns it spans, at least 1.
    pub(super) columns: usize,
    /// How many rows it spans, at least 1.
    pub(super) rows: usize,
    /// Whether it is a heading.
    pub(super) heading: bool,
    /// Whether the tree gives it any content.
    pub(super) full: bool,
    /// What its letters stand for, as the tree says.
    pub(super) actual: Option<String>,
}

/// A table as the tree has it.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The cell it stands in.
    pub(super) parent: Option<usize>,
    /// The cells of each row.
    pub(super) rows: Vec<Vec<usize>>,
    /// How many columns it has; known when it is laid out.
    pub(super) columns: usize,
}

/// What the tree says.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Whose the marked content of each page is, by the page and the number of the content.
    pub(super) owners: HashMap<(u16, i32), Owner>,
    /// All tables, outer before inner ones.
    pub(super) tables: Vec<Plan>,
    /// All cells.
    pub(super) cells: Vec<Slot>,
    /// How many blocks stand outside tables.
    pub(super) units: usize,
    /// Whether one piece of content belongs to a cell and to something else as well.
    pub(super) clash: bool,
}

/// Where in the tree the walk is.
#[derive(Debug, Clone, Copy, Default)]
struct Scope {
    page: Option<u16>,
    owner: Option<Owner>,
    table: Option<usize>,
    row: Option<usize>,
    item: bool,
}

/// Kids that are left to be visited.
enum Kids<'a> {
    One(Option<MaybeRef<Object<'a>>>),
    Many(hayro_syntax::object::array::ArrayIter<'a>),
}

struct Walk<'a> {
    pdf: &'a Pdf,
    roles: Roles<'a>,
    pages: HashMap<ObjectIdentifier, u16>,
    visited: HashSet<ObjectIdentifier>,
    survey: Survey,
    left: usize,
}

/// Reads the tree. `None` if there is none, or one that is too large.
pub(super) fn survey(pdf: &Pdf) -> Option<Survey> {
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let root: Dict<'_> = catalog.get(b"StructTreeRoot")?;
    let pages = (0..u16::MAX).zip(pdf.pages().iter()).filter_map(|(index, page)| Some((page.raw().obj_id()?, index))).collect();
    let walk = Walk { pdf, roles: Roles::of(&root), pages, visited: HashSet::new(), survey: Survey::default(), left: MAX_ELEMENTS };
    walk.run(&root)
}

impl<'a> Walk<'a> {
    fn run(mut self, root: &Dict<'a>) -> Option<Survey> {
        let mut stack = vec![(Kids::One(root.get_raw(b"K")), Scope::default())];
        while let Some((kids, scope)) = stack.last_mut() {
            let scope = *scope;
            let next = match kids {
                Kids::One(kid) => kid.take(),
                Kids::Many(kids) => kids.next(),
            };
            let Some(kid) = next else {
                stack.pop();
                continue;
            };
            self.spend(1)?;
            let Some(object) = self.resolve(kid) else { continue };
            let inner = match object {
                Object::Number(number) => {
                    self.content(scope, scope.page, number);
                    None
                }
                Object::Array(list) => {
                    self.spend(list.data().len() / BYTES)?;
                    Some((Kids::Many(list.raw_iter()), scope))
                }
                Object::Dict(dict) => self.dict(&dict, scope)?,
                _ => None,
            };
            if stack.len() < MAX_DEPTH {
                stack.extend(inner);
            }
        }
        Some(self.survey)
    }

    /// Takes from what the walk may cost; `None` when nothing is left.
    fn spend(&mut self, cost: usize) -> Option<()> {
        self.left = self.left.checked_sub(cost)?;
        Some(())
    }

    /// The object, unless it was seen before.
    fn resolve(&mut self, kid: MaybeRef<Object<'a>>) -> Option<Object<'a>> {
        match kid {
            MaybeRef::NotRef(object) => Some(object),
            MaybeRef::Ref(reference) => {
                let id = ObjectIdentifier::from(reference);
                if self.visited.insert(id) { self.pdf.xref().get(id) } else { None }
            }
        }
    }

    /// An element, whose kids come next, or a reference to content. The outer `None` says that the tree costs too much.
    #[expect(clippy::option_option, reason = "too much is not the same as nothing more")]
    fn dict(&mut self, dict: &Dict<'a>, scope: Scope) -> Option<Option<(Kids<'a>, Scope)>> {
        self.spend(dict.data().len() / BYTES)?;
        let page = dict.get_ref(b"Pg").and_then(|page| self.pages.get(&page.into()).copied()).or(scope.page);
        let Some(name) = dict.get::<Name<'a>>(b"S") else {
            // Content in a form has numbers of its own (/Stm). They are taken for the page's: where they meet, the tree is not believed.
            if let Some(number) = dict.get::<Number>(b"MCID") {
                self.content(scope, page, number);
            }
            return Some(None);
        };
        let mut cost = 0;
        let role = self.roles.role(dict, &name);
        let mut inner = Scope { page, ..scope };
        let in_cell = matches!(scope.owner, Some(Owner::Cell(_)));
        match (role, scope.table, scope.row) {
            (_, _, _) if scope.owner == Some(Owner::Nobody) => {}
            (Role::Artifact, ..) => inner.owner = Some(Owner::Nobody),
            (Role::Table, ..) => {
                let parent = if let Some(Owner::Cell(cell)) = scope.owner { Some(cell) } else { None };
                inner.table = Some(self.survey.tables.len());
                inner.row = None;
                self.survey.tables.push(Plan { parent, ..Plan::default() });
                match parent.and_then(|cell| self.survey.cells.get_mut(cell)) {
                    Some(cell) => cell.full = true,
                    None => inner.owner = None,
                }
            }
            (Role::Row, Some(table), _) => {
                if let Some(plan) = self.survey.tables.get_mut(table) {
                    inner.row = Some(plan.rows.len());
                    plan.rows.push(Vec::new());
                }
            }
            (Role::Cell(heading), Some(table), Some(row)) => {
                let reach = self.roles.reach(dict, &mut cost);
                let cell = self.survey.cells.len();
                let (columns, rows) = (reach.columns.unwrap_or(1), reach.rows.unwrap_or(1));
                self.survey.cells.push(Slot { table, row, columns, rows, heading, ..Slot::default() });
                if let Some(row) = self.survey.tables.get_mut(table).and_then(|plan| plan.rows.get_mut(row)) {
                    row.push(cell);
                }
                inner = Scope { page, owner: Some(Owner::Cell(cell)), ..Scope::default() };
            }
            (Role::Item, ..) if !in_cell && !scope.item => {
                inner.item = true;
                inner.owner = Some(self.unit());
            }
            (Role::Block, ..) if !in_cell && !scope.item => inner.owner = Some(self.unit()),
            (Role::Group, ..) if !in_cell && !scope.item => inner.owner = None,
            _ => {}
        }
        if let Some(Owner::Cell(cell)) = inner.owner
            && let Some(text) = actual(dict)
            && let Some(slot) = self.survey.cells.get_mut(cell)
        {
            cost += text.len();
            slot.actual.get_or_insert_default().push_str(&text);
        }
        self.spend(cost / BYTES)?;
        let Some(kids) = dict.get_raw::<Object<'a>>(b"K") else { return Some(None) };
        // Content that stands in this element without a block of its own belongs together.
        if inner.owner.is_none() && inner.table.is_none() {
            inner.owner = Some(self.unit());
        }
        Some(Some((Kids::One(Some(kids)), inner)))
    }

    fn unit(&mut self) -> Owner {
        self.survey.units += 1;
        Owner::Unit(self.survey.units - 1)
    }

    /// A piece of marked content.
    fn content(&mut self, scope: Scope, page: Option<u16>, number: Number) {
        let (Some(page), Ok(number)) = (page, i32::try_from(number.as_i64())) else { return };
        let owner = scope.owner.unwrap_or_else(|| self.unit());
        if let Owner::Cell(cell) = owner
            && let Some(cell) = self.survey.cells.get_mut(cell)
        {
            cell.full = true;
        }
        let known = *self.survey.owners.entry((page, number)).or_insert(owner);
        self.survey.clash |= known != owner && (matches!(known, Owner::Cell(_)) || matches!(owner, Owner::Cell(_)));
    }
}
