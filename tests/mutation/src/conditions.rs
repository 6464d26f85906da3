//! Finds the conditions in a source file: whatever is a `bool` by its position, and is not itself made of `&&` and `||`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use proc_macro2::LineColumn;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ReturnType, Signature, Stmt, Type};

/// Calls whose closure returns a `bool`.
const PREDICATES: [&str; 16] = [
    "all",
    "any",
    "filter",
    "find",
    "is_none_or",
    "is_ok_and",
    "is_some_and",
    "partition",
    "partition_point",
    "position",
    "retain",
    "rposition",
    "skip_while",
    "split",
    "take_while",
    "trim_start_matches",
];

/// An expression of type `bool`.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    /// From the root of the repository.
    pub(crate) file: String,
    /// The function that it is in.
    pub(crate) function: String,
    pub(crate) text: String,
    pub(crate) start: LineColumn,
    /// Its bytes in the file.
    pub(crate) bytes: Range<usize>,
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LineColumn { line, column } = self.start;
        write!(
            f,
            "{}:{line}:{}: in {}: `{}`",
            self.file,
            column + 1,
            self.function,
            self.text
        )
    }
}

/// The conditions of a file with this text that exist at run time, in order.
pub(crate) fn find(file: &str, text: &str) -> Vec<Condition> {
    let parsed = syn::parse_file(text).expect("a source file can be parsed");
    let mut finder = Finder {
        file,
        text,
        function: String::new(),
        found: BTreeMap::new(),
    };
    finder.visit_file(&parsed);
    finder.found.into_values().collect()
}

struct Finder<'a> {
    file: &'a str,
    text: &'a str,
    function: String,
    /// By where each begins, and of two that begin there the longer one first.
    found: BTreeMap<(usize, Reverse<usize>), Condition>,
}

impl Finder<'_> {
    /// Looks into an expression that is a `bool` by its position.
    fn condition(&mut self, expr: &Expr) {
        match expr {
            Expr::Binary(it) if is_junction(it.op) => {
                self.condition(&it.left);
                self.condition(&it.right);
            }
            Expr::Paren(it) => self.condition(&it.expr),
            Expr::Block(it) => self.result(&it.block),
            Expr::If(it) => {
                self.result(&it.then_branch);
                if let Some((_, otherwise)) = &it.else_branch {
                    self.condition(otherwise);
                }
            }
            Expr::Match(it) => it.arms.iter().for_each(|arm| self.condition(&arm.body)),
            // Patterns bind names, constants are no conditions, and the others have no value.
            Expr::Let(_) | Expr::Lit(_) | Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => {}
            Expr::Macro(it) if !it.mac.path.is_ident("matches") => {}
            _ => self.add(expr),
        }
    }

    fn result(&mut self, block: &Block) {
        if let Some(Stmt::Expr(expr, None)) = block.stmts.last() {
            self.condition(expr);
        }
    }

    fn add(&mut self, expr: &Expr) {
        let bytes = expr.span().byte_range();
        let written = self.text[bytes.clone()].split_whitespace();
        let condition = Condition {
            file: self.file.to_owned(),
            function: self.function.clone(),
            text: written.collect::<Vec<_>>().join(" "),
            start: expr.span().start(),
            bytes: bytes.clone(),
        };
        self.found
            .insert((bytes.start, Reverse(bytes.end)), condition);
    }

    /// A function, unless it may run in the compiler, where nothing can be switched.
    fn function(&mut self, signature: &Signature, block: &Block) {
        if signature.constness.is_some() {
            return;
        }
        let outer = std::mem::replace(&mut self.function, signature.ident.to_string());
        if let ReturnType::Type(_, ty) = &signature.output
            && matches!(&**ty, Type::Path(it) if it.path.is_ident("bool"))
        {
            self.result(block);
        }
        self.visit_block(block);
        self.function = outer;
    }
}

impl Visit<'_> for Finder<'_> {
    fn visit_item_fn(&mut self, it: &syn::ItemFn) {
        self.function(&it.sig, &it.block);
    }

    fn visit_impl_item_fn(&mut self, it: &syn::ImplItemFn) {
        self.function(&it.sig, &it.block);
    }

    fn visit_trait_item_fn(&mut self, it: &syn::TraitItemFn) {
        if let Some(block) = &it.default {
            self.function(&it.sig, block);
        }
    }

    // What the compiler computes.
    fn visit_item_const(&mut self, _: &syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &syn::ItemStatic) {}
    fn visit_impl_item_const(&mut self, _: &syn::ImplItemConst) {}
    fn visit_trait_item_const(&mut self, _: &syn::TraitItemConst) {}
    fn visit_expr_const(&mut self, _: &syn::ExprConst) {}
    fn visit_type(&mut self, _: &Type) {}

    fn visit_expr_if(&mut self, it: &syn::ExprIf) {
        self.condition(&it.cond);
        visit::visit_expr_if(self, it);
    }

    fn visit_expr_while(&mut self, it: &syn::ExprWhile) {
        self.condition(&it.cond);
        visit::visit_expr_while(self, it);
    }

    fn visit_pat_guard(&mut self, it: &syn::PatGuard) {
        self.condition(&it.guard);
        visit::visit_pat_guard(self, it);
    }

    fn visit_expr_binary(&mut self, it: &syn::ExprBinary) {
        if is_junction(it.op) {
            self.condition(&it.left);
            self.condition(&it.right);
        }
        visit::visit_expr_binary(self, it);
    }

    fn visit_expr_method_call(&mut self, it: &syn::ExprMethodCall) {
        let method = it.method.to_string();
        if let Some(Expr::Closure(closure)) = it.args.last()
            && PREDICATES.contains(&&*method)
        {
            self.condition(&closure.body);
        }
        if method == "then_some"
            || method == "then" && matches!(it.args.first(), Some(Expr::Closure(_)))
        {
            self.condition(&it.receiver);
        }
        visit::visit_expr_method_call(self, it);
    }
}

fn is_junction(operator: syn::BinOp) -> bool {
    matches!(operator, syn::BinOp::And(_) | syn::BinOp::Or(_))
}

#[test]
fn every_position_of_a_bool() {
    let text = r"
        const fn no(x: u8) -> bool { x > 0 }
        const NO: bool = { if 1 > 2 { true } else { false } };
        fn function(x: Option<u8>) -> bool {
            if let Some(a) = x && (a > 1 || !is(a)) { return a > 2; }
            while is(3) {}
            let list = iter().filter(|it| match it { 1 => true, b if *b > 4 => is(5), _ => is(6) });
            (x > y).then(|| is(7));
            assert!(x > 8);
            matches!(x, 9)
        }
    ";
    let found = find("x.rs", text);
    assert!(found.iter().all(|it| it.function == "function"));
    let found: Vec<&str> = found.iter().map(|it| &*it.text).collect();
    let expected = [
        "a > 1",
        "!is(a)",
        "is(3)",
        "*b > 4",
        "is(5)",
        "is(6)",
        "x > y",
        "matches!(x, 9)",
    ];
    assert_eq!(found, expected);
}
