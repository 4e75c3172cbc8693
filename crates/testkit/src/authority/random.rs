//! Randomness from a seed, the same on every machine and in every release: SplitMix64 (Steele, Lea and Flood, 2014).

use uuid::Uuid;

/// A stream of numbers.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    /// A stream of its own for each `(seed, purpose)`, so that adding to one part of the authority moves nothing in another.
    pub(super) fn new(seed: u64, purpose: &str) -> Self {
        let mut random = Self(seed ^ 0x6d61_726c_7368_6972);
        for byte in purpose.bytes() {
            random.0 = random.next() ^ u64::from(byte);
        }
        random
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number below `n`.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        // The upper half of the product; the bias is below one in 2^40 for every n used here.
        u64::try_from((u128::from(self.next()) * u128::from(n)) >> 64).unwrap_or(0)
    }

    /// A whole number from `first` to `last`, both included.
    pub(super) fn between(&mut self, first: i64, last: i64) -> i64 {
        first + i64::try_from(self.below(u64::try_from(last - first + 1).unwrap_or(1))).unwrap_or(0)
    }

    /// True in `in_1000` of 1,000 cases.
    pub(super) fn chance(&mut self, in_1000: u64) -> bool {
        self.below(1000) < in_1000
    }

    /// One of them. The list is never empty.
    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap_or(0)]
    }

    /// One of them, by weight.
    pub(super) fn weighted<T: Copy>(&mut self, from: &[(T, u64)]) -> T {
        let mut left = self.below(from.iter().map(|(_, weight)| weight).sum());
        for (item, weight) in from {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return *item,
            }
        }
        from[0].0
    }

    /// How many of something come on a day on which `expected` (in thousandths) are expected. Adding and square roots only, which every machine does
    /// alike: sixty-four trials for a small number, a triangle about the expectation for a large one.
    pub(super) fn arrivals(&mut self, expected: u64) -> u64 {
        if expected < 8000 {
            return (0..64).filter(|_| self.below(64_000) < expected).count() as u64;
        }
        // A triangle of half-width h has variance h²/6, and a count's variance is its expectation.
        let half = (expected * 6000).isqrt();
        let swing = self.below(half + 1) + self.below(half + 1);
        (expected + swing).saturating_sub(half).div_euclid(1000) + u64::from(self.below(1000) < 500)
    }

    /// A waiting time with that mean, in the same unit: short more often than long, from a table of the exponential's quantiles.
    pub(super) fn wait(&mut self, mean: i64) -> i64 {
        const PERCENT: [i64; 16] = [3, 10, 17, 25, 33, 42, 52, 63, 76, 90, 107, 127, 152, 185, 236, 350];
        mean * PERCENT[usize::try_from(self.below(16)).unwrap_or(0)] / 100
            + self.below(u64::try_from(mean / 20 + 1).unwrap_or(1)) as i64
    }

    /// A version 7 id made at an instant.
    pub(super) fn id(&mut self, at: jiff::Timestamp) -> Uuid {
        let (a, b) = (self.next().to_le_bytes(), self.next().to_le_bytes());
        domain::ids::v7(at, [a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], b[0], b[1]])
    }
}
