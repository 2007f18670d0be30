//! How large an SVG picture is, from its first element.
//!
//! Browsers keep room for a picture only if they know its size, and for SVG no header says it:
//! `width` and `height` do, or the proportions of `viewBox`.

use lol_html::{HtmlRewriter, Settings, element};

/// Bytes that are looked at; the first element stands within, whatever comments precede it.
pub const HEAD: usize = 8 * 1024;

/// Units of `width` and `height` that are pixels.
const PIXELS: [&str; 2] = ["", "px"];

/// Width and height in pixels, if `bytes` begin like an SVG document that says so.
pub fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut found = None;
    let first = element!("svg", |svg| {
        if found.is_none() {
            found = Some(["width", "height", "viewbox"].map(|name| svg.get_attribute(name)));
        }
        Ok(())
    });
    let settings = Settings::new().append_element_content_handler(first);
    let mut reader = HtmlRewriter::new(settings, |_: &[u8]| {});
    // A text that can't be read to its end may have said enough.
    let _ = reader.write(&bytes[..bytes.len().min(HEAD)]);
    drop(reader);
    let [width, height, view_box] = found?;
    let [width, height] = [width, height].map(|length| pixels(&length?));
    let sides = view_box.and_then(|view_box| sides(&view_box));
    let (width, height) = match (width, height, sides) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((wide, high))) => (width, width * high / wide),
        (None, Some(height), Some((wide, high))) => (height * wide / high, height),
        (None, None, Some(sides)) => sides,
        _ => return None,
    };
    Some((whole(width)?, whole(height)?))
}

/// A length in pixels; other units depend on what surrounds the picture.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let number = length.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let unit = &length[number.len()..];
    PIXELS.contains(&unit).then(|| positive(number))?
}

/// The sides of `viewBox`.
fn sides(view_box: &str) -> Option<(f64, f64)> {
    let numbers: Vec<&str> = view_box.split([' ', ',', '\n', '\t']).filter(|it| !it.is_empty()).collect();
    let [_, _, width, height] = numbers[..] else { return None };
    Some((positive(width)?, positive(height)?))
}

fn positive(number: &str) -> Option<f64> {
    number.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0)
}

/// The nearest whole number of pixels that can be.
fn whole(length: f64) -> Option<u32> {
    let rounded = length.round().max(1.0);
    (rounded <= f64::from(u32::MAX)).then_some(rounded as u32)
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_come_from_lengths_or_the_view_box() {
        for (svg, expected) in [
            (r#"<svg width="30" height="20px">"#, Some((30, 20))),
            (r#"<?xml version="1.0"?><!DOCTYPE svg><!-- x --><svg viewBox="0 0 24 12.4">"#, Some((24, 12))),
            (r#"<svg xmlns="http://www.w3.org/2000/svg" width='48' viewBox="0,0,24,12"/>"#, Some((48, 24))),
            (r#"<svg width="100%" height="100%" viewBox="0 0 7 8">"#, Some((7, 8))),
            (r#"<svg width="10em" height="1em">"#, None),
            (r#"<svg viewBox="0 0 0 8"><svg width="1" height="1"/></svg>"#, None),
            ("<svg", None),
            ("\u{feff}text", None),
            ("", None),
        ] {
            assert_eq!(size(svg.as_bytes()), expected, "{svg}");
        }
    }
}
