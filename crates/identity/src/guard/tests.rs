use super::*;

const START: i64 = 1_794_000_000;
const VICTIM: &str = "samira.okonkwo@council.example";

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(START + second).unwrap()
}

/// Address number `n` of many, from the ranges kept for documentation and testing.
fn address(n: u32) -> IpAddr {
    IpAddr::from([
        198,
        18 + u8::try_from(n / 65_536).unwrap(),
        u8::try_from(n / 256 % 256).unwrap(),
        u8::try_from(n % 256).unwrap(),
    ])
}

/// How many of `guesses`, each (second, account, address), are let through to the password.
fn let_through<'a>(guard: &mut LoginGuard, guesses: impl IntoIterator<Item = (i64, &'a str, IpAddr)>) -> Vec<i64> {
    guesses
        .into_iter()
        .filter_map(|(second, account, from)| guard.admit(account, from, at(second)).is_ok().then_some(second))
        .collect()
}

/// The most that fall into any `window` seconds (both ends included).
fn densest(seconds: &[i64], window: i64) -> usize {
    seconds
        .iter()
        .map(|first| {
            seconds
                .iter()
                .filter(|s| (*first..=first + window).contains(*s))
                .count()
        })
        .max()
        .unwrap_or(0)
}

#[test]
fn a_thousand_guesses_in_an_hour_from_one_address() {
    let mut guard = LoginGuard::default();
    // Every 3.6 seconds, rounded down: 1,000 in the hour. Five at once, then one at each tenth minute reached.
    let through = let_through(&mut guard, (0..1000).map(|n| (n * 36 / 10, VICTIM, address(1))));
    assert_eq!(through.len(), 10);
    assert_eq!(&through[..5], [0, 3, 7, 10, 14]);
}

#[test]
fn a_thousand_guesses_at_the_same_moment() {
    let mut guard = LoginGuard::default();
    assert_eq!(
        let_through(&mut guard, (0..1000).map(|_| (0, VICTIM, address(1)))).len(),
        5
    );
    let mut guard = LoginGuard::default();
    assert_eq!(
        let_through(&mut guard, (0..1000).map(|n| (0, VICTIM, address(n)))).len(),
        7
    );
}

#[test]
fn a_guess_every_second_for_a_day_each_from_a_new_address() {
    let mut guard = LoginGuard::default();
    let through = let_through(
        &mut guard,
        (0..86_400).map(|n| (n, VICTIM, address(u32::try_from(n).unwrap()))),
    );
    assert_eq!(densest(&through, 15 * 60), 10);
    assert_eq!(densest(&through, 60 * 60), 19);
    // Seven at once and one each five minutes of 24 hours, the last of which falls outside.
    assert_eq!(through.len(), 7 + 24 * 12 - 1);
}

#[test]
fn one_address_trying_one_password_on_every_account() {
    let mut guard = LoginGuard::default();
    let accounts: Vec<String> = (0..1000).map(|n| format!("worker{n}@council.example")).collect();
    let guesses = accounts
        .iter()
        .zip(0..)
        .map(|(account, n)| (n * 36 / 10, account.as_str(), address(1)));
    assert_eq!(let_through(&mut guard, guesses).len(), 200 + 59);
}

#[test]
fn the_owner_at_another_address_gets_in_while_one_address_guesses() {
    let mut guard = LoginGuard::default();
    let_through(&mut guard, (0..3600).map(|second| (second, VICTIM, address(1))));
    let attempt = guard.admit(VICTIM, address(2), at(3600)).unwrap();
    guard.right(attempt);
}

#[test]
fn the_owner_at_a_usual_address_gets_in_while_a_thousand_addresses_guess() {
    let mut guard = LoginGuard::default();
    let attempt = guard.admit(VICTIM, address(5000), at(-7 * 86_400)).unwrap();
    guard.right(attempt);
    guard.signed_in(VICTIM, address(5000), at(-7 * 86_400));
    let_through(
        &mut guard,
        (0..=3600).map(|n| (n, VICTIM, address(u32::try_from(n % 1000).unwrap()))),
    );
    assert!(guard.admit(VICTIM, address(5001), at(3600)).is_err());
    assert!(guard.admit(VICTIM, address(5000), at(3600)).is_ok());
    // A usual address is no free pass: it has its own five.
    assert_eq!(
        let_through(&mut guard, (0..1000).map(|_| (3600, VICTIM, address(5000)))).len(),
        4
    );
}

#[test]
fn a_usual_address_is_usual_for_that_account_and_thirty_days() {
    let mut guard = LoginGuard::default();
    guard.signed_in(VICTIM, address(5000), at(0));
    let_through(&mut guard, (0..10).map(|n| (30 * 86_400 - 1, VICTIM, address(n))));
    assert!(guard.admit(VICTIM, address(5000), at(30 * 86_400 - 1)).is_ok());
    assert!(guard.admit(VICTIM, address(5000), at(30 * 86_400)).is_err());
    let_through(
        &mut guard,
        (0..10).map(|n| (30 * 86_400 - 1, "other@council.example", address(n))),
    );
    assert!(
        guard
            .admit("other@council.example", address(5000), at(30 * 86_400 - 1))
            .is_err()
    );
}

#[test]
fn nobody_is_locked_out_for_ever() {
    let mut guard = LoginGuard::default();
    let_through(
        &mut guard,
        (0..7_200).map(|n| (n, VICTIM, address(u32::try_from(n % 1000).unwrap()))),
    );
    let TooMany { retry_at } = guard.admit(VICTIM, address(5000), at(7_200 - 1)).unwrap_err();
    assert!(retry_at <= at(7_200 + 5 * 60), "{retry_at}");
    assert!(guard.admit(VICTIM, address(5000), retry_at).is_ok());
}

