//! Many clients that save at once, each over a connection of its own, and how long each waited.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use serde_json::json;

#[derive(clap::Args)]
pub struct Decide {
    /// `127.0.0.1:8080`
    host: String,
    #[arg(long, default_value = "")]
    cookie: String,
    /// The addresses that `contacts` wrote
    #[arg(long)]
    contacts: PathBuf,
    #[arg(long, default_value_t = 16)]
    clients: usize,
    /// Post to this address of the floor instead, as often as there are contacts
    #[arg(long)]
    floor: Option<String>,
}

/// What is sent, and what the answer has to say.
struct Save {
    path: String,
    body: String,
    answer: &'static str,
}

impl Decide {
    pub fn run(self) -> anyhow::Result<()> {
        let contacts = std::fs::read_to_string(&self.contacts)?;
        let contacts: Vec<(&str, &str)> = contacts.lines().filter_map(|l| l.split_once(' ')).collect();
        let mut client = Client::connect(&self.host, &self.cookie)?;
        let mut saves = Vec::new();
        for (contact, child) in contacts {
            saves.push(match &self.floor {
                Some(path) => Save {
                    path: path.clone(),
                    body: String::new(),
                    answer: "200",
                },
                None => decision(&mut client, contact, child)?,
            });
        }
        let many = saves.len();
        let waiting = Mutex::new(saves);
        let waits = Mutex::new(Vec::with_capacity(many));
        let begun = Instant::now();
        std::thread::scope(|scope| {
            let clients: Vec<_> = (0..self.clients)
                .map(|_| scope.spawn(|| self.client(&waiting, &waits)))
                .collect();
            clients
                .into_iter()
                .try_for_each(|c| c.join().unwrap_or_else(|_| bail!("a client failed")))
        })?;
        let took = begun.elapsed();
        let mut waits = waits.into_inner().context("a client failed")?;
        waits.sort_unstable();
        let ms = |wait: &Duration| wait.as_secs_f64() * 1000.0;
        println!(
            "{}",
            json!({
                "saves": many,
                "seconds": took.as_secs_f64(),
                "median_ms": ms(&waits[many / 2]),
                "p99_ms": ms(&waits[many * 99 / 100]),
                "max_ms": ms(&waits[many - 1]),
            })
        );
        Ok(())
    }

    fn client(&self, waiting: &Mutex<Vec<Save>>, waits: &Mutex<Vec<Duration>>) -> anyhow::Result<()> {
        let mut client = Client::connect(&self.host, &self.cookie)?;
        let next = || waiting.lock().map(|mut w| w.pop()).ok().flatten();
        while let Some(save) = next() {
            let begun = Instant::now();
            let answer = client.ask("POST", &save.path, &save.body)?;
            let wait = begun.elapsed();
            if !answer.head.contains(save.answer) {
                let status = answer.head.lines().next().unwrap_or_default();
                bail!("a save was answered with {status}: {}", answer.body);
            }
            if let Ok(mut waits) = waits.lock() {
                waits.push(wait);
            }
        }
        Ok(())
    }
}

/// Opens the page on which a child is decided, and fills its form in.
fn decision(client: &mut Client, contact: &str, child: &str) -> anyhow::Result<Save> {
    let path = format!("/contacts/{contact}/decide");
    let page = client.ask("GET", &format!("{path}?child={child}"), "")?.body;
    let hidden = |name: &str| {
        let from = page
            .split_once(&format!("name=\"{name}\" value=\""))
            .map(|(_, rest)| rest);
        from.and_then(|rest| rest.split_once('"'))
            .map(|(value, _)| value.replace("&#43;", "+"))
            .with_context(|| format!("the page of contact {contact} has no field {name}:\n{page}"))
    };
    let fields = [
        ("csrf", hidden("csrf")?),
        ("page", hidden("page")?),
        ("outcome", "referral".to_owned()),
        (
            "why",
            "Third time in a month that nobody was at home in the morning; school has spoken to his mother twice."
                .to_owned(),
        ),
        (
            "protection",
            "Stays at the breakfast club until his aunt comes.".to_owned(),
        ),
        (
            "answers_records",
            "The earlier worry was about the same mornings; it has not changed.".to_owned(),
        ),
        ("primary_need", "N4".to_owned()),
        ("section_47", "no".to_owned()),
        ("read", "contact".to_owned()),
    ];
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    Ok(Save {
        path,
        body: pairs.join("&"),
        answer: "saved=",
    })
}

fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}

struct Client {
    host: String,
    cookie: String,
    stream: BufReader<TcpStream>,
}

struct Answer {
    head: String,
    body: String,
}

impl Client {
    fn connect(host: &str, cookie: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        Ok(Self {
            host: host.into(),
            cookie: cookie.into(),
            stream: BufReader::new(stream),
        })
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> anyhow::Result<Answer> {
        let (host, cookie, length) = (&self.host, &self.cookie, body.len());
        let asked = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\n\
            Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        self.stream.get_mut().write_all(asked.as_bytes())?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head)? == 0 {
                bail!("the server closed the connection");
            }
        }
        let length = head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .map_or(Ok(0), |(_, length)| length.trim().parse())?;
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(Answer {
            head,
            body: String::from_utf8(body)?,
        })
    }
}
