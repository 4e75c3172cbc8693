use super::*;

const CHEAP: Cost = Cost {
    memory_kib: 64,
    passes: 1,
    lanes: 1,
};
const DEARER: Cost = Cost {
    memory_kib: 128,
    passes: 1,
    lanes: 1,
};

fn check(set: &str, typed: &str, expect: Verdict) {
    let hasher = Hasher::new(CHEAP).unwrap();
    let stored = hasher.hash(&Password::new(set)).unwrap();
    assert_eq!(
        hasher.verify(&Password::new(typed), Some(&stored)),
        Ok(expect),
        "set {set:?}, typed {typed:?}"
    );
}

#[test]
fn only_the_same_password_is_right() {
    check("three calm otters", "three calm otters", Verdict::Right);
    check("three calm otters", "three calm otter", Verdict::Wrong);
    check("three calm otters", "Three calm otters", Verdict::Wrong);
    check("three calm otters", " three calm otters", Verdict::Wrong);
    check("three calm otters", "", Verdict::Wrong);
    check("three calm otters", &"x".repeat(10_000_000), Verdict::Wrong);
    // é as one code point and as e with a combining accent: one key on one keyboard, two on another.
    check(
        "caf\u{e9} cafe\u{301} lamp",
        "cafe\u{301} caf\u{e9} lamp",
        Verdict::Right,
    );
}

#[test]
fn the_default_is_argon2id_with_19_mib_two_passes_one_lane() {
    let stored = Hasher::new(Cost::default())
        .unwrap()
        .hash(&Password::new("three calm otters"))
        .unwrap();
    assert!(
        stored.as_str().starts_with("1:$argon2id$v=19$m=19456,t=2,p=1$"),
        "{}",
        stored.as_str()
    );
}

#[test]
fn two_hashes_of_one_password_differ() {
    let hasher = Hasher::new(CHEAP).unwrap();
    let once = hasher.hash(&Password::new("three calm otters")).unwrap();
    assert_ne!(once, hasher.hash(&Password::new("three calm otters")).unwrap());
}

#[test]
fn another_cost_still_verifies_and_says_so() {
    let (old, new) = (Hasher::new(CHEAP).unwrap(), Hasher::new(DEARER).unwrap());
    let stored = old.hash(&Password::new("three calm otters")).unwrap();
    assert_eq!(
        new.verify(&Password::new("three calm otters"), Some(&stored)),
        Ok(Verdict::RightButOld)
    );
    assert_eq!(
        new.verify(&Password::new("three calm otter"), Some(&stored)),
        Ok(Verdict::Wrong)
    );
}

#[test]
fn an_unknown_account_is_compared_at_full_cost_and_never_right() {
    let hasher = Hasher::with_stand_in(DEARER, "the stand-in's own password").unwrap();
    let (_, cost) = hasher.readable(&hasher.nobody).unwrap();
    assert_eq!(cost, DEARER);
    let typed = Password::new("the stand-in's own password");
    assert_eq!(hasher.verify(&typed, Some(&hasher.nobody)), Ok(Verdict::Right));
    assert_eq!(hasher.verify(&typed, None), Ok(Verdict::Wrong));
}

#[test]
fn every_answer_costs_one_comparison() {
    let hasher = Hasher::new(CHEAP).unwrap();
    let known = hasher.hash(&Password::new("three calm otters")).unwrap();
    let broken = StoredPassword::from_column("not ours");
    let cases = [
        ("three calm otters", Some(&known)),
        ("three calm cats", Some(&known)),
        ("otters", None),
        ("", Some(&broken)),
    ];
    for (already, (typed, stored)) in cases.into_iter().enumerate() {
        assert_eq!(hasher.comparisons.load(std::sync::atomic::Ordering::SeqCst), already);
        let _ = hasher.verify(&Password::new(typed), stored);
    }
    let _ = hasher.verify(&Password::new("x".repeat(10_000_000)), Some(&known));
    assert_eq!(hasher.comparisons.load(std::sync::atomic::Ordering::SeqCst), 5);
}

#[test]
fn what_we_did_not_store_is_refused_not_trusted() {
    let hasher = Hasher::new(CHEAP).unwrap();
    let good = hasher
        .hash(&Password::new("three calm otters"))
        .unwrap()
        .as_str()
        .to_owned();
    for text in [
        String::new(),
        "three calm otters".to_owned(),
        good.replace("1:", "2:"),
        good.replace("1:", ""),
        good.replace("argon2id", "argon2i"),
        good.replace("m=64", "m=4000000"),
        good.replace("t=1", "t=4000000000"),
        "1:$argon2id$v=19$m=64,t=1,p=1".to_owned(),
    ] {
        let stored = StoredPassword::from_column(text.clone());
        let verdict = hasher.verify(&Password::new("three calm otters"), Some(&stored));
        assert_eq!(verdict, Err(PasswordError::Unreadable), "{text}");
    }
}

#[test]
fn settings_out_of_range_are_refused() {
    for cost in [
        Cost {
            memory_kib: 1,
            passes: 1,
            lanes: 1,
        },
        Cost {
            memory_kib: 64,
            passes: 0,
            lanes: 1,
        },
        Cost {
            memory_kib: 64,
            passes: 1,
            lanes: 0,
        },
        Cost {
            memory_kib: 1_000_000,
            passes: 1,
            lanes: 1,
        },
    ] {
        assert_eq!(Hasher::new(cost).err(), Some(PasswordError::Settings), "{cost:?}");
    }
}

#[test]
fn nothing_secret_is_printed() {
    let stored = StoredPassword::from_column("1:$argon2id$secret");
    assert_eq!(
        format!("{:?} {stored:?}", Password::new("otters")),
        "Password(…) StoredPassword(…)"
    );
}
