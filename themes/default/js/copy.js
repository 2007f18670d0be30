// A button on every text that is there to be copied: templates and code.
const done = document.documentElement.dataset.copied;
const status = document.createElement('p');
status.className = 'hidden-visually';
status.role = 'status';
document.body.append(status);

for (const figure of document.querySelectorAll('[data-copy]')) {
  const text = figure.querySelector('.template-text, code');
  if (!text) continue;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = figure.dataset.copy;
  figure.prepend(button);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text.innerText.trim());
    } catch {
      // Not allowed to write: selecting it leaves one key to press.
      getSelection().selectAllChildren(text);
      return;
    }
    button.textContent = status.textContent = done;
    button.dataset.done = '';
    setTimeout(() => {
      button.textContent = figure.dataset.copy;
      status.textContent = '';
      delete button.dataset.done;
    }, 2000);
  });
}
