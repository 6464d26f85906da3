//! What a function or an arm returns.

use syn::{Block, Expr, ImplItem, ItemImpl, Macro, Stmt};

/// What a function or an arm returns.
pub(super) enum Body<'a> {
    /// Its only expression.
    Value(&'a Expr),
    /// Nothing, because it panics.
    Panic,
    /// What several statements return.
    Unread,
}

impl<'a> Body<'a> {
    fn of_block(block: &'a Block) -> Self {
        match &block.stmts[..] {
            [Stmt::Expr(value, None) | Stmt::Expr(value @ Expr::Return(_), Some(_))] => {
                Body::of(value)
            }
            [Stmt::Macro(it)] if panics(&it.mac) => Body::Panic,
            _ => Body::Unread,
        }
    }

    /// Returns what an expression returns, without the blocks and parentheses around it.
    pub(super) fn of(mut value: &'a Expr) -> Self {
        loop {
            value = match value {
                Expr::Paren(paren) => &paren.expr,
                Expr::Group(group) => &group.expr,
                Expr::Block(block) if block.label.is_none() => {
                    return Body::of_block(&block.block);
                }
                Expr::Return(returned) => match &returned.expr {
                    Some(value) => value,
                    None => return Body::Unread,
                },
                Expr::Macro(it) if panics(&it.mac) => return Body::Panic,
                _ => return Body::Value(value),
            }
        }
    }
}

/// Returns what the method with this name returns.
pub(super) fn returned<'a>(item: &'a ItemImpl, name: &str) -> Option<Body<'a>> {
    let mut bodies = item.items.iter().filter_map(|item| match item {
        ImplItem::Fn(method) if method.sig.ident == name => Some(&method.block),
        _ => None,
    });
    let body = Body::of_block(bodies.next()?);
    // There may be several, for different `cfg`s.
    Some(bodies.next().map_or(body, |_| Body::Unread))
}

fn panics(it: &Macro) -> bool {
    let all = ["panic", "todo", "unimplemented", "unreachable"];
    let last = it.path.segments.last();
    last.is_some_and(|last| all.iter().any(|name| last.ident == name))
}
