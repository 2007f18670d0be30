// Runs before anything is painted, so that a chosen colour scheme never flashes the other
// one, and tells the styles that scripts run. A classic script: modules come too late.
{
  const root = document.documentElement;
  const order = ['auto', 'light', 'dark'];
  root.dataset.js = '';
  try {
    const scheme = localStorage.getItem('vade-scheme');
    if (order.indexOf(scheme) > 0) root.dataset.scheme = scheme;
  } catch {
    // Storage is switched off: the system's scheme it is.
  }

  // The button that goes from automatic to light to dark and round again.
  addEventListener('DOMContentLoaded', () => {
    const button = document.querySelector('[data-scheme-toggle]');
    if (!button) return;
    const show = (scheme) => {
      if (scheme === 'auto') delete root.dataset.scheme;
      else root.dataset.scheme = scheme;
      button.dataset.now = scheme;
      button.ariaLabel = button.title = button.dataset[scheme];
    };
    show(root.dataset.scheme ?? 'auto');
    button.addEventListener('click', () => {
      const next = order[(order.indexOf(button.dataset.now) + 1) % order.length];
      show(next);
      try {
        localStorage.setItem('vade-scheme', next);
      } catch {
        // Then it holds for this page only.
      }
    });
  });
}
