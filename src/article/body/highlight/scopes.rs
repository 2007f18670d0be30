//! The names of what a rule matched: its own, those of its groups, and those of the contexts that
//! are entered and left. Sublime Text's order is taken as it is, odd as it may look.

use syntect::parsing::syntax_definition::{Context, ContextReference, MatchOperation, MatchPattern};
use syntect::parsing::{Region, Scope, ScopeStackOp};

use super::contexts::{Broken, Contexts};

/// Changes of the stack of scopes, and where.
pub(super) type Changes = Vec<(usize, ScopeStackOp)>;

/// The changes by a match in `innermost`.
pub(super) fn add(
    pattern: &MatchPattern,
    region: &Region,
    innermost: &Context,
    contexts: &Contexts,
    changes: &mut Changes,
) -> Result<(), Broken> {
    let (start, end) = region.pos(0).ok_or(Broken)?;
    let (before, after) = match &pattern.operation {
        MatchOperation::Pop => left(innermost),
        MatchOperation::Push(entered) => pushed(&definitions(entered, contexts)?),
        MatchOperation::Set(entered) => set(innermost, &definitions(entered, contexts)?),
        MatchOperation::None => Default::default(),
    };
    changes.extend(before.into_iter().map(|change| (start, change)));
    changes.extend(pattern.scope.iter().map(|scope| (start, ScopeStackOp::Push(*scope))));
    groups(pattern, region, changes);
    if !pattern.scope.is_empty() {
        changes.push((end, ScopeStackOp::Pop(pattern.scope.len())));
    }
    changes.extend(after.into_iter().map(|change| (end, change)));
    Ok(())
}

fn definitions(entered: &[ContextReference], contexts: &Contexts) -> Result<Vec<&'static Context>, Broken> {
    let found = entered.iter().map(|reference| Ok(contexts.get(reference)?.definition));
    found.collect()
}

/// What changes before and after the text that was matched.
type Around = (Vec<ScopeStackOp>, Vec<ScopeStackOp>);

fn push(scopes: &[Scope]) -> impl Iterator<Item = ScopeStackOp> {
    scopes.iter().map(|scope| ScopeStackOp::Push(*scope))
}

fn pop(count: usize) -> Option<ScopeStackOp> {
    (count > 0).then_some(ScopeStackOp::Pop(count))
}

fn left(innermost: &Context) -> Around {
    let before = pop(innermost.meta_content_scope.len());
    let restored = innermost.clear_scopes.map(|_| ScopeStackOp::Restore);
    let after = pop(innermost.meta_scope.len()).into_iter().chain(restored);
    (before.into_iter().collect(), after.collect())
}

fn pushed(entered: &[&Context]) -> Around {
    let mut before = Vec::new();
    for context in entered {
        before.extend(context.clear_scopes.map(ScopeStackOp::Clear));
        before.extend(push(&context.meta_scope));
    }
    let mut after = Vec::new();
    if entered.iter().any(|context| !context.meta_content_scope.is_empty()) {
        after.extend(pop(entered.iter().map(|context| context.meta_scope.len()).sum()));
        for context in entered {
            after.extend(push(&context.meta_scope).chain(push(&context.meta_content_scope)));
        }
    }
    (before, after)
}

/// One context instead of another: the names of both are on the text that was matched, and what
/// the new ones hide is hidden after it.
fn set(innermost: &Context, entered: &[&Context]) -> Around {
    let mut before: Vec<_> = innermost.clear_scopes.map(|_| ScopeStackOp::Restore).into_iter().collect();
    before.extend(entered.iter().flat_map(|context| push(&context.meta_scope)));
    let old = innermost.meta_scope.len() + innermost.meta_content_scope.len();
    let hides = |context: &&Context| !context.meta_content_scope.is_empty() || context.clear_scopes.is_some();
    let mut after = Vec::new();
    if old > 0 || entered.iter().any(hides) {
        after.extend(pop(old + entered.iter().map(|context| context.meta_scope.len()).sum::<usize>()));
        for context in entered {
            after.extend(context.clear_scopes.map(ScopeStackOp::Clear));
            after.extend(push(&context.meta_scope).chain(push(&context.meta_content_scope)));
        }
    }
    (before, after)
}

/// Names of groups, outer ones before those inside.
fn groups(pattern: &MatchPattern, region: &Region, changes: &mut Changes) {
    let mut named: Vec<((usize, i64), ScopeStackOp)> = Vec::new();
    for (group, scopes) in pattern.captures.iter().flatten() {
        // An empty group would be left before it is entered.
        let Some((start, end)) = region.pos(*group).filter(|(start, end)| start != end) else { continue };
        named.extend(push(scopes).map(|change| ((start, start as i64 - end as i64), change)));
        named.push(((end, i64::MIN), ScopeStackOp::Pop(scopes.len())));
    }
    named.sort_by_key(|(place, _)| *place);
    changes.extend(named.into_iter().map(|((at, _), change)| (at, change)));
}
