//! The best tree over a matrix of arc scores (Chu-Liu/Edmonds), with exactly one root.

/// Heads of the best tree; `score(d, h)` for dependent `d` and head `h` in `0..n`, `h == n`
/// for the root. Deterministic: ties go to the lower head.
pub fn tree(n: usize, score: &[f32], heads: &mut Vec<usize>) {
    heads.clear();
    if n == 0 {
        return;
    }
    let at = |d: usize, h: usize| score[d * (n + 1) + h];
    heads.extend((0..n).map(|d| best(n + 1, d, |h| at(d, h))));
    if valid(n, heads) {
        return;
    }
    // One root: try the likeliest candidates, take the best whole tree.
    let mut roots: Vec<usize> = (0..n).collect();
    roots.sort_by(|&a, &b| margin(b, n, &at).total_cmp(&margin(a, n, &at)).then(a.cmp(&b)));
    let mut top: Option<(f64, Vec<usize>)> = None;
    for &root in roots.iter().take(3) {
        let h = edmonds(n, root, &at);
        let sum: f64 = (0..n).map(|d| f64::from(at(d, h[d]))).sum();
        if top.as_ref().is_none_or(|(s, _)| sum > *s) {
            top = Some((sum, h));
        }
    }
    if let Some((_, h)) = top {
        *heads = h;
    }
}

/// By how much the root is preferred over any other head.
fn margin(d: usize, n: usize, at: &impl Fn(usize, usize) -> f32) -> f32 {
    at(d, n) - (0..n).filter(|&h| h != d).map(|h| at(d, h)).fold(f32::NEG_INFINITY, f32::max).max(-1e30)
}

fn best(m: usize, d: usize, at: impl Fn(usize) -> f32) -> usize {
    let mut b = usize::MAX;
    for h in (0..m).filter(|&h| h != d) {
        if b == usize::MAX || at(h) > at(b) {
            b = h;
        }
    }
    b
}

fn valid(n: usize, heads: &[usize]) -> bool {
    let mut state = vec![0u8; n];
    let mut roots = 0;
    for d in 0..n {
        roots += usize::from(heads[d] == n);
        let mut v = d;
        while v != n && state[v] == 0 {
            state[v] = 1;
            v = heads[v];
        }
        if v != n && state[v] == 1 {
            return false;
        }
        v = d;
        while v != n && state[v] == 1 {
            state[v] = 2;
            v = heads[v];
        }
    }
    roots == 1
}

/// Best tree with `root` as its only root: contract cycles until there is none.
fn edmonds(n: usize, root: usize, at: &impl Fn(usize, usize) -> f32) -> Vec<usize> {
    // Nodes may be contracted; each keeps, for every outer node, its best arc in and out.
    let mut heads: Vec<usize> = (0..n).map(|d| if d == root { n } else { best(n, d, |h| at(d, h)) }).collect();
    while let Some(cycle) = find_cycle(n, &heads) {
        let inside = members(n, &cycle);
        let mut choice: Option<(f32, usize, usize)> = None;
        for &d in &cycle {
            for h in (0..n).filter(|&h| !inside[h] && !leads_into(h, &cycle, &heads, n)) {
                let loss = at(d, heads[d]) - at(d, h);
                if choice.is_none_or(|(l, ..)| loss < l) {
                    choice = Some((loss, d, h));
                }
            }
        }
        // The root is never in a cycle, so an arc from its side always exists.
        let Some((_, d, h)) = choice else { break };
        heads[d] = h;
    }
    heads
}

/// Whether following heads from `h` ends in the cycle.
fn leads_into(mut h: usize, cycle: &[usize], heads: &[usize], n: usize) -> bool {
    for _ in 0..=n {
        if h == n {
            return false;
        }
        if cycle.contains(&h) {
            return true;
        }
        h = heads[h];
    }
    true
}

fn members(n: usize, cycle: &[usize]) -> Vec<bool> {
    let mut m = vec![false; n];
    cycle.iter().for_each(|&v| m[v] = true);
    m
}

fn find_cycle(n: usize, heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![usize::MAX; n];
    for start in 0..n {
        let mut v = start;
        while v != n && seen[v] == usize::MAX {
            seen[v] = start;
            v = heads[v];
        }
        if v != n && seen[v] == start {
            let mut cycle = vec![v];
            let mut u = heads[v];
            while u != v {
                cycle.push(u);
                u = heads[u];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_cycles_and_keeps_one_root() {
        // 0 and 1 prefer each other, both dislike the root; 2 prefers the root.
        let s = [-9.0, 5.0, 0.0, 1.0, 5.0, -9.0, 1.0, 0.5, 0.0, 0.0, -9.0, 4.0];
        let mut h = vec![];
        tree(3, &s, &mut h);
        assert!(valid(3, &h), "{h:?}");
        assert_eq!(h[2], 3);
        tree(0, &[], &mut h);
        assert!(h.is_empty());
        tree(1, &[0.0, 0.0], &mut h);
        assert_eq!(h, [1]);
    }

    #[test]
    fn random_matrices_give_valid_trees() {
        let mut x = 7u32;
        for n in 1..24 {
            let s: Vec<f32> = (0..n * (n + 1))
                .map(|_| {
                    x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (x >> 8) as f32 / 1e5
                })
                .collect();
            let mut h = vec![];
            tree(n, &s, &mut h);
            assert!(valid(n, &h), "{n}: {h:?}");
        }
    }
}
