//! Runs the program in a folder of its own and compares what it prints, word for word.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A page with an accusation, its denial, and an event.
pub const PAGE: &str = "Europe

Norway accuses Russia of cutting a cable

OSLO - Foreign Minister Ingrid Solvang said that Norway had signed an agreement with Iceland on Monday.

The Kremlin denied the accusation. \"We have nothing to do with it,\" spokesman Pavel Orlin said.

Sign up for our newsletter
";

/// One run of the program.
#[must_use = "call run"]
pub struct Test {
    folder: TempDir,
    args: Vec<String>,
    stdin: Vec<u8>,
    variables: Vec<(&'static str, &'static str)>,
    stdout: Option<String>,
    stderr: Option<String>,
    status: i32,
}

/// What the program printed.
pub struct Output {
    pub stdout: String,
    pub stderr: String,
}

impl Test {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder of our own");
        let (stdin, stdout, stderr) = (Vec::new(), None, Some(String::new()));
        Test { folder, args: Vec::new(), stdin, variables: Vec::new(), stdout, stderr, status: 0 }
    }

    /// `sayso read`, with more words.
    pub fn read<const N: usize>(args: [&str; N]) -> Self {
        Test::new().args(["read"]).args(args)
    }

    pub fn args<const N: usize>(mut self, args: [&str; N]) -> Self {
        self.args.extend(args.map(String::from));
        self
    }

    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it stands in our folder")).expect("it can be made");
        fs::write(path, content).expect("it can be written");
        self
    }

    pub fn stdin(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.stdin = bytes.as_ref().to_vec();
        self
    }

    pub fn variable(mut self, name: &'static str, value: &'static str) -> Self {
        self.variables.push((name, value));
        self
    }

    /// All that stands on standard output.
    pub fn stdout(mut self, text: impl Into<String>) -> Self {
        self.stdout = Some(text.into());
        self
    }

    /// All that stands on standard error; nothing, where not said otherwise.
    pub fn stderr(mut self, text: impl Into<String>) -> Self {
        self.stderr = Some(text.into());
        self
    }

    /// Standard error is looked at by the caller.
    pub fn any_stderr(mut self) -> Self {
        self.stderr = None;
        self
    }

    /// The exit status; 0, where not said otherwise.
    pub fn status(mut self, status: i32) -> Self {
        self.status = status;
        self
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn run(self) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command.args(&self.args).current_dir(self.folder.path()).env_remove("COLUMNS").env_remove("NO_COLOR");
        command.envs(self.variables.iter().copied());
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().expect("the program starts");
        let (mut to, input) = (child.stdin.take().expect("it is piped"), self.stdin.clone());
        // The program may end before it has read everything.
        let writer = std::thread::spawn(move || drop(to.write_all(&input)));
        let out = child.wait_with_output().expect("the program ends");
        writer.join().expect("the writer ends");
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        let output = Output { stdout: text(out.stdout), stderr: text(out.stderr) };
        self.compare(&output, out.status.code());
        output
    }

    fn compare(&self, output: &Output, status: Option<i32>) {
        let command = self.args.join(" ");
        if let Some(expected) = &self.stderr {
            assert_eq!(&output.stderr, expected, "standard error of: sayso {command}");
        }
        if let Some(expected) = &self.stdout {
            assert_eq!(&output.stdout, expected, "standard output of: sayso {command}");
        }
        assert_eq!(status, Some(self.status), "exit status of: sayso {command}\n{}", output.stderr);
    }
}

impl Output {
    /// The output as one JSON value.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e}: {}", self.stdout))
    }

    /// The output as one JSON value a line.
    pub fn rows(&self) -> Vec<Value> {
        self.stdout.lines().map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}"))).collect()
    }

    /// `input_id` of every line.
    pub fn input_ids(&self) -> Vec<String> {
        self.rows().iter().map(|r| r["input_id"].as_str().expect("it is always there").to_string()).collect()
    }
}

/// The cells of a table (RFC 4180).
pub fn csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted && chars.next_if_eq(&'\n').is_some() => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(cell.is_empty() && row.is_empty() && !quoted, "the last row has an end");
    rows
}
