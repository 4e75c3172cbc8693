use askama::Template;

use crate::frame::html::Text;

/// Pages of a long list: the first, the last, the current one and its neighbours, with what is left out between them.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/pagination.html")]
pub struct Pagination {
    previous: Option<Text>,
    next: Option<Text>,
    items: Vec<Item>,
}

#[derive(Clone, Debug)]
enum Item {
    Page { number: u32, address: Text, current: bool },
    LeftOut,
}

super::component!(Pagination);

impl Pagination {
    /// `address` makes the address of a page, which counts from 1. Addresses hold no names and nothing that was searched for.
    pub fn new(current: u32, pages: u32, address: impl Fn(u32) -> String) -> Self {
        let mut items = Vec::new();
        for number in 1..=pages {
            let near = number.abs_diff(current) <= 1 || number == 1 || number == pages;
            if near {
                items.push(Item::Page {
                    number,
                    address: address(number).into(),
                    current: number == current,
                });
            } else if !matches!(items.last(), Some(Item::LeftOut)) {
                items.push(Item::LeftOut);
            }
        }
        Self {
            previous: (current > 1).then(|| address(current - 1).into()),
            next: (current < pages).then(|| address(current + 1).into()),
            items,
        }
    }

    /// Nothing to turn: the list fits one page.
    pub fn is_needed(&self) -> bool {
        self.items.len() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures;

    #[test]
    fn pagination_is_the_packages() {
        fixtures::check(
            "pagination",
            &["default", "with many pages", "first page", "last page"],
            |options| {
                let items = options.items("/items");
                let items = items.iter().map(|item| {
                    if item.flag("/ellipsis") {
                        return Item::LeftOut;
                    }
                    Item::Page {
                        number: item.text("/number").unwrap().parse().unwrap(),
                        address: item.text("/href").unwrap().into(),
                        current: item.flag("/current"),
                    }
                });
                Pagination {
                    previous: options.text("/previous/href").map(Into::into),
                    next: options.text("/next/href").map(Into::into),
                    items: items.collect(),
                }
                .into()
            },
        );
    }

    #[test]
    fn neighbours_first_and_last_are_shown() {
        let check = |current, pages, expect: &str| {
            let pagination = Pagination::new(current, pages, |page| format!("/list?page={page}"));
            let shown: Vec<String> = pagination
                .items
                .iter()
                .map(|item| match item {
                    Item::Page {
                        number, current: true, ..
                    } => format!("[{number}]"),
                    Item::Page { number, .. } => number.to_string(),
                    Item::LeftOut => "…".to_owned(),
                })
                .collect();
            assert_eq!(shown.join(" "), expect);
            assert_eq!(pagination.previous.is_some(), current > 1);
            assert_eq!(pagination.next.is_some(), current < pages);
        };
        check(1, 1, "[1]");
        check(1, 3, "[1] 2 3");
        check(5, 9, "1 … 4 [5] 6 … 9");
        check(2, 9, "1 [2] 3 … 9");
        check(9, 9, "1 … 8 [9]");
        assert!(!Pagination::new(1, 1, |_| String::new()).is_needed());
    }
}
