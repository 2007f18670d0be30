// Runs the theme's modules from one classic script, for pages that were opened from a disk: there
// browsers load no modules and no data, only scripts, styles and pictures.
(() => {
  const base = document.documentElement.dataset.base ?? './';

  /** Data that scripts have brought, and who waits for it, by path. */
  const waiting = new Map();
  globalThis.vadeGive = (path, data) => waiting.get(path)?.(data);

  /** Like the browser's own, for JSON of the site: `x.json` is in the script `x.json.js`. */
  const fetch = (address) => new Promise((resolve, reject) => {
    const path = address.startsWith(base) ? address.slice(base.length) : address;
    waiting.set(path, (data) => resolve({ ok: true, status: 200, json: async () => structuredClone(data) }));
    const script = document.createElement('script');
    script.src = `${base}${path}.js`;
    script.onerror = () => reject(new Error(path));
    script.onload = () => script.remove();
    document.head.append(script);
  });

  /** Addresses of files can't always be changed by scripts. */
  const history = {
    replaceState(...change) {
      try {
        globalThis.history.replaceState(...change);
      } catch {
        // The page works without its query in the address.
      }
    },
  };

  /** The file that an address of the site, or one below `base`, stands for. */
  const fileOf = (site, address) => {
    const home = [site, base].find((home) => address.startsWith(home));
    return home === undefined ? address : base + address.slice(home.length).replace(/(^|\/)(?=$|[?#])/, '$1index.html');
  };

  globalThis.vadeStart = (site, entry, modules) => {
    // What leads to other pages leads to files: `finder.js` asks.
    globalThis.vadePlace = (address) => fileOf(site, address);
    const running = new Map();
    const need = (name) => {
      const module = name.slice(name.lastIndexOf('/') + 1);
      if (!running.has(module)) {
        const run = modules[module];
        running.set(module, run ? run(need, fetch, history) : Promise.reject(new Error(module)));
      }
      return running.get(module);
    };
    need(entry);
  };
})();
