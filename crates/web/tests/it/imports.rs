//! A census by upload: progress, the account that is kept, files that are none, and a server that ended in the middle.

use axum::http::StatusCode;
use domain::policy::{Import, Policy};
use store::Who;
use testkit::authority::worker_id;

use crate::harness::{Answer, Browser, Site};

pub const OFFICER: &str = "Marek Zielinski";

/// A census of three children: one whole, one with a row that cannot be stored, one without a usable id.
pub fn census(year: u16) -> String {
    let child = |id: &str, more: &str| {
        format!(
            "<Child><ChildIdentifiers>{id}<UPNunknown>UN2</UPNunknown><PersonBirthDate>2015-04-03</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>\n\
            <ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>\n\
            <CINdetails><CINreferralDate>2024-05-07</CINreferralDate><ReferralSource>1A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>false</ReferralNFA>{more}</CINdetails></Child>\n"
        )
    };
    let id = |id: &str| format!("<LAchildID>{id}</LAchildID>");
    let assessment = "<Assessments><AssessmentActualStartDate>2024-05-08</AssessmentActualStartDate></Assessments>";
    let unreadable = "<Assessments><AssessmentActualStartDate>soon</AssessmentActualStartDate></Assessments>";
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>{year}</Year>\
        <ReferenceDate>{year}-03-31</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel><LEA>999</LEA>\
        <DateTime>{year}-05-01T10:00:00</DateTime></Source></Header>\n<Children>\n{}{}{}</Children></Message>",
        child(&id("UP1001"), assessment),
        child(&id("UP1002"), unreadable),
        child("", ""),
    )
}

/// Opens an import's page until it has ended, as a reader without script does.
pub async fn ended(browser: &Browser<'_>, address: &str) -> Answer {
    for _ in 0..10_000 {
        let page = browser.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.words());
        if !page.body.contains("data-refresh=") {
            return page;
        }
        tokio::task::yield_now().await;
    }
    panic!("the import did not end");
}

