//! The code sets of the children in need census. Which codes are valid comes from the census schemas and validation
//! rules; labels follow the wording of the standard safeguarding dataset.

use super::{Until, Validity, code_set};
use jiff::civil::date;

code_set! {
    /// Who made the referral or contact.
    ReferralSource "referral_source" "Source of referral"
    "CIN census N00152, rule 8866; mandatory since 1 April 2013"
    {
        Family "1A" "Family member, relative or carer";
        Acquaintance "1B" "Acquaintance, including neighbours and child minders";
        OwnSelf "1C" "Self";
        OtherIndividual "1D" "Other individual, including strangers and MPs";
        Schools "2A" "Schools";
        EducationServices "2B" "Education services";
        Gp "3A" "GP";
        HealthVisitor "3B" "Health visitor";
        SchoolNurse "3C" "School nurse";
        OtherPrimaryHealth "3D" "Other primary health services";
        EmergencyDepartment "3E" "A&E";
        OtherHealth "3F" "Other health services, such as a hospice";
        Housing "4" "Housing";
        OwnSocialCare "5A" "This authority’s social care, such as adults’ services";
        OwnOther "5B" "This authority, other than social care and early help";
        OtherAuthority "5C" "Another authority";
        EarlyHelp "5D" "This authority’s early help";
        Police "6" "Police";
        OtherLegal "7" "Other legal agency: courts, probation, immigration, Cafcass, prison";
        Other "8" "Other: children’s centres, independent providers, voluntary organisations";
        Anonymous "9" "Anonymous";
        Unknown "10" "Unknown";
    }
}

code_set! {
    /// The main reason why the child is in need. Of two that fit, the higher in the list is chosen, N1 to N9.
    PrimaryNeed "primary_need" "Primary need"
    "CIN census N00101, rule 8650"
    {
        AbuseOrNeglect "N1" "Abuse or neglect";
        ChildDisability "N2" "Child’s disability or illness";
        ParentalDisability "N3" "Parental disability or illness";
        AcuteStress "N4" "Family in acute stress";
        FamilyDysfunction "N5" "Family dysfunction";
        SociallyUnacceptableBehaviour "N6" "Socially unacceptable behaviour";
        LowIncome "N7" "Low income";
        AbsentParenting "N8" "Absent parenting";
        OtherThanInNeed "N9" "Cases other than children in need";
        NotStated "N0" "Not stated";
    }
}

code_set! {
    /// Why an episode of need was closed.
    ReasonForClosure "reason_for_closure" "Reason for closure"
    "CIN census N00103, rule 8640"
    {
        Adopted "RC1" "Adopted";
        Died "RC2" "Died";
        ChildArrangementsOrder "RC3" "Child arrangements order";
        SpecialGuardianshipOrder "RC4" "Special guardianship order";
        TransferredToAuthority "RC5" "Transferred to another authority";
        TransferredToAdults "RC6" "Transferred to adult social services";
        NoLongerInNeed "RC7" "Services ceased for any other reason, including no longer in need";
        ClosedAfterAssessment "RC8" "Closed after assessment, no further action";
        ClosedToEarlyHelp "RC9" "Closed after assessment, referred to early help";
    }
}

code_set! {
    /// The category under which a child is the subject of a protection plan.
    CategoryOfAbuse "category_of_abuse" "Category of abuse"
    "CIN census, rules 8905 and 8910"
    {
        Neglect "NEG" "Neglect";
        Physical "PHY" "Physical abuse";
        Sexual "SAB" "Sexual abuse";
        Emotional "EMO" "Emotional abuse";
        Multiple "MUL" "Multiple (not recommended)";
    }
}

code_set! {
    /// A child's disability. `NONE` stands alone; an unborn child has no code at all.
    Disability "disability" "Disability"
    "CIN census, rules 8540, 8790 and 8794"
    {
        None "NONE" "No disability";
        Mobility "MOB" "Mobility";
        HandFunction "HAND" "Hand function";
        PersonalCare "PC" "Personal care";
        Incontinence "INC" "Incontinence";
        Communication "COMM" "Communication";
        Learning "LD" "Learning";
        Hearing "HEAR" "Hearing";
        Vision "VIS" "Vision";
        Behaviour "BEH" "Behaviour, including ADHD";
        Consciousness "CON" "Consciousness, including seizures";
        Autism "AUT" "Autism or Asperger syndrome, diagnosed by a medical practitioner";
        OtherUnderAct "DDA" "Another disability under the Act";
    }
}

