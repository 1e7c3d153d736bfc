//! Where the nodes of a network stand: reckoned here with a seed, so the same data give the same picture.
//!
//! Only sums, products and square roots are used: they are the same on every machine to the last bit.

/// A node's place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    pub x: f64,
    pub y: f64,
}

/// Steps until the picture rests.
const STEPS: usize = 240;

/// Places for `n` nodes in a frame; `edges` draw their ends together, the heavier the nearer.
pub(crate) fn layout(n: usize, edges: &[(usize, usize, f64)], width: f64, height: f64, seed: u64) -> Vec<Place> {
    let mut random = Random(seed);
    let mut at: Vec<Place> = (0..n).map(|_| Place { x: random.unit() * width, y: random.unit() * height }).collect();
    if n < 2 {
        return vec![Place { x: width / 2.0, y: height / 2.0 }; n];
    }
    // The distance at which push and pull are even (Fruchterman and Reingold 1991).
    let even = 0.75 * (width * height / n as f64).sqrt();
    for step in 0..STEPS {
        let mut moves = vec![Place { x: 0.0, y: 0.0 }; n];
        push(&at, &mut moves, even);
        pull(&at, edges, &mut moves, even);
        let most = width / 10.0 * (1.0 - step as f64 / STEPS as f64) + 0.5;
        for (p, m) in at.iter_mut().zip(&moves) {
            // A pull to the middle keeps parts without ties from flying off.
            let (x, y) = (m.x + (width / 2.0 - p.x) * 0.3, m.y + (height / 2.0 - p.y) * 0.5);
            let far = (x * x + y * y).sqrt().max(0.01);
            p.x += x / far * far.min(most);
            p.y += y / far * far.min(most);
        }
    }
    fit(&mut at, width, height);
    at
}

/// Stretches or shrinks a picture to its frame, with room for names at the edges.
fn fit(at: &mut [Place], width: f64, height: f64) {
    let span = |all: &dyn Fn(&Place) -> f64, at: &[Place]| {
        let (low, high) = at.iter().map(all).fold((f64::MAX, f64::MIN), |(l, h), x| (l.min(x), h.max(x)));
        (low, (high - low).max(1.0))
    };
    let ((left, wide), (top, high)) = (span(&|p| p.x, at), span(&|p| p.y, at));
    let (across, down) = (width * 0.06, height * 0.06);
    for p in at {
        p.x = across + (p.x - left) / wide * (width - 2.0 * across);
        p.y = down + (p.y - top) / high * (height - 2.0 * down);
    }
}

fn push(at: &[Place], moves: &mut [Place], even: f64) {
    for i in 0..at.len() {
        for j in 0..i {
            let (x, y) = (at[i].x - at[j].x, at[i].y - at[j].y);
            // Two in one place part, always the same way.
            let (x, y) = if x == 0.0 && y == 0.0 { (0.1, 0.1) } else { (x, y) };
            let force = even * even / (x * x + y * y).max(1.0);
            moves[i].x += x * force;
            moves[i].y += y * force;
            moves[j].x -= x * force;
            moves[j].y -= y * force;
        }
    }
}

fn pull(at: &[Place], edges: &[(usize, usize, f64)], moves: &mut [Place], even: f64) {
    let heaviest = edges.iter().map(|e| e.2).fold(1.0, f64::max);
    for &(i, j, weight) in edges {
        let (x, y) = (at[i].x - at[j].x, at[i].y - at[j].y);
        let far = (x * x + y * y).sqrt();
        let force = far / even * (0.3 + 0.7 * (weight / heaviest).sqrt());
        moves[i].x -= x * force;
        moves[i].y -= y * force;
        moves[j].x += x * force;
        moves[j].y += y * force;
    }
}

/// Random numbers (splitmix64).
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_network_has_the_same_picture() {
        let edges = [(0, 1, 9.0), (1, 2, 1.0), (3, 4, 2.0), (4, 5, 2.0)];
        let draw = |seed| layout(6, &edges, 900.0, 600.0, seed);
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        let at = draw(1);
        assert!(at.iter().all(|p| (0.0..=900.0).contains(&p.x) && (0.0..=600.0).contains(&p.y)));
        let far = |i: usize, j: usize| ((at[i].x - at[j].x).powi(2) + (at[i].y - at[j].y).powi(2)).sqrt();
        assert!(far(0, 1) < far(0, 4), "tied nodes stand nearer");
        for i in 0..6 {
            for j in 0..i {
                assert!(far(i, j) > 20.0, "{i} and {j} lie on each other");
            }
        }
    }

    #[test]
    fn no_node_and_one_node() {
        assert!(layout(0, &[], 10.0, 10.0, 1).is_empty());
        assert_eq!(layout(1, &[], 10.0, 20.0, 1), [Place { x: 5.0, y: 10.0 }]);
    }
}
