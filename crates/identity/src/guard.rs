//! How many guesses anyone gets at a local account, counted per account and per address.
//!
//! Three allowances, each a burst that refills with time. An attempt must find room in all that concern it, and takes
//! one from each *before* the password is looked at, so that guesses sent at the same moment cannot slip past. One that
//! turns out right gives back what it took: people who sign in often, or two hundred behind one office address, are not
//! slowed.
//!
//! | allowance | burst | then one every | so at most |
//! |---|---|---|---|
//! | one account from one address | 5 | 10 minutes | 11 an hour |
//! | one account from all addresses it has not signed in from lately | 7 | 5 minutes | 10 in 15 minutes, 19 an hour |
//! | one address, all accounts | 200 | 1 minute | 260 an hour |
//! | one address, single sign-ons begun and not ended well | 300 | 10 seconds | 660 an hour |
//!
//! A single sign-on is no guess at a password, but each one begun makes the server ask elsewhere and keep something; so it has an allowance of its
//! own, which a password's guesses do not use up, nor it theirs.
//!
//! An address the account has signed in from lately is held to the first and third alone, so 1,000 guesses at an account
//! in an hour reach the password 19 times from unknown addresses, and 11 times from each of its own.
//!
//! Nobody is locked out: there is no state that only an administrator can lift. Someone guessing from one address can use
//! up only that address's share of the account; someone guessing from a thousand can use up the second allowance, but the
//! owner's usual addresses ([`LoginGuard::signed_in`]) do not need it. Once the guessing stops, any address works again
//! within five minutes. An unknown account is counted like a known one, so the guard tells nobody which exist.
//!
//! The state is in memory and belongs to one process: a restart gives every guesser one new burst.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};

use jiff::{SignedDuration, Timestamp};

/// So many at once, then one more each time `every` has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    pub burst: u32,
    pub every: SignedDuration,
}

/// All settings of the guard; the default is the table above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub account_from_address: Allowance,
    pub account_from_elsewhere: Allowance,
    pub address: Allowance,
    pub begun_from_address: Allowance,
    /// How long an address stays usual for an account after a completed sign-in.
    pub usual_for: SignedDuration,
    /// The most entries kept in each table. Beyond it those nearest to being forgotten anyway are forgotten.
    pub entries: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            account_from_address: Allowance {
                burst: 5,
                every: SignedDuration::from_mins(10),
            },
            account_from_elsewhere: Allowance {
                burst: 7,
                every: SignedDuration::from_mins(5),
            },
            address: Allowance {
                burst: 200,
                every: SignedDuration::from_mins(1),
            },
            begun_from_address: Allowance {
                burst: 300,
                every: SignedDuration::from_secs(10),
            },
            usual_for: SignedDuration::from_hours(30 * 24),
            entries: 100_000,
        }
    }
}

/// Room for one guess, already taken. Hand it back with [`LoginGuard::right`] if the password or code was right; let it
/// drop if it was wrong.
#[derive(Debug)]
#[must_use = "a right password gives its attempt back, or its owner is slowed"]
pub struct Attempt {
    account: String,
    network: IpAddr,
    elsewhere: bool,
}

/// No guess now. Say so without looking at the password, and log it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many tries: wait until {retry_at}")]
pub struct TooMany {
    /// The first moment at which a try can be let through, if no one else takes it.
    pub retry_at: Timestamp,
}

/// The counts. Keep one per server behind a `Mutex`; no call takes long.
#[derive(Debug, Default)]
pub struct LoginGuard {
    limits: Limits,
    by_account_and_address: Counts<(String, IpAddr)>,
    by_account: Counts<String>,
    by_address: Counts<IpAddr>,
    begun: Counts<IpAddr>,
    /// Until when each address is usual for an account, in milliseconds.
    usual: BTreeMap<(String, IpAddr), i64>,
}

