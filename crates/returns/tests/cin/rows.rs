//! What becomes of rows: each kind of oddity, and the rows that have to be left out.

use jiff::civil::date;

use crate::writer::{Child, Episode, Key, Style, child, counts, elements, message, read, write};

pub fn full() -> Vec<Child> {
    let mut episode = Episode::on(Key::Day(10));
    episode.assessments = vec![(Key::Day(12), vec!["1A", "16A"]), (Key::Day(90), vec![])];
    episode.cin_plans = vec![Key::Day(40)];
    episode.section_47s = vec![Key::Day(20)];
    episode.cp_plans = vec![(Key::Day(30), vec![Key::Day(110), Key::Day(280)])];
    episode.pre_proceedings = vec![Key::Day(200)];
    vec![child("C1", vec![episode]), child("C2", vec![Episode::on(Key::Day(50))])]
}

#[test]
fn every_shape_of_file_says_the_same() {
    let expect = "2 children, ChildIdentifiers 2/2, ChildCharacteristics 2/2, Disabilities 2/2, CINdetails 2/2, Assessments 2/2, \
        AssessmentFactorsList 2/2, CINplanDates 1/1, Section47 1/1, ChildProtectionPlans 1/1, Reviews 2/2, PreProceedingsandFGDM 1/1";
    let on = |set: fn(&mut Style)| {
        let mut style = Style::default();
        set(&mut style);
        style
    };
    for style in [
        Style::default(),
        on(|style| style.one_wrapper = true),
        on(|style| style.words = true),
        on(|style| style.old_gender = true),
        on(|style| style.small_p = true),
        on(|style| style.prefixed = true),
        on(|style| style.marked = true),
        on(|style| style.backwards = true),
    ] {
        let (children, census) = read(write(&full(), style));
        assert_eq!(counts(&census.reconciliation), expect, "{style:?}");
        assert_eq!(census.reconciliation.findings(), [], "{style:?}");
        let episode = &children[0].episodes[0].values;
        let reviews: Vec<_> = episode.cp_plans[0]
            .values
            .reviews
            .iter()
            .map(|review| review.values.date)
            .collect();
        assert_eq!(reviews, [date(2025, 7, 19), date(2026, 1, 5)], "{style:?}");
        assert_eq!(episode.section_47s[0].values.icpc_not_required, Some(true), "{style:?}");
        assert_eq!(episode.referral_nfa, Some(false), "{style:?}");
        let who = &children[0].identifiers[0].values;
        let sex = (who.sex.as_deref(), who.gender_current.as_deref());
        assert_eq!(
            sex,
            if style.old_gender {
                (None, Some("2"))
            } else {
                (Some("F"), None)
            }
        );
    }
}

/// A child `C1` with this inside; `expect`: each refusal as `table line: reason`, each finding as `table line field value: kind`.
pub fn check(inside: &str, refused: &[&str], findings: &[&str]) {
    let who = "<ChildIdentifiers><LAchildID>C1</LAchildID><PersonBirthDate>2015-06-01</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>\
        <ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>";
    check_child(&format!("<Child>{who}\n{inside}</Child>"), refused, findings);
}

fn check_child(child: &str, refused: &[&str], findings: &[&str]) {
    let (_, census) = read(message(child));
    let account = &census.reconciliation;
    let left_out: Vec<_> = account
        .refused()
        .iter()
        .map(|r| format!("{} {}: {}", r.table.name(), r.line, r.reason))
        .collect();
    assert_eq!(left_out, refused, "{child}");
    let found: Vec<_> = account
        .findings()
        .iter()
        .map(|f| {
            let words = [
                f.table.name(),
                &f.line.to_string(),
                f.field.as_deref().unwrap_or(""),
                f.value.as_deref().unwrap_or(""),
            ];
            let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
            format!("{}: {}", words.join(" "), f.what.kind())
        })
        .collect();
    assert_eq!(found, findings, "{child}");
}

/// An episode on line 4 of the message, with this on line 5.
pub fn episode(inside: &str) -> String {
    format!(
        "<CINdetails><CINreferralDate>2025-05-01</CINreferralDate><ReferralSource>2A</ReferralSource><ReferralNFA>0</ReferralNFA>\n{inside}</CINdetails>"
    )
}

