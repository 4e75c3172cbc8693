//! From a `<Child>` element to its rows, in whatever order its parts stand.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::codes::{
    AssessmentFactor, CategoryOfAbuse, CodeSet, Disability, Ethnicity, GenderCurrent, PrimaryNeed, ReasonForClosure,
    ReferralSource, Sex, UpnUnknown,
};
use domain::identifiers::{FormerUpn, LaChildId, Upn};

use super::element::Element;
use super::fields::{Fields, Reading};
use super::keys::Occurrence;
use super::reconciliation::Reason;
use super::row::{Key, RowFields};
use super::rows::{
    Assessment, ChildCharacteristics, ChildIdentifiers, ChildProtectionPlan, CinChild, CinDetails, CinPlan, Code,
    PreProceedings, Review, Row, Section47,
};
use super::table::Table;
use crate::{Place, What};

/// Code set CS131 of the 2026 to 2027 census, whose labels were not found, so that it is no code set of the record yet [K].
const PRE_PROCEEDINGS_OUTCOMES: &[&str] = &["A", "B", "C"];

/// Reads a child; `None` if it has no usable `LAchildID`, and then all its rows are refused.
pub(super) fn child(element: Element, reading: &mut Reading) -> Option<CinChild> {
    reading.account.add_child();
    reading.child.clear();
    reading.findings.clear();
    let line = element.line;
    if element.children.is_empty() {
        reading.find(Place::Child, line, None, None, What::EmptyChild);
        return None;
    }
    let Some(la_child_id) = usable_id(&element) else {
        reading.refuse_all(&element.children, &Reason::NoChildId { line });
        return None;
    };
    reading.child.clone_from(&la_child_id);

    let mut fields = Fields::new(Place::Child, element, reading);
    let identifiers = fields.elements("ChildIdentifiers");
    let characteristics = fields.elements("ChildCharacteristics");
    let episodes = fields.elements("CINdetails");
    if characteristics.is_empty() {
        fields.expect(&["ChildCharacteristics"]);
    }
    if episodes.is_empty() {
        fields.expect(&["CINdetails"]);
    }
    fields.finish();

    let identifiers = each(identifiers, |e| child_identifiers(e, reading));
    let characteristics = each(characteristics, |e| child_characteristics(e, reading));
    let episodes = each(episodes, |e| cin_details(e, reading));
    Some(CinChild {
        la_child_id,
        line,
        identifiers,
        characteristics,
        episodes,
        findings: std::mem::take(&mut reading.findings),
    })
}

/// The first `LAchildID` that is there and whole. An id too long to be kept whole could be taken for another child's.
fn usable_id(child: &Element) -> Option<String> {
    let blocks = child.children.iter().filter(|part| part.is("ChildIdentifiers"));
    blocks.filter_map(id_of).next()
}

fn id_of(identifiers: &Element) -> Option<String> {
    let mut ids = identifiers.children.iter().filter(|part| part.is("LAchildID"));
    let id = ids.find(|id| !id.text.is_empty())?;
    (!id.too_long).then(|| id.text.clone())
}

fn each<T>(elements: Vec<Element>, read: impl FnMut(Element) -> Option<T>) -> Vec<T> {
    elements.into_iter().filter_map(read).collect()
}

fn child_identifiers(element: Element, reading: &mut Reading) -> Option<Row<ChildIdentifiers>> {
    let id = id_of(&element);
    let row = RowFields::new(Table::ChildIdentifiers, element, reading);
    if id.as_ref() != Some(&row.fields.reading.child) {
        return row.refuse(match id {
            Some(_) => Reason::NotTheChild,
            None => Reason::NoKey { field: "LAchildID" },
        });
    }
    let mut row = row;
    let fields = &mut row.fields;
    let la_child_id = fields.identifier("LAchildID", |id| LaChildId::parse(id).err())?;
    let values = ChildIdentifiers {
        upn: fields.identifier("UPN", |upn| Upn::parse(upn).err()),
        former_upn: fields.identifier("FormerUPN", |upn| FormerUpn::parse(upn).err()),
        upn_unknown: fields.code::<UpnUnknown>("UPNunknown"),
        birth_date: fields.date("PersonBirthDate"),
        expected_birth_date: fields.date_to_come("ExpectedPersonBirthDate"),
        sex: fields.code::<Sex>("Sex"),
        gender_current: fields.code::<GenderCurrent>("GenderCurrent"),
        death_date: fields.date("PersonDeathDate"),
        la_child_id,
    };
    match (values.birth_date, values.expected_birth_date) {
        (Some(_), Some(_)) => fields.note(What::BornAndExpected),
        (None, None) => fields.note(What::NoBirthDate),
        _ => {}
    }
    if values.sex.is_none() && values.gender_current.is_none() {
        fields.expect(&["Sex"]);
    }
    let key = values.la_child_id.clone();
    Some(row.store(&key, values).0)
}

