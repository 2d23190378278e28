//! Text that does not fit its cell: rows that are too low for what is written in them, and cells that the end of a page cuts.
//!
//! A line of text belongs to the lines it stands as far apart from as they do from one another, whatever border it touches.

use super::super::page::Word;

/// How far two steps from line to line may differ that are the same, in parts of the step.
const LIKE: f32 = 0.06;

/// How far apart the lines of the cells of a table are, most often, in points.
pub(super) fn usual_pitch(contents: &[Vec<Word>]) -> Option<f32> {
    let steps = |content: &Vec<Word>| bases(content).windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>();
    let mut steps: Vec<f32> = contents.iter().flat_map(steps).collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 2).copied()
}

/// The baselines of words, from top to bottom.
fn bases(content: &[Word]) -> Vec<f32> {
    let mut bases: Vec<f32> = content.iter().map(|word| word.base).collect();
    bases.sort_by(f32::total_cmp);
    bases.dedup_by(|one, other| (*one - *other).abs() < 2.0);
    bases
}

/// Moves lines that a border runs through to the cell whose lines they go on: one cell stands above the other, the border between them is at `at`.
pub(super) fn settle(above: &mut Vec<Word>, below: &mut Vec<Word>, at: f32, pitch: Option<f32>) {
    let Some(pitch) = pitch else { return };
    let crosses = |word: &Word| crosses(word, at);
    if !above.iter().chain(below.iter()).any(crosses) {
        return;
    }
    let (over, under) = (bases(above), bases(below));
    let (Some(last), Some(first)) = (over.last(), under.first()) else { return };
    let like = |from: f32, to: f32| (to - from - pitch).abs() < LIKE * pitch;
    if !like(*last, *first) {
        return;
    }
    // Where lines go on evenly on both sides, the middle of the line decides, as it did.
    let (alone_over, alone_under) = (
        over.len() < 2 || !like(over[over.len() - 2], *last),
        under.len() < 2 || !like(*first, under[1]),
    );
    if alone_under && below.iter().filter(|word| (word.base - first).abs() < 2.0).all(crosses) {
        take(below, above, *first);
    } else if alone_over && above.iter().filter(|word| (word.base - last).abs() < 2.0).all(crosses) {
        take(above, below, *last);
    }
}

/// Whether a border runs through the letters of a word.
fn crosses(word: &Word, at: f32) -> bool {
    word.base - 0.6 * word.size < at && at < word.base - 0.04 * word.size
}

/// Takes the words of a line that a border of the table runs through which is the border of a cell as well: the line goes on the cell's lines.
pub(super) fn run_over(content: &mut Vec<Word>, outside: &mut Vec<Word>, left: f32, right: f32, at: f32, pitch: Option<f32>) {
    let Some(pitch) = pitch else { return };
    let known = bases(content);
    let near = |base: f32| known.iter().any(|known| ((known - base).abs() - pitch).abs() < LIKE * pitch);
    outside.retain(|word| {
        let here = crosses(word, at) && word.rect.left >= left && word.rect.right <= right + 1.0 && near(word.base);
        if here {
            content.push(word.clone());
        }
        !here
    });
}

/// Moves the line with a baseline to another cell.
fn take(from: &mut Vec<Word>, to: &mut Vec<Word>, base: f32) {
    from.retain(|word| {
        let moves = (word.base - base).abs() < 2.0;
        if moves {
            to.push(word.clone());
        }
        !moves
    });
}

/// Takes the words that follow the text of a cell below the table: some programs let a cell that is cut by the end of the page run out of the table.
/// They go on line by line, as far apart as the lines before; `usual` is how far apart the lines of the other cells are.
pub(super) fn run_below(content: &mut Vec<Word>, outside: &mut Vec<Word>, left: f32, right: f32, bottom: f32, usual: Option<f32>) {
    let (pitch, mut last) = match (bases(content).as_slice(), usual) {
        ([.., before, last], _) => (last - before, *last),
        ([last], Some(usual)) => (usual, *last),
        _ => return,
    };
    let mut below: Vec<Word> = Vec::new();
    outside.retain(|word| {
        let here = word.base > bottom - pitch && word.rect.left >= left && word.rect.right <= right + 1.0;
        if here {
            below.push(word.clone());
        }
        !here
    });
    below.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut left_out = Vec::new();
    for word in below {
        let step = word.base - last;
        if step.abs() < 1.0 || (step - pitch).abs() < 0.08 * pitch {
            last = word.base;
            content.push(word);
        } else {
            left_out.push(word);
        }
    }
    outside.append(&mut left_out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::page::Rect;

    fn lines(bases: &[f32]) -> Vec<Word> {
        let word = |base: &f32| {
            let rect = Rect { left: 10.0, top: base - 9.0, right: 60.0, bottom: base + 2.0 };
            Word { text: "texto".to_owned(), rect, base: *base, size: 10.0, first: 5.0, mark: -1, space: false, run: 0 }
        };
        bases.iter().map(word).collect()
    }

    fn settled(above: &[f32], below: &[f32], at: f32) -> (usize, usize) {
        let (mut above, mut below) = (lines(above), lines(below));
        settle(&mut above, &mut below, at, Some(12.0));
        (above.len(), below.len())
    }

    #[test]
    fn a_line_under_a_border_goes_with_the_lines_it_goes_on() {
        // The last line of the cell above ran over its border, the next text begins elsewhere.
        assert_eq!(settled(&[10.0, 22.0], &[34.0, 41.0, 53.0], 31.0), (3, 2));
        // The first line of the cell below.
        assert_eq!(settled(&[10.0, 22.0, 30.0], &[42.0, 54.0], 27.0), (2, 3));
        // No border runs through the letters.
        assert_eq!(settled(&[10.0, 22.0], &[34.0, 41.0], 25.0), (2, 2));
        // Even lines on both sides stay.
        assert_eq!(settled(&[10.0, 22.0], &[34.0, 46.0], 31.0), (2, 2));
    }

    #[test]
    fn a_cut_cell_runs_on_below_the_table_line_by_line() {
        let (mut content, mut outside) = (lines(&[10.0]), lines(&[22.0, 34.0, 60.0]));
        run_below(&mut content, &mut outside, 5.0, 100.0, 15.0, Some(12.0));
        assert_eq!((content.len(), outside.len()), (3, 1));
    }

    #[test]
    fn only_the_line_that_the_border_cuts_runs_over_it() {
        let (mut content, mut outside) = (lines(&[10.0, 22.0]), lines(&[34.0, 46.0]));
        run_over(&mut content, &mut outside, 5.0, 100.0, 31.0, Some(12.0));
        assert_eq!((content.len(), outside.len()), (3, 1));
    }
}