#[test]
fn a_row_without_its_key_is_refused_with_what_belongs_to_it() {
    check(
        "<CINdetails><ReferralSource>2A</ReferralSource></CINdetails>",
        &["CINdetails 4: it has no CINreferralDate"],
        &[],
    );
    check(
        "<CINdetails><CINreferralDate>30/02/2025</CINreferralDate>\n<Assessments>\n<AssessmentActualStartDate>2025-05-02</AssessmentActualStartDate>\
         <FactorsIdentifiedAtAssessment>\n<AssessmentFactors>1A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments></CINdetails>",
        &[
            "CINdetails 4: CINreferralDate cannot be read: 30/02/2025",
            "Assessments 5: the CINdetails on line 4 that it belongs to was refused",
            "AssessmentFactorsList 7: the CINdetails on line 4 that it belongs to was refused",
        ],
        &[],
    );
    check(
        &episode(
            "<ChildProtectionPlans><Reviews><CPPreviewDate>2025-07-01</CPPreviewDate></Reviews></ChildProtectionPlans>",
        ),
        &[
            "ChildProtectionPlans 5: it has no CPPstartDate",
            "Reviews 5: the ChildProtectionPlans on line 5 that it belongs to was refused",
        ],
        &[],
    );
    check(
        &episode(
            "<CINPlanDates/><Section47><S47ActualStartDate> </S47ActualStartDate></Section47><PreProceedingsandFGDM/>",
        ),
        &[
            "CINplanDates 5: it has no CINPlanStartDate",
            "Section47 5: it has no S47ActualStartDate",
            "PreProceedingsandFGDM 5: it has no PPStartDate",
        ],
        &[],
    );
    check(
        &episode(
            "<Assessments><AssessmentActualStartDate>2025-05-02</AssessmentActualStartDate><FactorsIdentifiedAtAssessment>\
             <AssessmentFactors/><AssessmentFactors>1A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>",
        ),
        &["AssessmentFactorsList 5: it has no AssessmentFactors"],
        &[],
    );
}

#[test]
fn a_child_without_an_id_is_refused_with_all_its_rows() {
    for id in [
        "",
        "<LAchildID/>",
        "<LAchildID>  </LAchildID>",
        &format!("<LAchildID>{}</LAchildID>", "9".repeat(300)),
    ] {
        check_child(
            &format!(
                "<Child>\n<ChildIdentifiers>{id}</ChildIdentifiers>\n{}</Child>",
                episode("<CINPlanDates/>")
            ),
            &[
                "ChildIdentifiers 4: the child on line 3 has no usable LAchildID",
                "CINdetails 5: the child on line 3 has no usable LAchildID",
                "CINplanDates 6: the child on line 3 has no usable LAchildID",
            ],
            &[],
        );
    }
    check_child("<Child/>", &[], &["Child 3: empty child"]);
}

#[test]
fn a_second_block_of_identifiers_belongs_to_the_child_or_is_refused() {
    let block = |id: &str| {
        format!("<ChildIdentifiers>{id}<PersonBirthDate>2015-06-01</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>\n")
    };
    let rest = format!(
        "<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>{}",
        episode("")
    );
    let two = |one: &str, other: &str| format!("<Child>\n{}{}{rest}</Child>", block(one), block(other));
    let (c1, c2) = ("<LAchildID>C1</LAchildID>", "<LAchildID>C2</LAchildID>");
    check_child(
        &two(c1, c2),
        &["ChildIdentifiers 5: it does not have the LAchildID of the child it stands in"],
        &[],
    );
    check_child(&two("", c2), &["ChildIdentifiers 4: it has no LAchildID"], &[]);
    check_child(&two(c1, c1), &[], &["ChildIdentifiers 5: repeats a row"]);
}