#[test]
fn the_moment_named_is_the_first_that_works() {
    let mut guard = LoginGuard::default();
    let_through(&mut guard, (0..5).map(|_| (0, VICTIM, address(1))));
    let TooMany { retry_at } = guard.admit(VICTIM, address(1), at(1)).unwrap_err();
    assert_eq!(retry_at, at(600));
    assert!(
        guard
            .admit(VICTIM, address(1), retry_at - SignedDuration::from_millis(1))
            .is_err()
    );
    assert!(guard.admit(VICTIM, address(1), retry_at).is_ok());
}

#[test]
fn a_refused_try_costs_nothing() {
    let mut guard = LoginGuard::default();
    let_through(&mut guard, (0..600).map(|second| (second, VICTIM, address(1))));
    assert!(guard.admit(VICTIM, address(1), at(600)).is_ok());
}

#[test]
fn two_hundred_people_sign_in_from_one_office_again_and_again() {
    let mut guard = LoginGuard::default();
    let people: Vec<String> = (0..200).map(|n| format!("worker{n}@council.example")).collect();
    for second in 0..50 {
        let attempts: Vec<_> = people
            .iter()
            .map(|one| guard.admit(one, address(1), at(second)).unwrap())
            .collect();
        attempts.into_iter().for_each(|attempt| guard.right(attempt));
    }
    assert_eq!(
        let_through(&mut guard, (0..1000).map(|_| (50, VICTIM, address(1)))).len(),
        5
    );
}

#[test]
fn right_ones_buy_no_wrong_ones() {
    let mut guard = LoginGuard::default();
    // Someone with an account of their own signs in to it between guesses at another's.
    let mut through = 0;
    for second in 0..1000 {
        if let Ok(own) = guard.admit("mallory@council.example", address(1), at(second)) {
            guard.right(own);
        }
        through += usize::from(guard.admit(VICTIM, address(1), at(second)).is_ok());
    }
    assert_eq!(through, 6);
    // Someone who knows the password but not the code: the password gives back its own try, never the code's.
    let mut codes = 0;
    for second in 0..3600 {
        let Ok(password) = guard.admit("ola@council.example", address(2), at(second)) else {
            continue;
        };
        guard.right(password);
        codes += usize::from(guard.admit("ola@council.example", address(2), at(second)).is_ok());
    }
    assert_eq!(codes, 10);
}

#[test]
fn one_account_and_one_address_in_all_their_spellings() {
    let mut guard = LoginGuard::default();
    let spellings = [VICTIM, " Samira.Okonkwo@COUNCIL.example "];
    let sources = ["192.0.2.7", "::ffff:192.0.2.7"];
    let guesses = spellings.into_iter().cycle().zip(sources.into_iter().cycle()).take(100);
    assert_eq!(
        let_through(&mut guard, guesses.map(|(who, from)| (0, who, from.parse().unwrap()))).len(),
        5
    );
    let inside_one_64 = (0..100).map(|n| {
        (
            0,
            "ola@council.example",
            format!("2001:db8:1:2:{n:x}::1").parse().unwrap(),
        )
    });
    assert_eq!(let_through(&mut guard, inside_one_64).len(), 5);
    assert!(
        guard
            .admit("ola@council.example", "2001:db8:1:3::1".parse().unwrap(), at(0))
            .is_ok()
    );
}

#[test]
fn a_clock_set_back_a_day_delays_by_one_refill_at_most() {
    let mut guard = LoginGuard::default();
    let_through(&mut guard, (0..5).map(|_| (86_400, VICTIM, address(1))));
    let TooMany { retry_at } = guard.admit(VICTIM, address(1), at(0)).unwrap_err();
    assert_eq!(retry_at, at(600));
}

#[test]
fn memory_is_bounded_and_the_account_under_attack_is_the_last_forgotten() {
    let mut guard = LoginGuard::new(Limits {
        entries: 100,
        ..Limits::default()
    });
    let_through(&mut guard, (0..20).map(|n| (0, VICTIM, address(n))));
    let names: Vec<String> = (0..5000).map(|n| format!("nobody{n}@council.example")).collect();
    let flood = names.iter().zip(1000..).map(|(name, n)| (0, name.as_str(), address(n)));
    assert_eq!(let_through(&mut guard, flood).len(), 5000);
    let tables = [
        guard.by_account_and_address.0.len(),
        guard.by_account.0.len(),
        guard.by_address.0.len(),
    ];
    assert!(tables.iter().all(|entries| *entries <= 100), "{tables:?}");
    assert!(guard.admit(VICTIM, address(9000), at(1)).is_err());
    for n in 0..5000 {
        guard.signed_in("ola@council.example", address(n), at(i64::from(n)));
    }
    assert!(guard.usual.len() <= 100);
    assert!(
        guard
            .usual
            .contains_key(&("ola@council.example".to_owned(), address(4999)))
    );
}

#[test]
fn single_sign_ons_have_an_allowance_of_their_own() {
    let mut guard = LoginGuard::default();
    for _ in 0..300 {
        guard.begin(address(1), at(0)).unwrap();
    }
    assert_eq!(guard.begin(address(1), at(0)), Err(TooMany { retry_at: at(10) }));
    // Passwords from there, and sign-ons from elsewhere, are not slowed.
    assert!(guard.admit(VICTIM, address(1), at(0)).is_ok() && guard.begin(address(2), at(0)).is_ok());
    guard.came_back(address(1));
    assert_eq!(guard.begin(address(1), at(0)), Ok(()));
    assert!(guard.begin(address(1), at(0)).is_err());
    // 300, one given back, and one every ten seconds: 660 in an hour, and one.
    let more = (0..3600).filter(|s| guard.begin(address(1), at(*s)).is_ok()).count();
    assert_eq!(more, 359);
}
