// The one stream of all pages. Connects again after sleep, or when the server was started anew.

/** The server gives a sign of life every ten seconds; after this time it is taken for gone. */
const SILENCE = 25_000;
const AGAIN = 500;

const ports = new Set();
let stream;
let last = null;
let watchdog;

connect();

onconnect = ({ ports: [port] }) => {
  ports.add(port);
  port.onmessage = () => ports.delete(port);
};

function connect() {
  stream?.close();
  stream = new EventSource('/_vade/turns');
  stream.onmessage = ({ data }) => {
    wait(SILENCE);
    if (data === last) return;
    last = data;
    for (const port of ports) port.postMessage(data);
  };
  // The browser tries again by itself unless it has given up.
  stream.onerror = () => wait(stream.readyState === EventSource.CLOSED ? AGAIN : SILENCE);
  wait(SILENCE);
}

function wait(time) {
  clearTimeout(watchdog);
  watchdog = setTimeout(connect, time);
}