#[test]
fn what_is_not_known_is_a_finding() {
    check(
        &episode("<Colour>red</Colour>"),
        &[],
        &["CINdetails 5 Colour red: unknown element"],
    );
    check(
        &episode("CINclosureDate"),
        &[],
        &["CINdetails 4 CINclosureDate: stray text"],
    );
    check(
        &episode("<ReferralNFA>1</ReferralNFA>"),
        &[],
        &["CINdetails 5 ReferralNFA 1: repeated element"],
    );
    check(
        &episode("<PrimaryNeedCode>n1</PrimaryNeedCode>"),
        &[],
        &["CINdetails 5 PrimaryNeedCode n1: unknown code"],
    );
    check(
        &episode("<PrimaryNeedCode>N1<b/></PrimaryNeedCode>"),
        &[],
        &["CINdetails 5 b: unknown element"],
    );
    check(
        &episode("<CINclosureDate>2025-02-29</CINclosureDate>"),
        &[],
        &["CINdetails 5 CINclosureDate 2025-02-29: unreadable date"],
    );
    check(
        &episode("<CINclosureDate>1066-10-14</CINclosureDate>"),
        &[],
        &["CINdetails 5 CINclosureDate 1066-10-14: before 1900"],
    );
    check(
        &episode("<CINclosureDate>2026-04-01</CINclosureDate>"),
        &[],
        &["CINdetails 5 CINclosureDate 2026-04-01: after the reference date"],
    );
    check(
        &episode("<CINclosureDate>2025-06-01Z</CINclosureDate>"),
        &[],
        &["CINdetails 5 CINclosureDate 2025-06-01Z: date with time or zone"],
    );
    let long = "N".repeat(300);
    check(
        &episode(&format!("<PrimaryNeedCode>{long}</PrimaryNeedCode>")),
        &[],
        &[
            &format!("CINdetails 5 PrimaryNeedCode {}: too long", &long[..255]),
            &format!("CINdetails 5 PrimaryNeedCode {}: unknown code", &long[..255]),
        ],
    );
    let section_47 = |rest: &str| {
        episode(&format!(
            "<Section47><S47ActualStartDate>2025-05-02</S47ActualStartDate>{rest}</Section47>"
        ))
    };
    check(&section_47(""), &[], &["Section47 5 ICPCnotRequired: missing"]);
    check(
        &section_47("<ICPCnotRequired>Y</ICPCnotRequired>"),
        &[],
        &["Section47 5 ICPCnotRequired Y: unreadable yes or no"],
    );
    check(
        &section_47("<ICPCnotRequired>True</ICPCnotRequired>"),
        &[],
        &["Section47 5 ICPCnotRequired True: spelling of yes or no"],
    );
    // The conference is due after the census year ends: nothing is odd about that.
    check(
        &section_47("<InitialCPCtarget>2026-04-20</InitialCPCtarget><ICPCnotRequired>0</ICPCnotRequired>"),
        &[],
        &[],
    );
    check_child(
        "<Child><ChildIdentifiers><LAchildID>C-1</LAchildID><UPN>A12</UPN></ChildIdentifiers></Child>",
        &[],
        &[
            "Child 3 ChildCharacteristics: missing",
            "Child 3 CINdetails: missing",
            "ChildIdentifiers 3 LAchildID C-1: doubtful number",
            "ChildIdentifiers 3 UPN A12: doubtful number",
            "ChildIdentifiers 3: no birth date",
            "ChildIdentifiers 3 Sex: missing",
        ],
    );
}

#[test]
fn a_row_in_the_wrong_place_is_refused_and_counted() {
    check(
        &format!(
            "{}\n<Assessments/>",
            episode("<Reviews><CPPreviewDate>2025-07-01</CPPreviewDate></Reviews>")
        ),
        &[
            "Assessments 6: it stands in Child, where it belongs to nothing",
            "Reviews 5: it stands in CINdetails, where it belongs to nothing",
        ],
        &[
            "Child 6 Assessments: unknown element",
            "CINdetails 5 Reviews: unknown element",
        ],
    );
    let outside = "<Families><Child><CINdetails/></Child></Families>";
    check_child(
        outside,
        &["CINdetails 3: it stands in Families, where it belongs to nothing"],
        &["Message 3 Families: unknown element"],
    );
}

#[test]
fn an_unborn_child_and_escaped_text() {
    let (children, census) = read(message(
        "<Child><ChildIdentifiers><LAchildID>C&#49;</LAchildID><UPNunknown>UN1</UPNunknown>\
         <ExpectedPersonBirthDate>2026-08-01</ExpectedPersonBirthDate><Sex><![CDATA[U]]></Sex></ChildIdentifiers>\
         <ChildCharacteristics><Ethnicity>NO<!-- comment -->BT</Ethnicity></ChildCharacteristics>\
         <CINdetails><CINreferralDate>2026-03-01</CINreferralDate><ReferralSource>&#x36;</ReferralSource><ReferralNFA>0</ReferralNFA></CINdetails>\
         </Child>",
    ));
    let who = &children[0].identifiers[0].values;
    assert_eq!(
        (who.birth_date, who.expected_birth_date),
        (None, Some(date(2026, 8, 1)))
    );
    assert_eq!(
        (children[0].la_child_id.as_str(), who.sex.as_deref()),
        ("C1", Some("U"))
    );
    assert_eq!(children[0].characteristics[0].values.ethnicity.as_deref(), Some("NOBT"));
    assert_eq!(children[0].episodes[0].values.referral_source.as_deref(), Some("6"));
    assert_eq!(census.reconciliation.findings(), []);
}

#[test]
fn the_writer_writes_what_it_is_told() {
    let file = write(
        &full(),
        Style {
            small_p: true,
            ..Style::default()
        },
    );
    assert_eq!(elements(&file, "CINplanDates"), 1);
    assert_eq!((elements(&file, "Reviews"), elements(&file, "CPPreviewDate")), (2, 2));
    assert_eq!(elements(&file, "Child"), 2);
}
