//! The page, asked as a browser asks: who is let in, what changes, and that its last numbers are those of a run.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use tidui::app::{self, How, Run, Source, Trial, changes_file};
use tidui::report::page::fragment;
use tidui::report::{Words, view};
use tidui::serve::{Doorman, Serve, serve};
use tidui::simulate::Unobserved;
use tidui::words::Language;

struct Door {
    told: Mutex<Sender<String>>,
    closing: Arc<AtomicBool>,
}

impl Doorman for Door {
    fn open(&self, address: &str, _: bool) {
        let _ = self.told.lock().unwrap().send(address.to_owned());
    }

    fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }
}

/// A server, and a browser that was let in.
struct House {
    host: String,
    token: String,
    cookie: String,
    closing: Arc<AtomicBool>,
    server: Option<JoinHandle<()>>,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
    bytes: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (own, value) = line.split_once(':')?;
            own.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::Relaxed);
        if let Some(server) = self.server.take() {
            let _ = server.join();
        }
    }
}

impl House {
    fn open(plan: &[&str], output: &Path) -> Self {
        let (told, heard) = channel();
        let closing = Arc::new(AtomicBool::new(false));
        let door = Door { told: Mutex::new(told), closing: Arc::clone(&closing) };
        let request = Serve {
            plan: plan.iter().map(|plan| (*plan).to_owned()).collect(),
            listen: "127.0.0.1:0".parse().unwrap(),
            name: Vec::new(),
            password_file: None,
            output: output.to_owned(),
            open: false,
            lang: Language::English,
        };
        let server = thread::spawn(move || serve(&request, &door).unwrap());
        let address = heard.recv().unwrap();
        let (host, token) = address.strip_prefix("http://").unwrap().split_once("/?token=").unwrap();
        let mut house = Self {
            host: host.to_owned(),
            token: token.to_owned(),
            cookie: String::new(),
            closing,
            server: Some(server),
        };
        let entered = house.get(&format!("/?token={token}"));
        assert_eq!(entered.status, 303, "{}", entered.head);
        assert!(!entered.header("location").unwrap().contains("token"));
        entered.header("set-cookie").unwrap().split(';').next().unwrap().clone_into(&mut house.cookie);
        house
    }

    fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.write_all(request).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut body = bytes[end + 4..].to_vec();
        if head.to_lowercase().contains("transfer-encoding: chunked") {
            body = whole(&body);
        }
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head, body: String::from_utf8_lossy(&body).into_owned(), bytes: body }
    }

    fn get(&self, path: &str) -> Answer {
        let (host, cookie) = (&self.host, &self.cookie);
        self.raw(
            format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n").as_bytes(),
        )
    }

    fn send(&self, path: &str, kind: &str, body: &[u8]) -> Answer {
        let (host, cookie, length) = (&self.host, &self.cookie, body.len());
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        self.raw(&[head.as_bytes(), body].concat())
    }

    fn post(&self, path: &str, form: &str) -> Answer {
        self.send(path, "application/x-www-form-urlencoded", form.as_bytes())
    }

    fn hand_in(&self, path: &str, fields: &[(&str, &str)], file: &str, bytes: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=";
        body.extend(format!("{head}\"{file}\"\r\nContent-Type: application/octet-stream\r\n\r\n").bytes());
        body.extend(bytes);
        body.extend(b"\r\n--b--\r\n");
        self.send(path, "multipart/form-data; boundary=b", &body)
    }
}

/// A body without its chunks.
fn whole(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = chunks.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&chunks[..end]).unwrap(), 16).unwrap();
        if size == 0 {
            break;
        }
        body.extend_from_slice(&chunks[end + 2..end + 2 + size]);
        chunks = &chunks[end + 2 + size + 2..];
    }
    body
}

/// The pieces that a stream sent.
fn pieces(stream: &str) -> Vec<String> {
    let events = stream.split("\n\n").filter(|event| event.starts_with("data:"));
    let text = |event: &str| {
        let lines: Vec<&str> = event
            .lines()
            .filter_map(|line| line.strip_prefix("data:"))
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        lines.join("\n")
    };
    events.map(text).collect()
}

fn plan() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/base.toml")
}

/// What a number of the fixture is called that money depends on, and the fixture's setting of few replicates.
const FEW: &str = "set=run.replicates%3D1500";

