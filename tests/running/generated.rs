//! A generated community: as large as was asked for, in the order of time, whole, found.

use std::collections::{BTreeMap, HashMap};

use cercles::circles::Circle;
use cercles::db::ids::{MemberId, PostId, ThemeId, ThreadId};
use cercles::db::schema::{animators, journal, members, memberships, posts, readings, search_terms, threads};
use cercles::db::{self, Db, Moment};
use cercles::demo::{self, Size};
use cercles::policy::Audience;
use cercles::refusal::Refusal;
use cercles::search::upkeep;
use diesel::prelude::*;

use super::process::{Folder, cercles, ended};
use crate::town::Town;

const SIZE: (usize, usize, usize) = (60, 40, 900);

async fn town() -> Town {
    let (members, threads, posts) = SIZE;
    Town::of_generated_demo(Size::of(Some(members), Some(threads), Some(posts)).unwrap()).await
}

type Thread = (ThreadId, i32, PostId, Moment, MemberId, Moment, MemberId, Option<i64>);
type Post = (PostId, ThreadId, i32, MemberId, Moment);
type Writing = (MemberId, ThemeId, Audience, Moment, Moment);

#[actix_web::test]
async fn it_has_the_size_and_the_order_that_were_asked_for() {
    let town = town().await;
    let (people, conversations, messages): (i64, Vec<Thread>, Vec<Post>) = town
        .read(|db| {
            let conversations = threads::table.select((
                threads::id,
                threads::posts_count,
                threads::last_post_id,
                threads::last_post_at,
                threads::last_author_id,
                threads::created_at,
                threads::author_id,
                threads::solution_id,
            ));
            let messages = posts::table.order(posts::id).select((
                posts::id,
                posts::thread_id,
                posts::number,
                posts::author_id,
                posts::created_at,
            ));
            Ok((members::table.count().get_result(db)?, conversations.load(db)?, messages.load(db)?))
        })
        .await;
    assert_eq!((people, conversations.len(), messages.len()), (60, 40, 900));
    assert!(messages.windows(2).all(|pair| pair[0].4 <= pair[1].4), "ids are in the order of time");
    let mut by_thread: HashMap<ThreadId, Vec<&Post>> = HashMap::new();
    for post in &messages {
        by_thread.entry(post.1).or_default().push(post);
    }
    for (id, count, last_post, last_at, last_author, created_at, author, solution) in conversations {
        let told = &by_thread[&id];
        assert!(told.iter().zip(1..).all(|(post, number)| post.2 == number), "posts are numbered from 1");
        let (first, last) = (told[0], told[told.len() - 1]);
        assert_eq!((count as usize, last_post, last_at, last_author), (told.len(), last.0, last.4, last.3));
        assert_eq!((created_at, author), (first.4, first.3));
        assert!(solution.is_none_or(|solution| told[1..].iter().any(|post| post.0.0 == solution)));
    }
}

#[actix_web::test]
async fn nobody_writes_where_they_may_not_read_nor_before_they_joined() {
    let town = town().await;
    let (written, standings, animating): (Vec<Writing>, Vec<_>, Vec<_>) = town
        .read(|db| {
            let written = posts::table
                .inner_join(threads::table)
                .inner_join(members::table)
                .select((
                    posts::author_id,
                    threads::theme_id,
                    threads::audience,
                    posts::created_at,
                    members::created_at,
                ))
                .load(db)?;
            let standings = memberships::table
                .select((memberships::member_id, memberships::theme_id, memberships::circle))
                .load::<(MemberId, ThemeId, Circle)>(db)?;
            let animating =
                animators::table.select((animators::member_id, animators::theme_id)).load::<(MemberId, ThemeId)>(db)?;
            Ok((written, standings, animating))
        })
        .await;
    for (author, theme, audience, at, joined) in written {
        let needed = match audience {
            Audience::Public | Audience::Community => Circle::Community,
            Audience::Peer => Circle::Peer,
            Audience::Expert | Audience::Named => Circle::Expert,
        };
        let stands =
            |(member, of, circle): &(MemberId, ThemeId, Circle)| *member == author && *of == theme && *circle >= needed;
        assert!(animating.contains(&(author, theme)) || standings.iter().any(stands), "{author} in {theme}");
        assert!(joined <= at);
    }
}

