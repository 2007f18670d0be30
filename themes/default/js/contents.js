// The table of contents: open where there is room beside the text, and marking the heading
// that is being read.
const contents = document.querySelector('[data-toc]');
const wide = matchMedia('(width >= 80rem)');
const links = [...contents.querySelectorAll('a[href^="#"]')];
const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));

const fit = () => (contents.open = wide.matches);
wide.addEventListener('change', fit);
fit();

/** How far below the header a heading counts as being read, in pixels. */
const MARGIN = 120;

function mark() {
  let current = -1;
  headings.forEach((heading, index) => {
    if (heading && heading.getBoundingClientRect().top < MARGIN) current = index;
  });
  const end = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  if (end) current = links.length - 1;
  links.forEach((link, index) => {
    if (index === current) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  });
}

let waiting = false;
addEventListener('scroll', () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    mark();
  });
}, { passive: true });
mark();

// On small screens the list lies over the text that it leads to.
contents.addEventListener('click', (event) => {
  if (!wide.matches && event.target instanceof HTMLAnchorElement) contents.open = false;
});
