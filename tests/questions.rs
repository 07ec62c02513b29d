//! The search against questions as people type them: the right thread among the first.

use std::collections::HashMap;

use cercles::db::schema::{members, threads};
use cercles::policy::{Level, Standing, Viewer};
use cercles::search::{Filters, Order, Question, find};
use cercles::themes::Theme;
use diesel::prelude::*;
use serde::Deserialize;

use crate::town::Town;

#[derive(Deserialize)]
struct Asked {
    question: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    asks: String,
    finds: Vec<String>,
}

#[derive(Deserialize)]
struct Tale {
    title: String,
}

fn titles() -> HashMap<String, String> {
    let mut titles = HashMap::new();
    for theme in std::fs::read_dir("config/demo/threads").unwrap().map(Result::unwrap) {
        for file in std::fs::read_dir(theme.path()).unwrap().map(Result::unwrap) {
            let name = format!(
                "{}/{}",
                theme.file_name().to_str().unwrap(),
                file.path().file_stem().unwrap().to_str().unwrap()
            );
            let tale: Tale = toml::from_str(&std::fs::read_to_string(file.path()).unwrap()).unwrap();
            titles.insert(name, tale.title);
        }
    }
    titles
}

/// Asked as the animator of every theme, who sees everything: the hardest place to find something.
#[actix_web::test]
async fn questions_as_people_type_them_find_the_right_thread() {
    let town = Town::of_demo().await;
    let asked: Asked = toml::from_str(include_str!("fixtures/questions.toml")).unwrap();
    assert!(asked.question.len() >= 80);
    let titles = titles();
    let ranks = town
        .read(move |db| {
            let member =
                members::table.filter(members::email.eq("animation@cercles.example")).select(members::id).first(db)?;
            let standing = |theme: Theme| Standing { theme: theme.id, level: Level::Animator };
            let standings = cercles::themes::all(db, true)?.into_iter().map(standing).collect();
            let viewer = Viewer { member: Some(member), standings, ..Viewer::default() };
            let mut ranks = Vec::new();
            for case in &asked.question {
                let found = find(db, &viewer, &Question::read(&case.asks), &Filters::default(), Order::Relevance)?;
                let wanted: Vec<&String> =
                    case.finds.iter().map(|name| titles.get(name).unwrap_or_else(|| panic!("no {name}"))).collect();
                let mut rank = None;
                for (at, hit) in found.hits.iter().take(10).enumerate() {
                    let title: String = threads::table.find(hit.thread).select(threads::title).first(db)?;
                    if wanted.contains(&&title) {
                        rank = Some(at);
                        break;
                    }
                }
                if rank.is_none_or(|rank| rank >= 5) {
                    println!("{:?}: {} ({})", rank, case.asks, case.finds[0]);
                }
                ranks.push(rank);
            }
            Ok(ranks)
        })
        .await;
    #[allow(clippy::cast_precision_loss)]
    let share = |most: usize| {
        ranks.iter().filter(|rank| rank.is_some_and(|rank| rank < most)).count() as f64 / ranks.len() as f64
    };
    println!("{} questions: {:.2} first, {:.2} in 5, {:.2} in 10", ranks.len(), share(1), share(5), share(10));
    assert!(share(5) >= 0.70, "{:.2} among the first five", share(5));
    assert!(share(10) >= 0.80, "{:.2} among the first ten", share(10));
}
