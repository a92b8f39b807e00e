//! Lists that are filled anew in the room that those before them had.

/// So many times one value.
pub(super) fn reset<T: Clone>(list: &mut Vec<T>, count: usize, value: &T) {
    list.clear();
    list.resize(count, value.clone());
}

/// Copies.
pub(super) fn copy<'a, T: Clone + Default + 'a>(list: &mut Vec<T>, from: impl ExactSizeIterator<Item = &'a T>) {
    list.resize_with(from.len(), T::default);
    for (own, other) in list.iter_mut().zip(from) {
        own.clone_from(other);
    }
}

/// The same of lists by month, those of months before `month` being done with.
pub(super) fn copy_later<T: Clone>(list: &mut Vec<Vec<T>>, from: &[Vec<T>], month: usize) {
    list.resize_with(from.len(), Vec::new);
    for (at, (own, other)) in list.iter_mut().zip(from).enumerate() {
        if at < month {
            own.clear();
        } else {
            own.clone_from(other);
        }
    }
}

/// So many empty lists.
pub(super) fn empty<T>(lists: &mut Vec<Vec<T>>, count: usize) {
    for list in lists.iter_mut() {
        list.clear();
    }
    lists.resize_with(count, Vec::new);
}