#[actix_web::test]
async fn nothing_points_to_nothing_and_readings_end_within_their_thread() {
    let town = town().await;
    assert_eq!(town.read(|db| db::unsound(db).map_err(Refusal::Broken)).await, Vec::<String>::new());
    let (read, beyond): (i64, i64) = town
        .read(|db| {
            let beyond =
                readings::table.inner_join(threads::table).filter(readings::last_number.gt(threads::posts_count));
            Ok((readings::table.count().get_result(db)?, beyond.count().get_result(db)?))
        })
        .await;
    assert!(read > 40 && beyond == 0, "{read} readings, {beyond} too far");
}

#[actix_web::test]
async fn the_five_accounts_sign_in_and_find_a_title_by_its_words() {
    let town = town().await;
    let mut read = BTreeMap::new();
    for (email, _) in demo::ACCOUNTS {
        let person = town.visitor();
        let typed = [("email", *email), ("password", demo::PASSWORD)];
        person.fills("/connexion", "/connexion", &typed).await.redirects_to("/");
        read.insert(*email, person.visits("/fils").await.ok().count("main a[href^='/fils/']"));
    }
    assert!(read["animation@cercles.example"] > read["expert@cercles.example"], "{read:?}");
    let title: String =
        town.read(|db| Ok(threads::table.order(threads::id.desc()).select(threads::title).first(db)?)).await;
    let word = title.split(' ').max_by_key(|word| word.len()).unwrap();
    let animator = town.visitor();
    let typed = [("email", "animation@cercles.example"), ("password", demo::PASSWORD)];
    animator.fills("/connexion", "/connexion", &typed).await.redirects_to("/");
    let found = animator
        .visits(&format!(
            "/recherche?q={}",
            percent_encoding::utf8_percent_encode(word, percent_encoding::NON_ALPHANUMERIC)
        ))
        .await;
    assert!(found.ok().text().contains(title.trim_end_matches(" ?")), "{word} does not find {title}");
}

type Count = (String, ThemeId, Audience, i64);

fn counts(db: &mut Db) -> Result<Vec<Count>, Refusal> {
    let key = (search_terms::term, search_terms::theme_id, search_terms::audience);
    let mut counts: Vec<Count> = search_terms::table.select((key.0, key.1, key.2, search_terms::posts)).load(db)?;
    counts.sort();
    Ok(counts)
}

#[actix_web::test]
async fn its_index_is_the_one_that_would_be_made_again() {
    let town = town().await;
    assert_eq!(town.read(upkeep::missing).await, 0);
    let loaded = town.read(counts).await;
    let app = town.app.clone();
    let kept = move || (upkeep::keep(&app.database).unwrap(), upkeep::rebuild(&app.database).unwrap());
    let (kept, made) = tokio::task::spawn_blocking(kept).await.unwrap();
    assert_eq!((kept, made), (0, 900), "nothing was left to do");
    let counted = town.read(counts).await;
    assert!(loaded == counted, "{} counts loaded, {} made again", loaded.len(), counted.len());
}

#[actix_web::test]
async fn it_is_loaded_once_and_never_served_in_part() {
    let town = town().await;
    let again = |town: &Town| {
        let (app, size) = (town.app.clone(), Size::of(Some(60), None, None).unwrap());
        tokio::task::spawn_blocking(move || demo::load_generated(&app.database, "", size, &mut |_, _| {}))
    };
    assert_eq!(again(&town).await.unwrap(), Ok(false));
    town.write(|tx| {
        diesel::delete(journal::table.filter(journal::act.eq("demo.loaded"))).execute(tx.db())?;
        Ok(())
    })
    .await;
    assert!(again(&town).await.unwrap().unwrap_err().contains("not loaded to its end"));
}

#[test]
fn impossible_sizes_are_refused_in_a_sentence() {
    let folder = Folder::new();
    let data = folder.path().join("data");
    for (words, why) in [
        (["--threads", "10", "--posts", "9"], "--posts must be at least --threads"),
        (["--members", "4", "--threads", "10"], "--members must be from 5"),
        (["--threads", "10", "--posts", "20000001"], "--posts must be at most 20000000"),
    ] {
        let (status, _, told) = ended(cercles(&["demo", "--data"]).arg(&data).args(words));
        assert_eq!(status, 1);
        assert!(told.starts_with("cercles: ") && told.contains(why), "{told}");
    }
    let (status, _, _) = ended(&mut cercles(&["demo", "--posts", "many"]));
    assert_eq!(status, 2);
    assert!(!data.exists(), "nothing was made");
}
