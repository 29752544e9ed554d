//! The GitHub Action: its steps run here, in a private site and against a public repository in a folder.
//!
//! What only GitHub can do, cache, upload and start, is not run; that every step is wired to a command and every
//! input to a description is.

#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests run the program from outside, on files of their own"
)]

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use program::PROGRAM;
use serde_json::Value;
use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A new site beside an empty repository.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: TempDir::new().expect("a folder") };
        place.succeeds(Command::new(PROGRAM).args(["init", "site"]));
        place.succeeds(Command::new("git").args(["init", "--quiet", "--bare", "public.git"]));
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn succeeds(&self, command: &mut Command) -> String {
        let Output { status, stdout, stderr } = self.run(command);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let (stdout, stderr) = (text(stdout), text(stderr));
        assert!(status.success(), "{command:?}\n{stdout}{stderr}");
        stdout
    }

    fn run(&self, command: &mut Command) -> Output {
        self.run_with(command, &std::env::var("PATH").unwrap_or_default())
    }

    /// The same, with other programs on the path.
    fn run_with(&self, command: &mut Command, path: &str) -> Output {
        command.current_dir(self.folder.path()).env("PATH", program::path_before(path));
        command.env("HOME", self.folder.path()).env("GIT_CONFIG_NOSYSTEM", "1");
        command.env_remove("SOURCE_DATE_EPOCH").output().expect("it starts")
    }

    fn step(&self, name: &str, inputs: &[(&str, &str)]) -> Command {
        let mut command = Command::new("bash");
        command.arg(Path::new(ROOT).join("action/run.sh")).arg(name);
        command.env("ROOT", self.path("site")).envs(inputs.iter().copied());
        command
    }

    /// Publishes; what it said, and whether it succeeded.
    fn publish(&self, more: &[(&str, &str)]) -> (String, bool) {
        let remote = self.path("public.git");
        let remote = remote.to_str().expect("UTF-8");
        let inputs = [&[("PUBLISH_TO", remote), ("BRANCH", "main")], more].concat();
        let Output { status, stderr, .. } = self.run(&mut self.step("publish", &inputs));
        let said = String::from_utf8(stderr).expect("UTF-8");
        (said.lines().last().unwrap_or_default().to_owned(), status.success())
    }

    /// What the public repository says.
    fn git(&self, arguments: &[&str]) -> String {
        let remote = self.path("public.git");
        self.succeeds(Command::new("git").arg("-C").arg(remote).args(arguments))
    }

    fn edit(&self, path: &str, old: &str, new: &str) {
        let path = self.path("site").join(path);
        let text = fs::read_to_string(&path).expect("a file");
        assert!(text.contains(old), "{} has no {old}", path.display());
        fs::write(&path, text.replace(old, new)).expect("it can be written");
    }
}

#[test]
fn each_change_of_the_site_is_one_public_commit_and_nothing_else_is_public() {
    let place = Place::new();
    fs::create_dir_all(place.path("site/content/filings/secret")).expect("a folder");
    let secret = "---\nid: secret\ntitle: Kept back\npublished: 2190-01-01\n---\nNot yet.\n";
    fs::write(place.path("site/content/filings/secret/index.md"), secret).expect("a file");

    let (said, done) = place.publish(&[]);
    assert!(done && said.starts_with("published to "), "{said}");
    let log = place.git(&["log", "--format=%an: %s", "main"]);
    let [only] = log.lines().collect::<Vec<_>>()[..] else { panic!("{log}") };
    let date = only.strip_prefix("ir-site: Site of ").expect("the time it was served from");
    assert!(date.len() == 20 && date.ends_with('Z'), "{date}");
    let files = place.git(&["ls-tree", "-r", "--name-only", "main"]);
    for file in [".nojekyll", "index.html", "data/facts.csv"] {
        assert!(files.lines().any(|line| line == file), "{file} is not in:\n{files}");
    }
    assert!(!files.contains("content/") && !files.contains("secret"), "{files}");
    assert!(place.git(&["grep", "-c", "Example Therapeutics", "main"]).contains("index.html"));
    let held = Command::new("git")
        .arg("-C")
        .arg(place.path("public.git"))
        .args(["grep", "Kept back", "main"])
        .output();
    assert_eq!(held.expect("git runs").stdout, b"");

    assert_eq!(place.publish(&[]), ("nothing has changed: the site is as it was".to_owned(), true));
    place.edit("content/company.yaml", "Example Therapeutics, Inc.", "Sample Biologics Inc.");
    assert!(place.publish(&[]).1);
    fs::remove_file(place.path("site/content/pages/dividends.md")).expect("a file");
    assert!(place.publish(&[]).1);
    assert_eq!(place.git(&["rev-list", "--count", "main"]), "3\n");
    assert!(!place.git(&["ls-tree", "-r", "--name-only", "main"]).contains("dividends"));
}

