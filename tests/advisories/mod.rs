//! One test an advisory: what was found in other forums and in what they are built on, tried here on named people.
//! [`LIST`] says which test answers which advisory; `docs/advisories.md` is written from it.

mod acting;
mod entering;
mod finding;
mod reading;
mod telling;

use cercles::circles::{Circle, Move, place};
use cercles::db::ids::to_base32;

use crate::sources::files;
use crate::town::{Person, THEME, Town, id_in, masked};

/// An advisory, the test that tries it here, what it tries.
struct Advisory(&'static str, &'static str, &'static str);

/// In the order of the surfaces they are about.
const LIST: &[Advisory] = &[
    Advisory(
        "Discourse #41673",
        "discourse_41673_hidden_words_in_full_text",
        "Words of a hidden thread find nothing, count nothing and propose no spelling",
    ),
    Advisory(
        "Discourse #41488",
        "discourse_41488_filter_by_author",
        "Filtering a search by author shows no more of what they wrote than reading does",
    ),
    Advisory(
        "Discourse #41523",
        "discourse_41523_who_may_be_mentioned",
        "Names proposed while one writes say nothing of a circle one is not in",
    ),
    Advisory(
        "Discourse #41384",
        "discourse_41384_counts_of_subtopics",
        "What a theme and its sub-topics count is what their reader sees",
    ),
    Advisory(
        "Discourse #19729, #19929",
        "discourse_19729_last_activity",
        "A hidden answer moves no list, no badge, no date",
    ),
    Advisory(
        "Discourse #41601",
        "discourse_41601_sorting_as_a_side_channel",
        "No order, nor any a client asks for, depends on what is hidden",
    ),
    Advisory(
        "Discourse CVE-2026-32244",
        "cve_2026_32244_excerpts_outlive_their_post",
        "An excerpt is gone with its post at the next request",
    ),
    Advisory(
        "Discourse CVE-2021-41271, CVE-2021-43794; Zulip, 18 March 2021",
        "cve_2021_41271_pages_kept_by_a_cache",
        "Pages of members are kept by no cache, and two people at one address get their own",
    ),
    Advisory(
        "Discourse #41152, #3169, #41587",
        "discourse_41152_bookmark_oracle",
        "What is hidden and what does not exist are answered alike, read or bookmarked",
    ),
    Advisory(
        "Discourse #40903",
        "discourse_40903_titles_in_ones_own_lists",
        "Bookmarks and drafts forget the title of what one lost",
    ),
    Advisory(
        "Discourse #41485, CVE-2026-32620, #14022",
        "cve_2026_32620_members_pages",
        "A member's page lists what its reader sees, and not when the member was there",
    ),
    Advisory(
        "NodeBB fadb4e34, 065f1f2a",
        "nodebb_fadb4e34_addresses_of_members",
        "Nobody reads another's network or mail address",
    ),
    Advisory(
        "NodeBB 84679459, c52401da; Discourse #41547",
        "nodebb_84679459_history_of_what_is_gone",
        "A hidden post has no history, a hidden version no comparison",
    ),
    Advisory(
        "Discourse #43155",
        "discourse_43155_every_address_of_a_file",
        "A file's every address asks for the right to a post that holds it",
    ),
    Advisory(
        "Discourse #8664, #9271",
        "discourse_8664_files_by_their_content",
        "The same bytes sent by two people stand at two addresses, neither made from them",
    ),
    Advisory(
        "Flarum CVE-2023-22488",
        "flarum_cve_2023_22488_mail_recheck",
        "A mail already due leaves out what its reader lost meanwhile",
    ),
    Advisory(
        "Discourse CVE-2021-41082",
        "cve_2021_41082_titles_in_subjects",
        "No subject, link or header of a mail holds what its reader lost",
    ),
    Advisory(
        "Discourse CVE-2021-43792",
        "cve_2021_43792_notifications_after_losing_access",
        "The bell neither shows nor counts what its reader lost",
    ),
    Advisory(
        "Flarum 1.6.3",
        "flarum_1_6_3_quoting_any_post",
        "Quoting or previewing a post by its id reads nothing one may not see",
    ),
    Advisory(
        "Discourse #33705, #6710",
        "discourse_33705_titles_behind_links",
        "A link says the title of a thread to those who may see it only",
    ),
    Advisory(
        "NodeBB 2cc3ae15",
        "nodebb_2cc3ae15_feed_of_somebody_demoted",
        "A feed shows what its member may read now, and a revoked address nothing",
    ),
    Advisory(
        "Discourse CVE-2026-44780, #41531",
        "cve_2026_44780_flags_of_another_theme",
        "Flags and their excerpts are shown to those who moderate that theme",
    ),
    Advisory(
        "Discourse CVE-2026-21865; NodeBB 7e6e9b94",
        "cve_2026_21865_moving_needs_both_ends",
        "Moving a thread needs the right where it is and where it goes",
    ),
    Advisory(
        "Discourse CVE-2026-28227; Vaultwarden CVE-2026-27803",
        "cve_2026_28227_moderators_keep_to_their_theme",
        "Who moderates one theme decides nothing in another, nor about their own place",
    ),
    Advisory(
        "Vaultwarden CVE-2026-27898",
        "vaultwarden_cve_2026_27898_partial_writes",
        "A refused write answers nothing of what it was aimed at",
    ),
    Advisory(
        "Flarum CVE-2023-22489",
        "flarum_cve_2023_22489_replying_under_a_removed_post",
        "A removed first post opens no right to answer",
    ),
    Advisory(
        "Zulip CVE-2025-47930",
        "zulip_cve_2025_47930_rights_of_another_kind",
        "Announcing by changing the kind of a form is refused as announcing is",
    ),
    Advisory(
        "Zulip CVE-2016-4427",
        "zulip_cve_2016_4427_closed_accounts",
        "A closed account's session, feed and reset are dead at once",
    ),
    Advisory(
        "Vaultwarden CVE-2026-43913; Discourse GHSA-x8w7-rwmr-w278",
        "vaultwarden_cve_2026_43913_accepted_is_not_confirmed",
        "Somebody invited has no right before they are in, and gets no more than their inviter may still give",
    ),
    Advisory(
        "phpBB CVE-2026-29199",
        "phpbb_cve_2026_29199_forged_host",
        "Links in mails come from the settings, whatever host a request names",
    ),
    Advisory(
        "Discourse CVE-2021-37693, #43833, #43863",
        "cve_2021_37693_reset_links_after_a_change",
        "One reset link lives at most, and dies with a change of password",
    ),
    Advisory("Discourse 1.0", "discourse_1_0_redirects_elsewhere", "Signing in leads nowhere but to this site"),
    Advisory(
        "RUSTSEC-2026-0213, RUSTSEC-2026-0193, RUSTSEC-2025-0071",
        "rustsec_2026_0213_tags_that_mutate",
        "Tags whose text a browser reads otherwise never come out of the sanitiser",
    ),
    Advisory(
        "Zulip CVE-2025-52559, CVE-2026-24050",
        "zulip_cve_2026_24050_names_are_text",
        "Markup in names, titles, notes and reasons is text on pages and in mails",
    ),
    Advisory(
        "Mastodon CVE-2026-23963",
        "mastodon_cve_2026_23963_unbounded_names",
        "Every text one gives has a limit, said beside its field",
    ),
    Advisory(
        "Mastodon CVE-2025-54879",
        "cve_2025_54879_limiter_neighbours",
        "A limit that is reached stops its own act and no neighbour",
    ),
    Advisory("Discourse #41723", "discourse_41723_injected_order", "An order nobody offers is no order, and never SQL"),
    Advisory(
        "Lemmy CVE-2026-29178, CVE-2026-33693, CVE-2025-25194; Campfire #153, #225",
        "lemmy_cve_2026_29178_nothing_is_fetched",
        "Addresses in texts are links: nothing is fetched, no picture is shown from elsewhere",
    ),
    Advisory(
        "RUSTSEC-2021-0069",
        "rustsec_2021_0069_lines_in_headers",
        "A line break in an address or a name makes no header",
    ),
];

/// Advisories about surfaces that are not here yet.
const NOT_YET: &[(&str, &str)] = &[
    ("Discourse #16273; Zulip CVE-2025-27149", "exports of members' data"),
    ("Discourse CVE-2026-44782, CVE-2026-33514", "a JSON interface"),
    ("Discourse CVE-2026-44786; Campfire #232", "live updates"),
    ("NodeBB CVE-2022-36076", "signing in by another site"),
];

fn written() -> String {
    let mut text = "# Advisories of others, tried here\n\nWritten by `tests/advisories`: each line is a test that does here what the advisory describes. Versions of\ndependencies with known holes are kept out by `deny.toml`.\n\n| advisory | what is tried | test |\n|---|---|---|\n".to_owned();
    for Advisory(ids, test, line) in LIST {
        text += &format!("| {ids} | {line} | `{test}` |\n");
    }
    text += "\n## Not here yet\n\n";
    for (ids, surface) in NOT_YET {
        text += &format!("- {ids}: {surface}.\n");
    }
    text
}

#[test]
fn every_advisory_has_its_test_and_its_line() {
    let sources: String = files("tests/advisories", ".rs").into_iter().map(|(_, text)| text).collect();
    for Advisory(ids, test, _) in LIST {
        let found = sources.matches(&format!("\nasync fn {test}() {{")).count()
            + sources.matches(&format!("\nfn {test}() {{")).count();
        assert_eq!(found, 1, "{ids}: {test}");
    }
    let tests = sources.matches("\n#[actix_web::test]\n").count() + sources.matches("\n#[test]\n").count();
    assert_eq!(tests, LIST.len() + 1, "a test stands in no line of the list");
    if std::env::var("CERCLES_WRITE_DOCS").is_ok() {
        std::fs::write("docs/advisories.md", written()).unwrap();
    }
    let kept = std::fs::read_to_string("docs/advisories.md").unwrap_or_default();
    assert!(kept == written(), "docs/advisories.md is out of date: run this test with CERCLES_WRITE_DOCS=1");
}

/// A word that stands in hidden things only.
const SECRET: &str = "zibeline";
const MENTAL: &str = "sante-mentale";

/// Opens a thread; its address.
async fn opens(person: &Person<'_>, kind: &str, audience: &str, title: &str, body: &str) -> String {
    let fields = [("theme", THEME), ("kind", kind), ("title", title), ("body", body), ("audience", audience)];
    person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

/// A question for the experts.
async fn secret(person: &Person<'_>) -> String {
    opens(person, "question", "expert", "Une zibeline au bloc ?", "La zibeline de Valmont.").await
}

/// Answers in a thread; the post's id.
async fn answers(person: &Person<'_>, thread: &str, body: &str) -> String {
    let answer = person.posts(&format!("{}/messages", short(thread)), &[("body", body)]).await;
    answer.redirects_to("/fils/").location().rsplit("#m-").next().unwrap().to_owned()
}

/// The first post's id.
async fn first_post(person: &Person<'_>, thread: &str) -> String {
    person.visits(&format!("{thread}?page=1")).await.ok().attribute("li.post", "id").unwrap().replace("m-", "")
}

/// The address of a thread, its id alone.
fn short(thread: &str) -> String {
    format!("/fils/{}", to_base32(id_in(thread)))
}

/// An address like a thread's, where nothing is.
fn nowhere(thread: &str) -> String {
    format!("/fils/{}", to_base32(id_in(thread) ^ 0xFFF))
}

/// A person's place in the theme changes, at once; `None`: they are out.
async fn goes_to(town: &Town, person: &Person<'_>, circle: Option<Circle>) {
    let (theme, member) = (town.theme(THEME).await, person.id());
    town.write(move |tx| place(tx, &Move { member, theme, to: circle, decided_by: None, reason: "story" })).await;
}

/// Notices are made, wait for others, and leave.
async fn mail_leaves(town: &Town) {
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(150).await;
    }
}

/// The path of a person's feed of everything.
async fn feed(person: &Person<'_>) -> String {
    let given = person.visits("/reglages/flux").await.attribute("#feed-all", "value").unwrap();
    given[given.find("/flux/").unwrap()..].to_owned()
}

/// What a person gets at some addresses, whole.
async fn heard(person: &Person<'_>, addresses: &[&str]) -> Vec<String> {
    let mut pages = Vec::new();
    for address in addresses {
        person.cookies.borrow_mut().remove("said");
        pages.push(format!("{address}\n{}", masked(&person.visits(address).await)));
    }
    pages
}
