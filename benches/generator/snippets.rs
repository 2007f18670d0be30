//! Blocks of code with names and numbers of their own, so that no two are quite the same.

use super::Dice;

const NAMES: [&str; 16] = [
    "client", "order", "refund", "ticket", "answer", "amount", "limit", "total", "entry", "record", "margin",
    "bonus", "report", "remedy", "status", "review",
];

/// A fenced block in one of six languages.
pub fn code(dice: &mut Dice) -> String {
    let (a, b, c) = (*dice.pick(&NAMES), *dice.pick(&NAMES), *dice.pick(&NAMES));
    let (m, n) = (dice.between(1, 999), dice.between(1, 99));
    let text = match dice.between(0, 5) {
        0 => format!(
            "rust\n/// The {a} of one {b}.\nfn {a}_of({b}: &[u32]) -> u32 {{\n    let limit = {m};\n    {b}.iter()\n        \
             .filter(|{c}| **{c} > {n})\n        .map(|{c}| {c} * 2)\n        .sum::<u32>()\n        .min(limit)\n}}"
        ),
        1 => format!(
            "python\ndef {a}_for({b}, limit={m}):\n    \"\"\"Return the {a} of each {b}.\"\"\"\n    {c} = []\n    for entry in {b}:\n        \
             if entry > {n}:\n            {c}.append(entry * 2)  # doubled\n    return sorted({c})[:limit]"
        ),
        2 => format!(
            "js\nexport async function {a}(id) {{\n  const {b} = await fetch(`/api/{b}/${{id}}`);\n  const {{ {c} }} = await {b}.json();\n  \
             if ({c} > {m}) throw new Error(\"{c} over {m}\");\n  return {c} ?? {n};\n}}"
        ),
        3 => format!(
            "json\n{{\n  \"{a}\": {m},\n  \"{b}\": [{n}, {m}],\n  \"{c}\": {{ \"open\": true, \"note\": \"{a} of {b}\" }}\n}}"
        ),
        4 => format!("toml\n[{a}]\n{b} = {m}\n{c} = \"{a}-{n}\"\nopen = true\n\n[{a}.{b}]\nlimit = {n}"),
        _ => format!(
            "sh\nset -eu\nfor {a} in {b}-*.csv; do\n  sort -n \"${a}\" | head -n {m} > \"{c}-{n}.txt\"\ndone\necho \"{c}: done\""
        ),
    };
    format!("```{text}\n```\n\n")
}
