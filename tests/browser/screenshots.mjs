// Pictures of every kind of page, as sheets for docs/screenshots/: English and Arabic, light and
// dark, wide and narrow. `node tests/browser/screenshots.mjs` makes them all;
// `--single FOLDER [kind…]` writes each view as a file of its own, to be looked at closely.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, publish, root, serve } from './support.mjs';

const VIEWS = [
  { lang: 'en', scheme: 'light', width: 1280 }, { lang: 'ar', scheme: 'dark', width: 1280 },
  { lang: 'en', scheme: 'light', width: 360 }, { lang: 'en', scheme: 'dark', width: 360 },
  { lang: 'ar', scheme: 'light', width: 360 }, { lang: 'ar', scheme: 'dark', width: 360 },
];
/** Pixels of a sheet's side, and the quality of its picture: small files that can still be judged. */
const [SHEET, QUALITY] = [1560, 62];

const [mode, folder, ...chosen] = process.argv.slice(2);
const site = publish();
const { articles } = JSON.parse(readFileSync(join(site, 'index.json'), 'utf8'));
const server = await serve(site);
const browser = await launch();
const single = mode === '--single';
const target = single ? folder : join(root, 'docs/screenshots');
mkdirSync(target, { recursive: true });

/** Where each kind of page is in a language. */
function pages(lang) {
  const url = (id) => articles.find((article) => article.lang === lang && article.id === id).url;
  return {
    home: `/${lang}/`, section: url('recovery'), article: url('recovery/unhappy-to-loyal'), dialogue: url('recovery/telling-the-client'),
    glossary: url('glossary'), tags: `/${lang}/tags/`, tag: `/${lang}/tags/trust/`, search: `/${lang}/search/`,
    missing: `/${lang}/nothing-here/`, chooser: '/', print: `/${lang}/print/`, status: `/${lang}/status/`,
  };
}

async function view(kind, { lang, scheme, width }, full) {
  const viewport = { width, height: width < 500 ? 760 : 800 };
  const context = await browser.newContext({ viewport, colorScheme: scheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(server.origin + pages(lang)[kind], { waitUntil: 'load' });
  await page.waitForTimeout(150);
  const picture = await page.screenshot({ fullPage: full, type: single ? 'png' : 'jpeg', ...(single ? {} : { quality: 80 }) });
  await context.close();
  return picture;
}

async function singles(kind) {
  const { writeFileSync } = await import('node:fs');
  for (const at of VIEWS) writeFileSync(join(target, `${kind}-${at.lang}-${at.scheme}-${at.width}.png`), await view(kind, at, process.env.FULL === '1'));
}

/** Two wide views above four narrow ones. */
async function sheet(kind) {
  const shots = [];
  for (const at of VIEWS) shots.push({ ...at, data: (await view(kind, at, false)).toString('base64') });
  const page = await browser.newPage({ viewport: { width: SHEET, height: 800 } });
  const figure = ({ data, width }) => `<img class="${width < 500 ? 'narrow' : 'wide'}" src="data:image/jpeg;base64,${data}">`;
  await page.setContent(`<style>body{margin:0;padding:24px;background:#8d9694;display:grid;grid-template-columns:repeat(4,1fr);gap:24px}
    img{display:block;width:100%;border-radius:8px}.wide{grid-column:span 2}</style>${shots.map(figure).join('')}`);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await page.screenshot({ path: join(target, `${kind}.jpg`), fullPage: true, type: 'jpeg', quality: QUALITY });
  await page.close();
}

const kinds = chosen.length ? chosen : Object.keys(pages('en'));
for (const kind of kinds) await (single ? singles(kind) : sheet(kind));
await browser.close();
server.close();