#[test]
fn only_a_repository_of_the_site_alone_is_written_to() {
    let place = Place::new();
    let clone = place.path("clone");
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
        place.succeeds(Command::new("git").arg("-C").arg(&clone).args(identity).args(arguments))
    };
    place.succeeds(Command::new("git").args(["clone", "--quiet", "public.git", "clone"]));
    fs::write(clone.join("program.rs"), "fn main() {}\n").expect("a file");
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "x"]);
    git(&["push", "--quiet", "origin", "HEAD:main"]);
    let (said, done) = place.publish(&[]);
    assert!(!done && said.contains("holds files that no build made"), "{said}");
    assert_eq!(place.git(&["ls-tree", "-r", "--name-only", "main"]), "program.rs\n");
}

#[test]
fn mistakes_and_missing_inputs_publish_nothing() {
    let place = Place::new();
    let (said, done) = place.publish(&[("PUBLISH_TO", "example/example.github.io")]);
    assert!(!done && said.contains("there is no key: make a deploy key"), "{said}");
    for repository in ["--upload-pack=touch broken:x", "-x"] {
        let (said, done) = place.publish(&[("PUBLISH_TO", repository)]);
        assert!(!done && said.contains("is not a repository"), "{said}");
    }
    for branch in ["--force", "main:other", "-", "a b", ""] {
        let (said, done) = place.publish(&[("BRANCH", branch)]);
        assert!(!done && said.contains("is not the name of a branch"), "{branch}: {said}");
    }
    let (said, done) = place.publish(&[("AT", "next Tuesday noon-ish")]);
    assert!(!done && said.contains("is not a time: write it as 2026-11-12 16:05"), "{said}");
    let (said, done) = place.publish(&[("AT", "2190-01-01 16:05")]);
    assert!(!done && said.contains("is more than five hours ahead"), "{said}");
    place.edit("content/people.yaml", "q1-2024", "q1-2042");
    let (said, done) = place.publish(&[]);
    assert_eq!((said.as_str(), done), ("not built: 1 error", false));
    let refs = place.git(&["for-each-ref"]);
    assert_eq!(refs, "", "something was published");
    let checked = place.run(&mut place.step("check", &[]));
    assert_eq!(checked.status.code(), Some(1));
    let shown = String::from_utf8(checked.stdout).expect("UTF-8");
    assert!(shown.starts_with("::error file="), "{shown}");
    assert!(shown.contains("content/people.yaml,line="), "{shown}");
}

#[test]
fn a_time_that_has_come_is_not_waited_for() {
    let place = Place::new();
    assert!(place.publish(&[("AT", "2024-06-01 16:05")]).1);
}

#[test]
fn a_preview_is_built_marked_and_never_published() {
    let place = Place::new();
    let runner = place.path("runner");
    fs::create_dir(&runner).expect("a folder");
    let runner = runner.to_str().expect("UTF-8");
    let inputs = [("AS_OF", "2199-12-31 12:00"), ("RUNNER_TEMP", runner)];
    let said = place.succeeds(&mut place.step("preview", &inputs));
    let folder = said.trim_end().strip_prefix("folder=").expect("an output").to_owned();
    let manifest = fs::read_to_string(Path::new(&folder).join("manifest.json")).expect("a file");
    assert!(manifest.contains("\"preview\": true"));
}

#[test]
fn a_program_that_is_there_is_not_built_again() {
    let place = Place::new();
    let bin = place.path("home/bin");
    fs::create_dir_all(&bin).expect("a folder");
    std::os::unix::fs::symlink(PROGRAM, bin.join("ir-site")).expect("a link");
    let home = place.path("home");
    let said = place
        .succeeds(&mut place.step("install", &[("IR_SITE_HOME", home.to_str().expect("UTF-8"))]));
    assert_eq!(said.trim_end(), bin.to_str().expect("UTF-8"));
    let print = || place.succeeds(&mut place.step("fingerprint", &[]));
    assert!(print().starts_with("fingerprint=") && print().trim_end().len() == 28, "{}", print());
    assert_eq!(print(), print());
}