impl LoginGuard {
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            ..Self::default()
        }
    }

    /// Asks for room for one guess at `account` (the name as typed; case and outer spaces do not matter) from `from`, and
    /// takes it. Call it for the password and again for the code of the second factor.
    ///
    /// # Errors
    /// [`TooMany`] if any allowance is used up; then none was touched.
    pub fn admit(&mut self, account: &str, from: IpAddr, now: Timestamp) -> Result<Attempt, TooMany> {
        let (account, network, now) = (account_key(account), network(from), now.as_millisecond());
        let pair = (account.clone(), network);
        let elsewhere = self.usual.get(&pair).is_none_or(|until| *until <= now);
        let Limits {
            account_from_address,
            account_from_elsewhere,
            address,
            ..
        } = self.limits;
        let earliest = [
            self.by_account_and_address.earliest(&pair, account_from_address, now),
            if elsewhere {
                self.by_account.earliest(&account, account_from_elsewhere, now)
            } else {
                now
            },
            self.by_address.earliest(&network, address, now),
        ]
        .into_iter()
        .fold(now, i64::max);
        if earliest > now {
            return Err(TooMany {
                retry_at: timestamp(earliest),
            });
        }
        let most = self.limits.entries;
        self.by_account_and_address.take(pair, account_from_address, now, most);
        self.by_address.take(network, address, now, most);
        if elsewhere {
            self.by_account.take(account.clone(), account_from_elsewhere, now, most);
        }
        Ok(Attempt {
            account,
            network,
            elsewhere,
        })
    }

    /// The guess was right: gives back what it took, and nothing else, so a right guess cannot buy wrong ones.
    pub fn right(&mut self, attempt: Attempt) {
        let Attempt {
            account,
            network,
            elsewhere,
        } = attempt;
        if elsewhere {
            self.by_account.give_back(&account, self.limits.account_from_elsewhere);
        }
        self.by_address.give_back(&network, self.limits.address);
        self.by_account_and_address
            .give_back(&(account, network), self.limits.account_from_address);
    }

    /// Asks for room to begin one single sign-on from `from`, and takes it.
    ///
    /// # Errors
    /// [`TooMany`] if as many as may be were begun and none ended well since.
    pub fn begin(&mut self, from: IpAddr, now: Timestamp) -> Result<(), TooMany> {
        let (network, now) = (network(from), now.as_millisecond());
        let allowance = self.limits.begun_from_address;
        let earliest = self.begun.earliest(&network, allowance, now);
        if earliest > now {
            return Err(TooMany {
                retry_at: timestamp(earliest),
            });
        }
        self.begun.take(network, allowance, now, self.limits.entries);
        Ok(())
    }

    /// A single sign-on ended well: gives back what it took, so that an office behind one address is not slowed.
    pub fn came_back(&mut self, from: IpAddr) {
        self.begun.give_back(&network(from), self.limits.begun_from_address);
    }

    /// A sign-in was completed, every factor included: from now on `from` is one of the account's usual addresses. May
    /// also be called at start for recent sign-ins from the log, with their own times.
    pub fn signed_in(&mut self, account: &str, from: IpAddr, at: Timestamp) {
        let at = at.as_millisecond();
        let until = at.saturating_add(milliseconds(self.limits.usual_for));
        make_room(&mut self.usual, at, self.limits.entries);
        let known = self.usual.entry((account_key(account), network(from))).or_insert(until);
        *known = until.max(*known);
    }
}

/// One bucket per key, each kept as a single instant: when it will be full again. An absent key is a full bucket.
/// (The generic cell rate algorithm, as in ATM traffic management: exact, and a bucket is one number.)
#[derive(Debug)]
struct Counts<K>(BTreeMap<K, i64>);

impl<K> Default for Counts<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord + Clone> Counts<K> {
    /// When the next one fits.
    fn earliest(&self, key: &K, allowance: Allowance, now: i64) -> i64 {
        self.full_at(key, allowance, now)
            .saturating_add(milliseconds(allowance.every))
            - whole(allowance)
    }

    fn take(&mut self, key: K, allowance: Allowance, now: i64, most: usize) {
        let full_at = self
            .full_at(&key, allowance, now)
            .saturating_add(milliseconds(allowance.every));
        make_room(&mut self.0, now, most);
        self.0.insert(key, full_at);
    }

    fn give_back(&mut self, key: &K, allowance: Allowance) {
        if let Some(full_at) = self.0.get_mut(key) {
            *full_at -= milliseconds(allowance.every);
        }
    }

    /// Never further off than an empty bucket's: a clock set back an hour must not lock anyone out for that hour.
    fn full_at(&self, key: &K, allowance: Allowance, now: i64) -> i64 {
        self.0
            .get(key)
            .copied()
            .unwrap_or(now)
            .clamp(now, now.saturating_add(whole(allowance)))
    }
}

/// Before one more entry: if the table is full, drops what no longer says anything, and if that is not enough, the half
/// that would be forgotten soonest (the most used-up buckets, those under attack, stay).
fn make_room<K: Ord>(table: &mut BTreeMap<K, i64>, now: i64, most: usize) {
    if table.len() < most {
        return;
    }
    table.retain(|_, until| *until > now);
    if table.len() < most {
        return;
    }
    let mut ends: Vec<i64> = table.values().copied().collect();
    let middle = ends.len() / 2;
    let (_, median, _) = ends.select_nth_unstable(middle);
    let median = *median;
    let mut surplus = middle + 1;
    table.retain(|_, until| {
        let goes = *until <= median && surplus > 0;
        surplus -= usize::from(goes);
        !goes
    });
}

/// From empty to full.
fn whole(allowance: Allowance) -> i64 {
    milliseconds(allowance.every).saturating_mul(i64::from(allowance.burst))
}

fn milliseconds(duration: SignedDuration) -> i64 {
    i64::try_from(duration.as_millis())
        .unwrap_or(i64::MAX / 4)
        .clamp(0, i64::MAX / 4)
}

fn timestamp(millisecond: i64) -> Timestamp {
    Timestamp::from_millisecond(millisecond).unwrap_or(Timestamp::MAX)
}

/// Sign-in names are email addresses, of at most 320 characters; what is longer is nobody's and shares its beginning's count.
fn account_key(typed: &str) -> String {
    typed.trim().chars().take(320).flat_map(char::to_lowercase).collect()
}

/// Who counts as one address: an IPv4 address, or the /64 that one IPv6 household or office is given whole.
fn network(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
    }
}

#[cfg(test)]
mod tests;
