//! Labels that make room for one another.

/// Moves labels of the given heights apart, as little as it takes, within `top` and `bottom`; returns their middles in
/// the given order. If there is no room for all of them, they share it evenly.
pub(super) fn spread(wanted: &[f64], heights: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let total: f64 = heights.iter().sum();
    let squeeze = if total > bottom - top { ((bottom - top) / total).max(0.0) } else { 1.0 };
    let mut order: Vec<usize> = (0..wanted.len().min(heights.len())).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    // Neighbours that touch form a group, which stands where its members want to stand on average.
    let mut groups: Vec<(Vec<usize>, f64, f64)> = Vec::new();
    for index in order {
        let mut members = vec![index];
        let mut height = heights[index] * squeeze;
        let mut middle = wanted[index].clamp(top + height / 2.0, (bottom - height / 2.0).max(top + height / 2.0));
        while let Some((above, above_middle, above_height)) = groups.pop() {
            if above_middle + above_height / 2.0 <= middle - height / 2.0 {
                groups.push((above, above_middle, above_height));
                break;
            }
            let (more, fewer) = (above.len() as f64, members.len() as f64);
            middle = (above_middle * more + middle * fewer) / (more + fewer);
            height += above_height;
            middle = middle.clamp(top + height / 2.0, (bottom - height / 2.0).max(top + height / 2.0));
            members = above.into_iter().chain(members).collect();
        }
        groups.push((members, middle, height));
    }
    let mut middles = vec![0.0; wanted.len()];
    for (members, middle, height) in groups {
        let mut y = middle - height / 2.0;
        for member in members {
            let own = heights[member] * squeeze;
            middles[member] = y + own / 2.0;
            y += own;
        }
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_labels_keep_their_order_and_do_not_touch() {
        let wanted = [50.0, 50.0, 51.0, 10.0, 99.0, 98.0];
        let middles = spread(&wanted, &[12.0; 6], 0.0, 100.0);
        let mut sorted = middles.clone();
        sorted.sort_by(f64::total_cmp);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 12.0 - 1e-9), "{middles:?}");
        assert!(sorted[0] >= 6.0 && sorted[5] <= 94.0 + 1e-9, "{middles:?}");
        assert!(middles[3] < middles[0] && middles[2] < middles[5] && middles[5] < middles[4]);
        let squeezed = spread(&[0.0; 5], &[40.0; 5], 0.0, 100.0);
        assert!(squeezed.iter().all(|y| (0.0..=100.0).contains(y)));
    }
}
