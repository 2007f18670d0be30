//! Old addresses for web servers: `_redirects` for Netlify and Cloudflare Pages, a map for nginx,
//! rules for Apache. Each old address leads on with and without a slash at its end.

use super::{Made, at, sources};
use crate::output::Artifact;
use crate::settings::RedirectForm;
use crate::site::{Redirect, Site, host_file};
use crate::theme::encode_segment;

/// The files that the site wants.
pub fn make(site: &Site) -> Vec<Made> {
    let made = |form: &RedirectForm| {
        let (name, _) = host_file(*form)?;
        let lines = site.redirects.iter().flat_map(|redirect| lines(site, redirect, *form));
        let text = format!("{}{}", heading(*form), lines.collect::<String>());
        Some((at("", name), Artifact::new(text.into_bytes(), sources("content"))))
    };
    site.settings.output.redirects.iter().filter_map(made).collect()
}

/// What people should know who open the file.
fn heading(form: RedirectForm) -> &'static str {
    match form {
        RedirectForm::Pages | RedirectForm::Netlify => "",
        RedirectForm::Nginx => {
            "# In `http`: map_hash_bucket_size 512; map $uri $moved { include /path/to/redirects.nginx; }\n\
             # In `server`: if ($moved) { return 301 $moved; }\n"
        }
        RedirectForm::Apache => {
            "# In the `<VirtualHost>` or the `.htaccess` of the site: include this, or copy it.\n\
             RewriteEngine On\n"
        }
    }
}

/// The lines for one old address.
fn lines(site: &Site, redirect: &Redirect, form: RedirectForm) -> Vec<String> {
    let base = &site.settings.base_url.path;
    let path = redirect.out.as_str();
    let folder = path.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/'));
    let slashed = format!("{base}{}", folder.unwrap_or(path));
    let plain = slashed.trim_end_matches('/');
    match form {
        RedirectForm::Pages => Vec::new(),
        RedirectForm::Apache => vec![apache(plain, &redirect.url)],
        // The root of a host has nothing before its slash.
        _ if plain.is_empty() || folder.is_none() => vec![line(form, &slashed, &redirect.url)],
        _ => vec![line(form, &slashed, &redirect.url), line(form, plain, &redirect.url)],
    }
}

fn line(form: RedirectForm, from: &str, to: &str) -> String {
    match form {
        RedirectForm::Nginx => format!("\"{}\" \"{}\";\n", nginx(from), nginx(&to.replace('$', "%24"))),
        _ => format!("{} {} 301\n", encoded(from), to.replace(' ', "%20")),
    }
}

/// A text in double quotes, as nginx reads it. Requests come decoded, so old addresses are not
/// percent-encoded.
fn nginx(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// A path with everything encoded that could be a placeholder or end the word.
fn encoded(path: &str) -> String {
    let segments: Vec<String> = path.split('/').map(encode_segment).collect();
    segments.join("/").replace('*', "%2A").replace(':', "%3A")
}

/// A rule of mod_rewrite. Its pattern sees the decoded path, without the slash at the front where
/// it stands in a folder; in what it leads to, `%` and `$` would begin variables.
fn apache(from: &str, to: &str) -> String {
    let pattern: String = from.trim_start_matches('/').chars().flat_map(literal).collect();
    let target: String = to.chars().flat_map(|c| escaped(c, "%$\\\"")).collect();
    format!("RewriteRule \"^/?{pattern}/?$\" \"{target}\" [R=301,L,NE]\n")
}

/// A character of a regular expression that stands for itself, in quotes, too.
fn literal(c: char) -> impl Iterator<Item = char> {
    escaped(c, "\\\".^$*+?()[]{}|")
}

fn escaped(c: char, special: &str) -> impl Iterator<Item = char> {
    special.contains(c).then_some('\\').into_iter().chain([c])
}
