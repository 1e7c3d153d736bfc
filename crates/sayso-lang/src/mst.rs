//! The best tree over a matrix of arc scores (Chu-Liu/Edmonds), with exactly one root.

/// Buffers that are used again from tree to tree.
#[derive(Default)]
pub struct Scratch {
    heads: Vec<usize>,
    state: Vec<u8>,
}

/// Heads of the best tree: row `d` of `score` has the scores of `d`'s possible heads `0..n`
/// and, last, of the root, which is head `n`. Ties go to the lower head.
pub fn tree<'s>(n: usize, score: &[i32], k: &'s mut Scratch) -> &'s [usize] {
    k.heads.clear();
    k.heads.extend(score.chunks_exact(n + 1).take(n).enumerate().map(|(d, row)| likeliest(d, row)));
    if !valid(n, k) && n > 0 {
        Graph::new(n, score).solve(&mut k.heads);
    }
    &k.heads
}

/// The head of word `d` with the highest score, the lower one of equals.
pub fn likeliest(d: usize, row: &[i32]) -> usize {
    let mut best = (usize::MAX, i64::MIN);
    for (h, &s) in row.iter().enumerate() {
        if i64::from(s) > best.1 && h != d {
            best = (h, s.into());
        }
    }
    best.0
}

/// Whether the heads are a tree with one root.
fn valid(n: usize, k: &mut Scratch) -> bool {
    let (heads, state) = (&k.heads, &mut k.state);
    state.clear();
    state.resize(n, 0);
    for d in 0..n {
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
    heads.iter().filter(|&&h| h == n).count() == 1
}

/// So much worse are the root's arcs made, that the best tree has only one of them.
const PENALTY: i64 = 1 << 44;

/// An arc of the sentence, and its score where nodes have been contracted.
#[derive(Clone, Copy)]
struct Arc {
    score: i64,
    dep: usize,
    head: usize,
}

/// Words, some of them contracted into one node; a node lives in the place of its first word.
struct Graph {
    n: usize,
    /// `arcs[d * (n + 1) + h]`: the best arc from node `h` into node `d`; `h == n` is the root.
    arcs: Vec<Arc>,
    /// Places in use.
    live: Vec<usize>,
    /// The node of each place: words are `0..n`, contracted nodes come after them.
    node: Vec<usize>,
    /// The contracted node that each node went into.
    into: Vec<usize>,
    /// Of each contracted node the nodes of its cycle, each with its best arc.
    cycles: Vec<Vec<(usize, Arc)>>,
}

impl Graph {
    fn new(n: usize, score: &[i32]) -> Self {
        let arc = |i: usize| {
            let (dep, head) = (i / (n + 1), i % (n + 1));
            Arc { score: i64::from(score[i]) - if head == n { PENALTY } else { 0 }, dep, head }
        };
        Graph {
            n,
            arcs: (0..n * (n + 1)).map(arc).collect(),
            live: (0..n).collect(),
            node: (0..n).collect(),
            into: vec![usize::MAX; n],
            cycles: vec![],
        }
    }

    fn at(&self, d: usize, h: usize) -> Arc {
        self.arcs[d * (self.n + 1) + h]
    }

    /// Contracts cycles until there is none, then opens them again from the outermost.
    fn solve(mut self, heads: &mut [usize]) {
        let mut best = vec![0; self.n];
        loop {
            for &d in &self.live {
                best[d] = self.best(d);
            }
            let Some(cycle) = self.cycle(&best) else { break };
            self.contract(&cycle, &best);
        }
        let mut chosen: Vec<Arc> = self.live.iter().map(|&d| self.at(d, best[d])).collect();
        chosen.iter().for_each(|a| heads[a.dep] = a.head);
        for c in (0..self.cycles.len()).rev() {
            // The arc that enters the cycle replaces that of the node which it enters.
            let node = self.n + c;
            let inside = |a: &Arc| self.member(a.dep, node);
            let Some(entered) = chosen.iter().find_map(inside) else { continue };
            for &(member, arc) in self.cycles[c].iter().filter(|m| m.0 != entered) {
                debug_assert_ne!(member, node);
                heads[arc.dep] = arc.head;
                chosen.push(arc);
            }
        }
    }

    fn best(&self, d: usize) -> usize {
        let others = self.live.iter().copied().filter(|&h| h != d).chain([self.n]);
        others.fold(usize::MAX, |b, h| if b == usize::MAX || self.at(d, h).score > self.at(d, b).score { h } else { b })
    }

    /// The places of a cycle among the best arcs.
    fn cycle(&self, best: &[usize]) -> Option<Vec<usize>> {
        let mut seen = vec![usize::MAX; self.n];
        for &start in &self.live {
            let mut v = start;
            while v != self.n && seen[v] == usize::MAX {
                seen[v] = start;
                v = best[v];
            }
            if v != self.n && seen[v] == start {
                return Some(std::iter::successors(Some(v), |&u| Some(best[u]).filter(|&u| u != v)).collect());
            }
        }
        None
    }

    /// Makes one node of a cycle, in its first place.
    fn contract(&mut self, cycle: &[usize], best: &[usize]) {
        let (n, place, node) = (self.n, cycle[0], self.n + self.cycles.len());
        let outside: Vec<usize> = self.live.iter().copied().filter(|v| !cycle.contains(v)).collect();
        let (mut ins, mut outs) = (vec![], vec![]);
        let max = |a: Arc, b: Arc| if b.score > a.score { b } else { a };
        for v in outside.iter().copied().chain([n]) {
            let entering = cycle.iter().map(|&u| {
                let arc = self.at(u, v);
                Arc { score: arc.score - self.at(u, best[u]).score, ..arc }
            });
            ins.extend(entering.reduce(max).map(|a| (place, v, a)));
        }
        for &v in &outside {
            outs.extend(cycle.iter().map(|&u| self.at(v, u)).reduce(max).map(|a| (v, place, a)));
        }
        self.cycles.push(cycle.iter().map(|&u| (self.node[u], self.at(u, best[u]))).collect());
        for &u in cycle {
            self.into[self.node[u]] = node;
        }
        for (d, h, arc) in ins.into_iter().chain(outs) {
            self.arcs[d * (n + 1) + h] = arc;
        }
        self.into.push(usize::MAX);
        self.node[place] = node;
        self.live.retain(|v| *v == place || !cycle.contains(v));
    }

    /// Which of a contracted node's members holds a word, if it is in it.
    fn member(&self, word: usize, of: usize) -> Option<usize> {
        let mut v = word;
        while self.into[v] != of {
            v = self.into[v];
            if v == usize::MAX {
                return None;
            }
        }
        Some(v)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn random(n: usize, x: &mut u32) -> Vec<i32> {
        let next = |_| {
            *x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (*x >> 8) as i32 % 100 - 20
        };
        (0..n * (n + 1)).map(next).collect()
    }

    fn sum(heads: &[usize], s: &[i32]) -> i32 {
        heads.iter().enumerate().map(|(d, &h)| s[d * (heads.len() + 1) + h]).sum()
    }

    #[test]
    fn breaks_cycles_and_keeps_one_root() {
        // 0 and 1 prefer each other, both dislike the root; 2 prefers the root.
        let s = [-90, 50, 0, 10, 50, -90, 10, 5, 0, 0, -90, 40];
        let mut k = Scratch::default();
        assert_eq!(tree(3, &s, &mut k), [1, 2, 3]);
        assert!(valid(3, &mut k));
        assert!(tree(0, &[], &mut k).is_empty());
        assert_eq!(tree(1, &[0, 0], &mut k), [1]);
    }

    #[test]
    fn no_other_tree_is_better() {
        let (mut x, mut k) = (7, Scratch::default());
        for n in [2, 3, 4, 5].repeat(40) {
            let s = random(n, &mut x);
            let found = sum(tree(n, &s, &mut k), &s);
            let mut other = Scratch::default();
            for code in 0..(n + 1).pow(n as u32) {
                other.heads = (0..n).map(|d| code / (n + 1).pow(d as u32) % (n + 1)).collect();
                let loops = other.heads.iter().enumerate().any(|(d, &h)| d == h);
                assert!(loops || !valid(n, &mut other) || sum(&other.heads, &s) <= found, "{s:?}");
            }
        }
    }

    #[test]
    fn random_matrices_give_valid_trees() {
        let (mut x, mut k) = (9, Scratch::default());
        for n in 1..60 {
            let s = random(n, &mut x);
            tree(n, &s, &mut k);
            assert!(valid(n, &mut k), "{n}: {:?}", k.heads);
        }
    }
}
