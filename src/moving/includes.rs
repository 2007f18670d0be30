//! `:::include` lines whose paths a move changes.

use crate::edit::Edit;
use crate::path::{SitePath, relative};
use crate::source::Tree;

use super::route::Route;

/// The edits after which every include asks for the file that it asked for.
pub(super) fn edits(tree: &Tree, route: &Route<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for file in tree.below("content") {
        let Some(text) = tree.text(&file.path).filter(|text| text.contains("include")) else { continue };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let target = target(line).map(|(start, target)| (at + start, target));
            edits.extend(target.and_then(|(start, target)| edit(tree, route, &file.path, start, target)));
            at += line.len();
        }
    }
    edits
}

/// The path that an include line asks for, and where it begins.
fn target(line: &str) -> Option<(usize, &str)> {
    let fence = line.trim_start_matches([' ', '\t', '>']);
    let name = fence.trim_start_matches(':');
    let rest = name.trim_start().strip_prefix("include").filter(|_| fence.len() - name.len() >= 3)?;
    let rest = rest.strip_prefix([' ', '\t'])?.trim_start();
    let rest = rest.trim_start_matches('"');
    let end = rest.find(['{', '"', '\r', '\n']).unwrap_or(rest.len());
    Some((line.len() - rest.len(), rest[..end].trim_end()))
}

fn edit(tree: &Tree, route: &Route<'_>, file: &SitePath, start: usize, target: &str) -> Option<Edit> {
    let to = route.file(file);
    let path = match target.strip_prefix('/') {
        Some(absolute) => {
            let (root, _) = route.split(file)?;
            let asked = SitePath::new(&format!("{root}/{absolute}"))?;
            let moved = route.file(&asked);
            (moved != asked && tree.get(&asked).is_some()).then(|| moved.as_str()[root.len()..].to_owned())?
        }
        None => {
            let asked = file.join(target)?;
            let moved = route.file(&asked);
            tree.get(&asked)?;
            (to.join(target).as_ref() != Some(&moved)).then(|| relative(to.folder(), moved.as_str()))?
        }
    };
    Some(Edit::new(file, start..start + target.len(), path))
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn include_lines_are_read() {
        assert_eq!(target(":::include ../_parts/a.md\r\n"), Some((11, "../_parts/a.md")));
        assert_eq!(target("> ::: include \"a b.md\" {audience=x}\n"), Some((15, "a b.md")));
        assert_eq!(target(":::includes a.md\n"), None);
        assert_eq!(target("include a.md\n"), None);
    }
}
