//! How one tag is read, from bracket to bracket.

use std::borrow::Cow;

use super::{Attribute, First, Form, Notation};

/// A tag while it is read.
pub(super) struct Scanner<'n, 't> {
    pub notation: &'n Notation,
    pub open: &'static str,
    pub close: &'static str,
    /// What is still to be read.
    pub rest: &'t str,
}

impl<'t> Scanner<'_, 't> {
    /// Name, form and attributes, from behind the first bracket to behind the last.
    pub fn tag(&mut self) -> Option<(&'t str, Form, Vec<Attribute<'t>>)> {
        let closes = self.take_slash();
        if self.notation.first == First::Letter
            && !self.rest.starts_with(|sign: char| sign.is_ascii_alphabetic())
        {
            return None;
        }
        let name = Some(self.word()).filter(|name| !name.is_empty())?;
        let mut attributes = Vec::new();
        loop {
            if let Some(form) = self.take_end() {
                return Some((name, if closes { Form::Closes } else { form }, attributes));
            }
            attributes.push(self.attribute()?);
        }
    }

    /// Passes over white space and the slash of a tag that closes.
    fn take_slash(&mut self) -> bool {
        let is_spaced = self.notation.first == First::Space;
        let trimmed = |text: &'t str| if is_spaced { text.trim_start() } else { text };
        let behind = trimmed(self.rest).strip_prefix('/');
        self.rest = trimmed(behind.unwrap_or(self.rest));
        behind.is_some()
    }

    /// Passes over the last bracket, if nothing else stands before it; a slash says that the tag is whole.
    fn take_end(&mut self) -> Option<Form> {
        self.rest = self.rest.trim_start_matches(|sign: char| self.parts(sign));
        let end = |text: &'t str| text.trim_start().strip_prefix(self.close);
        let opens = end(self.rest).map(|rest| (rest, Form::Opens));
        let found = opens.or_else(|| end(self.rest.strip_prefix('/')?).map(|rest| (rest, Form::Whole)));
        let (rest, form) = found?;
        self.rest = rest;
        Some(form)
    }

    fn parts(&self, sign: char) -> bool {
        sign.is_whitespace() || self.notation.separators.contains(sign)
    }

    /// The next attribute; none where the text ends, or another tag begins.
    fn attribute(&mut self) -> Option<Attribute<'t>> {
        if self.rest.is_empty() || self.rest.starts_with(self.open) {
            return None;
        }
        let name = self.take_name();
        let value = match self.take_code() {
            Some(code) => Scanner { rest: code.trim_start(), ..*self }.take_quoted(),
            None => self.take_quoted().or_else(|| Some(self.word().into())),
        };
        Some(Attribute { name, value })
    }

    /// `name=`
    fn take_name(&mut self) -> Option<&'t str> {
        let is_sign = |sign: char| sign.is_alphanumeric() || "_-".contains(sign);
        let (name, value) = self.rest.split_once('=')?;
        if name.is_empty() || !name.chars().all(is_sign) {
            return None;
        }
        self.rest = value;
        Some(name)
    }

    /// What stands between braces, which is code in JSX.
    fn take_code(&mut self) -> Option<&'t str> {
        let inside = self.rest.strip_prefix('{')?;
        let mut open = 1;
        let end = inside.find(|sign| {
            open += i32::from(sign == '{') - i32::from(sign == '}');
            open == 0
        })?;
        self.rest = &inside[end + 1..];
        Some(&inside[..end])
    }

    /// `"a \"b\""` without the quotation marks. One that nothing closes is part of a word.
    fn take_quoted(&mut self) -> Option<Cow<'t, str>> {
        let quote = self.rest.chars().next().filter(|sign| self.notation.quotes.contains(*sign))?;
        let (inside, escapes) = (&self.rest[1..], self.notation.escaping == Some(quote));
        let mut is_escaped = false;
        let end = inside.find(|sign| {
            let ends = sign == quote && !is_escaped;
            is_escaped = escapes && sign == '\\' && !is_escaped;
            ends
        })?;
        self.rest = &inside[end + 1..];
        let text = &inside[..end];
        Some(match escapes && text.contains('\\') {
            true => text.replace("\\\"", "\"").replace("\\\\", "\\").into(),
            false => text.into(),
        })
    }

    /// What stands before the next white space, separator or bracket.
    fn word(&mut self) -> &'t str {
        let ends = |at: usize| {
            let rest = &self.rest[at..];
            let end = rest.strip_prefix('/').unwrap_or(rest).starts_with(self.close);
            end || rest.starts_with(self.open) || rest.starts_with(|sign| self.parts(sign))
        };
        let length = self.rest.char_indices().map(|(at, _)| at).find(|at| ends(*at));
        let (word, rest) = self.rest.split_at(length.unwrap_or(self.rest.len()));
        self.rest = rest;
        word
    }
}
