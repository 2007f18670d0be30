//! Opens a source in the writer's editor, at a line.
//!
//! Either the browser does, by an address such as `vscode://file/{path}:{line}:{column}`, or the
//! server starts the program that `$VISUAL` or `$EDITOR` names. Programs that live in a terminal
//! are not started: the terminal is taken.

#![expect(clippy::disallowed_methods, reason = "starts the editor that the writer has chosen")]

use std::path::Path;
use std::process::{Command, Stdio};

/// Editors that need a terminal to themselves.
const IN_TERMINAL: &[&str] = &[
    "vi", "vim", "nvim", "nano", "pico", "emacs", "hx", "helix", "micro", "ne", "joe", "ed", "kak", "mcedit",
];

/// How files are opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Editor {
    /// Not at all: nobody has said how.
    #[default]
    Unknown,
    /// The browser opens this address; `{path}`, `{line}` and `{column}` stand for the place.
    Address(String),
    /// A program and its arguments.
    Program(Vec<String>),
}

impl Editor {
    /// Reads what the writer configured: an address, else a command line.
    pub fn of(text: &str) -> Self {
        if text.contains("://") {
            return Self::Address(text.to_owned());
        }
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        match words.first() {
            Some(program)
                if !IN_TERMINAL.contains(&name(program)) || words.len() > 1 && is_window(&words) =>
            {
                Self::Program(words)
            }
            _ => Self::Unknown,
        }
    }

    /// The address that opens a file of the site at `root`, if the browser is to do it; `{file}`
    /// stands for the path of the file in the site.
    pub(super) fn pattern(&self, root: &Path) -> Option<String> {
        let Self::Address(pattern) = self else { return None };
        let root = root.to_string_lossy().replace('\\', "/");
        let root = root.split('/').map(crate::theme::encode_segment).collect::<Vec<_>>().join("/");
        // `vscode://file/{path}` and an absolute path make one slash, not two.
        let root = if pattern.contains("/{path}") { root.trim_start_matches('/') } else { &root };
        Some(pattern.replace("{path}", &format!("{root}/{{file}}")))
    }

    /// Starts the program; the error is a line for people.
    pub(super) fn start(&self, file: &Path, line: usize, column: usize) -> Result<(), String> {
        let Self::Program(words) = self else {
            return Err("no editor is known: set VISUAL, or start vade serve with --editor".to_owned());
        };
        let (program, given) = words.split_first().ok_or("no editor is known")?;
        let mut command = Command::new(program);
        command.args(given).args(arguments(name(program), file, line, column));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| format!("`{program}` cannot be started: {error}"))?;
        // Somebody has to wait for it, or it stays as a zombie.
        std::thread::spawn(move || child.wait());
        Ok(())
    }
}

/// `emacs` and `vim` in windows of their own.
fn is_window(words: &[String]) -> bool {
    words[1..].iter().any(|word| ["-g", "--gui", "-n", "--no-wait", "-c"].contains(&word.as_str()))
}

fn name(program: &str) -> &str {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
    name.strip_suffix(".exe").unwrap_or(name)
}

/// How the best known editors take a line. Others are given the file.
fn arguments(program: &str, file: &Path, line: usize, column: usize) -> Vec<String> {
    let path = file.to_string_lossy().into_owned();
    let place = format!("{path}:{line}:{column}");
    match program {
        "code" | "code-insiders" | "codium" | "vscodium" | "cursor" | "windsurf" => {
            vec!["--goto".into(), place]
        }
        "subl" | "zed" | "zeditor" | "mate" | "lapce" => vec![place],
        "emacsclient" => vec![format!("+{line}:{column}"), path],
        "gvim" | "mvim" | "gedit" | "xed" | "pluma" | "kwrite" | "gnome-text-editor" => {
            vec![format!("+{line}"), path]
        }
        "kate" => vec!["--line".into(), line.to_string(), "--column".into(), column.to_string(), path],
        "idea" | "webstorm" | "pycharm" | "phpstorm" | "rustrover" | "clion" | "goland" => {
            vec!["--line".into(), line.to_string(), path]
        }
        _ => vec![path],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_an_address_or_a_program_with_a_window() {
        assert_eq!(Editor::of("code --wait"), Editor::Program(vec!["code".into(), "--wait".into()]));
        assert_eq!(Editor::of("/usr/bin/vim"), Editor::Unknown);
        assert_eq!(Editor::of(""), Editor::Unknown);
        assert_eq!(Editor::of("vim -g"), Editor::Program(vec!["vim".into(), "-g".into()]));
        let editor = Editor::of("vscode://file/{path}:{line}:{column}");
        let pattern = editor.pattern(Path::new("/home/me/my site"));
        assert_eq!(pattern.as_deref(), Some("vscode://file/home/me/my%20site/{file}:{line}:{column}"));
        assert_eq!(Editor::Unknown.pattern(Path::new("/a")), None);
    }

    #[test]
    fn lines_are_told_as_each_editor_takes_them() {
        let told = |program| arguments(program, Path::new("/a.md"), 3, 7).join(" ");
        assert_eq!(told("code"), "--goto /a.md:3:7");
        assert_eq!(told("gvim"), "+3 /a.md");
        assert_eq!(told("notepad"), "/a.md");
    }

    #[test]
    fn what_cannot_be_started_is_said() {
        let editor = Editor::of("/nowhere/editor");
        let said = editor.start(Path::new("/a.md"), 1, 1).unwrap_err();
        assert!(said.starts_with("`/nowhere/editor` cannot be started"), "{said}");
    }
}
