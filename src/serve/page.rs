//! Routes, and how pages and their pieces are laid out.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Multipart, Path, RawQuery, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY, SET_COOKIE,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use minijinja::value::Serde;
use minijinja::{Value, context};

use crate::app::{self, AppError};
use crate::report::page::STYLE;
use crate::report::{Words, names};
use crate::scenario::Scenario;
use crate::words::{Language, text};

use super::address::{Address, Tab, pairs};
use super::desk::News;
use super::guard::{PAUSE, Refusal};
use super::house::{House, key};
use super::layout::{self, busy, laid_out, piece, problem};
use super::levers::{self, Levers, Typed, typed};
use super::{live, questions};

/// What the page is made of beside its text: name, kind, bytes. htmx and its extension are vendored; docs/dependencies.md has
/// their digests.
const OWN: [(&str, &str, &str); 6] = [
    ("report.css", "text/css; charset=utf-8", STYLE),
    ("page.css", "text/css; charset=utf-8", include_str!("../../templates/serve/page.css")),
    ("page.js", "text/javascript; charset=utf-8", include_str!("../../templates/serve/page.js")),
    ("htmx.js", "text/javascript; charset=utf-8", include_str!("../../templates/serve/htmx.min.js")),
    ("sse.js", "text/javascript; charset=utf-8", include_str!("../../templates/serve/hx-sse.min.js")),
    ("icon.svg", "image/svg+xml", include_str!("../../templates/serve/icon.svg")),
];

/// What a page may load, and from where: from here, and nothing else; a picture that is saved is made by the page itself.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// What a report may: what it brings with it, and nothing from anywhere, this server included.
const REPORT_POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; \
                             base-uri 'none'; frame-ancestors 'none'; sandbox allow-scripts";

/// How often, and after what time, a page that found no place tries again.
const WAITS: u32 = 100;
const WAIT: std::time::Duration = std::time::Duration::from_millis(500);

/// How often, and after what time, a page that opens looks whether the plan has said something.
const LOOKS: u32 = 30;
const LOOK: std::time::Duration = std::time::Duration::from_millis(20);

/// Most bytes of a form, and of a file that is handed in.
const FORM: usize = 256 << 10;
const UPLOAD: usize = 32 << 20;

type Shared = State<Arc<House>>;

/// Everything that can be asked of the server.
pub(super) fn routes(house: Arc<House>) -> Router {
    Router::new()
        .route("/", get(whole))
        .route("/live", get(answer))
        .route("/task", get(task))
        .route("/set", post(set))
        .route("/reset", post(reset))
        .route("/ask", post(questions::ask))
        .route("/save", post(questions::save))
        .route("/report", post(questions::report))
        .route("/cancel", post(questions::cancel))
        .route("/here", get(here))
        .route("/end", post(end))
        .route("/changes.toml", get(changes))
        .route("/form.xlsx", get(form))
        .route("/made/{id}", get(fetched))
        .route("/kept/{name}", get(archive))
        .route("/kept/{name}/{*file}", get(kept))
        .layer(DefaultBodyLimit::max(FORM))
        .route("/form", post(filled).layer(DefaultBodyLimit::max(UPLOAD)))
        .route("/table", post(table).layer(DefaultBodyLimit::max(UPLOAD)))
        .layer(middleware::from_fn_with_state(Arc::clone(&house), doorkeeper))
        .route("/enter", post(enter))
        .route("/own/{name}", get(own))
        .layer(middleware::from_fn_with_state(Arc::clone(&house), gatekeeper))
        .with_state(house)
}

