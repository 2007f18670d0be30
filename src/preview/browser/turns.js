// Tells when the site has changed. All pages of a browser share one stream: browsers open no more
// than six connections to a server, and a seventh page would wait for ever.

/** @param {() => void} tell called at once, and whenever there may be something new */
export function follow(tell) {
  let port = null;
  try {
    port = new SharedWorker('/_vade/shared.js', { name: 'vade' }).port;
  } catch {
    // Some browsers on phones have none.
    return alone(tell);
  }
  port.onmessage = () => tell();
  // A page that comes back from the browser's memory, or from sleep, may have missed something.
  addEventListener('pageshow', (event) => event.persisted && tell());
  addEventListener('pagehide', (event) => event.persisted || port.postMessage('bye'));
  document.addEventListener('visibilitychange', () => document.hidden || tell());
  tell();
}

/** A stream for this page only, for as long as somebody looks at it. */
function alone(tell) {
  let stream = null;
  const listen = () => {
    stream?.close();
    stream = null;
    if (document.hidden) return;
    stream = new EventSource('/_vade/turns');
    let last = null;
    stream.onmessage = ({ data }) => {
      if (data !== last) tell();
      last = data;
    };
  };
  document.addEventListener('visibilitychange', listen);
  listen();
}
