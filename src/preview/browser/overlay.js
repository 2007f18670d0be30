// Lists the problems of the site over the page, for as long as there are any. A sheet at the
// lower edge: the last good page stays readable and usable. It takes no focus by itself, since
// whoever mends the problem is typing elsewhere.

const STYLE = `
:host { all: initial; position: fixed; inset: auto 0 0; z-index: 2147483647; display: block; color-scheme: light dark;
  --back: light-dark(#fff, #1c1e22); --text: light-dark(#1b1d21, #eceef1); --soft: light-dark(#5a616b, #a9b0bb);
  --line: light-dark(#d5d9df, #3a3f47); --bad: light-dark(#b3261e, #ff8f84); --hint: light-dark(#8a5a00, #f0b95a);
  --mark: light-dark(#ffe0dc, #5c2320); --field: light-dark(#f5f6f8, #14161a);
  font: 1rem/1.5 system-ui, sans-serif; color: var(--text); }
* { box-sizing: border-box; }
button, a { font: inherit; color: inherit; }
button { cursor: pointer; border: 1px solid var(--line); border-radius: .4rem; background: var(--back); padding: .25rem .7rem; min-block-size: 2rem; }
:is(button, a, [tabindex]):focus-visible { outline: 3px solid light-dark(#0b57d0, #8ab4f8); outline-offset: 2px; }
.pill { position: absolute; inset-block-end: 1rem; inset-inline-end: 1rem; border-radius: 2rem; padding: .35rem 1rem; box-shadow: 0 2px 10px #0004; }
.pill.bad { border-color: var(--bad); color: var(--bad); font-weight: 600; }
.sheet { max-block-size: min(60vh, 40rem); overflow: auto; background: var(--back); border-block-start: 4px solid var(--hint); box-shadow: 0 -4px 24px #0005; padding: 0 max(1rem, calc(50vw - 30rem)) 1rem; overscroll-behavior: contain; }
.sheet.bad { border-block-start-color: var(--bad); }
header { position: sticky; inset-block-start: 0; display: flex; gap: 1rem; align-items: center; justify-content: space-between; background: var(--back); padding-block: .6rem; }
h2 { font-size: 1.05rem; margin: 0; }
ol { list-style: none; margin: 0; padding: 0; }
li { border-block-start: 1px solid var(--line); padding-block: .8rem; }
h3 { font-size: 1rem; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
h3 .kind { color: var(--hint); } h3 .kind.error { color: var(--bad); }
code, pre { font-family: ui-monospace, monospace; font-size: .875rem; }
p { margin: .3rem 0 0; overflow-wrap: anywhere; }
.place { color: var(--soft); }
.place button { border: 0; padding: 0; min-block-size: 1.5rem; background: none; text-decoration: underline; text-align: start; overflow-wrap: anywhere; }
pre { margin: .4rem 0 0; padding: .5rem .7rem; background: var(--field); border-radius: .4rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; border-block-end: 2px solid var(--bad); }
.help::before { content: "→ "; } [dir=rtl] .help::before { content: "← "; }
[hidden] { display: none !important; }
.told { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
@media (prefers-reduced-motion: no-preference) { .sheet { animation: rise .15s ease-out; } @keyframes rise { from { transform: translateY(1rem); opacity: 0; } } }
@media (forced-colors: active) { mark { outline: 2px solid; } }
@media print { :host { display: none; } }
`;

