/** Where the person writes: text, files by button, by drop and by paste. */

import { byId } from './dom.js';
import { texts } from './texts.js';

/**
 * Wires the form. Text survives a reload until it is sent.
 * @param {{ scope: string, send: (text: string) => void, sendFiles: (files: File[]) => void }} options
 */
export function startComposer({ scope, send, sendFiles }) {
  const form = byId('composer', HTMLFormElement);
  const box = byId('say', HTMLTextAreaElement);
  const picker = byId('files', HTMLInputElement);
  const kept = `shenbao.draft.${scope}`;
  box.placeholder = texts.placeholder;
  box.title = texts.hint;
  box.value = sessionStorage.getItem(kept) ?? '';

  const resize = () => {
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight + 2}px`;
    byId('send', HTMLButtonElement).disabled = box.value.trim() === '';
  };
  const changed = () => {
    sessionStorage.setItem(kept, box.value);
    resize();
  };
  box.addEventListener('input', changed);
  box.addEventListener('keydown', (event) => {
    // While an input method composes, Enter belongs to it (229 is how Safari says so after the fact).
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (text === '') return;
    box.value = '';
    changed();
    send(text);
    box.focus();
  });
  byId('attach', HTMLButtonElement).addEventListener('click', () => picker.click());
  picker.addEventListener('change', () => {
    const files = [...(picker.files ?? [])];
    picker.value = '';
    if (files.length) sendFiles(files);
  });
  box.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    // Office programs put a picture of the text beside the text; the words are what is meant.
    if (files.length === 0 || event.clipboardData?.getData('text/plain')) return;
    event.preventDefault();
    sendFiles(files);
  });
  acceptDrops(sendFiles);
  resize();
}

/** @param {(files: File[]) => void} sendFiles */
function acceptDrops(sendFiles) {
  const drop = byId('drop', HTMLElement);
  /** @param {DragEvent} event */
  const carriesFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;
  document.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    drop.hidden = false;
  });
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) drop.hidden = true;
  });
  document.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    drop.hidden = true;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) sendFiles(files);
  });
}
