//! A double click: when it serves the page, how that ends, and who is only told how to go on.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use tidui::serve::{Doorman, Serve, serve};
use tidui::words::Language;

use crate::command::{SMALL, command, entries, folder};

/// A desktop: a display, a folder of the user's own, and programs that write down what they are asked to show.
struct Desktop(TempDir);

/// A program that is to end with the test, whatever happens.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The usual port is one for all tests.
static PORT: Mutex<()> = Mutex::new(());

/// Waits for what comes soon.
fn soon<T>(what: &str, mut there: impl FnMut() -> Option<T>) -> T {
    let patience = Instant::now() + Duration::from_mins(1);
    loop {
        if let Some(found) = there() {
            return found;
        }
        assert!(Instant::now() < patience, "{what} never came");
        sleep(Duration::from_millis(10));
    }
}

impl Desktop {
    fn with(programs: &[&str]) -> Self {
        let desktop = Self(folder());
        fs::create_dir(desktop.0.path().join("bin")).unwrap();
        fs::create_dir(desktop.0.path().join("home")).unwrap();
        File::create(desktop.log()).unwrap();
        for name in programs {
            let program = desktop.0.path().join("bin").join(name);
            let text =
                format!("#!/bin/sh\nfor last; do :; done\necho \"$last\" >> '{}'\n", desktop.told(name).display());
            fs::write(&program, text).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        }
        desktop
    }

    /// Where a session writes what its programs print.
    fn log(&self) -> PathBuf {
        self.0.path().join("home/.xsession-errors")
    }

    fn told(&self, program: &str) -> PathBuf {
        self.0.path().join(program)
    }

    /// The lines that a program was asked to show, once there are as many.
    fn shown(&self, program: &str, count: usize) -> Vec<String> {
        soon(program, || {
            let text = fs::read_to_string(self.told(program)).unwrap_or_default();
            (text.ends_with('\n') && text.lines().count() >= count).then(|| text.lines().map(str::to_owned).collect())
        })
    }

    fn tidui(&self) -> Command {
        let mut click = command(self.0.path());
        click.env("DISPLAY", ":99").env_remove("WAYLAND_DISPLAY").env("PATH", self.0.path().join("bin"));
        click.env("XDG_RUNTIME_DIR", self.0.path()).env("HOME", self.0.path().join("home"));
        let log = || File::options().append(true).open(self.log()).unwrap();
        click.stdin(Stdio::null()).stdout(log()).stderr(log());
        click
    }

    fn click(&self) -> Running {
        Running(self.tidui().spawn().unwrap())
    }
}

/// The host of an address, and the token in it.
fn parted(address: &str) -> (&str, &str) {
    address.strip_prefix("http://").unwrap().split_once("/?token=").unwrap()
}

/// The status, and all that was answered.
fn ask(host: &str, line: &str, more: &str) -> (u16, String) {
    send(host, line, more, "")
}

/// The same of a form.
fn send(host: &str, line: &str, more: &str, form: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(host).unwrap();
    let length = form.len();
    let head =
        format!("{line} HTTP/1.1\r\nHost: {host}\r\n{more}Content-Length: {length}\r\nConnection: close\r\n\r\n");
    write!(stream, "{head}{form}").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
}

/// The cookie for a token.
fn entered(address: &str) -> String {
    let (host, token) = parted(address);
    let (status, answer) = ask(host, &format!("GET /?token={token}"), "");
    assert_eq!(status, 303, "{answer}");
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    format!("Cookie: {}\r\n", cookie.split(';').next().unwrap())
}

#[test]
fn who_is_at_a_stream_or_has_no_display_gets_help_and_no_server() {
    type Stream = fn(&Path) -> Stdio;
    let others: [(&str, Stream); 4] = [
        ("a pipe", |_| Stdio::piped()),
        ("a file", |folder| File::create(folder.join("file")).unwrap().into()),
        ("a terminal", |_| File::options().read(true).write(true).open("/dev/ptmx").unwrap().into()),
        ("a socket of a script", |_| OwnedFd::from(UnixStream::pair().unwrap().0).into()),
    ];
    let desktop = Desktop::with(&["xdg-open", "zenity"]);
    let helped = |what: &str, tidui: &mut Command| {
        let mut running = Running(tidui.spawn().unwrap());
        assert_eq!(running.0.wait().unwrap().code(), Some(2), "{what}");
    };
    for (what, stream) in others {
        helped(what, desktop.tidui().stdin(stream(desktop.0.path())));
        helped(what, desktop.tidui().stdout(stream(desktop.0.path())));
        helped(what, desktop.tidui().stderr(stream(desktop.0.path())));
    }
    helped("a script that wants to hear nothing", desktop.tidui().stdout(Stdio::null()).stderr(Stdio::null()));
    helped("no display", desktop.tidui().env_remove("DISPLAY"));
    helped("an empty display", desktop.tidui().env("DISPLAY", ""));
    helped("an argument", desktop.tidui().arg("--quiet"));
    let said = desktop.tidui().stderr(Stdio::piped()).output().unwrap();
    assert!(String::from_utf8_lossy(&said.stderr).contains("Usage: tidui"), "{said:?}");
    // Nothing was opened, shown or locked.
    let names: Vec<String> =
        entries(desktop.0.path()).iter().map(|path| path.file_name().unwrap().display().to_string()).collect();
    assert_eq!(names, ["bin", "file", "home"]);
}

