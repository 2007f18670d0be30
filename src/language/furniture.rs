//! What web pages say around their texts, in several languages: whoever copies a text out of one
//! takes some of it along.

/// Names in braces that stand for a part of a page which no template filled in. Those that may be
/// meant for a reader to fill in (`{title}`, `{name}`) are not among them.
pub const BRACED: [&str; 10] =
    ["{h1}", "{h2}", "{h3}", "{h4}", "{h5}", "{h6}", "{content}", "{body}", "{meta}", "{keywords}"];

/// “11 comments”: how the word for it begins.
pub const COMMENTS: [&str; 11] = [
    "comment",
    "komentár",
    "komentář",
    "kommentaar",
    "yorum",
    "comentari",
    "kommentar",
    "commentaire",
    "comentario",
    "komentarz",
    "تعليق",
];

/// How lines begin that offer to share a page.
pub const SHARE: [&str; 13] = [
    "share",
    "tweet",
    "zdieľa",
    "sdílet",
    "jaga",
    "paylaş",
    "distribuie",
    "partager",
    "teilen",
    "compartir",
    "condividi",
    "شارك",
    "مشاركة",
];

/// Whom they offer to share it with.
pub const NETWORKS: [&str; 8] =
    ["facebook", "twitter", "linkedin", "whatsapp", "pinterest", "telegram", "instagram", "فيسبوك"];