/// Sends a census and waits for its end.
async fn import(browser: &Browser<'_>, file: &[u8]) -> Answer {
    let sent = browser.upload("/imports", &[("census", "CIN_2026.xml", file)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
    ended(browser, &sent.location).await
}

fn says(page: &Answer, words: &[&str]) {
    let text = page.words();
    for word in words {
        assert!(text.contains(word), "no {word:?} in {text}");
    }
}

fn nothing_left(site: &Site) {
    let left = std::fs::read_dir(site.uploads()).map_or(0, Iterator::count);
    assert_eq!(left, 0, "no file of an upload stays behind");
}

#[tokio::test]
async fn a_census_is_imported_and_its_account_kept() {
    let site = Site::new().await;
    let officer = site.sign_in(OFFICER).await;
    says(
        &officer.get("/imports").await,
        &["No census has been imported on this page yet."],
    );
    let whole = census(2026);
    let people = "la_child_id,forename,surname\nUP1001,Imogen,Arrowsmith\n,No,Id\nUP9009,Not,There\n";
    let files: &[(&str, &str, &[u8])] = &[
        ("census", "C:\\Returns\\CIN <2026>.xml", whole.as_bytes()),
        ("people", "names.csv", people.as_bytes()),
    ];
    let sent = officer.upload("/imports", files).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
    let page = ended(&officer, &sent.location).await;
    says(
        &page,
        &[
            "Imported, and not everything.",
            "census year 2025–2026",
            "UP1002 4 3 1 Refused: line",
            "Assessments. AssessmentActualStartDate cannot be read: soon.",
            "No usable id 3 0 3",
            "3 lines read, 1 used, 1 refused. 1 is about no child of this census, and nothing of that is stored: line 4.",
        ],
    );
    assert!(
        page.body.contains("CIN &lt;2026&gt;.xml") && !page.body.contains("CIN <2026>"),
        "{}",
        page.body
    );
    // Child by child holds those who need a look; all of them on asking.
    assert!(!page.words().contains("UP1001"), "{}", page.words());
    says(
        &officer.get(&format!("{}?show=all", sent.location)).await,
        &["UP1001 4 4 0"],
    );

    let json = officer.get(&format!("{}/reconciliation.json", sent.location)).await;
    let account: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(account["children"], 3);
    for (table, counts) in account["tables"].as_object().unwrap() {
        let n = |what: &str| counts[what].as_u64().unwrap();
        assert_eq!(n("read"), n("stored") + n("refused"), "{table}");
    }
    assert_eq!(
        account["tables"]["Assessments"],
        serde_json::json!({"read": 2, "stored": 1, "refused": 1})
    );
    assert_eq!(account["refused"].as_array().unwrap().len(), 4);

    let csv = officer.get(&format!("{}/reconciliation.csv", sent.location)).await;
    assert!(
        csv.body
            .starts_with("child,table,read,stored,refused,line,reason,found\n")
    );
    assert!(csv.body.contains("UP1001,Assessments,1,1,0,,,\n") && csv.body.contains("UP1002,Assessments,1,0,1,,,\n"));
    assert!(csv.body.contains(",File of names,3,1,1,,,\n"), "{}", csv.body);

    // The list has it, and what was sent is not kept as a file.
    says(
        &officer.get("/imports").await,
        &["CIN &lt;2026&gt;.xml with names.csv", OFFICER, "Imported 3 5"],
    );
    nothing_left(&site);

    // Again: nothing changes.
    let head = site.store.read(|tx| tx.known_seq()).await.unwrap();
    let again = officer.upload("/imports", files).await;
    says(
        &ended(&officer, &again.location).await,
        &["3 children: the record said all of it already, and nothing was changed."],
    );
    assert_eq!(site.store.read(|tx| tx.known_seq()).await.unwrap(), head);
}

#[tokio::test]
async fn a_file_that_is_no_census_is_said_beside_its_field() {
    let site = Site::new().await;
    let officer = site.sign_in(OFFICER).await;
    let head = site.store.read(|tx| tx.known_seq()).await.unwrap();
    let nonsense: Vec<u8> = (0..10_000_000u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]><Message>&lol2;</Message>";
    let cases: &[(&str, &[u8], &str)] = &[
        ("", b"", "Choose the census file"),
        ("empty.xml", b"", "This file is empty"),
        ("words.txt", b"Dear all, please find attached", "not an XML file"),
        ("sheet.xlsx", b"PK\x03\x04\x14\x00\x06\x00", "not an XML file"),
        ("other.xml", b"<?xml version=\"1.0\"?><html><body/></html>", "Choose the Children in Need census"),
        ("bomb.xml", bomb.as_bytes(), "the file has a DOCTYPE"),
        ("noise.xml", &nonsense, "file"),
        (
            "903.xml",
            b"<Message><Header><CollectionDetails><Collection>CLA</Collection></CollectionDetails></Header><Children/></Message>",
            "collection CLA",
        ),
    ];
    for (name, content, words) in cases {
        let answer = officer.upload("/imports", &[("census", name, content)]).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{name}: {}",
            answer.words()
        );
        assert!(answer.words().contains(words), "{name}: {}", answer.words());
        assert!(
            answer.body.contains("href=\"#census\"") && answer.body.contains("id=\"census-error\""),
            "{name}"
        );
    }
    nothing_left(&site);
    assert_eq!(site.store.read(|tx| tx.known_seq()).await.unwrap(), head);
    says(
        &officer.get("/imports").await,
        &["No census has been imported on this page yet."],
    );
}

#[tokio::test]
async fn a_file_that_turns_out_not_to_be_whole_stores_nothing() {
    let site = Site::new().await;
    let officer = site.sign_in(OFFICER).await;
    let head = site.store.read(|tx| tx.known_seq()).await.unwrap();
    let whole = census(2026);
    let cut = &whole.as_bytes()[..whole.len() - 60];
    says(
        &import(&officer, cut).await,
        &[
            "Not imported",
            "the file ends in the middle of",
            "Copy or export it again",
        ],
    );
    let entity = whole.replace("WBRI", "&bomb;");
    says(
        &import(&officer, entity.as_bytes()).await,
        &["Not imported", "&bomb; is not defined"],
    );
    let people: &[u8] = b"surname,forename\nAsh,Kit\n";
    let files: &[(&str, &str, &[u8])] = &[("census", "c.xml", whole.as_bytes()), ("people", "p.csv", people)];
    let sent = officer.upload("/imports", files).await;
    says(
        &ended(&officer, &sent.location).await,
        &[
            "Not imported",
            "The file of names: the first line names no column la_child_id",
        ],
    );
    assert_eq!(site.store.read(|tx| tx.known_seq()).await.unwrap(), head);
    assert_eq!(
        officer
            .get(&format!("{}/reconciliation.json", sent.location))
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    nothing_left(&site);
}

#[tokio::test]
async fn another_year_is_a_finding_and_imported_all_the_same() {
    let site = Site::new().await;
    let officer = site.sign_in(OFFICER).await;
    let page = import(&officer, census(2031).as_bytes()).await;
    says(&page, &["Imported", "census year 2030–2031", "Year"]);
    let one = census(2026).replace("<Child>", "<Child><Unexpected>x</Unexpected>");
    says(&import(&officer, one.as_bytes()).await, &["UP1001", "Unexpected"]);
}

#[tokio::test]
async fn only_who_may_import_does_and_only_from_our_page() {
    let site = Site::new().await;
    let file = census(2026);
    let files: &[(&str, &str, &[u8])] = &[("census", "c.xml", file.as_bytes())];
    for name in ["Tom Ashworth", "Sunita Rao", "Hazel Ormerod", "Priscilla Amoah"] {
        let browser = site.sign_in(name).await;
        assert_eq!(browser.get("/imports").await.status, StatusCode::FORBIDDEN, "{name}");
        assert_eq!(
            browser.upload("/imports", files).await.status,
            StatusCode::FORBIDDEN,
            "{name}"
        );
    }
    let officer = site.sign_in(OFFICER).await;
    assert_eq!(
        officer.upload_with("forged", "/imports", files).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(officer.get("/imports/nothing").await.status, StatusCode::NOT_FOUND);
    let nobody = "/imports/01920000-0000-7000-8000-000000000000";
    assert_eq!(officer.get(nobody).await.status, StatusCode::NOT_FOUND);
    nothing_left(&site);
    // A form that is none.
    let answer = officer.post("/imports", &[("census", "x")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_import_that_a_kill_cut_short_is_taken_up_again() {
    let mut site = Site::new().await;
    let ids = [
        uuid::Uuid::from_u128(1),
        uuid::Uuid::from_u128(2),
        uuid::Uuid::from_u128(3),
    ];
    let officer = worker_id(OFFICER);
    let actor = site.store.read(move |tx| tx.actor(officer)).await.unwrap().unwrap();
    let permit = Policy::system::<Import>(&actor).unwrap();
    let who = Who {
        actor,
        route: "/imports".into(),
        purpose: String::new(),
    };
    site.store
        .write(move |tx| {
            for id in ids {
                tx.start_job(&who, &permit, id, "{\"file\":\"killed.xml\",\"bytes\":10}")?;
            }
            // As a server leaves it that is killed: running, and tried as often as it may be.
            tx.job_is::<Import>(
                ids[0],
                store::JobState::Running,
                "{\"tries\":1,\"done\":1,\"of\":3}",
                None,
            )?;
            tx.job_is::<Import>(ids[2], store::JobState::Running, "{\"tries\":3}", None)
        })
        .await
        .unwrap();
    std::fs::create_dir_all(site.uploads()).unwrap();
    for id in [ids[0], ids[2]] {
        std::fs::write(site.uploads().join(format!("{id}.xml")), census(2026)).unwrap();
    }
    site.restart();
    let officer = site.sign_in(OFFICER).await;
    let page = ended(&officer, &format!("/imports/{}", ids[0])).await;
    says(&page, &["Imported, and not everything.", "UP1002 4 3 1"]);
    // Its file is gone: what to do is said.
    let page = ended(&officer, &format!("/imports/{}", ids[1])).await;
    says(
        &page,
        &["Stopped", "the file is not there any more. Import the file again"],
    );
    let page = ended(&officer, &format!("/imports/{}", ids[2])).await;
    says(&page, &["Stopped", "several times. Import the file again"]);
}

#[tokio::test]
async fn a_right_that_was_withdrawn_stops_what_waits() {
    let mut site = Site::new().await;
    let officer = worker_id(OFFICER);
    let actor = site.store.read(move |tx| tx.actor(officer)).await.unwrap().unwrap();
    let permit = Policy::system::<Import>(&actor).unwrap();
    let id = uuid::Uuid::from_u128(7);
    let who = Who {
        actor,
        route: "/imports".into(),
        purpose: String::new(),
    };
    site.store
        .write(move |tx| {
            tx.start_job(&who, &permit, id, "{}")?;
            tx.set_role(officer, domain::roles::Role::Auditor, None)
        })
        .await
        .unwrap();
    std::fs::create_dir_all(site.uploads()).unwrap();
    std::fs::write(site.uploads().join(format!("{id}.xml")), census(2026)).unwrap();
    site.restart();
    let job = loop {
        let job = site
            .store
            .read(move |tx| tx.job_to_run::<Import>(id))
            .await
            .unwrap()
            .unwrap();
        if job.state.has_ended() {
            break job;
        }
    };
    assert_eq!(job.state, store::JobState::Stopped);
    assert!(job.progress.contains("may not import any more"), "{}", job.progress);
}

/// A file of no job is being received, or its server was killed while it was: then it goes when nothing was written to it for an hour.
#[tokio::test]
async fn a_file_that_never_became_a_job_goes_after_an_hour() {
    let mut site = Site::new().await;
    std::fs::create_dir_all(site.uploads()).unwrap();
    let file = |n: u128, ending: &str| site.uploads().join(format!("{}.{ending}", uuid::Uuid::from_u128(n)));
    let (left, names, arriving) = (file(1, "xml"), file(1, "csv"), file(2, "xml"));
    for (file, minutes) in [(&left, 61), (&names, 61), (&arriving, 59)] {
        std::fs::write(file, "<Message>").unwrap();
        let at = site.store.now() - jiff::SignedDuration::from_mins(minutes);
        let file = std::fs::File::options().write(true).open(file).unwrap();
        file.set_modified(at.into()).unwrap();
    }
    site.restart();
    // A look at what is there comes before every import.
    let officer = site.sign_in(OFFICER).await;
    import(&officer, census(2026).as_bytes()).await;
    import(&officer, census(2025).as_bytes()).await;
    assert!(!left.exists() && !names.exists());
    assert!(arriving.exists());
}