#[test]
fn only_who_was_let_in_is_answered() {
    let output = tempfile::tempdir().unwrap();
    let mut house = House::open(&[plan().to_str().unwrap()], output.path());
    let page = house.get("/");
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(page.header("cache-control"), Some("no-store"));
    // Everything that a page loads is here.
    let foreign = page.body.split(['"', '\'']).find(|part| part.contains("://"));
    assert_eq!(foreign, None);
    for own in ["report.css", "page.css", "page.js", "htmx.js", "sse.js", "icon.svg"] {
        assert_eq!(house.get(&format!("/own/{own}")).status, 200, "{own}");
    }
    // The token is used up; another host, another origin, no cookie: refused, whatever is asked.
    let host = house.host.clone();
    let raw = |head: &str| house.raw(format!("{head}\r\nConnection: close\r\n\r\n").as_bytes()).status;
    let cookie = &house.cookie;
    assert_eq!(raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}")), 200);
    assert_eq!(raw(&format!("GET / HTTP/1.1\r\nHost: evil.example\r\nCookie: {cookie}")), 403);
    assert_eq!(raw(&format!("GET /?token={} HTTP/1.1\r\nHost: {host}", house.token)), 403);
    let post = |origin: &str| {
        raw(&format!("POST /reset HTTP/1.1\r\nHost: {host}\r\n{origin}Cookie: {cookie}\r\nContent-Length: 0"))
    };
    assert_eq!([post(""), post("Origin: http://evil.example\r\n"), post("Origin: null\r\n")], [403; 3]);
    assert_eq!(post(&format!("Origin: http://{host}\r\n")), 200);
    house.cookie.clear();
    for path in [
        "/",
        "/live",
        "/task?id=1",
        "/changes.toml",
        "/form.xlsx",
        "/made/1",
        "/kept/x.zip",
        "/kept/x/report.en.html",
        "/none",
    ] {
        assert_eq!(house.get(path).status, 403, "{path}");
    }
    for path in ["/set", "/reset", "/ask", "/save", "/report", "/cancel", "/form", "/table"] {
        assert_eq!(house.post(path, "").status, 403, "{path}");
    }
}

#[test]
fn the_last_numbers_are_those_of_a_run() {
    let output = tempfile::tempdir().unwrap();
    let plan = plan();
    let house = House::open(&[plan.to_str().unwrap()], output.path());
    let set = ["run.replicates=1500".to_owned()];
    let request = Run {
        how: How { set: set.to_vec(), output: output.path().to_owned(), no_charts: true, ..How::default() },
        ..Run::of(Source::Named(plan.display().to_string()))
    };
    let ran = app::run(&request, &Unobserved).unwrap().said;
    assert_eq!(ran.results.replicates, 1500);
    for (tab, sentences) in [("answer", true), ("money", false), ("path", false)] {
        let stream = house.get(&format!("/live?{FEW}&lang=en&tab={tab}"));
        let all = pieces(&stream.body);
        let words = Words::new(Language::English);
        let counts: Vec<bool> = ["320 replicates", "1,040 replicates", "1,500 replicates"]
            .iter()
            .map(|count| all.iter().any(|piece| piece.contains(count)))
            .collect();
        if tab == "answer" {
            assert_eq!(counts, [true; 3], "{}", stream.body);
        }
        let mut view = view::run(&ran.scenario, &ran.results, &words);
        let chapter = if tab == "answer" { "targets" } else { tab };
        view.beside(&view::run(&ran.scenario, &ran.results, &words), &words);
        let expected = fragment(&view, sentences, Some(&[chapter]), &words).unwrap();
        // Whether the plan itself came as far decides whether a difference stands beside it; without that column both say
        // the same.
        let alone =
            fragment(&view::run(&ran.scenario, &ran.results, &words), sentences, Some(&[chapter]), &words).unwrap();
        let last = all.last().unwrap();
        assert!(last.contains(expected.trim_end()) || last.contains(alone.trim_end()), "{tab}: {last}\n{alone}");
        assert!(stream.body.contains("event: done"), "{tab}");
    }
}