/// `ssh` is in its place: what it is called with, and what the key and the known hosts hold.
#[test]
fn the_key_goes_to_github_and_to_no_one_else() {
    let place = Place::new();
    let bin = place.path("bin");
    fs::create_dir(&bin).expect("a folder");
    let seen = place.path("seen");
    let script = format!(
        "#!/bin/sh\nfor a in \"$@\"; do echo \"$a\"; done > {0}\ncat \"$2\" >> {0}\ncat \"${{10#*=}}\" >> {0}\nexit 255\n",
        seen.display()
    );
    let ssh = bin.join("ssh");
    fs::write(&ssh, script).expect("a file");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&ssh, mode).expect("a program");
    let inputs = [("PUBLISH_TO", "example/example.github.io"), ("BRANCH", "main")];
    let mut step = place.step("publish", &[inputs, [("KEY", "one\r\ntwo"), ("AT", "")]].concat());
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let output = place.run_with(&mut step, &path);
    assert!(!output.status.success());
    let seen = fs::read_to_string(seen).expect("ssh was called");
    let lines: Vec<&str> = seen.lines().collect();
    assert_eq!(lines[0], "-i", "{seen}");
    assert!(lines[1].ends_with("/key"), "{seen}");
    let options = ["-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=yes"];
    assert_eq!(lines[2..6], options, "{seen}");
    assert_eq!(lines[6..8], ["-o", "GlobalKnownHostsFile=/dev/null"], "{seen}");
    assert!(lines[8] == "-o" && lines[9].starts_with("UserKnownHostsFile=/"), "{seen}");
    assert!(lines.contains(&"git@github.com"), "{seen}");
    let hosts = "github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
    assert!(seen.ends_with(&format!("one\ntwo\n{hosts}\n")), "{seen}");
}

fn yaml(path: &str) -> Value {
    let text = fs::read_to_string(Path::new(ROOT).join(path)).expect("a file");
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn every_step_is_wired() {
    let action = yaml("action.yml");
    assert_eq!(action["runs"]["using"], "composite");
    let steps = action["runs"]["steps"].as_array().expect("steps");
    let text = fs::read_to_string(Path::new(ROOT).join("action.yml")).expect("a file");
    for (name, input) in action["inputs"].as_object().expect("inputs") {
        assert!(input["description"].is_string() && input["default"].is_string(), "{name}");
        assert!(text.contains(&format!("inputs.{name} ")), "{name} is used");
    }
    let mut ran = Vec::new();
    for step in steps {
        match (step["run"].as_str(), step["uses"].as_str()) {
            (Some(run), None) => {
                assert_eq!(step["shell"], "bash", "{run}");
                let rest = run.strip_prefix("\"$GITHUB_ACTION_PATH/action/run.sh\" ");
                ran.push(rest.and_then(|rest| rest.split(' ').next()).expect("a step of run.sh"));
            }
            (None, Some(uses)) => {
                assert!(uses.starts_with("actions/") && uses.contains("@v"), "{uses}");
            }
            other => panic!("a step runs or uses: {other:?}"),
        }
    }
    assert_eq!(ran, ["fingerprint", "install", "check", "preview", "publish"]);
    let publishes = steps.last().expect("steps")["if"].as_str().expect("a condition");
    let events = "(github.event_name == 'push' || github.event_name == 'workflow_dispatch' \
                  || github.event_name == 'repository_dispatch')";
    let branch = "github.ref == format('refs/heads/{0}', github.event.repository.default_branch)";
    let condition = format!(
        "inputs.publish-to != '' && (github.event_name == 'schedule' || {events} && {branch})"
    );
    assert_eq!(publishes, condition);
}

#[test]
fn the_workflows_of_a_new_site_give_the_action_what_it_takes() {
    let action = yaml("action.yml");
    for (path, deploys) in
        [("starter/github/site-private.yml", true), ("starter/github/site-public.yml", false)]
    {
        let workflow = yaml(path);
        let job = if deploys { &workflow["jobs"]["site"] } else { &workflow["jobs"]["build"] };
        let steps = job["steps"].as_array().expect("steps");
        let step =
            steps.iter().find(|step| step["uses"] == "example/ir-site@main").expect("the action");
        for name in step["with"].as_object().into_iter().flat_map(|with| with.keys()) {
            assert!(action["inputs"].get(name).is_some(), "{path}: {name} is no input");
        }
        assert_eq!(step["with"].get("publish-to").is_some(), deploys, "{path}");
        assert_eq!(workflow["permissions"], serde_json::json!({"contents": "read"}), "{path}");
    }
}
