//! What one person is to another. A relationship is recorded once, from one side, and read from the other through its
//! reciprocal.
//!
//! There is no code for an unborn child: an unborn sibling is a sibling whose record says that they are not born yet, so
//! nothing has to be changed at birth. [`RelationshipType::words_unborn`] has the words.

use super::{Sex, code_set};
use RelationshipType as R;

code_set! {
    /// What the other person is to the person of the record: `parent` reads "the other is my parent".
    RelationshipType "relationship_type" "Relationship"
    "Holdfast, after the types in use in published council systems"
    {
        Parent "parent" "Parent";
        Child "child" "Child";
        StepParent "step_parent" "Step-parent";
        StepChild "step_child" "Stepchild";
        AdoptiveParent "adoptive_parent" "Adoptive parent";
        AdoptedChild "adopted_child" "Adopted child";
        SpecialGuardian "special_guardian" "Special guardian";
        ChildUnderGuardianship "child_under_guardianship" "Child under special guardianship";
        FosterCarer "foster_carer" "Foster carer";
        FosterChild "foster_child" "Foster child";
        PrivateFosterCarer "private_foster_carer" "Private foster carer";
        PrivatelyFosteredChild "privately_fostered_child" "Privately fostered child";
        ParentsPartner "parents_partner" "Parent’s partner";
        PartnersChild "partners_child" "Partner’s child";
        ParentsExPartner "parents_ex_partner" "Parent’s former partner";
        ExPartnersChild "ex_partners_child" "Former partner’s child";
        Sibling "sibling" "Sibling";
        HalfSibling "half_sibling" "Half-sibling";
        StepSibling "step_sibling" "Step-sibling";
        FosterSibling "foster_sibling" "Foster sibling";
        Grandparent "grandparent" "Grandparent";
        Grandchild "grandchild" "Grandchild";
        GreatGrandparent "great_grandparent" "Great-grandparent";
        GreatGrandchild "great_grandchild" "Great-grandchild";
        AuntOrUncle "aunt_or_uncle" "Aunt or uncle";
        NieceOrNephew "niece_or_nephew" "Niece or nephew";
        GreatAuntOrUncle "great_aunt_or_uncle" "Great-aunt or great-uncle";
        GreatNieceOrNephew "great_niece_or_nephew" "Great-niece or great-nephew";
        Cousin "cousin" "Cousin";
        OtherRelative "other_relative" "Another relative";
        Spouse "spouse" "Spouse or civil partner";
        ExSpouse "ex_spouse" "Former spouse or civil partner";
        Partner "partner" "Partner";
        ExPartner "ex_partner" "Former partner";
        SupportCarer "support_carer" "Support carer";
        SupportedChild "supported_child" "Child cared for in support";
        Friend "friend" "Friend";
        Neighbour "neighbour" "Neighbour";
        Acquaintance "acquaintance" "Acquaintance";
        InContactWith "in_contact_with" "In contact with";
        Other "other" "Other";
    }
}

/// What the person of the record is to somebody whom their record calls that; `other` for a code that is not in the list.
#[must_use]
pub fn reciprocal(code: &str) -> &'static str {
    R::from_code(code).unwrap_or(R::Other).inverse().code()
}

impl RelationshipType {
    /// The same relationship from the other side.
    #[must_use]
    pub const fn inverse(self) -> Self {
        match self {
            R::Parent => R::Child,
            R::Child => R::Parent,
            R::StepParent => R::StepChild,
            R::StepChild => R::StepParent,
            R::AdoptiveParent => R::AdoptedChild,
            R::AdoptedChild => R::AdoptiveParent,
            R::SpecialGuardian => R::ChildUnderGuardianship,
            R::ChildUnderGuardianship => R::SpecialGuardian,
            R::FosterCarer => R::FosterChild,
            R::FosterChild => R::FosterCarer,
            R::PrivateFosterCarer => R::PrivatelyFosteredChild,
            R::PrivatelyFosteredChild => R::PrivateFosterCarer,
            R::ParentsPartner => R::PartnersChild,
            R::PartnersChild => R::ParentsPartner,
            R::ParentsExPartner => R::ExPartnersChild,
            R::ExPartnersChild => R::ParentsExPartner,
            R::Grandparent => R::Grandchild,
            R::Grandchild => R::Grandparent,
            R::GreatGrandparent => R::GreatGrandchild,
            R::GreatGrandchild => R::GreatGrandparent,
            R::AuntOrUncle => R::NieceOrNephew,
            R::NieceOrNephew => R::AuntOrUncle,
            R::GreatAuntOrUncle => R::GreatNieceOrNephew,
            R::GreatNieceOrNephew => R::GreatAuntOrUncle,
            R::SupportCarer => R::SupportedChild,
            R::SupportedChild => R::SupportCarer,
            R::Sibling
            | R::HalfSibling
            | R::StepSibling
            | R::FosterSibling
            | R::Cousin
            | R::OtherRelative
            | R::Spouse
            | R::ExSpouse
            | R::Partner
            | R::ExPartner
            | R::Friend
            | R::Neighbour
            | R::Acquaintance
            | R::InContactWith
            | R::Other => self,
        }
    }

