//! Sets that lie within each other.

use std::collections::BTreeSet;

/// For each set the smallest other that it lies in, if it lies in any; of equal sets a later one lies in an earlier one.
///
/// # Errors
/// The positions of two sets of which neither lies in the other although they overlap.
///
/// ```
/// use tidui::scenario::nest;
/// let set = |list: &[usize]| list.iter().copied().collect();
/// assert_eq!(nest(&[set(&[1]), set(&[1, 2]), set(&[1, 2, 3])]), Ok(vec![Some(1), Some(2), None]));
/// assert_eq!(nest(&[set(&[1, 2]), set(&[2, 3])]), Err((0, 1)));
/// ```
pub fn nest(sets: &[BTreeSet<usize>]) -> Result<Vec<Option<usize>>, (usize, usize)> {
    let mut within = Vec::new();
    for (index, own) in sets.iter().enumerate() {
        let mut smallest: Option<(usize, usize)> = None;
        for (position, other) in sets.iter().enumerate().filter(|(position, _)| *position != index) {
            if own.is_disjoint(other) || (other.is_subset(own) && (other.len() < own.len() || index < position)) {
                continue;
            }
            if !own.is_subset(other) {
                return Err((index.min(position), index.max(position)));
            }
            // Of equal sets each lies in the one just before it.
            if smallest.is_none_or(|(size, _)| other.len() <= size) {
                smallest = Some((other.len(), position));
            }
        }
        within.push(smallest.map(|(_, position)| position));
    }
    Ok(within)
}
