//! `vade man`: the manual page, made from the definition of the command line. All commands are on
//! the one page, so that it can be searched as a whole.

use std::io;

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::arguments::Arguments;
use super::{Ending, Outcome, terminal};

/// Carries it out.
pub fn run() -> Outcome {
    let mut vade = Arguments::command();
    vade.build();
    let mut page = Vec::new();
    let man = Man::new(vade.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    page.extend(examples(&man)?.into_bytes());
    for command in vade.get_subcommands().filter(|command| command.get_name() != "help") {
        page.extend(chapter(command)?.into_bytes());
    }
    terminal::print(&String::from_utf8_lossy(&page));
    Ok(Ending::Clean)
}

/// What a command does and takes.
fn chapter(command: &Command) -> io::Result<String> {
    let man = Man::new(command.clone());
    let mut sections = Vec::new();
    man.render_synopsis_section(&mut sections)?;
    man.render_description_section(&mut sections)?;
    man.render_options_section(&mut sections)?;
    let sections = String::from_utf8_lossy(&sections).into_owned() + &examples(&man)?;
    let name = command.get_name().to_uppercase();
    Ok(format!(".SH \"VADE {name}\"\n{}", sections.replace(".SH ", ".SS ")))
}

/// What stands below the options, with its lines and columns as they are.
fn examples(man: &Man) -> io::Result<String> {
    let mut section = Vec::new();
    man.render_extra_section(&mut section)?;
    let section = String::from_utf8_lossy(&section);
    Ok(section.replace(".SH EXTRA\n", ".SH EXAMPLES\n.nf\n") + ".fi\n")
}