#[test]
fn what_is_changed_stands_in_the_address_and_in_its_file() {
    let output = tempfile::tempdir().unwrap();
    let plan = plan();
    let name = plan.to_str().unwrap();
    let house = House::open(&[name], output.path());
    let trial = Trial::new(&name.into(), &[]).unwrap();
    let fund = trial.scenario().parameters.iter().find(|one| one.path.contains("appropriation")).unwrap().path.clone();
    let put = |form: &str| {
        let answer = house.post("/set", &format!("lang=en&path={fund}&{form}"));
        assert_eq!(answer.status, 200);
        (answer.header("hx-push-url").unwrap().to_owned(), answer.body)
    };
    // As people write it: 12.5 万, in full width.
    let (address, page) = put("box=%EF%BC%91%EF%BC%92.%EF%BC%95%E4%B8%87");
    assert!(address.contains(&format!("set={fund}%3D125000")), "{address}");
    assert!(page.contains("125,000") && !page.contains("<!DOCTYPE"), "{page}");
    // The address says it all: opened anew it is the same page, and its list of changes undoes them.
    let again = house.get(&address);
    assert!(again.body.contains("125,000") && again.body.contains("<!DOCTYPE html>"));
    let undone = house.post("/set", &format!("{}&path={fund}", address.trim_start_matches("/?")));
    assert!(!undone.header("hx-push-url").unwrap().contains("set="));
    // What is no number, or what the plan does not allow, is not taken.
    for wrong in ["box=many", "box=-5", "box=1%2C5"] {
        let (address, page) = put(wrong);
        assert!(!address.contains("set=") && page.contains("role=\"alert\""), "{wrong}: {address}");
    }
    // What the plan has already is no change.
    let own = trial.scenario().parameters.iter().find(|one| one.path == fund).unwrap().mean();
    assert!(!put(&format!("box={own}")).0.contains("set="));
    // The file of the changes is the plan under them.
    let file = house.get(&address.replace("/?", "/changes.toml?")).body;
    assert_eq!(file, changes_file(name, &trial.scenario().id, &[format!("{fund}=125000")]));
    let mut of_file = {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("changed.toml");
        std::fs::write(&path, &file).unwrap();
        Trial::new(&path.to_str().unwrap().into(), &[]).unwrap()
    };
    let mut of_page = Trial::new(&name.into(), &[format!("{fund}=125000")]).unwrap();
    for one in [&mut of_file, &mut of_page] {
        one.go_on(200, &Unobserved).unwrap();
    }
    assert_eq!(of_file.results(), of_page.results());
    assert_ne!(of_page.results().map(|one| one.total_money), {
        let mut trial = trial;
        trial.go_on(200, &Unobserved).unwrap();
        trial.results().map(|one| one.total_money)
    });
}

/// Calls off whatever it watches.
struct Never;

impl tidui::simulate::Observer for Never {
    fn cancelled(&self) -> bool {
        true
    }
}

#[test]
fn a_trial_goes_on_where_it_was() {
    let name = plan();
    let source = Source::Named(name.display().to_string());
    let set = ["run.replicates=700".to_owned()];
    let mut once = Trial::new(&source, &set).unwrap();
    once.go_on(700, &Unobserved).unwrap();
    let mut often = Trial::new(&source, &set).unwrap();
    for to in [7, 64, 161, 211, 1_000] {
        often.go_on(to, &Unobserved).unwrap();
    }
    assert_eq!((often.replicates(), often.last()), (700, 700));
    assert_eq!(often.results(), once.results());
    // Called off, it is as it was.
    let mut half = Trial::new(&source, &set).unwrap();
    half.go_on(100, &Unobserved).unwrap();
    assert_eq!(half.go_on(700, &Never).unwrap_err().exit_code(), 130);
    // In whole batches of draws.
    assert_eq!(half.replicates(), 160);
    half.go_on(700, &Unobserved).unwrap();
    assert_eq!(half.results(), once.results());
    assert_eq!(once.stages(), [320, 700]);
}

#[test]
fn folders_are_those_of_the_command_line() {
    let output = tempfile::tempdir().unwrap();
    let plan = plan();
    let house = House::open(&[plan.to_str().unwrap()], output.path());
    let begun = house.post("/save", &format!("lang=en&{FEW}"));
    let id = begun.body.split("/task?").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    let told = pieces(&house.get(&format!("/task?{id}")).body);
    let done = told.last().unwrap();
    assert!(done.contains("report.en.html"), "{done}");
    let runs = app::listing(&app::Runs { folder: Some(output.path().to_owned()) }).unwrap().runs;
    let [run] = &*runs else { panic!("{runs:?}") };
    assert!(done.contains(&run.name));
    // The same asked on the command line is recognised.
    let request = Run {
        how: How { set: vec!["run.replicates=1500".to_owned()], output: output.path().to_owned(), ..How::default() },
        ..Run::of(Source::Named(plan.display().to_string()))
    };
    assert!(app::run(&request, &Unobserved).unwrap().recognised);
    let report = house.get(&format!("/kept/{}/report.en.html", run.name));
    assert_eq!(report.status, 200);
    assert!(report.header("content-security-policy").unwrap().contains("sandbox"));
    assert!(house.get("/?tab=kept&lang=en").body.contains(&run.name));
    let zip = house.get(&format!("/kept/{}.zip", run.name));
    assert!(zip.bytes.starts_with(b"PK") && zip.bytes.len() > 10_000);
    // Nothing beside it can be had.
    std::fs::write(output.path().join("secret.txt"), "secret").unwrap();
    for path in [
        "/kept/../secret.txt",
        "/kept/%2e%2e/secret.txt",
        "/kept/..%2fsecret.txt",
        "/kept/.zip",
        "/kept/..zip",
        "/kept/x/../../secret.txt",
    ] {
        let answer = house.get(path);
        assert!(answer.status >= 400 && !answer.body.contains("secret"), "{path}: {}", answer.status);
    }
    let outside = house.get(&format!("/kept/{}/..%2f..%2fsecret.txt", run.name));
    assert_eq!(outside.status, 404);
}