code_set! {
    /// A person's ethnicity, as they or their parent say it; never anybody's impression.
    Ethnicity "ethnicity" "Ethnicity"
    "CIN census rule 4220; SSDA903 rule 103"
    {
        WhiteBritish "WBRI" "White British";
        WhiteIrish "WIRI" "White Irish";
        IrishTraveller "WIRT" "Traveller of Irish heritage";
        GypsyRoma "WROM" "Gypsy or Roma";
        WhiteOther "WOTH" "Any other White background";
        WhiteAndBlackCaribbean "MWBC" "White and Black Caribbean";
        WhiteAndBlackAfrican "MWBA" "White and Black African";
        WhiteAndAsian "MWAS" "White and Asian";
        MixedOther "MOTH" "Any other Mixed background";
        Indian "AIND" "Indian";
        Pakistani "APKN" "Pakistani";
        Bangladeshi "ABAN" "Bangladeshi";
        AsianOther "AOTH" "Any other Asian background";
        BlackCaribbean "BCRB" "Black Caribbean";
        BlackAfrican "BAFR" "Black African";
        BlackOther "BOTH" "Any other Black background";
        Chinese "CHNE" "Chinese";
        Other "OOTH" "Any other ethnic group";
        Refused "REFU" "Refused";
        NotYetObtained "NOBT" "Information not yet obtained";
    }
}

code_set! {
    /// Sex as registered. An unborn child is `U`.
    Sex "sex" "Sex"
    "CIN census N00783, rules 4180 and 8750; from the 2024 to 2025 census in place of the current gender"
    {
        Male "M" "Male", Validity::from(date(2024, 4, 1));
        Female "F" "Female", Validity::from(date(2024, 4, 1));
        Unknown "U" "Not known, or not born yet", Validity::from(date(2024, 4, 1));
    }
}

code_set! {
    /// What censuses up to 2023 to 2024 held in place of sex. Read, never chosen.
    GenderCurrent "gender_current" "Current gender, in censuses up to 2024"
    "CIN census schema 2024, GenderCurrent"
    {
        NotKnown "0" "Not known", LAST_GENDER_CURRENT;
        Male "1" "Male", LAST_GENDER_CURRENT;
        Female "2" "Female", LAST_GENDER_CURRENT;
        NotSpecified "9" "Not specified", LAST_GENDER_CURRENT;
    }
}

const LAST_GENDER_CURRENT: Validity = Validity::until(date(2024, 3, 31));

impl GenderCurrent {
    /// The sex that the later census would hold.
    #[must_use]
    pub const fn sex(self) -> Sex {
        match self {
            Self::Male => Sex::Male,
            Self::Female => Sex::Female,
            Self::NotKnown | Self::NotSpecified => Sex::Unknown,
        }
    }
}

code_set! {
    /// How a person describes their gender, kept apart from sex. Codes 10 to 99 are for an authority's own use.
    GenderIdentity "gender_identity" "Gender identity"
    "Standard safeguarding dataset PERS003A"
    {
        NotKnown "00" "Not known";
        Male "01" "Boy or man";
        Female "02" "Girl or woman";
        SelfDescribed "09" "Described in own words";
    }
}