fn child_characteristics(element: Element, reading: &mut Reading) -> Option<Row<ChildCharacteristics>> {
    let mut row = RowFields::new(Table::ChildCharacteristics, element, reading);
    let wrappers = row.fields.elements("Disabilities");
    row.fields.expect(&["Ethnicity"]);
    let values = ChildCharacteristics {
        ethnicity: row.fields.code::<Ethnicity>("Ethnicity"),
        disabilities: Vec::new(),
    };
    let key = row.fields.reading.child.clone();
    let (mut stored, _) = row.store(&key, values);
    stored.values.disabilities = inner_rows(wrappers, Table::Disabilities, reading, code::<Disability>);
    Some(stored)
}

fn cin_details(element: Element, reading: &mut Reading) -> Option<Row<CinDetails>> {
    let mut row = RowFields::new(Table::CinDetails, element, reading);
    let referral_date = match row.key_date("CINreferralDate") {
        Ok(date) => date,
        Err(reason) => return row.refuse(reason),
    };
    let fields = &mut row.fields;
    let assessments = fields.elements("Assessments");
    let cin_plans = fields.elements("CINPlanDates");
    let section_47s = fields.elements("Section47");
    let cp_plans = fields.elements("ChildProtectionPlans");
    let pre_proceedings = fields.elements("PreProceedingsandFGDM");
    fields.expect(&["ReferralSource", "ReferralNFA"]);
    let values = CinDetails {
        referral_date,
        referral_source: fields.code::<ReferralSource>("ReferralSource"),
        primary_need: fields.code::<PrimaryNeed>("PrimaryNeedCode"),
        closure_date: fields.date("CINclosureDate"),
        reason_for_closure: fields.code::<ReasonForClosure>("ReasonForClosure"),
        initial_cpc_date: fields.date("DateOfInitialCPC"),
        referral_nfa: fields.yes_no("ReferralNFA"),
        assessments: Vec::new(),
        cin_plans: Vec::new(),
        section_47s: Vec::new(),
        cp_plans: Vec::new(),
        pre_proceedings: Vec::new(),
    };
    let child = fields.reading.child.clone();
    let (mut stored, key) = row.store(&(child, referral_date), values);
    let within = &mut stored.values;
    within.assessments = each(assessments, |e| assessment(e, key, reading));
    within.cin_plans = each(cin_plans, |e| cin_plan(e, key, reading));
    within.section_47s = each(section_47s, |e| section_47(e, key, reading));
    within.cp_plans = each(cp_plans, |e| child_protection_plan(e, key, reading));
    within.pre_proceedings = each(pre_proceedings, |e| pre_proceeding(e, key, reading));
    Some(stored)
}

fn assessment(element: Element, episode: Key, reading: &mut Reading) -> Option<Row<Assessment>> {
    let mut row = RowFields::new(Table::Assessments, element, reading);
    let start_date = match row.key_date("AssessmentActualStartDate") {
        Ok(date) => date,
        Err(reason) => return row.refuse(reason),
    };
    let wrappers = row.fields.elements("FactorsIdentifiedAtAssessment");
    let values = Assessment {
        start_date,
        internal_review_date: row.fields.date("AssessmentInternalReviewDate"),
        authorisation_date: row.fields.date("AssessmentAuthorisationDate"),
        factors: Vec::new(),
    };
    let (mut stored, _) = row.store(&(episode, start_date), values);
    let factor = code::<AssessmentFactor>;
    stored.values.factors = inner_rows(wrappers, Table::AssessmentFactorsList, reading, factor);
    Some(stored)
}

fn cin_plan(element: Element, episode: Key, reading: &mut Reading) -> Option<Row<CinPlan>> {
    let mut row = RowFields::new(Table::CinPlanDates, element, reading);
    let start_date = match row.key_date("CINPlanStartDate") {
        Ok(date) => date,
        Err(reason) => return row.refuse(reason),
    };
    let values = CinPlan {
        start_date,
        end_date: row.fields.date("CINPlanEndDate"),
    };
    Some(row.store(&(episode, start_date), values).0)
}

