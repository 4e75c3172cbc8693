//! What a code set is made of, and the macro that declares one.

use jiff::civil::Date;

/// The days on which a code may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// The first day; `None` where it has always been there, as far as is known.
    pub from: Option<Date>,
    /// How long it lasts.
    pub until: Until,
}

/// How long a code may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// It still may.
    Open,
    /// To that day, included.
    Day(Date),
    /// It no longer may, and the source does not say since when.
    Retired,
}

impl Validity {
    /// No first day known, and no last one.
    pub const ALWAYS: Self = Self {
        from: None,
        until: Until::Open,
    };
    /// Read where it is found, never chosen; the day of its end is not known.
    pub const RETIRED: Self = Self {
        from: None,
        until: Until::Retired,
    };

    /// From that day on.
    #[must_use]
    pub const fn from(day: Date) -> Self {
        Self {
            from: Some(day),
            until: Until::Open,
        }
    }

    /// To that day, included.
    #[must_use]
    pub const fn until(day: Date) -> Self {
        Self {
            from: None,
            until: Until::Day(day),
        }
    }

    /// Whether the code may be chosen for something that happens on that day.
    #[must_use]
    pub fn covers(self, day: Date) -> bool {
        let begun = self.from.is_none_or(|from| from <= day);
        begun
            && match self.until {
                Until::Open => true,
                Until::Day(last) => day <= last,
                Until::Retired => false,
            }
    }
}

/// One line of a code set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// As it stands in files and in the ledger.
    pub code: &'static str,
    /// As it stands on a page.
    pub label: &'static str,
    /// When it may be chosen.
    pub validity: Validity,
}

/// A whole code set, for lists and generated documents.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeTable {
    /// The name of the set in Holdfast.
    pub id: &'static str,
    /// What it lists.
    pub title: &'static str,
    /// Where its codes come from.
    pub citation: &'static str,
    /// Its codes, in the order of the source.
    pub rows: &'static [Code],
}

impl CodeTable {
    /// The row of that code, exactly as written.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&'static Code> {
        self.rows.iter().find(|row| row.code == code)
    }

    /// The label of that code. A code that is not in the table is its own label, so that what a file asserted is shown as
    /// it came.
    #[must_use]
    pub fn label<'a>(&self, code: &'a str) -> &'a str {
        self.find(code).map_or(code, |row| row.label)
    }
}

/// What every code set can do; for code that is generic over sets. The sets have the same methods of their own.
pub trait CodeSet: Copy + Sized + 'static {
    /// The whole set.
    const TABLE: &'static CodeTable;
    /// Every code, in the order of the table.
    const ALL: &'static [Self];

    /// Its line in the table.
    fn row(self) -> &'static Code;

    /// As it stands in files.
    #[must_use]
    fn code(self) -> &'static str {
        self.row().code
    }

    /// As it stands on a page.
    #[must_use]
    fn label(self) -> &'static str {
        self.row().label
    }

    /// When it may be chosen.
    #[must_use]
    fn validity(self) -> Validity {
        self.row().validity
    }

    /// Where the set comes from.
    #[must_use]
    fn citation() -> &'static str {
        Self::TABLE.citation
    }

    /// Reads a code, exactly as written.
    ///
    /// # Errors
    /// [`UnknownCode`] for any other text.
    fn from_code(code: &str) -> Result<Self, UnknownCode> {
        let place = Self::TABLE.rows.iter().position(|row| row.code == code);
        place
            .and_then(|place| Self::ALL.get(place).copied())
            .ok_or_else(|| UnknownCode {
                code: code.to_owned(),
                set: Self::TABLE.title,
            })
    }
}

/// A text that is no code of the set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code:?} is not one of the codes for {set}")]
pub struct UnknownCode {
    /// The text.
    pub code: String,
    /// The title of the set.
    pub set: &'static str,
}

/// Declares a code set: `Name "id" "title" "citation" { Variant "code" "label"; Variant "code" "label", validity; }`.
macro_rules! code_set {
    (
        $(#[$meta:meta])*
        $Name:ident $id:literal $title:literal $citation:literal
        { $($Variant:ident $code:literal $label:literal $(, $validity:expr)?;)* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Name {
            $(#[doc = concat!("`", $code, "`: ", $label)] $Variant,)*
        }

        impl $Name {
            /// The whole set.
            pub const TABLE: &'static $crate::codes::CodeTable = &$crate::codes::CodeTable {
                id: $id,
                title: $title,
                citation: $citation,
                rows: &[$($crate::codes::Code {
                    code: $code,
                    label: $label,
                    validity: $crate::codes::code_set!(@validity $($validity)?),
                }),*],
            };
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),*];

            /// As it stands in files.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$Variant => $code,)* }
            }

            /// As it stands on a page.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$Variant => $label,)* }
            }

            /// When it may be chosen.
            #[must_use]
            pub const fn validity(self) -> $crate::codes::Validity {
                Self::TABLE.rows[self as usize].validity
            }

            /// Reads a code, exactly as written.
            ///
            /// # Errors
            /// [`UnknownCode`](crate::codes::UnknownCode) for any other text.
            pub fn from_code(code: &str) -> Result<Self, $crate::codes::UnknownCode> {
                <Self as $crate::codes::CodeSet>::from_code(code)
            }
        }

        impl $crate::codes::CodeSet for $Name {
            const TABLE: &'static $crate::codes::CodeTable = Self::TABLE;
            const ALL: &'static [Self] = Self::ALL;

            fn row(self) -> &'static $crate::codes::Code {
                &Self::TABLE.rows[self as usize]
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                Self::from_code(&code).map_err(serde::de::Error::custom)
            }
        }
    };
    (@validity) => { $crate::codes::Validity::ALWAYS };
    (@validity $validity:expr) => { $validity };
}
pub(crate) use code_set;

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_code_is_chosen_only_on_its_days() {
        let day = date(2024, 4, 1);
        let before = date(2024, 3, 31);
        let check = |validity: Validity, on, expect| assert_eq!(validity.covers(on), expect, "{validity:?} on {on}");
        check(Validity::ALWAYS, before, true);
        check(Validity::RETIRED, before, false);
        check(Validity::from(day), day, true);
        check(Validity::from(day), before, false);
        check(Validity::until(before), before, true);
        check(Validity::until(before), day, false);
    }
}
