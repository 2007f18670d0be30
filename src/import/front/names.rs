//! What fields are called by others and by us.

/// Fields that mean the same under another name: theirs, ours.
pub(super) const RENAMED: &[(&str, &str)] = &[
    ("linkTitle", "nav_title"),
    ("linktitle", "nav_title"),
    ("sidebar_label", "nav_title"),
    ("nav_title", "nav_title"),
    ("title", "title"),
    ("description", "description"),
    ("summary", "summary"),
    ("excerpt", "summary"),
    ("date", "created"),
    ("created", "created"),
    ("lastmod", "updated"),
    ("last_update.date", "updated"),
    ("last_updated", "updated"),
    ("lastUpdated", "updated"),
    ("last_modified_at", "updated"),
    ("updated", "updated"),
    ("publishDate", "publish_on"),
    ("publishdate", "publish_on"),
    ("expiryDate", "expires_on"),
    ("expirydate", "expires_on"),
    ("weight", "weight"),
    ("order", "weight"),
    ("nav_order", "weight"),
    ("sidebar_position", "weight"),
];

/// Fields whose values we take in another form.
const RELATED: &[(&str, &str)] = &[
    ("permalink", "aliases"),
    ("url", "aliases"),
    ("redirect_from", "aliases"),
    ("keywords", "search.keywords"),
    ("hide_table_of_contents", "toc"),
    ("tableOfContents", "toc"),
    ("unlisted", "noindex"),
];

/// Our name for a field that other tools know.
pub fn our_name(theirs: &str) -> Option<&'static str> {
    let known = RENAMED.iter().filter(|(theirs, ours)| theirs != ours).chain(RELATED);
    known.into_iter().find(|(name, _)| *name == theirs).map(|(_, ours)| *ours)
}

/// Fields that only served the old tool.
pub(super) const DROPPED: &[&str] = &[
    "layout",
    "type",
    "template",
    "page_template",
    "sort_by",
    "paginate_by",
    "render",
    "outputs",
    "cascade",
    "menu",
    "menus",
    "resources",
    "sidebar_class_name",
    "pagination_next",
    "pagination_prev",
    "displayed_sidebar",
    "mdx",
    "hide",
    "icon",
    "url_path",
    "insert_anchor_links",
    "transparent",
    "generate_feeds",
    "in_menu",
    "truncate",
    "hide_title",
    "custom_edit_url",
    "toc_min_heading_level",
    "toc_max_heading_level",
    "markup",
    "tableOfContents",
    "editUrl",
    "head",
    "prev",
    "next",
    "pagefind",
];
