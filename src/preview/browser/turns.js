// Tells when the site has changed. All pages of a browser share one stream: browsers open no more
// than six connections to a server, and a seventh page would wait for ever. Whichever page holds
// a lock has the stream and passes on what it hears; when that page goes, another one takes over.
// (A shared worker would do the same, and is a program that nobody sees when it hangs.)

/** The server gives a sign of life every ten seconds; after this time it is taken for gone. */
const SILENCE = 25_000;
const AGAIN = 500;

/** @param {() => void} tell called at once, and whenever there may be something new */
export function follow(tell) {
  let last = null;
  const hear = (version) => {
    if (version === last) return;
    last = version;
    tell();
  };
  tell();
  // A page that comes back from the browser's memory, or from sleep, may have missed something.
  addEventListener('pageshow', (event) => event.persisted && tell());
  document.addEventListener('visibilitychange', () => document.hidden || tell());
  // Browsers have locks on this machine and under HTTPS only.
  if (!navigator.locks) return whileVisible(hear);
  const others = new BroadcastChannel('vade');
  others.onmessage = ({ data }) => hear(data);
  navigator.locks.request('vade', () => new Promise(() => {
    listen((version) => {
      hear(version);
      others.postMessage(version);
    });
  }));
}

/** A stream for this page only, for as long as somebody looks at it. */
function whileVisible(hear) {
  let stop = document.hidden ? null : listen(hear);
  document.addEventListener('visibilitychange', () => {
    stop?.();
    stop = document.hidden ? null : listen(hear);
  });
}

/** Connects, and connects again after sleep or when the server was started anew; returns what ends it. */
function listen(hear) {
  let stream;
  let watchdog;
  const wait = (time) => {
    clearTimeout(watchdog);
    watchdog = setTimeout(connect, time);
  };
  const connect = () => {
    stream?.close();
    stream = new EventSource('/_vade/turns');
    stream.onmessage = ({ data }) => {
      wait(SILENCE);
      hear(data);
    };
    // The browser tries again by itself unless it has given up.
    stream.onerror = () => wait(stream.readyState === EventSource.CLOSED ? AGAIN : SILENCE);
    wait(SILENCE);
  };
  connect();
  return () => {
    clearTimeout(watchdog);
    stream.close();
  };
}
