//! Words nobody wrote, and those the reader sees that look like them.

use super::analysis;
use super::question::Question;
use super::store;
use crate::db::Db;
use crate::policy::Viewer;
use crate::refusal::Refusal;

/// Words mended in one question.
const MOST: usize = 4;
/// Shorter words have too many neighbours.
const SHORTEST: usize = 4;

/// The same question with its unknown words replaced by the nearest written ones, if any is near.
///
/// # Errors
/// What the database says.
pub fn mended(db: &mut Db, viewer: &Viewer, text: &str, unknown: &[String]) -> Result<Option<String>, Refusal> {
    let mut mended = text.to_owned();
    for word in unknown.iter().filter(|word| word.chars().count() >= SHORTEST).take(MOST) {
        if let Some(near) = nearest(db, viewer, word)? {
            mended = replaced(&mended, word, &near);
        }
    }
    Ok((mended != text && !Question::read(&mended).is_empty()).then_some(mended))
}

/// The nearest written word: one mistake in a short word, two in a long one; the most used among equals.
fn nearest(db: &mut Db, viewer: &Viewer, word: &str) -> Result<Option<String>, Refusal> {
    let folded = crate::text::fold(word);
    let Some(first) = folded.chars().next() else { return Ok(None) };
    let most = if folded.chars().count() <= 6 { 1 } else { 2 };
    let token = analysis::token_of(word).unwrap_or_default();
    let near = store::written_with(db, viewer, first)?.into_iter().filter_map(|written| {
        // The form that was kept may be the plural of what was typed, or the other way round.
        let form = strsim::osa_distance(&folded, &crate::text::fold(&written.form));
        let far = form.min(strsim::osa_distance(&token, &written.token));
        (far > 0 && far <= most).then_some((far, std::cmp::Reverse(written.posts), written.form))
    });
    Ok(near.min().map(|(_, _, form)| form))
}

/// A text with one of its words replaced wherever it stands.
fn replaced(text: &str, word: &str, by: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut at = 0;
    for (start, piece) in analysis::pieces(text).filter(|(_, piece)| analysis::lowered(piece) == word) {
        replaced.push_str(&text[at..start]);
        replaced.push_str(by);
        at = start + piece.len();
    }
    replaced.push_str(&text[at..]);
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_replaced_and_the_rest_kept() {
        assert_eq!(
            replaced("« Brasselet » du bloc -brasselets", "brasselet", "bracelet"),
            "« bracelet » du bloc -brasselets"
        );
    }
}
