//! Running the program in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// A folder with a record in it, or none.
pub struct Home {
    folder: tempfile::TempDir,
    database: Option<String>,
}

/// What a run came to.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self.out
    }

    /// Ended badly, with these words for whoever typed it, and nothing of where in the program.
    pub fn refused(self, code: i32, words: &str) -> String {
        let all = format!("{}{}", self.out, self.err);
        assert_eq!(self.code, code, "{all}");
        assert!(all.contains(words), "{words}: {all}");
        assert!(!all.contains("panicked") && !all.contains(".rs:"), "{all}");
        all
    }
}

impl Home {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            database: None,
        }
    }

    /// On a database of its own on the test's PostgreSQL server; `None` where there is none.
    pub fn on_postgres() -> Option<Self> {
        let server = std::env::var("HOLDFAST_TEST_POSTGRES").ok()?;
        let home = Self::new();
        let name = format!(
            "verbs_{}_{}",
            std::process::id(),
            home.folder
                .path()
                .file_name()?
                .to_string_lossy()
                .replace('.', "")
                .to_lowercase()
        );
        let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
        client.batch_execute(&format!("CREATE DATABASE \"{name}\"")).unwrap();
        let (head, _) = server.rsplit_once('/').unwrap();
        Some(Self {
            database: Some(format!("{head}/{name}")),
            ..home
        })
    }

    /// The small demonstration, made once and copied.
    pub fn with_demo() -> Self {
        static MADE: OnceLock<Vec<u8>> = OnceLock::new();
        let home = Self::new();
        let made = MADE.get_or_init(|| {
            let home = Self::new();
            home.run("demo --people 60 --today 2026-11-12 --only-make").ok();
            home.run("backup --to demo.backup").ok();
            std::fs::read(home.path("demo.backup")).unwrap()
        });
        std::fs::create_dir(home.path("data")).unwrap();
        std::fs::write(home.path("data/holdfast.db"), made).unwrap();
        home
    }

    /// Runs SQL in its PostgreSQL database.
    pub fn psql(&self, text: &str) {
        let mut client = postgres::Client::connect(self.database.as_deref().unwrap(), postgres::NoTls).unwrap();
        client.batch_execute(text).unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn there(&self) -> &Path {
        self.folder.path()
    }

    /// Runs the program here with words that hold no spaces.
    pub fn run(&self, words: &str) -> Ran {
        self.run_with(words, &[])
    }

    pub fn run_with(&self, words: &str, env: &[(&str, &str)]) -> Ran {
        self.run_typing(words, env, "")
    }

    /// The same, answering what it asks.
    pub fn run_typing(&self, words: &str, env: &[(&str, &str)], typed: &str) -> Ran {
        let answer = self.path("typed");
        std::fs::write(&answer, typed).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_holdfast"));
        command
            .args(words.split_whitespace())
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOLDFAST_DATA", "data")
            .envs(env.iter().copied())
            .stdin(std::fs::File::open(&answer).unwrap());
        std::fs::remove_file(answer).unwrap();
        if let Some(database) = &self.database {
            command.env("HOLDFAST_DATABASE", database);
        }
        let Output { status, stdout, stderr } = command.output().unwrap();
        Ran {
            code: status.code().unwrap_or(-1),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        }
    }
}