fn section_47(element: Element, episode: Key, reading: &mut Reading) -> Option<Row<Section47>> {
    let mut row = RowFields::new(Table::Section47, element, reading);
    let start_date = match row.key_date("S47ActualStartDate") {
        Ok(date) => date,
        Err(reason) => return row.refuse(reason),
    };
    row.fields.expect(&["ICPCnotRequired"]);
    let values = Section47 {
        start_date,
        initial_cpc_target: row.fields.date_to_come("InitialCPCtarget"),
        initial_cpc_date: row.fields.date("DateOfInitialCPC"),
        icpc_not_required: row.fields.yes_no("ICPCnotRequired"),
    };
    Some(row.store(&(episode, start_date), values).0)
}

fn child_protection_plan(element: Element, episode: Key, reading: &mut Reading) -> Option<Row<ChildProtectionPlan>> {
    let mut row = RowFields::new(Table::ChildProtectionPlans, element, reading);
    let start_date = match row.key_date("CPPstartDate") {
        Ok(date) => date,
        Err(reason) => return row.refuse(reason),
    };
    let fields = &mut row.fields;
    // One `<Reviews>` with many dates and one for each date come to the same.
    let wrappers = fields.elements("Reviews");
    fields.expect(&["InitialCategoryOfAbuse", "LatestCategoryOfAbuse", "NumberOfPreviousCPP"]);
    let values = ChildProtectionPlan {
        start_date,
        end_date: fields.date("CPPendDate"),
        initial_category: fields.code::<CategoryOfAbuse>("InitialCategoryOfAbuse"),
        latest_category: fields.code::<CategoryOfAbuse>("LatestCategoryOfAbuse"),
        previous_plans: fields.number("NumberOfPreviousCPP"),
        reviews: Vec::new(),
    };
    let (mut stored, _) = row.store(&(episode, start_date), values);
    stored.values.reviews = inner_rows(wrappers, Table::Reviews, reading, review);
    Some(stored)
}

fn pre_proceeding(element: Element, episode: Key, reading: &mut Reading) -> Option<Row<PreProceedings>> {
    let mut row = RowFields::new(Table::PreProceedingsAndFgdm, element, reading);
    let start_date = match row.key_date("PPStartDate") {
        Ok(date) => date,
        Err(reason) => return row.refuse(reason),
    };
    let fields = &mut row.fields;
    let values = PreProceedings {
        start_date,
        letter_before_proceedings_date: fields.date("LBPSentDate"),
        fgdm_meeting_offered: fields.yes_no("FGDMMeetingOffer"),
        fgdm_meeting_facilitated: fields.yes_no("FGDMMeetingFac"),
        initial_meeting_date: fields.date("InitialPPMeetingDate"),
        review_meetings: fields.number("ReviewMeetingsCount"),
        step_decision_date: fields.date("StepDecisionDate"),
        outcome: fields.code_of("PPOutcome", PRE_PROCEEDINGS_OUTCOMES),
        court_application_date: fields.date("CourtAppDate"),
        letter_of_initial_cp_date: fields.date("LetterInitCPDate"),
    };
    Some(row.store(&(episode, start_date), values).0)
}

/// Rows that are one value each, in one wrapper or in several. Their value is their key, so a second one can only repeat.
fn inner_rows<T: Clone + Ord>(
    wrappers: Vec<Element>,
    table: Table,
    reading: &mut Reading,
    read: impl Fn(&mut RowFields<'_>) -> Result<T, Reason>,
) -> Vec<Row<T>> {
    let mut rows = Vec::new();
    let mut lines = BTreeMap::new();
    for wrapper in wrappers {
        let mut fields = Fields::new(Place::Table(table), wrapper, reading);
        let elements = fields.elements(table.element());
        fields.finish();
        for element in elements {
            let line = element.line;
            let mut row = RowFields::new(table, element, reading);
            let values = match read(&mut row) {
                Ok(values) => values,
                Err(reason) => {
                    row.refuse::<()>(reason);
                    continue;
                }
            };
            let occurrence = match lines.entry(values.clone()) {
                Entry::Vacant(new) => {
                    new.insert(line);
                    Occurrence::First
                }
                Entry::Occupied(there) => Occurrence::Repeat {
                    nth: 1,
                    of_line: *there.get(),
                },
            };
            rows.push(row.store_as(occurrence, values));
        }
    }
    rows
}

fn code<C: CodeSet>(row: &mut RowFields<'_>) -> Result<Code, Reason> {
    row.own_code::<C>().map(Code)
}

fn review(row: &mut RowFields<'_>) -> Result<Review, Reason> {
    row.own_date().map(|date| Review { date })
}
