//! Reads the arguments. Of the commands that are like a mistyped one, only the nearest is offered:
//! who is told of two has to find out which one was meant.

use clap::error::{ContextKind, ContextValue, Error};
use clap::{CommandFactory, Parser};

use super::arguments::Arguments;
use crate::diag::nearest;

/// What was asked for. Otherwise says what is wrong with it, or the help, and ends the program.
pub fn arguments() -> Arguments {
    Arguments::try_parse().unwrap_or_else(|error| with_one_suggestion(error).exit())
}

/// The nearest command by its letters, or else the one that clap likes best, which is its last.
fn with_one_suggestion(mut error: Error) -> Error {
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) else { return error };
    let likely = match error.get(ContextKind::SuggestedSubcommand) {
        Some(ContextValue::Strings(names)) => names.last().cloned(),
        _ => None,
    };
    let program = Arguments::command();
    let near = nearest(typed, program.get_subcommands().map(clap::Command::get_name)).map(str::to_owned);
    if let Some(name) = near.or(likely) {
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(vec![name]));
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(typed: &str) -> Option<String> {
        let error = with_one_suggestion(Arguments::try_parse_from(["vade", typed]).err()?);
        match error.get(ContextKind::SuggestedSubcommand)? {
            ContextValue::Strings(names) if names.len() == 1 => names.first().cloned(),
            other => Some(format!("{other:?}")),
        }
    }

    /// A letter missing, doubled, or swapped with the next one.
    fn mistyped(name: &str) -> Vec<String> {
        let letters: Vec<char> = name.chars().collect();
        let at = |at: usize| {
            let (mut less, mut more, mut turned) = (letters.clone(), letters.clone(), letters.clone());
            less.remove(at);
            more.insert(at, letters[at]);
            turned.swap(at, (at + 1).min(letters.len() - 1));
            [less, more, turned].map(|letters| letters.into_iter().collect())
        };
        (0..letters.len()).flat_map(at).collect()
    }

    #[test]
    fn any_slip_of_a_letter_is_told_the_command_and_no_other() {
        let program = Arguments::command();
        let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
        for name in names.iter().filter(|name| name.len() > 3) {
            for typed in mistyped(name).iter().filter(|typed| !names.contains(&typed.as_str())) {
                assert_eq!(offered(typed).as_deref(), Some(*name), "{typed}");
            }
        }
    }

    #[test]
    fn a_word_that_is_like_no_command_is_told_none() {
        assert_eq!(offered("xylophone"), None);
    }
}
