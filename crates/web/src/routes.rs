//! Every address of Holdfast, in one table: the router is made of it, and the test that tries every route as every role reads it.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;

use crate::fields::LARGEST_FORM;
use crate::frame::{self, errors::Error};
use crate::{App, access, due, find, forms, front, front_door, imports, people, record, session, sign_in, users, work};

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    /// Who may come here at all; what they see then is for the permit of its act.
    pub who: WhoMay,
}

/// Who may come to a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhoMay {
    /// No session needed.
    Anyone,
    /// Anybody signed in.
    Signed,
    /// Those to whom the policy gives this act; the code of the act.
    Act(&'static str),
}

macro_rules! routes {
    ($( $method:ident $path:literal => $handler:path, $who:expr; )*) => {
        /// Every route.
        pub const ROUTES: &[Route] = &[ $( Route { method: stringify!($method), path: $path, who: $who }, )* ];

        fn all() -> Router<App> {
            Router::new() $( .route($path, axum::routing::$method($handler)) )*
        }
    };
}

use WhoMay::{Act, Anyone, Signed};

routes! {
    get "/" => front::home, Signed;
    get "/health/live" => front::live, Anyone;
    get "/health/ready" => front::ready, Anyone;
    get "/about/accessibility" => front::accessibility, Anyone;
    get "/about/corrections" => front::corrections, Anyone;

    get "/sign-in" => sign_in::page, Anyone;
    post "/sign-in" => sign_in::send, Anyone;
    get "/sign-in/cannot" => sign_in::cannot, Anyone;
    get "/sign-in/council" => sign_in::begin, Anyone;
    get "/sign-in/return" => sign_in::finish, Anyone;
    get "/sign-in/password" => sign_in::ask_password, Signed;
    post "/sign-in/password" => sign_in::choose_password, Signed;
    post "/sign-out" => sign_in::sign_out, Signed;
    post "/session/stay" => sign_in::stay, Signed;

    get "/work" => work::page, Act("read_due_list");
    post "/alerts/{id}/read" => work::read_alert, Act("read_due_list");
    get "/match-checks/{id}" => work::match_check, Act("read_due_list");
    post "/match-checks/{id}" => work::answer_match_check, Act("read_due_list");
    get "/due" => due::page, Act("read_due_list");
    get "/front-door" => front_door::front_door, Act("read_front_door");
    get "/contacts/{id}" => front_door::contact, Act("read_contact");
    post "/contacts/{id}/take" => front_door::take, Act("decide_contact");
    post "/contacts/{id}/danger" => front_door::danger, Act("declare_danger");
    get "/contacts/{id}/children/{part}/identify" => front_door::identify, Act("write_contact");
    post "/contacts/{id}/children/{part}/identify" => front_door::save_identity, Act("write_contact");
    get "/contacts/{id}/decide" => front_door::decide, Act("decide_contact");
    post "/contacts/{id}/decide" => front_door::save_decision, Act("decide_contact");
    get "/contacts/{id}/children/{part}/sign" => front_door::sign, Act("sign_decision");
    post "/contacts/{id}/children/{part}/sign" => front_door::save_signature, Act("sign_decision");
    get "/contacts/{id}/children/{part}/as-decided" => front_door::as_decided, Act("read_contact");

    get "/children" => find::empty, Act("find_people");
    post "/find" => find::search, Act("find_people");

    post "/forms/{form}" => forms::start, Act("take_contact");
    get "/drafts/{id}/{section}" => forms::show, Act("take_contact");
    post "/drafts/{id}/{section}" => forms::save, Act("take_contact");
    post "/drafts/{id}/hand-over" => forms::hand_over, Act("take_contact");
    post "/drafts/{id}/danger" => forms::danger, Act("take_contact");

    get "/people/{id}" => people::overview, Act("read_record");
    get "/people/{id}/timeline" => people::timeline, Act("read_record");
    get "/people/{id}/relationships" => people::relationships, Act("read_record");
    get "/people/{id}/contacts" => people::contacts, Act("read_record");
    get "/people/{id}/details" => people::details, Act("read_record");
    get "/people/{id}/looked" => people::looked, Act("read_access_log");
    post "/people/{id}/looked" => people::answer_look, Act("review_break_glass");
    get "/people/{id}/looked/print" => people::ask_looked_print, Act("read_access_log");
    post "/people/{id}/looked/print" => people::looked_print, Act("read_access_log");
    get "/people/{id}/reason" => people::ask_reason, Act("read_record");
    post "/people/{id}/reason" => people::give_reason, Act("read_record");
    get "/people/{id}/print" => people::ask_print, Act("read_record");
    post "/people/{id}/print" => people::print, Act("read_record");

    get "/people/{id}/record" => record::list, Act("write_identity");
    get "/people/{id}/record/{form}" => record::form, Act("write_identity");
    post "/people/{id}/record/{form}" => record::send, Act("write_identity");
    get "/people/{id}/facts/{fact}/correct" => record::correct, Act("write_identity");
    post "/people/{id}/facts/{fact}/correct" => record::save_correction, Act("write_identity");
    get "/people/{id}/facts/{fact}/wrong" => record::wrong, Act("write_identity");
    post "/people/{id}/facts/{fact}/wrong" => record::take_back, Act("write_identity");
    get "/people/{id}/join" => record::join, Act("join_people");
    post "/people/{id}/join" => record::save_joining, Act("join_people");
    get "/people/{id}/facts/{fact}/part" => record::part, Act("join_people");
    post "/people/{id}/facts/{fact}/part" => record::save_parting, Act("join_people");

    get "/users" => users::list, Act("manage_accounts");
    post "/users" => users::save_new, Act("manage_accounts");
    get "/users/add" => users::add, Act("manage_accounts");
    get "/users/{id}" => users::one, Act("manage_accounts");
    post "/users/{id}/place" => users::change, Act("manage_accounts");
    post "/users/{id}/reset" => users::reset, Act("manage_accounts");
    post "/users/{id}/end" => users::end, Act("manage_accounts");

    get "/access" => access::log, Act("search_access_log");
    get "/own-reasons" => access::own_reasons, Act("read_break_glass");

    get "/imports" => imports::list, Act("import");
    post "/imports" => imports::send, Act("import");
    get "/imports/{id}" => imports::one, Act("import");
    get "/imports/{id}/reconciliation.json" => imports::json, Act("import");
    get "/imports/{id}/reconciliation.csv" => imports::csv, Act("import");
}

/// The application.
pub fn router(app: App) -> Router {
    let https = app
        .settings()
        .public_url
        .as_ref()
        .is_some_and(|url| url.starts_with("https://"));
    all()
        .merge(frame::assets::routes())
        .fallback(frame::errors::not_found)
        .method_not_allowed_fallback(|| async { Error::MethodNotAllowed })
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(from_fn_with_state(app.clone(), session::attach))
        .layer(from_fn_with_state(app.authority(), frame::errors::dress))
        .layer(from_fn_with_state(https, frame::security::headers))
        .with_state(app)
}
