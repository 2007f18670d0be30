//! What machines read: `index.json`, sitemap, feeds, `llms.txt`, `robots.txt`, `manifest.json`.
