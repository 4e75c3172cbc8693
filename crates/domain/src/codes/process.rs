//! The code sets of the work itself: how a contact came in, who has which part in it, what may be shared on what ground.

use super::code_set;

code_set! {
    /// What a contact ended in, as the standard safeguarding dataset counts it.
    SsdContactOutcome "ssd_contact_outcome" "Outcome of a contact, for the standard safeguarding dataset"
    "Standard safeguarding dataset CONT005A"
    {
        NewReferral "NEW_REFERRAL" "New referral";
        ExistingReferral "EXISTING_REFERRAL" "Added to an existing referral";
        ProtectionEnquiry "CP_ENQUIRY" "Child protection enquiry";
        NoFurtherAction "NFA" "No further action";
        NonAgencyAdoption "NON_AGENCY_ADOPTION" "Non-agency adoption";
        PrivateFostering "PRIVATE_FOSTERING" "Private fostering";
        Advice "ADVICE" "Advice or information";
        Missing "MISSING" "Missing child";
        OtherAuthorityPlan "OLA_CP" "Child on another authority’s protection plan";
        Other "OTHER" "Other";
    }
}

code_set! {
    /// How a contact reached the front door.
    ContactChannel "contact_channel" "How the contact came in"
    "Holdfast; Working Together names no list"
    {
        Phone "phone" "Phone call";
        Email "email" "Email";
        InPerson "in_person" "In person";
        WebForm "web_form" "Web form";
        Letter "letter" "Letter";
        AgencySystem "agency_system" "Another agency’s system";
        PoliceNotification "police_notification" "Police notification";
    }
}

code_set! {
    /// On what ground information about a child may be asked for and shared. Recorded per child, before anybody is asked.
    SharingPower "sharing_power" "Ground for sharing"
    "Holdfast; R (AB and CD) v Haringey [2013] EWHC 416 (Admin): the strategy decision comes before checks without consent"
    {
        Agreed "agreed" "Agreed";
        ToldNotObjecting "told_not_objecting" "Told, and does not object";
        Section47Threshold "section_47_threshold" "Section 47 threshold recorded";
        Other "other" "Another ground, with a manager’s reason";
        NotAsked "not_asked" "Not asked yet";
    }
}

code_set! {
    /// The part somebody has in a contact.
    PartInContact "part_in_contact" "Part in a contact"
    "Holdfast"
    {
        Concerned "concerned" "Child the contact is about";
        Sibling "sibling" "Brother or sister";
        OtherChild "other_child" "Another child of the home";
        Parent "parent" "Parent";
        Carer "carer" "Carer";
        OtherAdult "other_adult" "Another adult of the home or family";
        SaidToHaveHarmed "said_to_have_harmed" "Person said to have harmed the child";
        Referrer "referrer" "Person who made the contact";
        Mentioned "mentioned" "Somebody else who was mentioned";
        NoLonger "no_longer" "Person who was said to be the child, and is not";
    }
}

code_set! {
    /// What an address is to the person.
    AddressKind "address_kind" "Kind of address"
    "Holdfast"
    {
        Home "home" "Home";
        Temporary "temporary" "Staying there for now";
        Placement "placement" "Placement";
        Refuge "refuge" "Refuge";
        Hospital "hospital" "Hospital";
        Custody "custody" "Custody";
        Correspondence "correspondence" "For letters";
        Other "other" "Another address";
    }
}

impl AddressKind {
    /// Whether such an address is confidential unless somebody says otherwise.
    #[must_use]
    pub const fn is_sensitive(self) -> bool {
        matches!(self, Self::Refuge)
    }
}

code_set! {
    /// Whose number an identifier is.
    IdentifierScheme "identifier_scheme" "Kind of identifier"
    "CIN census; standard safeguarding dataset LINK003A"
    {
        LaChildId "la_child_id" "Authority’s number for the child";
        Nhs "nhs" "NHS number";
        Upn "upn" "Unique pupil number";
        FormerUpn "former_upn" "Former unique pupil number";
        UpnUnknown "upn_unknown" "Reason for no UPN";
        CaseNumber "case_number" "Case number in an earlier system";
        HomeOffice "home_office" "Home Office reference";
        NationalInsurance "national_insurance" "National Insurance number";
        YouthOffending "youth_offending" "Youth offending team number";
        Court "court" "Court case number";
        AdoptionAgency "adoption_agency" "Regional adoption agency id";
        Incident "incident" "Incident id";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_datasets_own_list_is_whole() {
        let codes: Vec<&str> = SsdContactOutcome::ALL.iter().map(|outcome| outcome.code()).collect();
        assert_eq!(
            codes.join(" "),
            "NEW_REFERRAL EXISTING_REFERRAL CP_ENQUIRY NFA NON_AGENCY_ADOPTION PRIVATE_FOSTERING ADVICE MISSING OLA_CP OTHER"
        );
    }

    #[test]
    fn a_refuge_is_confidential_by_itself() {
        let sensitive: Vec<&AddressKind> = AddressKind::ALL.iter().filter(|kind| kind.is_sensitive()).collect();
        assert_eq!(sensitive, [&AddressKind::Refuge]);
    }
}