class Problems extends HTMLElement {
  #key = null;
  /** How many errors there were when the list was closed: fewer are no reason to open it again. */
  #closed = 0;
  #errors = 0;
  #editor = null;
  #list = [];

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    // A sheet made by a script needs no permission of the page's content security policy.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(
      element('p', { class: 'told', role: 'status' }),
      element('button', { class: 'pill', type: 'button', hidden: '' }),
      element('section', { class: 'sheet', role: 'dialog', 'aria-labelledby': 'title', tabindex: '-1', hidden: '' }),
    );
    this.#part('.pill').addEventListener('click', () => this.#open(true));
    root.addEventListener('keydown', (event) => event.key === 'Escape' && this.#close(event));
    // Escape closes the sheet from the page, too, unless something else of the page wants it.
    document.addEventListener('keydown', (event) => {
      const taken = event.defaultPrevented || document.querySelector('dialog[open]') || event.target === this;
      if (event.key === 'Escape' && !taken) this.#close(event);
    });
  }

  /** @param {{ key: string, errors: number, others: number }} state */
  async show({ key, errors, others }) {
    if (key === this.#key) return;
    this.#key = key;
    this.#errors = errors;
    if (sessionStorage.getItem('vade.closed') === key) this.#closed = errors;
    this.#closed = Math.min(this.#closed, errors);
    if (errors + others === 0) {
      this.#say(this.#list.length ? 'All problems are mended' : '');
      this.#list = [];
      this.#part('.pill').hidden = this.#part('.sheet').hidden = true;
      return;
    }
    const told = await (await fetch('/_vade/problems.json')).json();
    this.#list = told.problems;
    this.#editor = told.editor;
    this.#draw(errors, others);
    // The desk is about problems anyway, and wants to be seen.
    const unasked = errors > this.#closed && location.pathname !== '/_vade/';
    const open = unasked || !this.#part('.sheet').hidden;
    if (open) this.#open(false);
    else this.#close();
    this.#say(count(errors, others));
  }

  #part(selector) {
    return this.shadowRoot.querySelector(selector);
  }

  #say(text) {
    this.#part('.told').textContent = text;
  }

  #open(byHand) {
    this.#part('.pill').hidden = true;
    this.#part('.sheet').hidden = false;
    if (byHand) this.#part('.sheet').focus();
  }

  #close(event) {
    const sheet = this.#part('.sheet');
    if (event && sheet.hidden) return;
    const inside = sheet.contains(this.shadowRoot.activeElement);
    sheet.hidden = true;
    if (event) {
      this.#closed = this.#errors;
      // Also on the pages that the reader goes to next.
      sessionStorage.setItem('vade.closed', this.#key);
    }
    this.#part('.pill').hidden = this.#list.length === 0;
    if (inside) this.#part('.pill').focus();
  }

  #draw(errors, others) {
    const bad = errors > 0;
    const words = count(errors, others);
    this.#part('.pill').textContent = words;
    this.#part('.pill').classList.toggle('bad', bad);
    const sheet = this.#part('.sheet');
    sheet.classList.toggle('bad', bad);
    const close = element('button', { type: 'button', 'aria-keyshortcuts': 'Escape' }, 'Close');
    close.addEventListener('click', (event) => this.#close(event));
    const title = element('h2', { id: 'title' }, bad ? `${words}. What could not be made is shown as it was.` : words);
    const sorted = [...this.#list].sort((a, b) => (b.severity === 'error') - (a.severity === 'error'));
    const list = element('ol', {}, ...sorted.map((problem) => this.#problem(problem)));
    sheet.replaceChildren(element('header', {}, title, close), list);
  }

  #problem({ severity, code, message, at, label, help, related }) {
    const parts = [element('h3', {}, element('span', { class: `kind ${severity}` }, `${severity}: `), ...rich(message))];
    if (at) parts.push(element('p', { class: 'place' }, this.#place(at)), excerpt(at));
    if (label) parts.push(element('p', {}, ...rich(label)));
    if (help) parts.push(element('p', { class: 'help' }, ...rich(help)));
    for (const [spot, why] of related) parts.push(element('p', { class: 'place' }, ...rich(`${why}: `), this.#place(spot)));
    const name = element('p', { class: 'place' }, element('code', {}, code));
    return element('li', {}, ...parts.filter(Boolean), name);
  }

  /** The place, which opens in the writer's editor. */
  #place({ file, line, column }) {
    const text = [file, line, column].filter((part) => part !== null).join(':');
    if (this.#editor) {
      const path = file.split('/').map(encodeURIComponent).join('/');
      const href = this.#editor.replace('{file}', path).replace('{line}', line ?? 1).replace('{column}', column ?? 1);
      return element('a', { href }, text);
    }
    const button = element('button', { type: 'button', title: 'Open in the editor' }, text);
    button.addEventListener('click', async () => {
      const body = JSON.stringify({ file, line: line ?? 1, column: column ?? 1 });
      const answer = await fetch('/_vade/open', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      if (answer.ok) return;
      await navigator.clipboard?.writeText(text).catch(() => {});
      const said = element('p', { role: 'status' }, `${(await answer.text()).trim()}. The place has been copied.`);
      button.after(said);
    });
    return button;
  }
}

function excerpt({ excerpt: parts }) {
  if (!parts) return null;
  const [before, marked, after] = parts;
  return element('pre', { dir: 'auto' }, element('code', {}, before, element('mark', {}, marked), after));
}

/** Names and code stand between backticks. */
function rich(text) {
  return text.split('`').map((part, index) => (index % 2 ? element('code', {}, part) : part));
}

function count(errors, others) {
  const plural = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;
  return [errors && plural(errors, 'error'), others && plural(others, 'warning')].filter(Boolean).join(' and ');
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

customElements.define('vade-problems', Problems);

let shown = null;

export const overlay = {
  /** @param {{ key: string, errors: number, others: number }} state */
  show(state) {
    if (!shown && state.errors + state.others === 0) return;
    if (!shown) {
      shown = document.createElement('vade-problems');
      // The texts are English and read from left to right, whatever the page does.
      shown.lang = 'en';
      shown.dir = 'ltr';
      document.body.append(shown);
    }
    return shown.show(state);
  },
};
