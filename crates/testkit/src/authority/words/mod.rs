//! Words for the authority: templates, and how they are filled so that they agree with the record.

mod notes;
mod reasons;
mod worries;

pub(super) use notes::*;
pub(super) use reasons::*;
pub(super) use worries::{REQUESTS, WORRIES, Worry};

/// What a contact is about. The needs and factors of the census hang on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Theme {
    Neglect,
    DomesticAbuse,
    Physical,
    /// An injury to a child too young to say how it came.
    BabyInjury,
    Emotional,
    ParentIllness,
    Alcohol,
    Drugs,
    Exploitation,
    Missing,
    SelfHarm,
    Disability,
    YoungCarer,
    Stress,
    Poverty,
    Conflict,
    Behaviour,
    Sexual,
    AbsentParent,
    Unborn,
}

impl Theme {
    /// The census's primary need.
    pub(super) fn need(self) -> &'static str {
        match self {
            Self::Disability => "N2",
            Self::ParentIllness | Self::YoungCarer => "N3",
            Self::Stress => "N4",
            Self::Conflict | Self::Unborn => "N5",
            Self::Behaviour => "N6",
            Self::Poverty => "N7",
            Self::AbsentParent => "N8",
            _ => "N1",
        }
    }

    /// Factors that an assessment may find.
    pub(super) fn factors(self) -> &'static [&'static str] {
        match self {
            Self::Neglect => &["16A", "4B"],
            Self::DomesticAbuse => &["3B", "3A", "17A"],
            Self::Physical | Self::BabyInjury => &["18C", "3B"],
            Self::Emotional => &["17A", "4A"],
            Self::ParentIllness => &["4B", "6B"],
            Self::Alcohol => &["1B", "16A"],
            Self::Drugs => &["2B", "16A"],
            Self::Exploitation => &["24A", "13A", "2A"],
            Self::Missing => &["10A", "11A"],
            Self::SelfHarm => &["15A", "4A"],
            Self::Disability => &["5A", "6A"],
            Self::YoungCarer => &["7A", "6B"],
            Self::Stress | Self::Poverty | Self::AbsentParent => &["20", "4B"],
            Self::Conflict => &["14A", "20"],
            Self::Behaviour => &["14A", "4A"],
            Self::Sexual => &["19C", "19B"],
            Self::Unborn => &["3B", "2B"],
        }
    }

    /// The category of a protection plan.
    pub(super) fn category(self) -> &'static str {
        match self {
            Self::Physical | Self::BabyInjury => "PHY",
            Self::Sexual => "SAB",
            Self::DomesticAbuse | Self::Emotional | Self::SelfHarm | Self::Conflict => "EMO",
            _ => "NEG",
        }
    }

    /// Of one child rather than of a home.
    pub(super) fn of_one_child(self) -> bool {
        matches!(
            self,
            Self::Physical
                | Self::BabyInjury
                | Self::Exploitation
                | Self::Missing
                | Self::SelfHarm
                | Self::Disability
                | Self::YoungCarer
                | Self::Behaviour
                | Self::Sexual
                | Self::Unborn
        )
    }
}

/// Values for a text. All of them are borrowed: a text is filled for every contact of five years.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene<'a> {
    /// The child's name.
    pub name: &'a str,
    pub girl: bool,
    /// The mother's given name, for us; callers say "Mum".
    pub mum: &'a str,
    pub sibling: &'a str,
    /// Empty for a child who goes to none.
    pub school: &'a str,
    pub street: &'a str,
    pub town: &'a str,
    pub age: &'a str,
    /// "on Tuesday".
    pub day: &'a str,
    /// "4", and "third".
    pub number: &'a str,
    pub nth: &'a str,
    pub due: &'a str,
    /// "the school", "police".
    pub source: &'a str,
    pub to: &'a str,
    pub time: &'a str,
}