code_set! {
    /// A factor found at the end of an assessment: A is about the child, B about a parent or carer, C about somebody else
    /// in the household, except where the label says otherwise.
    AssessmentFactor "assessment_factor" "Factor identified at assessment"
    "CIN census N00181, rules 8897Q, 8869, 8873Q, 8945Q and 8950Q"
    {
        AlcoholChild "1A" "Alcohol misuse: child";
        AlcoholParent "1B" "Alcohol misuse: parent or carer";
        AlcoholOther "1C" "Alcohol misuse: other person in the household";
        DrugsChild "2A" "Drug misuse: child";
        DrugsParent "2B" "Drug misuse: parent or carer";
        DrugsOther "2C" "Drug misuse: other person in the household";
        DomesticAbuseChild "3A" "Subject of domestic abuse: child";
        DomesticAbuseParent "3B" "Subject of domestic abuse: parent or carer";
        DomesticAbuseOther "3C" "Subject of domestic abuse: other person in the household";
        MentalHealthChild "4A" "Mental health: child";
        MentalHealthParent "4B" "Mental health: parent or carer";
        MentalHealthOther "4C" "Mental health: other person in the household";
        LearningDisabilityChild "5A" "Learning disability: child";
        LearningDisabilityParent "5B" "Learning disability: parent or carer";
        LearningDisabilityOther "5C" "Learning disability: other person in the household";
        PhysicalDisabilityChild "6A" "Physical disability or illness: child";
        PhysicalDisabilityParent "6B" "Physical disability or illness: parent or carer";
        PhysicalDisabilityOther "6C" "Physical disability or illness: other person in the household";
        YoungCarer "7A" "Young carer";
        FosteredOverseasReturning "8B" "Privately fostered: from overseas, intends to return";
        FosteredOverseasStaying "8C" "Privately fostered: from overseas, intends to stay";
        FosteredInEducation "8D" "Privately fostered: from the UK, in an educational placement";
        FosteredFamilyArrangement "8E" "Privately fostered: from the UK, alternative family arrangement";
        FosteredOther "8F" "Privately fostered: other";
        UnaccompaniedAsylumSeeker "9A" "Unaccompanied asylum-seeking child";
        Missing "10A" "Going or being missing";
        SexualExploitation "11A" "Child sexual exploitation";
        Trafficking "12A" "Trafficking";
        Gangs "13A" "Gangs";
        UnacceptableBehaviour "14A" "Socially unacceptable behaviour";
        SelfHarm "15A" "Self-harm";
        Neglect "16A" "Abuse or neglect: neglect";
        EmotionalAbuse "17A" "Abuse or neglect: emotional abuse";
        PhysicalAbuse "18A" "Abuse or neglect: physical abuse, before it was divided", Validity::RETIRED;
        PhysicalAbuseByChild "18B" "Abuse or neglect: physical abuse, child on child";
        PhysicalAbuseByAdult "18C" "Abuse or neglect: physical abuse, adult on child";
        SexualAbuse "19A" "Abuse or neglect: sexual abuse, before it was divided", Validity::RETIRED;
        SexualAbuseByChild "19B" "Abuse or neglect: sexual abuse, child on child";
        SexualAbuseByAdult "19C" "Abuse or neglect: sexual abuse, adult on child";
        Other "20" "Other";
        NoneIdentified "21" "No factors identified";
        GenitalMutilation "22A" "Female genital mutilation";
        FaithOrBelief "23A" "Abuse linked to faith or belief";
        CriminalExploitation "24A" "Child criminal exploitation";
    }
}

impl AssessmentFactor {
    /// Code 21 stands alone, and only where the assessment ends with no further action.
    #[must_use]
    pub const fn excludes_all_others(self) -> bool {
        matches!(self, Self::NoneIdentified)
    }

    /// Read where a file has it, but queried and never chosen: 18A and 19A were each divided in two.
    #[must_use]
    pub const fn is_retired(self) -> bool {
        matches!(self.validity().until, Until::Retired)
    }
}

