//! What makes texts wait in a theme, for who shapes it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::{NEW, Rules};
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::themes;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, optional};

/// First posts that wait, at most.
const MOST_FIRST: i32 = 20;
/// The longest list of words, in characters.
const LONGEST_WORDS: usize = 4_000;

/// The rules as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct RulesForm {
    first_posts: String,
    links: String,
    words: String,
}

impl Fields for RulesForm {
    type Parsed = Rules;
    fn parse(&self) -> Result<Rules, Refusal> {
        let mut problems = Problems::default();
        let typed = self.first_posts.trim();
        let first = if typed.is_empty() { Some(0) } else { typed.parse().ok() };
        let first = first.filter(|many| (0..=MOST_FIRST).contains(many));
        let first = problems.check(
            "first_posts",
            first.ok_or_else(|| Sentence::new("held-first-wrong").number("most", i64::from(MOST_FIRST))),
        );
        let words = problems.check("words", optional(&self.words, LONGEST_WORDS));
        problems.settle()?;
        let Some((first_posts, words)) = first.zip(words) else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        Ok(Rules { first_posts, links: !self.links.is_empty(), words })
    }
}

#[derive(Serialize)]
struct View {
    slug: String,
    theme: String,
    form: Filled<RulesForm>,
    most: i32,
    new: i64,
}

fn page(visit: &mut Visit<'_>, slug: &str, form: Option<Filled<RulesForm>>) -> Result<Page, Refusal> {
    let theme = themes::named(visit.db, slug)?;
    policy::require(&visit.viewer, &Act::ShapeTheme(theme.id))?;
    let rules = super::rules_of(visit.db, theme.id)?;
    let first_posts = if rules.first_posts == 0 { String::new() } else { rules.first_posts.to_string() };
    let links = if rules.links { "1".to_owned() } else { String::new() };
    let form = form.unwrap_or_else(|| Filled::with(RulesForm { first_posts, links, words: rules.words }));
    let view = View { slug: theme.slug, theme: theme.name, form, most: MOST_FIRST, new: NEW };
    Ok(Page::of("moderation/held_rules.html", &view))
}

/// GET /themes/{slug}/attente/regles
pub async fn show(desk: Desk, slug: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &slug, None)).await
}

/// POST /themes/{slug}/attente/regles
pub async fn change(desk: Desk, slug: Path<String>, posted: Posted) -> HttpResponse {
    let again = slug.clone();
    desk.submit::<RulesForm>(
        posted,
        move |acting, rules| {
            let theme = themes::named(acting.tx.db(), &slug)?;
            super::change_rules(acting.viewer, theme.id, rules, acting.tx)?;
            Ok(Done::at(format!("{}/attente/regles", themes::address(&theme.slug))).saying("said-held-rules"))
        },
        move |visit, form| page(visit, &again, Some(form)),
    )
    .await
}
