//! The synchronous `postgres` crate, a connection per thread; and tokio-postgres beside it, which can pipeline.

use anyhow::Result;
use futures_util::future::{join_all, try_join_all};
use postgres::binary_copy::BinaryCopyInWriter;
use postgres::types::{ToSql, Type};
use postgres::{Client, NoTls, Statement};
use stack_common::*;
use std::io::Write;

pub struct Session {
    pub client: Client,
    page: [Statement; 5],
    save: [Statement; 5],
}

pub fn open(url: &str) -> Session {
    let mut client = Client::connect(url, NoTls).expect("the server answers");
    let page = [CHILD, PAGE_EVENTS, WARNINGS, ALLOCATION, CLOCKS].map(|sql| client.prepare(sql).expect("prepares"));
    let save = [INSERT_ENTRY, INSERT_FACT, UPSERT_SEEN, "SAVEPOINT r", "RELEASE r"]
        .map(|sql| client.prepare(sql).expect("prepares"));
    Session { client, page, save }
}

fn take(page: &mut Page, rows: Vec<postgres::Row>, from: usize) {
    for row in rows {
        let texts: Vec<String> = (from..row.len())
            .filter_map(|i| row.try_get::<_, String>(i).ok())
            .collect();
        page.add(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

pub fn page(session: &mut Session, child: i64) -> Result<Page> {
    let mut page = Page::default();
    for (statement, from) in session.page.iter().zip([1, 1, 1, 0, 0]) {
        take(&mut page, session.client.query(statement, &[&child])?, from);
    }
    Ok(page)
}

pub fn save(session: &mut Session, head: &mut i64, batch: &[crate::Request]) -> Result<()> {
    let Session { client, save, .. } = session;
    client.batch_execute(&format!("BEGIN; {CHAIN_LOCK}"))?;
    for request in batch {
        client.execute(&save[3], &[])?;
        *head += 1;
        client.execute(&save[0], &[head, &request.id, &"A Worker", &"2026-11-12T09:30:00Z"])?;
        client.execute(&save[1], &[head, &0_i64, &request.child, &request.body])?;
        client.execute(&save[1], &[head, &1_i64, &request.child, &request.body])?;
        client.execute(&save[2], &[&request.child, head])?;
        client.execute(&save[4], &[])?;
    }
    client.batch_execute("COMMIT")?;
    Ok(())
}

pub fn head(session: &mut Session) -> i64 {
    session.client.query_one(HEAD, &[]).expect("the head is read").get(0)
}

pub fn clear(session: &mut Session) {
    session
        .client
        .batch_execute("TRUNCATE bulk, entry, fact, seen")
        .expect("cleared");
}

pub fn bulk_copy(session: &mut Session, rows: usize) -> Result<()> {
    let mut transaction = session.client.transaction()?;
    let sink = transaction.copy_in("COPY bulk (seq, subject, kind, body) FROM STDIN BINARY")?;
    let mut writer = BinaryCopyInWriter::new(sink, &[Type::INT8, Type::INT8, Type::TEXT, Type::TEXT]);
    for n in 0..rows as i64 {
        writer.write(&[&n, &(n % 1000), &"visit_held", &words(n as u64)])?;
    }
    writer.finish()?;
    transaction.commit()?;
    Ok(())
}

pub fn bulk_unnest(session: &mut Session, rows: usize, at_once: usize) -> Result<()> {
    let mut transaction = session.client.transaction()?;
    let statement =
        transaction.prepare("INSERT INTO bulk SELECT * FROM UNNEST($1::int8[], $2::int8[], $3::text[], $4::text[])")?;
    for first in (0..rows as i64).step_by(at_once) {
        let seqs: Vec<i64> = (first..first + at_once as i64).collect();
        let subjects: Vec<i64> = seqs.iter().map(|n| n % 1000).collect();
        let kinds = vec!["visit_held"; at_once];
        let bodies: Vec<String> = seqs.iter().map(|&n| words(n as u64)).collect();
        transaction.execute(&statement, &[&seqs, &subjects, &kinds, &bodies])?;
    }
    transaction.commit()?;
    Ok(())
}

pub fn fill(url: &str, children: i64) -> Result<()> {
    let mut client = Client::connect(url, NoTls)?;
    for sql in SCHEMA {
        client.batch_execute(sql)?;
    }
    client.batch_execute(&format!(
        "INSERT INTO child SELECT i, '26-' || lpad(i::text, 6, '0'), 'Amina', 'Okafor-Hughes', '2017-03-09', 'child in need', i % 180 FROM generate_series(0, {0}) i;
         INSERT INTO allocation SELECT i, 'Jo Pryce', 'North 2' FROM generate_series(0, {0}) i;
         INSERT INTO warning SELECT i, n, 'Dog in the house, ring before a visit' FROM generate_series(0, {0}) i, generate_series(0, 1) n;
         INSERT INTO clock_due SELECT i, n, 'assessment', '2026-12-04' FROM generate_series(0, {0}) i, generate_series(0, 1) n",
        children - 1
    ))?;
    let mut copy = client.copy_in("COPY event FROM STDIN")?;
    for seq in 0..EVENTS * children {
        writeln!(
            copy,
            "{seq}\t{}\t2026-11-12T09:30:00Z\tvisit_held\tJo Pryce\t{}",
            seq % children,
            words(seq as u64)
        )?;
    }
    copy.finish()?;
    client.batch_execute(INDEX)?;
    client.batch_execute("VACUUM ANALYZE")?;
    Ok(())
}

pub struct Piped {
    client: tokio_postgres::Client,
    page: Vec<Statement>,
    save: Vec<Statement>,
}

pub async fn open_piped(url: &str) -> Piped {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("the server answers");
    tokio::spawn(connection);
    let page = try_join_all([CHILD, PAGE_EVENTS, WARNINGS, ALLOCATION, CLOCKS].map(|sql| client.prepare(sql)))
        .await
        .expect("prepares");
    let save = try_join_all([INSERT_ENTRY, INSERT_FACT, UPSERT_SEEN].map(|sql| client.prepare(sql)))
        .await
        .expect("prepares");
    Piped { client, page, save }
}

/// The five questions sent together: one round trip.
pub async fn page_piped(piped: &Piped, child: i64) -> Result<Page> {
    let mut page = Page::default();
    let parameters: [&(dyn ToSql + Sync); 1] = [&child];
    let answers = try_join_all(
        piped
            .page
            .iter()
            .map(|statement| piped.client.query(statement, &parameters)),
    )
    .await?;
    for (rows, from) in answers.into_iter().zip([1, 1, 1, 0, 0]) {
        take(&mut page, rows, from);
    }
    Ok(page)
}

/// The statements of one request sent together: one round trip a request.
pub async fn save_piped(piped: &Piped, head: &mut i64, batch: &[crate::Request]) -> Result<()> {
    let Piped { client, save, .. } = piped;
    client.batch_execute(&format!("BEGIN; {CHAIN_LOCK}")).await?;
    for request in batch {
        *head += 1;
        let seq = *head;
        let entry: [&(dyn ToSql + Sync); 4] = [&seq, &request.id, &"A Worker", &"2026-11-12T09:30:00Z"];
        let first: [&(dyn ToSql + Sync); 4] = [&seq, &0_i64, &request.child, &request.body];
        let second: [&(dyn ToSql + Sync); 4] = [&seq, &1_i64, &request.child, &request.body];
        let seen: [&(dyn ToSql + Sync); 2] = [&request.child, &seq];
        let writes = [
            client.execute(&save[0], &entry),
            client.execute(&save[1], &first),
            client.execute(&save[1], &second),
            client.execute(&save[2], &seen),
        ];
        let (open, written, close) = futures_util::future::join3(
            client.batch_execute("SAVEPOINT r"),
            join_all(writes),
            client.batch_execute("RELEASE r"),
        )
        .await;
        open?;
        written.into_iter().collect::<Result<Vec<_>, _>>()?;
        close?;
    }
    client.batch_execute("COMMIT").await?;
    Ok(())
}

pub async fn head_piped(piped: &Piped) -> i64 {
    piped
        .client
        .query_one(HEAD, &[])
        .await
        .expect("the head is read")
        .get(0)
}