code_set! {
    /// Why a child has no unique pupil number.
    UpnUnknown "upn_unknown" "Reason for no UPN"
    "CIN census UPNunknown; SSDA903 rule 168 allows UN1 to UN5. The meaning of UN6 was not found [K]"
    {
        NotOfSchoolAge "UN1" "Not of school age and has no UPN yet";
        NeverAtMaintainedSchool "UN2" "Has never attended a maintained school in England";
        EducatedOutsideEngland "UN3" "Educated outside England";
        NewlyLookedAfter "UN4" "Newly looked after, from one week before the end of the period, and the UPN is not known yet";
        SourcesDisagree "UN5" "Sources disagree and the match is unreliable";
        Six "UN6" "UN6 (meaning not found)";
        ReferralWithoutAction "UN7" "Referred with no further action";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{CodeSet, CodeTable};
    use std::collections::BTreeSet;

    #[test]
    fn the_lists_hold_the_codes_of_the_census() {
        let check = |table: &CodeTable, count: usize, expect: &str| {
            let codes: Vec<&str> = table.rows.iter().map(|row| row.code).collect();
            assert_eq!((codes.len(), codes.join(" ").as_str()), (count, expect), "{}", table.id);
        };
        check(
            ReferralSource::TABLE,
            22,
            "1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10",
        );
        check(PrimaryNeed::TABLE, 10, "N1 N2 N3 N4 N5 N6 N7 N8 N9 N0");
        check(ReasonForClosure::TABLE, 9, "RC1 RC2 RC3 RC4 RC5 RC6 RC7 RC8 RC9");
        check(CategoryOfAbuse::TABLE, 5, "NEG PHY SAB EMO MUL");
        check(
            Disability::TABLE,
            13,
            "NONE MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA",
        );
        check(
            Ethnicity::TABLE,
            20,
            "WBRI WIRI WIRT WROM WOTH MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT",
        );
        check(Sex::TABLE, 3, "M F U");
        check(GenderCurrent::TABLE, 4, "0 1 2 9");
        check(GenderIdentity::TABLE, 4, "00 01 02 09");
        check(
            AssessmentFactor::TABLE,
            44,
            "1A 1B 1C 2A 2B 2C 3A 3B 3C 4A 4B 4C 5A 5B 5C 6A 6B 6C 7A 8B 8C 8D 8E 8F 9A 10A 11A 12A 13A 14A 15A \
             16A 17A 18A 18B 18C 19A 19B 19C 20 21 22A 23A 24A",
        );
        check(UpnUnknown::TABLE, 7, "UN1 UN2 UN3 UN4 UN5 UN6 UN7");
    }

    #[test]
    fn forty_two_factors_may_be_chosen() {
        let retired: Vec<&str> = AssessmentFactor::ALL
            .iter()
            .filter(|factor| factor.is_retired())
            .map(|factor| factor.code())
            .collect();
        assert_eq!(retired, ["18A", "19A"]);
        assert_eq!(AssessmentFactor::ALL.len() - retired.len(), 42);
        let alone: Vec<&AssessmentFactor> = AssessmentFactor::ALL
            .iter()
            .filter(|factor| factor.excludes_all_others())
            .collect();
        assert_eq!(alone, [&AssessmentFactor::NoneIdentified]);
        assert_eq!(AssessmentFactor::NoneIdentified.code(), "21");
    }

    #[test]
    fn the_old_gender_maps_to_sex() {
        let check = |code, sex: &str| assert_eq!(GenderCurrent::from_code(code).unwrap().sex().code(), sex, "{code}");
        check("1", "M");
        check("2", "F");
        check("0", "U");
        check("9", "U");
    }

    /// The codes a census schema lists under one of its simple types.
    fn enumerated(schema: &str, simple_type: &str) -> BTreeSet<String> {
        let start = schema.find(&format!("<xs:simpleType name=\"{simple_type}\">")).unwrap();
        let body = &schema[start..start + schema[start..].find("</xs:simpleType>").unwrap()];
        body.split("<xs:enumeration value=\"")
            .skip(1)
            .map(|rest| rest[..rest.find('"').unwrap()].to_owned())
            .collect()
    }

    /// Against the census schemas where the public files stand beside the checkout; without them there is nothing to
    /// compare, and the counts above are what is checked.
    #[test]
    fn the_lists_are_those_of_the_census_schemas() {
        let shared = std::env::var("HOLDFAST_SHARED")
            .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").to_owned());
        if !std::path::Path::new(&shared).is_dir() {
            eprintln!("the public census schemas do not stand beside the checkout: nothing compared");
            return;
        }
        for year in [2024, 2025, 2026] {
            let schema = std::fs::read_to_string(format!("{shared}/data/cin/CIN_schema_{year}.xsd")).unwrap();
            let check = |simple_type: &str, table: &CodeTable| {
                let ours: BTreeSet<String> = table.rows.iter().map(|row| row.code.to_owned()).collect();
                assert_eq!(enumerated(&schema, simple_type), ours, "{year} {simple_type}");
            };
            check("referralsourcetype", ReferralSource::TABLE);
            check("primaryneedcodetype", PrimaryNeed::TABLE);
            check("reasonforclosuretype", ReasonForClosure::TABLE);
            check("categoryofabusetype", CategoryOfAbuse::TABLE);
            check("disabilitytype", Disability::TABLE);
            check("ethnicitytype", Ethnicity::TABLE);
            check("assessmentfactorstype", AssessmentFactor::TABLE);
            check("unknownupntype", UpnUnknown::TABLE);
            if year == 2024 {
                check("gendertype", GenderCurrent::TABLE);
            } else {
                check("sextype", Sex::TABLE);
            }
        }
    }

    #[test]
    fn a_generic_reader_sees_the_same() {
        fn first<T: CodeSet>() -> (&'static str, &'static str) {
            (T::ALL[0].code(), T::citation())
        }
        assert_eq!(first::<CategoryOfAbuse>(), ("NEG", "CIN census, rules 8905 and 8910"));
    }
}
