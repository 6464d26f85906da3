//! Calls of functions and methods, and the paths in them.

use syn::{Expr, ExprCall, ExprMethodCall, ExprPath, Path, QSelf, TypePath};

use crate::name::Name;

/// Returns the expression that the first method of `first.from(…).to(…)` is called on, and the calls in their order.
pub(super) fn chain(mut value: &Expr) -> (&Expr, Vec<&ExprMethodCall>) {
    let mut calls = Vec::new();
    loop {
        value = match value {
            Expr::MethodCall(call) => {
                calls.push(call);
                &call.receiver
            }
            Expr::Paren(paren) => &paren.expr,
            Expr::Group(group) => &group.expr,
            _ => break,
        }
    }
    calls.reverse();
    (value, calls)
}

/// Returns the only argument of a call.
pub(super) fn only(call: &ExprCall) -> Option<&Expr> {
    call.args.first().filter(|_| call.args.len() == 1)
}

/// Returns an expression that is a path, without the parentheses around it.
pub(super) fn path(value: &Expr) -> Option<&ExprPath> {
    match value {
        Expr::Path(path) => Some(path),
        Expr::Group(group) => path(&group.expr),
        Expr::Paren(paren) => path(&paren.expr),
        _ => None,
    }
}

pub(super) fn last_name(path: &ExprPath) -> Option<Name> {
    path.path.segments.last().map(|it| Name::of(&it.ident))
}

/// Returns a path without its last segment, unless it has only one.
pub(super) fn without_last(path: &Path) -> Option<Path> {
    let mut path = path.clone();
    path.segments.pop();
    path.segments.pop_punct();
    (!path.segments.is_empty()).then_some(path)
}

pub(super) fn type_path(qself: Option<QSelf>, path: Path) -> TypePath {
    let attrs = Vec::new();
    TypePath { attrs, qself, path }
}