    /// The word for somebody of that sex, for the middle of a sentence: "mother", "half-brother". `U` gives the word that
    /// says nothing about sex.
    #[must_use]
    pub const fn words(self, sex: Sex) -> &'static str {
        let [either, female, male] = self.forms();
        match sex {
            Sex::Unknown => either,
            Sex::Female => female,
            Sex::Male => male,
        }
    }

    /// The words for somebody who is not born yet: "unborn half-sibling".
    #[must_use]
    pub fn words_unborn(self) -> String {
        format!("unborn {}", self.words(Sex::Unknown))
    }

    /// Whether the other is a generation above and may hold parental responsibility by birth or order.
    #[must_use]
    pub const fn is_parental(self) -> bool {
        matches!(self, R::Parent | R::AdoptiveParent | R::SpecialGuardian | R::StepParent)
    }

    /// Whether the two are brothers or sisters of any kind.
    #[must_use]
    pub const fn is_sibling(self) -> bool {
        matches!(self, R::Sibling | R::HalfSibling | R::StepSibling | R::FosterSibling)
    }

    /// Either, female, male.
    const fn forms(self) -> [&'static str; 3] {
        match self {
            R::Parent => ["parent", "mother", "father"],
            R::Child => ["child", "daughter", "son"],
            R::StepParent => ["step-parent", "stepmother", "stepfather"],
            R::StepChild => ["stepchild", "stepdaughter", "stepson"],
            R::AdoptiveParent => ["adoptive parent", "adoptive mother", "adoptive father"],
            R::AdoptedChild => ["adopted child", "adopted daughter", "adopted son"],
            R::SpecialGuardian => ["special guardian"; 3],
            R::ChildUnderGuardianship => ["child under special guardianship"; 3],
            R::FosterCarer => ["foster carer"; 3],
            R::FosterChild => ["foster child"; 3],
            R::PrivateFosterCarer => ["private foster carer"; 3],
            R::PrivatelyFosteredChild => ["privately fostered child"; 3],
            R::ParentsPartner => ["parent’s partner"; 3],
            R::PartnersChild => ["partner’s child", "partner’s daughter", "partner’s son"],
            R::ParentsExPartner => ["parent’s former partner"; 3],
            R::ExPartnersChild => [
                "former partner’s child",
                "former partner’s daughter",
                "former partner’s son",
            ],
            R::Sibling => ["sibling", "sister", "brother"],
            R::HalfSibling => ["half-sibling", "half-sister", "half-brother"],
            R::StepSibling => ["step-sibling", "stepsister", "stepbrother"],
            R::FosterSibling => ["foster sibling", "foster sister", "foster brother"],
            R::Grandparent => ["grandparent", "grandmother", "grandfather"],
            R::Grandchild => ["grandchild", "granddaughter", "grandson"],
            R::GreatGrandparent => ["great-grandparent", "great-grandmother", "great-grandfather"],
            R::GreatGrandchild => ["great-grandchild", "great-granddaughter", "great-grandson"],
            R::AuntOrUncle => ["aunt or uncle", "aunt", "uncle"],
            R::NieceOrNephew => ["niece or nephew", "niece", "nephew"],
            R::GreatAuntOrUncle => ["great-aunt or great-uncle", "great-aunt", "great-uncle"],
            R::GreatNieceOrNephew => ["great-niece or great-nephew", "great-niece", "great-nephew"],
            R::Cousin => ["cousin"; 3],
            R::OtherRelative => ["relative"; 3],
            R::Spouse => ["spouse", "wife", "husband"],
            R::ExSpouse => ["former spouse", "former wife", "former husband"],
            R::Partner => ["partner"; 3],
            R::ExPartner => ["former partner"; 3],
            R::SupportCarer => ["support carer"; 3],
            R::SupportedChild => ["child cared for in support"; 3],
            R::Friend => ["friend"; 3],
            R::Neighbour => ["neighbour"; 3],
            R::Acquaintance => ["acquaintance"; 3],
            R::InContactWith => ["in contact"; 3],
            R::Other => ["other"; 3],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_of_the_inverse_is_the_thing_itself() {
        for relationship in R::ALL {
            assert_eq!(relationship.inverse().inverse(), *relationship);
        }
    }

    #[test]
    fn reads_from_the_other_side() {
        let check = |code, expect| assert_eq!(reciprocal(code), expect, "{code}");
        check("parent", "child");
        check("child", "parent");
        check("parents_partner", "partners_child");
        check("half_sibling", "half_sibling");
        check("aunt_or_uncle", "niece_or_nephew");
        check("ex_partner", "ex_partner");
        check("godparent", "other");
    }

    #[test]
    fn has_the_word_for_each_sex() {
        let check = |relationship: R, expect: [&str; 3]| {
            assert_eq!(
                [Sex::Unknown, Sex::Female, Sex::Male].map(|sex| relationship.words(sex)),
                expect
            );
        };
        check(R::Parent, ["parent", "mother", "father"]);
        check(R::HalfSibling, ["half-sibling", "half-sister", "half-brother"]);
        check(R::AuntOrUncle, ["aunt or uncle", "aunt", "uncle"]);
        check(R::Partner, ["partner", "partner", "partner"]);
        assert_eq!(R::HalfSibling.words_unborn(), "unborn half-sibling");
    }
}
