//! Which columns of a document are shown side by side, and how wide, in the room there is.
//!
//! What a column would like is said by its maker; here it is only weighed against the others. Nothing here looks at a document.

use super::QUIET;

/// The widest a marked cell is shown.
pub(super) const MARKED: usize = 56;

/// How wide [`super::BETWEEN`] is.
pub(super) const BETWEEN_COLUMNS: usize = 3;

/// How wide the ellipsis for columns that are left out is, with what parts it from the next one.
pub(super) const SKIPPED: usize = 1 + BETWEEN_COLUMNS;

/// The columns that are shown.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) columns: Vec<Column>,
    /// Whether something stands after the last of them.
    tail: bool,
}

/// A column that is shown.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Which column of the document, from 0.
    pub(super) index: usize,
    /// Whether something in it is marked.
    pub(super) marked: bool,
    /// Whether it is one of the first two that hold something, and so says which row a row is.
    pub(super) leads: bool,
    /// Whether columns before it are left out, for which an ellipsis stands.
    pub(super) skips: bool,
    /// How wide it would like to be.
    pub(super) natural: usize,
    /// How wide it is.
    pub(super) width: usize,
}

impl Plan {
    /// First everything grows narrower; then the columns far from the marks go; at last the marked cells take what is left.
    pub(super) fn new(columns: Vec<Column>, tail: bool, room: usize) -> Plan {
        let mut plan = Plan { columns, tail };
        if plan.shrink(QUIET, 10, room) {
            return plan;
        }
        while !plan.fits(8, room) && plan.drop_farthest() {}
        if plan.shrink(14, 8, room) {
            return plan;
        }
        let marked = || plan.columns.iter().filter(|column| column.marked);
        let taken = plan.total() - marked().map(|column| column.width).sum::<usize>();
        let share = (room.saturating_sub(taken) / marked().count().max(1)).max(3);
        plan.columns.iter_mut().filter(|column| column.marked).for_each(|column| column.width = column.width.min(share));
        plan
    }

    /// How wide some of the columns are with all that stands between them.
    pub(super) fn across(columns: &[Column], width: impl Fn(&Column) -> usize) -> usize {
        let between = BETWEEN_COLUMNS * columns.len().saturating_sub(1);
        let skipped = columns.iter().skip(1).filter(|column| column.skips).count() * SKIPPED;
        columns.iter().map(width).sum::<usize>() + between + skipped
    }

    /// Looks for the widest quiet columns with which all fits.
    fn shrink(&mut self, most: usize, least: usize, room: usize) -> bool {
        (least..=most).rev().any(|quiet| self.fits(quiet, room))
    }

    /// Sets the widths for quiet columns of at most `quiet` columns; whether all fits.
    fn fits(&mut self, quiet: usize, room: usize) -> bool {
        // From 22 and 56 down to 8 and 24.
        let marked = (MARKED * quiet / QUIET).max(quiet).max(24);
        for column in &mut self.columns {
            column.width = column.natural.min(if column.marked { marked } else { quiet });
        }
        self.total() <= room
    }

    /// How wide the widest line can be, with an ellipsis for each stretch of columns that is left out.
    fn total(&self) -> usize {
        let first = self.columns.first().is_some_and(|column| column.skips);
        let ends = usize::from(first) * SKIPPED + usize::from(self.tail) * SKIPPED;
        Plan::across(&self.columns, |column| column.width) + ends
    }

    /// Leaves out the quiet column that tells least: the farthest from the marks, those that lead last.
    fn drop_farthest(&mut self) -> bool {
        let marked: Vec<usize> = self.columns.iter().filter(|column| column.marked).map(|column| column.index).collect();
        let distance = |column: &Column| {
            let near = marked.iter().map(|index| index.abs_diff(column.index)).min().unwrap_or(column.index);
            (!column.leads, if column.leads { column.index } else { near })
        };
        let farthest = self.columns.iter().enumerate().filter(|(_, column)| !column.marked).max_by_key(|(_, column)| distance(column));
        let Some(at) = farthest.map(|(at, _)| at) else { return false };
        let gone = self.columns.remove(at);
        // For a column in which nothing stands nothing needs to stand.
        let told = gone.skips || gone.natural > 0;
        match self.columns.get_mut(at) {
            Some(next) => next.skips |= told,
            None => self.tail |= told,
        }
        true
    }
}
