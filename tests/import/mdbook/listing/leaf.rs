use sun::Light;

// ANCHOR: shape
fn leaf() -> Light {
    Light
}
// ANCHOR_END: shape