/// Refuses what was meant for another name or comes from another page, and says what a page may load.
async fn gatekeeper(State(house): Shared, request: Request, next: Next) -> Response {
    let mut response = match house.guard.is_own(request.method(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refusal) => door(&house, refusal),
    };
    let headers = response.headers_mut();
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// Lets in who has the cookie, and gives it to who brings the token.
async fn doorkeeper(State(house): Shared, RawQuery(query): RawQuery, request: Request, next: Next) -> Response {
    let known = house.guard.knows(request.headers()).is_ok();
    if known {
        house.closing.seen();
    }
    let mut asked = pairs(query.unwrap_or_default().as_bytes());
    let token = asked.iter().position(|(name, _)| name == "token").map(|place| asked.remove(place).1);
    let Some(token) = token.filter(|_| request.uri().path() == "/") else {
        return if known { next.run(request).await } else { door(&house, Refusal::Stranger) };
    };
    // A token leaves the address and is used up, also where the cookie is there already.
    let to = format!("/?{}", house.address(&asked).query());
    match house.guard.exchange(&token) {
        Some(cookie) => let_in(&to, &cookie),
        None if known => (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response(),
        None => door(&house, Refusal::Stranger),
    }
}

/// What a stranger sees.
fn door(house: &House, refusal: Refusal) -> Response {
    let message = match refusal {
        Refusal::Host => text!("serve-other-host"),
        Refusal::Origin => text!("serve-other-origin"),
        Refusal::Stranger if house.guard.asks_for_password() => text!("serve-enter-first"),
        Refusal::Stranger => text!("serve-stranger"),
    };
    let lines: Vec<(&str, &str)> = Language::ALL.iter().map(|one| (one.code(), message.get(*one))).collect();
    let password = refusal == Refusal::Stranger && house.guard.asks_for_password();
    let words = Words::new(Language::Chinese);
    let page = piece(&words, context! { kind => "door", code => "zh", lines => Value::from(Serde(lines)), password });
    (StatusCode::FORBIDDEN, html(page)).into_response()
}

async fn enter(State(house): Shared, body: Bytes) -> Response {
    let password = pairs(&body).into_iter().find(|(name, _)| name == "password").map(|(_, value)| value);
    if let Some(cookie) = password.and_then(|password| house.guard.enter(&password)) {
        return let_in("/", &cookie);
    }
    tokio::time::sleep(std::time::Duration::from_secs(PAUSE)).await;
    door(&house, Refusal::Stranger)
}

/// A page that is still looked at says so.
async fn here() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Ends the server; while something is at work only who says so once more.
async fn end(State(house): Shared, body: Bytes) -> Response {
    let told = pairs(&body);
    let words = Words::new(house.address(&told).language);
    let anyway = told.iter().any(|(name, _)| name == "anyway");
    if house.is_at_work() && !anyway {
        let headers = [("hx-retarget", "#served"), ("hx-reswap", "outerHTML")];
        return (headers, html(piece(&words, context! { kind => "at-work" }))).into_response();
    }
    if !house.closing.ask() {
        return StatusCode::NOT_FOUND.into_response();
    }
    html(piece(&words, context! { kind => "ended" })).into_response()
}

/// The way in, with the cookie.
fn let_in(to: &str, cookie: &str) -> Response {
    match (HeaderValue::try_from(to), HeaderValue::try_from(cookie)) {
        (Ok(to), Ok(cookie)) => (StatusCode::SEE_OTHER, [(LOCATION, to), (SET_COOKIE, cookie)]).into_response(),
        _ => StatusCode::BAD_REQUEST.into_response(),
    }
}

async fn own(Path(name): Path<String>) -> Response {
    match OWN.iter().find(|(own, _, _)| *own == name) {
        Some((_, kind, text)) => {
            let headers = [(CONTENT_TYPE, *kind), (CACHE_CONTROL, "private, max-age=31536000, immutable")];
            (headers, *text).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn html(text: String) -> Response {
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response()
}

/// The work of a page, where it may take a while; a mistake of the program is told as one.
async fn made(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Whether a request comes from a page that is there already, which takes a piece.
fn is_piece(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request") && !headers.contains_key("hx-history-restore-request")
}

async fn whole(State(house): Shared, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let address = house.address(&pairs(query.unwrap_or_default().as_bytes()));
    made(move || html(page(&house, &address, !is_piece(&headers), None))).await
}

/// A number of a lever, from its boxes, its slider or its steps.
async fn set(State(house): Shared, body: Bytes) -> Response {
    let told = pairs(&body);
    made(move || {
        let before = house.address(&told);
        let path = told.iter().find(|(name, _)| name == "path").map(|(_, path)| path.as_str()).unwrap_or_default();
        let boxes: Vec<String> =
            told.iter().filter(|(name, _)| name == "box").map(|(_, value)| value.clone()).collect();
        let words = Words::new(before.language);
        let mut after = before.clone();
        let problem = match house.base(&before) {
            Err(error) => Some(House::told(&error, &words)),
            Ok(plan) => match plan.parameters.iter().find(|one| one.path == path) {
                None => {
                    after.change(path, None);
                    None
                }
                Some(parameter) => match typed(parameter, &boxes) {
                    Typed::Plan => {
                        after.change(path, None);
                        None
                    }
                    Typed::Value(value) => {
                        after.change(path, Some(&value));
                        // What the plan would not take is not taken.
                        house.changed(&after).err().map(|error| House::told(&error, &words))
                    }
                    Typed::Unread(text) => Some(words.with("serve-no-number", &[("text", &text)])),
                    Typed::Disordered => Some(words.word("serve-disordered")),
                    Typed::Outside => {
                        let [least, most] = levers::allowed(parameter, &words);
                        Some(words.with("serve-outside", &[("least", &least), ("most", &most)]))
                    }
                },
            },
        };
        let shown = if problem.is_some() { &before } else { &after };
        moved(&house, shown, problem.as_deref())
    })
    .await
}

async fn reset(State(house): Shared, body: Bytes) -> Response {
    let mut address = house.address(&pairs(&body));
    address.changes.clear();
    made(move || moved(&house, &address, None)).await
}

/// A page that has become another one, whose address the browser is told.
fn moved(house: &Arc<House>, address: &Address, problem: Option<&str>) -> Response {
    let mut response = html(page(house, address, false, problem));
    if let Ok(to) = HeaderValue::try_from(format!("/?{}", address.query())) {
        response.headers_mut().insert("hx-push-url", to);
    }
    response
}

async fn answer(State(house): Shared, RawQuery(query): RawQuery) -> Response {
    let address = house.address(&pairs(query.unwrap_or_default().as_bytes()));
    let source = house.source(&address);
    // Who comes while too much is going on waits for a place, as long as a browser does.
    for _ in 0..WAITS {
        if let Ok(watching) = house.desk.watch(&key(&address), &source) {
            return live::answer(house, address, watching);
        }
        tokio::time::sleep(WAIT).await;
    }
    busy()
}

async fn task(State(house): Shared, RawQuery(query): RawQuery) -> Response {
    let told = pairs(query.unwrap_or_default().as_bytes());
    let id = told.iter().find(|(name, _)| name == "id").and_then(|(_, id)| id.parse().ok());
    let language = told.iter().find(|(name, _)| name == "lang").and_then(|(_, code)| Language::of_code(code));
    match id.and_then(|id| house.tasks.called(id)) {
        Some(task) => live::task(task, Words::new(language.unwrap_or_default())),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn changes(State(house): Shared, RawQuery(query): RawQuery) -> Response {
    let address = house.address(&pairs(query.unwrap_or_default().as_bytes()));
    made(move || match house.changed(&address) {
        Err(error) => refused(&error, &address),
        Ok(scenario) => {
            let text = app::changes_file(&address.plan, &scenario.id, &address.settings());
            ([(CONTENT_TYPE, "application/toml; charset=utf-8")], text).into_response()
        }
    })
    .await
}

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DOCUMENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

async fn form(State(house): Shared, RawQuery(query): RawQuery) -> Response {
    let address = house.address(&pairs(query.unwrap_or_default().as_bytes()));
    made(move || {
        let bytes = app::form_of(&house.source(&address), address.language);
        bytes
            .map_or_else(|error| refused(&error, &address), |bytes| ([(CONTENT_TYPE, WORKBOOK)], bytes).into_response())
    })
    .await
}

/// What cannot be handed out, in words.
fn refused(error: &AppError, address: &Address) -> Response {
    let words = Words::new(address.language);
    (StatusCode::BAD_REQUEST, html(problem(&House::told(error, &words), &words))).into_response()
}

/// A file that was handed in with the fields of its form.
async fn handed(mut form: Multipart) -> Result<(Vec<(String, String)>, String, Bytes), Response> {
    let (mut told, mut file) = (Vec::new(), None);
    while let Ok(Some(field)) = form.next_field().await {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let called = field.file_name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(|error| (error.status(), error.body_text()).into_response())?;
            file = Some((called, bytes));
        } else {
            told.push((name, field.text().await.unwrap_or_default()));
        }
    }
    let (called, bytes) = file.ok_or_else(|| StatusCode::BAD_REQUEST.into_response())?;
    Ok((told, called, bytes))
}

async fn filled(State(house): Shared, form: Multipart) -> Response {
    match handed(form).await {
        Ok((told, file, bytes)) => {
            made(move || house.reading(|| questions::filled(&house, &told, &file, &bytes))).await
        }
        Err(response) => response,
    }
}

async fn table(State(house): Shared, form: Multipart) -> Response {
    match handed(form).await {
        Ok((told, file, bytes)) => made(move || house.reading(|| questions::table(&house, &told, &file, &bytes))).await,
        Err(response) => response,
    }
}

async fn fetched(State(house): Shared, Path(id): Path<u64>) -> Response {
    match house.fetch(id) {
        Some((_, bytes)) => ([(CONTENT_TYPE, "application/octet-stream")], Bytes::from_owner(bytes)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn archive(State(house): Shared, Path(name): Path<String>) -> Response {
    made(move || {
        let Some(name) = name.strip_suffix(".zip") else { return StatusCode::NOT_FOUND.into_response() };
        match app::archive_of(&house.output, name) {
            Ok(bytes) => ([(CONTENT_TYPE, "application/zip")], bytes).into_response(),
            Err(_) => StatusCode::NOT_FOUND.into_response(),
        }
    })
    .await
}

async fn kept(State(house): Shared, Path((name, file)): Path<(String, String)>) -> Response {
    made(move || {
        let Ok(bytes) = app::file_of(&house.output, &name, &file) else { return StatusCode::NOT_FOUND.into_response() };
        let kind = match file.rsplit('.').next() {
            Some("html") => "text/html; charset=utf-8",
            Some("xlsx") => WORKBOOK,
            Some("docx") => DOCUMENT,
            Some("svg") => "image/svg+xml",
            Some("png") => "image/png",
            Some("json") => "application/json",
            Some("csv") => "text/csv; charset=utf-8",
            Some("txt" | "toml") => "text/plain; charset=utf-8",
            _ => "application/octet-stream",
        };
        ([(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, REPORT_POLICY)], Body::from(bytes)).into_response()
    })
    .await
}

/// A short name of what a piece is of, for the page to tell one from another.
fn short(text: &str) -> String {
    // FNV-1a.
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

/// A page, whole or what changes of it, perhaps with why the last change was not taken.
fn page(house: &Arc<House>, address: &Address, whole: bool, problem: Option<&str>) -> String {
    let words = &Words::new(address.language);
    let mut problem = problem.map(str::to_owned);
    let plan = match house.base(address) {
        Ok(plan) => plan,
        Err(error) => return super::layout::problem(&House::told(&error, words), words),
    };
    let now = house.changed(address).unwrap_or_else(|error| {
        problem.get_or_insert_with(|| House::told(&error, words));
        (*plan).clone()
    });
    // The order of the levers is that of the plan's first answer, and stays; a page that opens waits for it a little.
    let mut first = house.base_first(address);
    for _ in 0..LOOKS {
        if first.is_some() || !whole {
            break;
        }
        std::thread::sleep(LOOK);
        first = house.base_first(address);
    }
    let levers = Levers::of(&plan, &now, first.as_deref().map(|tried| &tried.results), words);
    let tabs: Vec<Value> = Tab::ALL
        .into_iter()
        .map(|tab| context! { code => tab.code(), title => tab.title(words), query => address.at(tab).query() })
        .collect();
    let changes: Vec<Value> = address
        .changes
        .iter()
        .map(|change| {
            let of = |scenario: &Scenario| {
                let one = scenario.parameters.iter().find(|one| one.path == change.path);
                one.map_or_else(String::new, |one| super::levers::said(one, words))
            };
            let after = Some(of(&now)).filter(|text| !text.is_empty()).unwrap_or_else(|| change.value.clone());
            context! {
                setting => change.setting(),
                path => change.path.clone(),
                name => names::parameter(&plan, words, &change.path),
                before => of(&plan),
                after,
            }
        })
        .collect();
    let plans: Vec<Value> = house
        .plans
        .iter()
        .map(|plan| context! { name => plan.name.clone(), short => plan.short(), title => house.called(plan, words) })
        .collect();
    let other = Language::ALL.into_iter().find(|one| *one != address.language).unwrap_or_default();
    let view = Words::new(other);
    let language = match address.language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    };
    laid_out(
        "page.html",
        words,
        context! {
            whole,
            language,
            code => address.language.code(),
            version => env!("CARGO_PKG_VERSION"),
            title => words.text(&plan.title),
            description => plan.description.as_ref().map(|text| words.text(text)),
            assumed => crate::report::view::assumed(&now, words),
            plans,
            plan => &address.plan,
            tab => address.tab.code(),
            query => address.query(),
            sure => address.at(Tab::Sure).query(),
            kept => address.at(Tab::Kept).query(),
            other_language => Address { language: other, ..address.clone() }.query(),
            other_code => other.code(),
            other_name => view.word("serve-language"),
            changes,
            file => format!("{}-changed.toml", plan.id),
            levers => Value::from(Serde(levers)),
            ends => ["serve-low", "serve-likely", "serve-high"],
            tabs,
            problem,
            served => house.closing.minutes().map(|many| words.with("serve-served", &[("minutes", &many.to_string())])),
            shown => shown(house, address, &now, words),
        },
    )
}

/// What a tab shows when the page is opened.
fn shown(house: &Arc<House>, address: &Address, now: &Scenario, words: &Words) -> String {
    match address.tab {
        Tab::Pair => questions::pair(house, address, words),
        Tab::Ask => {
            let others: Vec<&str> =
                house.plans.iter().map(|plan| plan.name.as_str()).filter(|name| *name != address.plan).collect();
            questions::form(now, &others, words)
        }
        Tab::Data => {
            let file = words.with("serve-form-file", &[("plan", &now.id)]);
            piece(words, context! { kind => "data", query => address.query(), file, start => now.start.to_string() })
        }
        Tab::Kept => questions::kept(house, words),
        _ => {
            // What is known already need not be waited for.
            let known = match house.desk.known(&key(address)) {
                Some(News::Tried(tried)) => Some(layout::shown(house, address, &tried, words)),
                _ => None,
            };
            let query = address.query();
            piece(words, context! { kind => "live", id => short(&query), query, known })
        }
    }
}
