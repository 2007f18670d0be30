// Changes a page into another version of itself by touching only what differs between the two
// sources. What scripts and the reader did to the rest stays: open details, typed text, focus.

/** How far ahead a counterpart is looked for among nodes that scripts may have added. */
const AHEAD = 12;

/**
 * A copy of a page as it is now, by which its nodes are found again later.
 * @param {Element} root
 */
export function mirror(root) {
  const copy = root.cloneNode(true);
  const originals = new Map();
  together(copy, root, (one, other) => originals.set(one, other));
  return {
    /** The nodes of the page that come from the nodes of its source. @param {Element} source */
    pair(source) {
      const nodes = new Map();
      counterparts(source, copy, (one, other) => nodes.set(one, originals.get(other)));
      return nodes;
    },
  };
}

/** Visits two trees of the same shape. */
function together(one, other, visit) {
  visit(one, other);
  for (let index = 0; index < one.childNodes.length; index += 1) {
    together(one.childNodes[index], other.childNodes[index], visit);
  }
}

/** Visits what corresponds in a source and a page that some script may have changed a little. */
function counterparts(source, page, visit) {
  visit(source, page);
  const others = [...page.childNodes];
  let from = 0;
  for (const child of source.childNodes) {
    const ahead = others.slice(from, from + AHEAD).findIndex((other) => corresponds(child, other));
    if (ahead < 0) continue;
    counterparts(child, others[from + ahead], visit);
    from += ahead + 1;
  }
}

function corresponds(one, other) {
  if (one.nodeType !== other.nodeType || one.nodeName !== other.nodeName) return false;
  if (one.nodeType !== Node.ELEMENT_NODE) return one.data === other.data;
  return !one.id || one.id === other.id;
}

/**
 * @param {Element} before the source of the page
 * @param {Element} after what it is to become
 * @param {Map<Node, Node>} nodes the nodes of the page by those of `before`
 * @returns {{ nodes: Map<Node, Node>, changed: Element[] } | null} the nodes by those of `after`,
 *   and the elements of the body that changed; nothing if the page is not what it is thought to be
 */
export function morph(before, after, nodes) {
  const work = { old: nodes, now: new Map(), changed: new Set() };
  try {
    change(before, after, work);
  } catch (error) {
    if (error !== LOST) throw error;
    return null;
  }
  const changed = [...work.changed].filter((node) => document.body.contains(node));
  return { nodes: work.now, changed };
}

const LOST = Symbol('a node of the page that cannot be found');

function alive(node, work) {
  const found = work.old.get(node);
  if (!found?.isConnected) throw LOST;
  return found;
}

function change(before, after, work) {
  if (before.isEqualNode(after)) return keep(before, after, work);
  const live = alive(before, work);
  work.now.set(after, live);
  if (before.nodeType !== Node.ELEMENT_NODE) {
    if (live.data !== after.data) live.data = after.data;
    if (live.parentElement) work.changed.add(live.parentElement);
    return;
  }
  if (before.matches('link[rel~="stylesheet"]')) return swap(live, after, work);
  attributes(before, after, live, work);
  children(before, after, live, work);
}

/** Nothing to do here, but the next change will ask by the nodes of the newer source. */
function keep(before, after, work) {
  together(before, after, (one, other) => {
    const live = work.old.get(one);
    if (live) work.now.set(other, live);
  });
}

/** The old style sheet goes when the new one is there, so that nothing flickers. */
function swap(live, after, work) {
  const link = document.importNode(after, true);
  work.now.set(after, link);
  const done = () => live.remove();
  link.addEventListener('load', done, { once: true });
  link.addEventListener('error', done, { once: true });
  live.after(link);
}

function attributes(before, after, live, work) {
  for (const name of new Set([...before.getAttributeNames(), ...after.getAttributeNames()])) {
    const value = after.getAttribute(name);
    if (before.getAttribute(name) === value) continue;
    if (value === null) live.removeAttribute(name);
    else live.setAttribute(name, value);
    work.changed.add(live);
  }
}

function children(before, after, live, work) {
  let last = null;
  for (const [old, now] of steps([...before.childNodes], [...after.childNodes])) {
    if (!now) {
      alive(old, work).remove();
    } else if (old) {
      change(old, now, work);
      last = work.now.get(now) ?? last;
    } else {
      const node = document.importNode(now, true);
      together(now, node, (one, other) => work.now.set(one, other));
      if (last) last.after(node);
      else live.prepend(node);
      last = node;
      work.changed.add(node.nodeType === Node.ELEMENT_NODE ? node : live);
    }
  }
}

/**
 * How one list of nodes becomes another: pairs of an old and a new node; the old alone goes, the
 * new alone comes. What is equal at both ends stays, in between equal nodes are found again, and
 * what is left is paired by kind.
 */
function steps(before, after) {
  let start = 0;
  while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start += 1;
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before.at(-1 - end).isEqualNode(after.at(-1 - end))) end += 1;
  const pairs = before.slice(0, start).map((node, index) => [node, after[index]]);
  pairs.push(...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)));
  for (let index = end; index > 0; index -= 1) pairs.push([before.at(-index), after.at(-index)]);
  return pairs;
}

function middle(before, after) {
  const pairs = [];
  let from = 0;
  after.forEach((now, index) => {
    let at = before.findIndex((old, place) => place >= from && old.isEqualNode(now));
    if (at < 0 && from < before.length && alike(before[from], now) && !after.slice(index + 1).some((later) => later.isEqualNode(before[from]))) {
      at = from;
    }
    if (at < 0) return pairs.push([null, now]);
    while (from < at) pairs.push([before[from++], null]);
    pairs.push([before[from++], now]);
  });
  while (from < before.length) pairs.push([before[from++], null]);
  return pairs;
}

function alike(one, other) {
  return one.nodeName === other.nodeName && (one.id ?? '') === (other.id ?? '');
}
