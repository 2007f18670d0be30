/**
 * The control that keeps all pages of a language on the reader's device. The work is done by
 * `offline-worker.js`, beside the home of the language; here it is asked for and told of.
 * @param {HTMLDetailsElement} box
 */
export function offerOffline(box) {
  const { home = '', save = '', saving = '', saved = '', failed = '' } = box.dataset;
  if (!navigator.serviceWorker || !location.protocol.startsWith('http')) return;
  const [button, remove] = box.querySelectorAll('button');
  const progress = /** @type {HTMLProgressElement} */ (box.querySelector('progress'));
  const status = /** @type {HTMLElement} */ (box.querySelector('[role=status]'));
  const scope = new URL(home, location.href).pathname;
  const language = document.documentElement.lang;

  /** @param {number} bytes */
  const size = (bytes) => new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte', maximumSignificantDigits: 2 }).format(bytes / 1e6);
  const known = () => navigator.serviceWorker.getRegistration(scope).then((found) => (found && new URL(found.scope).pathname === scope ? found : undefined));

  /** @param {'offered' | 'busy' | 'kept'} state @param {string} text */
  const show = (state, text) => {
    button.hidden = state !== 'offered';
    remove.hidden = state !== 'kept';
    progress.hidden = state !== 'busy';
    status.textContent = text;
  };

  const look = async (text = '') => {
    const list = await fetch(`${home}offline.json`).then((response) => response.json());
    button.textContent = save.replace('{size}', size(list.bytes));
    if ((await known())?.active) show('kept', saved.replace('{size}', size(list.bytes)));
    else show('offered', text);
  };

  /** Follows a version that is being saved to its end. @param {ServiceWorker} worker */
  const follow = (worker) =>
    new Promise((done) => {
      const end = () => ['activated', 'redundant'].includes(worker.state) && done(worker.state === 'activated');
      worker.addEventListener('statechange', end);
      end();
    });

  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    if (data?.scope !== scope || progress.hidden) return;
    progress.max = data.of;
    progress.value = data.saved;
  });
  button.addEventListener('click', async () => {
    show('busy', saving);
    progress.removeAttribute('value');
    try {
      const registration = await navigator.serviceWorker.register(`${home}offline-worker.js`, { scope });
      const worker = registration.installing ?? registration.waiting ?? registration.active;
      if (worker && !(await follow(worker))) throw new Error();
      await look();
      remove.focus();
    } catch {
      await look(failed).catch(() => show('offered', failed));
      button.focus();
    }
  });
  remove.addEventListener('click', async () => {
    await (await known())?.unregister();
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(`vade ${scope} `)).map((name) => caches.delete(name)));
    await look().catch(() => show('offered', ''));
    button.focus();
  });
  box.addEventListener('toggle', () => {
    if (box.open) look().catch(() => show('offered', failed));
  });
  box.hidden = false;
}
