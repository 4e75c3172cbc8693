//! Several servers and one import: it is done by one that has its file, once, and not given up while that one may come back.

use std::fs::File;

use domain::policy::{Import, Policy};
use store::{Job, JobState, Who};
use testkit::authority::worker_id;
use uuid::Uuid;

use crate::harness::{Answer, Site};
use crate::imports::{OFFICER, census, ended};

/// A job whose file waits in the folder of one server, running as a server leaves it that is killed. The lock keeps the site itself, which may not have
/// looked over its folder yet, from taking it up; whoever is to take it up needs it dropped.
async fn left_running(site: &Site, id: Uuid) -> File {
    std::fs::create_dir_all(site.uploads()).unwrap();
    let path = site.uploads().join(format!("{id}.xml"));
    std::fs::write(&path, census(2026)).unwrap();
    let file = File::open(path).unwrap();
    file.lock().unwrap();
    let officer = worker_id(OFFICER);
    let actor = site.store.read(move |tx| tx.actor(officer)).await.unwrap().unwrap();
    let permit = Policy::system::<Import>(&actor).unwrap();
    let who = Who {
        actor,
        route: "/imports".into(),
        purpose: String::new(),
    };
    let add = move |tx: &mut store::WriteTx<'_>| {
        tx.start_job(&who, &permit, id, "{\"file\":\"left.xml\",\"bytes\":10}")?;
        tx.job_is::<Import>(id, JobState::Running, "{\"tries\":1,\"done\":1,\"of\":3}", None)
    };
    site.store.write(add).await.unwrap();
    file
}

async fn job(site: &Site, id: Uuid) -> Job {
    let job = site.store.read(move |tx| tx.job_to_run::<Import>(id)).await;
    job.unwrap().unwrap()
}

/// Has a server do an import of its own: then it has looked over all that was there before.
async fn has_looked_over(site: &Site) {
    let officer = site.sign_in(OFFICER).await;
    let whole = census(2025);
    let sent = officer
        .upload("/imports", &[("census", "own.xml", whole.as_bytes())])
        .await;
    let page = ended(&officer, &sent.location).await;
    assert!(page.words().contains("Imported"), "{}", page.words());
}

async fn read(site: &Site, id: Uuid) -> Answer {
    let officer = site.sign_in(OFFICER).await;
    ended(&officer, &format!("/imports/{id}")).await
}

#[tokio::test]
async fn a_server_leaves_alone_what_has_its_file_elsewhere() {
    let Some(mut one) = Site::on_postgres().await else {
        return;
    };
    let id = Uuid::from_u128(1);
    let file = left_running(&one, id).await;
    let before = job(&one, id).await;
    let two = one.beside().await;
    has_looked_over(&two).await;
    assert_eq!(job(&two, id).await, before);
    // The one that has it comes back.
    drop(file);
    one.restart();
    let page = read(&two, id).await;
    assert!(page.words().contains("UP1002 4 3 1"), "{}", page.words());
}

#[tokio::test]
async fn a_job_whose_server_stays_away_is_given_up_in_words() {
    let Some(one) = Site::on_postgres().await else { return };
    let id = Uuid::from_u128(1);
    let file = left_running(&one, id).await;
    let two = one.beside().await;
    two.set_clock("2026-11-12T11:43:00Z");
    has_looked_over(&two).await;
    let page = read(&two, id).await.words();
    assert!(
        page.contains("has not been heard of for an hour. Import the file again"),
        "{page}"
    );
    // It comes back after all: what has ended stays so, and its file goes.
    let mut one = one;
    drop(file);
    one.set_clock("2026-11-12T11:43:00Z");
    one.restart();
    has_looked_over(&one).await;
    assert_eq!(job(&one, id).await.state, JobState::Stopped);
    assert_eq!(std::fs::read_dir(one.uploads()).unwrap().count(), 0);
}

/// Two servers that share the folder too; each database.
#[tokio::test]
async fn a_job_is_done_by_one_server_at_a_time() {
    for site in [Some(Site::new().await), Site::on_postgres().await] {
        let Some(mut site) = site else { continue };
        let id = Uuid::from_u128(1);
        // Another is at work on it.
        let file = left_running(&site, id).await;
        let before = job(&site, id).await;
        site.restart();
        has_looked_over(&site).await;
        let now = job(&site, id).await;
        assert_eq!((now.state, now.progress), (before.state, before.progress));
        // It dies, and lets go.
        drop(file);
        site.restart();
        let page = read(&site, id).await;
        assert!(page.words().contains("UP1002 4 3 1"), "{}", page.words());
    }
}