#[test]
fn a_question_is_asked_and_called_off() {
    let output = tempfile::tempdir().unwrap();
    let plan = plan();
    let house = House::open(&[plan.to_str().unwrap()], output.path());
    let task = |answer: &Answer| {
        answer.body.split("/task?").nth(1).map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
    };
    let begun = house.post("/ask", "lang=en&question=frontier&lever=funds&low=50%25&high=200%25");
    let id = task(&begun).unwrap_or_else(|| panic!("{}", begun.body));
    let told = pieces(&house.get(&format!("/task?{id}")).body);
    let done = told.last().unwrap();
    assert!(done.contains("<table") && done.contains("-frontier-"), "{done}");
    assert_eq!(app::listing(&app::Runs { folder: Some(output.path().to_owned()) }).unwrap().studies.len(), 1);
    // What cannot be asked is told in the words of the command line.
    let wrong = house.post("/ask", "lang=en&question=require&lever=funds&target=all&confidence=often");
    assert!(wrong.body.contains("role=\"alert\"") && wrong.body.contains("0.8"), "{}", wrong.body);
    assert!(!wrong.body.contains("概率"), "one language at a time: {}", wrong.body);
    // A long one, called off, leaves no folder.
    let begun = house.post("/ask", "lang=en&question=marginal&set=run.replicates%3D1000000&set=run.seed%3D5");
    let id = task(&begun).unwrap();
    let number = id.split(['=', '&']).nth(1).unwrap();
    assert_eq!(house.post("/cancel", &format!("id={number}")).status, 200);
    let told = pieces(&house.get(&format!("/task?{id}")).body);
    assert!(told.last().unwrap().contains("role=\"alert\""), "{told:?}");
    assert_eq!(app::listing(&app::Runs { folder: Some(output.path().to_owned()) }).unwrap().studies.len(), 1);
}

#[test]
fn a_kept_run_is_reported_with_studies_and_since_another() {
    let output = tempfile::tempdir().unwrap();
    let plan = plan();
    let house = House::open(&[plan.to_str().unwrap()], output.path());
    let done = |path: &str, form: &str| {
        let begun = house.post(path, form);
        let Some(id) = begun.body.split("/task?").nth(1) else { panic!("{}", begun.body) };
        let id = id.split('"').next().unwrap().replace("&amp;", "&");
        pieces(&house.get(&format!("/task?{id}")).body).pop().unwrap()
    };
    done("/save", &format!("lang=en&{FEW}"));
    done("/ask", &format!("lang=en&question=frontier&lever=funds&low=50%25&high=200%25&{FEW}"));
    let listed = || app::listing(&app::Runs { folder: Some(output.path().to_owned()) }).unwrap();
    let (run, study) = (listed().runs[0].name.clone(), listed().studies[0].name.clone());
    let page = house.get("/?tab=kept&lang=en").body;
    assert!(page.contains(&format!("<option value=\"{study}\">")) && page.contains("name=\"office\""), "{page}");
    let told = done(
        "/report",
        &format!("lang=en&run={run}&with={study}&since={run}&office=Bureau+of+Schools&date=2026-12-01"),
    );
    let made = format!("{run}-2");
    assert!(told.contains(&format!("/kept/{made}/report.en.html")), "{told}");
    let report = house.get(&format!("/kept/{made}/report.en.html")).body;
    for part in ["Bureau of Schools", "1 December 2026", "From the study that is enclosed", "Both ran the same plan"] {
        assert!(report.contains(part), "{part}");
    }
    // Only what is listed can be named, and a day is a day.
    for wrong in ["run=../secret".to_owned(), format!("run={run}&with={run}"), format!("run={run}&date=soon")] {
        let refused = house.post("/report", &format!("lang=en&{wrong}"));
        assert!(refused.body.contains("role=\"alert\""), "{}", refused.body);
    }
    assert_eq!(listed().runs.len(), 2);
    // The least sum is asked with a probability that can be one.
    let wrong = house.post("/ask", "lang=en&question=allocate&total=100000&confidence=often");
    assert!(wrong.body.contains("role=\"alert\"") && wrong.body.contains("0.8"), "{}", wrong.body);
}