impl Scene<'_> {
    fn value(&self, key: &str) -> Option<&str> {
        let of = |girl, boy| if self.girl { girl } else { boy };
        Some(match key {
            "N" => self.name,
            "he" => of("she", "he"),
            "He" => of("She", "He"),
            "him" => of("her", "him"),
            "his" => of("her", "his"),
            "His" => of("Her", "His"),
            "himself" => of("herself", "himself"),
            "mum" => self.mum,
            "S" => self.sibling,
            "school_or" => {
                if self.school.is_empty() {
                    "the health visitor"
                } else {
                    "school"
                }
            }
            "street" => self.street,
            "town" => self.town,
            "age" => self.age,
            "day" => self.day,
            "n" => self.number,
            "nth" => self.nth,
            "due" => self.due,
            "source" => self.source,
            "to" => self.to,
            "time" => self.time,
            _ => return None,
        })
    }

    /// The text with its values. A sentence begins with a capital, whatever value it begins with.
    pub(super) fn fill(&self, template: &str) -> String {
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((key, after)) = after.split_once('}') else {
                break;
            };
            let value = self.value(key).unwrap_or_default();
            let begins = out.is_empty() || out.ends_with(". ") || out.ends_with("? ");
            let mut letters = value.chars();
            match letters.next() {
                Some(first) if begins => {
                    out.extend(first.to_uppercase());
                    out.push_str(letters.as_str());
                }
                _ => out.push_str(value),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::contact::Outcome;
    use std::collections::BTreeSet;

    const SCENE: Scene<'_> = Scene {
        name: "Ada",
        girl: true,
        mum: "Ruth",
        sibling: "Ben",
        school: "Weaver Park Primary School",
        street: "Mill Road",
        town: "Stowbridge",
        age: "9",
        day: "on Tuesday",
        number: "4",
        nth: "third",
        due: "9 Jan 2027",
        source: "the school",
        to: "Harbour Families",
        time: "14:10",
    };

    /// Every template in the place.
    fn templates() -> Vec<&'static str> {
        let mut all: Vec<&str> = WORRIES.iter().map(|w| w.text).collect();
        all.extend(REQUESTS.iter().map(|r| r.1));
        all.extend(REASONS.iter().map(|r| r.2));
        all.extend(
            PROTECTION
                .iter()
                .chain(FIRST_VISIT)
                .chain(SAFETY)
                .chain(CLOSING)
                .copied(),
        );
        for (title, text) in FIRST_VISITS.iter().chain(VISITS).chain(MEETINGS) {
            all.extend([*title, *text]);
        }
        all.extend(THINGS);
        all
    }

    #[test]
    fn every_place_in_every_text_is_filled() {
        for template in templates() {
            for key in template.split('{').skip(1).map(|rest| rest.split_once('}').unwrap().0) {
                assert!(key == "thing" || SCENE.value(key).is_some(), "{key} in {template}");
            }
            assert!(!SCENE.fill(template).contains(['{', '}']), "{template}");
        }
        assert_eq!(
            SCENE.fill("{day}, {he} hid. {He} told {mum} of {his} {n} cats."),
            "On Tuesday, she hid. She told Ruth of her 4 cats."
        );
    }

    #[test]
    fn there_is_enough_to_say() {
        assert!(
            WORRIES.len() >= 60 && REASONS.len() >= 40,
            "{} {}",
            WORRIES.len(),
            REASONS.len()
        );
        let texts = templates();
        assert_eq!(
            texts.iter().filter(|t| t.len() > 60).collect::<BTreeSet<_>>().len(),
            texts.iter().filter(|t| t.len() > 60).count()
        );
        // Every outcome has a reason for any theme, whoever rang. Nobody takes an unborn child to safety.
        for worry in WORRIES {
            for outcome in Outcome::ALL {
                let none = *outcome == Outcome::EmergencyAction && worry.about == Theme::Unborn
                    || *outcome == Outcome::InformationGiven;
                for rang_herself in [false, true] {
                    let [own, general] = reasons(*outcome, worry.about, rang_herself && worry.by.contains("1C"));
                    assert!(none || own.len() + general.len() > 0, "{outcome:?} {:?}", worry.about);
                }
            }
        }
    }

    #[test]
    fn the_words_are_the_safe_ones() {
        for template in templates() {
            for word in [
                "alleged",
                "disclosed",
                "claims to",
                "did not engage",
                "puts himself",
                "not known to us",
                "safe adult",
                " N/A",
                "at risk of",
            ] {
                assert!(!template.contains(word), "{word} in {template}");
            }
        }
    }

    #[test]
    fn codes_are_those_of_the_census() {
        for worry in WORRIES {
            for code in worry.by.split(' ') {
                assert!(
                    domain::codes::ReferralSource::from_code(code).is_ok(),
                    "{code} in {}",
                    worry.text
                );
            }
            let theme = worry.about;
            assert!(domain::codes::PrimaryNeed::from_code(theme.need()).is_ok());
            assert!(domain::codes::CategoryOfAbuse::from_code(theme.category()).is_ok());
            for factor in theme.factors() {
                assert!(domain::codes::AssessmentFactor::from_code(factor).is_ok(), "{factor}");
            }
        }
    }
}
