/** The documents as they fill, one tab each, and their downloads. */

/** @import { DeskSubmission, EditWish } from './types.js' */
/** @import { Session } from './session.js' */

import { make } from './dom.js';
import { Pictures } from './pictures.js';
import { sanitise } from './sanitise.js';
import { texts } from './texts.js';

/** @typedef {{ id: string, name: string, paper: HTMLElement }} Sheet */

export class Preview {
  #place;
  #session;
  #edit;
  #body = make('div', { class: 'papers', tabindex: '0' });
  #tabs = make('div', { class: 'sheets', role: 'tablist', 'aria-label': texts.documents });
  #pictures;
  #downloads = make('div', { class: 'downloads' });
  /** What is on show: submission and revision. */
  #shown = '';
  #chosen = '';
  /** @type {string | null} the question that was last brought into view */
  #followed = null;
  /** @type {DeskSubmission | null} */
  #submission = null;

  /**
   * @param {HTMLElement} place
   * @param {Session} session
   * @param {(wish: EditWish) => void} edit
   */
  constructor(place, session, edit) {
    this.#place = place;
    this.#session = session;
    this.#pictures = new Pictures(session);
    this.#edit = edit;
    this.#body.addEventListener('click', ({ target }) => this.#wish(target));
    this.#body.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.target === this.#body) return;
      event.preventDefault();
      this.#wish(event.target);
    });
    this.#tabs.addEventListener('keydown', (event) => this.#arrow(event));
  }

  /** The preview has come into view. */
  look() {
    this.#follow(this.#submission?.focus ?? null);
  }

  /**
   * Brings the preview up to the submission's revision.
   * @param {DeskSubmission | null} submission
   */
  async show(submission) {
    this.#submission = submission;
    const head = make('div', { class: 'panel-head' }, make('h2', { text: texts.preview }));
    if (!submission) {
      this.#shown = '';
      this.#place.replaceChildren(head, make('p', { class: 'empty', text: texts.noPreview }));
      return;
    }
    head.append(make('span', { class: 'count', text: texts.previewHint }));
    await this.#showDownloads(submission);
    if (!this.#body.isConnected) this.#place.replaceChildren(head, this.#downloads, this.#tabs, this.#body);
    const version = `${submission.id} ${submission.revision}`;
    if (version === this.#shown) {
      this.#follow(submission.focus);
      return;
    }
    try {
      const query = new URLSearchParams({ submission: submission.id });
      const html = await (await this.#session.ask(`/api/preview?${query}`)).text();
      // A later answer may have come in meanwhile.
      if (this.#submission !== submission) return;
      this.#paint(sanitise(html), submission);
      this.#shown = version;
      this.#follow(submission.focus);
    } catch {
      if (!this.#shown) this.#body.replaceChildren(make('p', { class: 'empty', text: texts.previewFailed }));
    }
  }

  /**
   * Marks what is being asked and, when the question changes, brings its place on the sheet into view.
   * @param {string | null} focus
   */
  #follow(focus) {
    for (const each of this.#body.querySelectorAll('.asking')) each.classList.remove('asking');
    const place = focus === null ? undefined : placeOf(this.#body, focus);
    place?.classList.add('asking');
    // Behind another view nothing can be measured; `look` comes back to it.
    if (focus === this.#followed || this.#body.clientHeight === 0) return;
    this.#followed = focus;
    if (!place) return;
    const [box, frame] = [place.getBoundingClientRect(), this.#body.getBoundingClientRect()];
    if (box.top >= frame.top && box.bottom <= frame.bottom) return;
    const top = box.top - frame.top - frame.height / 3;
    // A glide over many pages would still be under way when the next answer comes.
    const glides =
      Math.abs(top) < 2 * frame.height && !matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#body.scrollBy({ top, behavior: glides ? 'smooth' : 'auto' });
  }

  /** @param {DeskSubmission} submission */
  async #showDownloads({ id, documents }) {
    const { persona } = await this.#session.info();
    const links = documents.map(({ id: document, name, fileName, kind, draft }) => {
      const href = `/api/download/${encodeURIComponent(id)}/${encodeURIComponent(document)}?${new URLSearchParams({ persona })}`;
      const link = make(
        'a',
        { class: 'download', href, download: fileName, title: fileName },
        arrow(),
        make('span', { text: name }),
        make('span', {
          class: 'kind',
          text: texts.kinds[/** @type {keyof typeof texts.kinds} */ (kind)] ?? kind,
        }),
      );
      if (draft) link.append(make('span', { class: 'draft', text: texts.draft }));
      return link;
    });
    this.#downloads.replaceChildren(
      make('span', { class: 'visually-hidden', text: texts.downloads }),
      ...links,
    );
    this.#downloads.hidden = links.length === 0;
  }

  /**
   * @param {DocumentFragment} fragment
   * @param {DeskSubmission} submission
   */
  #paint(fragment, submission) {
    const sheets = split(fragment, submission);
    const scroll = this.#body.scrollTop;
    if (!sheets.some(({ id }) => id === this.#chosen)) this.#chosen = sheets[0]?.id ?? '';
    for (const { paper } of sheets) {
      for (const each of paper.querySelectorAll('[data-path]')) each.setAttribute('tabindex', '0');
    }
    this.#tabs.replaceChildren(...(sheets.length > 1 ? sheets.map((sheet) => this.#tab(sheet, sheets)) : []));
    this.#body.replaceChildren(...sheets.map(({ paper }) => paper));
    this.#choose(this.#chosen, sheets);
    this.#body.scrollTop = scroll;
    void this.#pictures.fill(this.#body, submission.id);
  }

  /**
   * @param {Sheet} sheet
   * @param {Sheet[]} sheets
   */
  #tab({ id, name }, sheets) {
    const tab = make('button', { type: 'button', role: 'tab', text: name, 'data-sheet': id });
    tab.addEventListener('click', () => {
      this.#choose(id, sheets);
      this.#body.scrollTop = 0;
    });
    return tab;
  }

  /**
   * @param {string} chosen
   * @param {Sheet[]} sheets
   */
  #choose(chosen, sheets) {
    this.#chosen = chosen;
    for (const { id, paper } of sheets) paper.hidden = id !== chosen;
    for (const tab of this.#tabs.querySelectorAll('button')) {
      const on = tab.dataset.sheet === chosen;
      tab.setAttribute('aria-selected', String(on));
      tab.tabIndex = on ? 0 : -1;
    }
  }

  /** @param {KeyboardEvent} event */
  #arrow(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const tabs = [...this.#tabs.querySelectorAll('button')];
    const at = tabs.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const next = tabs[(at + step + tabs.length) % tabs.length];
    next?.click();
    next?.focus();
  }

  /** @param {EventTarget | null} target */
  #wish(target) {
    if (!(target instanceof Element) || getSelection()?.toString()) return;
    const path = target.closest('[data-path]')?.getAttribute('data-path');
    if (!path) return;
    const items = (this.#submission?.sections ?? []).flatMap((section) => section.items);
    // A cell of a row may have no line of its own in the progress list; its question has.
    const item =
      items.find((each) => each.path === path) ?? items.find((each) => path.startsWith(`${each.path}/`));
    this.#edit({ path, label: item?.label ?? path });
  }
}

/** Downwards, onto a line: to be kept. */
function arrow() {
  const space = 'http://www.w3.org/2000/svg';
  const drawing = document.createElementNS(space, 'svg');
  const line = document.createElementNS(space, 'path');
  drawing.setAttribute('class', 'arrow');
  drawing.setAttribute('viewBox', '0 0 14 14');
  drawing.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', 'M7 1v8M3.5 6 7 9.5 10.5 6M2 12.5h10');
  drawing.append(line);
  return drawing;
}

/**
 * Where a question's answer stands on the sheet on show: its own place, a part of it, what it is a part of, or the rung
 * of a ladder that it is a step of.
 * @param {HTMLElement} body
 * @param {string} path
 * @returns {Element | undefined}
 */
function placeOf(body, path) {
  const places = [...body.querySelectorAll('.paper:not([hidden]) [data-path]')];
  const of = (/** @type {Element} */ each) => each.getAttribute('data-path') ?? '';
  return (
    places.find((each) => of(each) === path) ??
    places.find((each) => of(each).startsWith(`${path}/`)) ??
    places.find((each) => path.startsWith(`${of(each)}/`)) ??
    places.find((each) => each instanceof HTMLElement && path.startsWith(each.dataset.steps ?? '\n'))
  );
}

/**
 * One sheet per document of the fragment.
 * @param {DocumentFragment} fragment
 * @param {DeskSubmission} submission
 * @returns {Sheet[]}
 */
function split(fragment, submission) {
  const marked = [...fragment.querySelectorAll('[data-document]')].filter(
    (each) => each instanceof HTMLElement,
  );
  if (marked.length === 0)
    return [{ id: 'all', name: texts.documents, paper: make('article', { class: 'paper' }, fragment) }];
  return marked.map((element) => {
    const id = element.dataset.document ?? '';
    const known = submission.documents.find((each) => each.id === id)?.name;
    element.classList.add('paper');
    return { id, name: known ?? element.ariaLabel ?? id, paper: element };
  });
}