#[test]
fn files_are_handed_in_and_nothing_stays() {
    let output = tempfile::tempdir().unwrap();
    let house = House::open(&["county"], output.path());
    let roster = "姓名,身份证号,性别,出生年月,单位,职称\n王小明,12010119850312001X,男,1985年3月,示例一小,高级教师\n李芳,120101198609121227,女,Mar-8x,示例一小,一级教师\n";
    let read = house.hand_in(
        "/table",
        &[("plan", "county"), ("lang", "en"), ("at", "2026-01")],
        "花名册.csv",
        roster.as_bytes(),
    );
    assert_eq!(read.status, 200);
    assert!(read.body.contains("role=\"alert\""), "{}", read.body);
    for secret in ["王小明", "李芳", "12010119850312001X"] {
        assert!(!read.body.contains(secret), "{secret}: {}", read.body);
    }
    assert!(read.body.contains("花名册.csv:3:25") && !read.body.contains(".tmp"), "{}", read.body);
    // The marked workbook is there to be fetched, and is on no disk.
    let id = read.body.split("/made/").nth(1).unwrap().split('"').next().unwrap();
    assert!(house.get(&format!("/made/{id}")).bytes.starts_with(b"PK"));
    assert_eq!(std::fs::read_dir(output.path()).unwrap().count(), 0);
    // What a column is and in what order its months are written is said on the page; the mapping carries it.
    let between =
        |text: &str, start: &str, end: &str| text.split(start).nth(1).unwrap().split(end).next().unwrap().to_owned();
    let table = "性别,出生年月,工作地点,骨干级别,认定时间\n男,03/04/1985,示例一小,无,2010-09\n";
    let at = [("plan", "county"), ("lang", "en"), ("at", "2026-01")];
    let read = house.hand_in("/table", &at, "list.csv", table.as_bytes());
    assert!(read.body.contains("missing-column"), "{}", read.body);
    let mapping =
        between(&read.body, "name=\"mapping\" hidden>", "</textarea>").replace("&quot;", "\"").replace("&#x2f;", "/");
    let chosen =
        [("kind", "roster"), ("mapping", &*mapping), ("column:工作地点", "school"), ("order:出生年月", "day-first")];
    let again = house.hand_in("/table", &[&at[..], &chosen[..]].concat(), "list.csv", table.as_bytes());
    assert!(again.body.contains("unknown-word") && !again.body.contains("missing-column"), "{}", again.body);
    let meant = [("word:school:示例一小", "t1")];
    let again = house.hand_in("/table", &[&at[..], &chosen[..], &meant[..]].concat(), "list.csv", table.as_bytes());
    assert!(again.body.contains("1985-04") && !again.body.contains("error["), "{}", again.body);
    assert!(again.body.contains("list.roster.csv"), "{}", again.body);
    let twice = [("column:工作地点", "school"), ("column:骨干级别", "school")];
    let twice = house.hand_in("/table", &[&at[..], &chosen[..2], &twice[..]].concat(), "list.csv", table.as_bytes());
    assert!(twice.body.contains("two columns cannot both be school"), "{}", twice.body);
    assert_eq!(std::fs::read_dir(output.path()).unwrap().count(), 0);
    // A form that nobody filled in changes nothing; what is no form is told so.
    let form = house.get("/form.xlsx?plan=county&lang=en");
    assert!(form.bytes.starts_with(b"PK"));
    let read = house.hand_in("/form", &[("plan", "county"), ("lang", "en")], "form.xlsx", &form.bytes);
    assert!(read.body.contains("changes no number"), "{}", read.body);
    let read = house.hand_in("/form", &[("plan", "county"), ("lang", "en")], "list.csv", roster.as_bytes());
    assert!(read.body.contains("no form of tidui"), "{}", read.body);
    // More than is taken.
    let large = vec![b'a'; 33 << 20];
    let refused = house.hand_in("/table", &[("plan", "county")], "large.csv", &large);
    assert_eq!(refused.status, 413);
}