#[test]
fn a_double_click_serves_the_page_and_the_page_ends_it() {
    let _port = PORT.lock().unwrap_or_else(PoisonError::into_inner);
    let desktop = Desktop::with(&["xdg-open"]);
    let mut server = desktop.click();
    let address = desktop.shown("xdg-open", 1).remove(0);
    let (host, _) = parted(&address);
    let cookie = entered(&address);
    let (_, page) = ask(host, "GET /", &cookie);
    assert!(page.contains("id=\"end\"") && page.contains("10 minutes after"), "{page}");
    assert_eq!(ask(host, "GET /here", &cookie).0, 204);

    // A second double click opens the same page again, with a token of its own, and is done.
    let mut second = desktop.click();
    let again = desktop.shown("xdg-open", 2).remove(1);
    assert_eq!(second.0.wait().unwrap().code(), Some(0));
    assert!(parted(&again).0 == host && again != address, "{address}, then {again}");
    // Where the cookie is there already, the token is used up and leaves the address all the same.
    let (_, token) = parted(&again);
    for _ in 0..2 {
        let (status, answer) = ask(host, &format!("GET /?token={token}&lang=en"), &cookie);
        let to = answer.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
        assert!(status == 303 && !to.contains("token") && to.contains("lang=en"), "{answer}");
    }
    assert_eq!(ask(host, &format!("GET /?token={token}"), "").0, 403);

    // Only the page itself can end it.
    let own = format!("Origin: http://{host}\r\n");
    assert_eq!(ask(host, "POST /end", &own).0, 403);
    assert_eq!(ask(host, "POST /end", &cookie).0, 403);
    assert_eq!(ask(host, "POST /end", &format!("{cookie}Origin: http://evil.example\r\n")).0, 403);
    assert_eq!(ask(host, "GET /end", &cookie).0, 405);
    assert_eq!(server.0.try_wait().unwrap(), None);
    // While something is at work it asks once more, and what is given up leaves nothing half-done behind.
    let own = format!("{cookie}{own}");
    let long = "plan=county&lang=en&set=run.replicates%3D900000000";
    assert_eq!(send(host, "POST /save", &own, long).0, 200);
    let (status, answer) = ask(host, "POST /end", &own);
    assert!(status == 200 && answer.contains("name=\"anyway\""), "{answer}");
    assert_eq!(server.0.try_wait().unwrap(), None);
    let (status, answer) = send(host, "POST /end", &own, "anyway=1&lang=en");
    assert!(status == 200 && answer.contains("tidui has ended"), "{answer}");
    assert_eq!(server.0.wait().unwrap().code(), Some(0));
    let kept = fs::read_dir(desktop.0.path().join("home/tidui")).map_or(0, Iterator::count);
    assert_eq!(kept, 0);

    // What it left is a lock that nobody holds; the next one serves.
    assert!(!desktop.0.path().join("tidui.address").exists());
    let mut third = desktop.click();
    desktop.shown("xdg-open", 3);
    third.0.kill().unwrap();
    third.0.wait().unwrap();
    // Killed, it could not clear up, and that deceives nobody.
    assert!(desktop.0.path().join("tidui.address").exists());
    let _fourth = desktop.click();
    entered(&desktop.shown("xdg-open", 4)[3]);
}

#[test]
fn a_port_that_is_taken_and_no_browser_are_seen_without_a_terminal() {
    let _port = PORT.lock().unwrap_or_else(PoisonError::into_inner);
    // Where this fails a program that is no test has it.
    let _taken = TcpListener::bind("127.0.0.1:8420");
    let desktop = Desktop::with(&["zenity"]);
    let _server = desktop.click();
    let said = desktop.shown("zenity", 1).remove(0);
    let address = &said[said.find("http://").unwrap()..];
    assert!(said.starts_with("--text=No browser") && !address.contains(":8420/"), "{said}");
    entered(address);

    let mut wrong = Running(desktop.tidui().args(["serve", "--open", "nowhere.toml"]).spawn().unwrap());
    assert_ne!(wrong.0.wait().unwrap().code(), Some(0));
    assert!(desktop.shown("zenity", 2)[1].contains("nowhere"), "{:?}", desktop.shown("zenity", 2));
}

/// Ends nothing, and is soon out of patience.
struct Impatient(Sender<String>);

impl Doorman for Impatient {
    fn open(&self, address: &str, _: bool) {
        let _ = self.0.send(address.to_owned());
    }

    fn is_closing(&self) -> bool {
        false
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(2)
    }
}

#[test]
fn it_ends_when_nobody_looks_and_not_before() {
    let output = folder();
    let request = Serve {
        plan: vec![SMALL.to_owned()],
        listen: "127.0.0.1:0".parse().unwrap(),
        name: Vec::new(),
        password_file: None,
        output: output.path().to_owned(),
        open: true,
        lang: Language::English,
    };
    let (told, heard) = channel();
    let server = thread::spawn(move || serve(&request, &Impatient(told)).is_ok());
    let address = heard.recv().unwrap();
    let (host, _) = parted(&address);
    let cookie = entered(&address);
    // Twice its patience.
    for _ in 0..20 {
        sleep(Duration::from_millis(200));
        assert_eq!(ask(host, "GET /here", &cookie).0, 204);
    }
    // A stranger keeps nobody up.
    let left = Instant::now();
    while let Ok(stream) = TcpStream::connect(host) {
        drop(stream);
        assert!(left.elapsed() < Duration::from_secs(30), "it goes on unseen");
        sleep(Duration::from_millis(100));
    }
    assert!(left.elapsed() > Duration::from_secs(1) && server.join().unwrap());
}
