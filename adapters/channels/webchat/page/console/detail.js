/** One submission: where it stands, what the office said of it, what the formal check found, what was submitted. */

/** @import { Answers, Call, Comment, Detail, Finding, Line, Round } from './types.js' */

import { byId, make } from '../dom.js';
import { Refused } from '../session.js';
import { sectionsOf } from './bars.js';
import { address, read } from './line.js';
import { levels, stageChip } from './table.js';
import { fullTime } from './times.js';
import { say } from './words.js';

/**
 * Opens it over the page; closing leads back to where one was. Throws `Refused` where it cannot be fetched.
 * @param {Line} line
 * @param {Call | undefined} call
 */
export async function openDetail(line, call) {
  const dialog = byId('detail', HTMLDialogElement);
  const close = make('button', { type: 'button', class: 'quiet', text: say('close') });
  close.addEventListener('click', () => dialog.close());
  const title = make('h2', { id: 'detail-title', text: line.title || say('untitled') });
  const body = make('div', { class: 'detail-body' }, make('p', { class: 'empty', text: say('loading') }));
  dialog.setAttribute('aria-labelledby', title.id);
  dialog.replaceChildren(make('header', {}, title, close), body);
  // The list may be drawn anew below: its line is found again by name.
  const back = () => {
    for (const each of document.querySelectorAll('[data-key]'))
      if (each instanceof HTMLElement && each.dataset.key === `open ${line.id}`) each.focus();
  };
  dialog.addEventListener('close', back, { once: true });
  if (!dialog.open) dialog.showModal();
  try {
    const detail = /** @type {Detail} */ (await read(address('/console/data/detail', { id: line.id })));
    title.textContent = detail.line.title || say('untitled');
    body.replaceChildren(...parts(detail, call));
  } catch (error) {
    if (!(error instanceof Refused && error.status === 404)) dialog.close();
    else body.replaceChildren(make('p', { class: 'empty', text: say('detail.gone') }));
    if (!(error instanceof Refused && error.status === 404)) throw error;
  }
}

/**
 * @param {Detail} detail
 * @param {Call | undefined} call
 */
function parts({ line, rounds, findings, answers, documents }, call) {
  return [
    facts(line, call),
    part('detail.progress', progress(line, call)),
    part('detail.rounds', ...roundParts(rounds)),
    part('detail.findings', findingList(findings)),
    ...(documents.length > 0 ? [part('detail.documents', documentList(line, documents))] : []),
    ...(answers ? [part('detail.answers', ...answerParts(answers))] : []),
  ];
}

/**
 * @param {string} name
 * @param {(Node | string)[]} children
 */
function part(name, ...children) {
  return make('section', {}, make('h3', { text: say(name) }), ...children);
}

/**
 * @param {Line} line
 * @param {Call | undefined} call
 */
function facts(line, call) {
  /** @type {[string, string][]} */
  const all = [
    ['number', line.number ?? ''],
    ['call', call?.short ?? line.call],
    ['unit', line.unit],
    ['person', line.person],
    ['field', line.field],
    ['created', fullTime(line.createdAt)],
    ['updated', fullTime(line.updatedAt)],
    ['submitted', fullTime(line.submittedAt)],
  ];
  const list = make('dl', { class: 'facts' });
  for (const [name, value] of all)
    if (value !== '')
      list.append(make('div', {}, make('dt', { text: say(`detail.${name}`) }), make('dd', { text: value })));
  const marks = make('p', { class: 'marks' }, stageChip(line.stage), ...levels(line));
  if (line.revised) marks.append(make('small', { class: 'warn', text: say('revised') }));
  return make('div', {}, marks, list);
}

/**
 * @param {Line} line
 * @param {Call | undefined} call
 */
function progress(line, call) {
  const list = make('ul', { class: 'sections' });
  for (const { title, done, total } of sectionsOf(line, call)) {
    const bar = make('progress', {
      max: String(Math.max(1, total)),
      value: String(done),
      'aria-hidden': 'true',
    });
    list.append(
      make(
        'li',
        {},
        make('span', { text: title }),
        bar,
        make('b', { text: say('progress', { done, total }) }),
      ),
    );
  }
  return list;
}

/** @param {Round[]} rounds */
function roundParts(rounds) {
  if (rounds.length === 0) return [make('p', { class: 'empty', text: say('detail.no_rounds') })];
  return rounds.toReversed().map(({ round, revision, at, exception, decision, comments }) => {
    const made = make(
      'div',
      { class: 'round' },
      make('h4', { text: say('detail.round', { round }) }),
      make('p', { text: say('detail.handed', { time: fullTime(at), revision }) }),
    );
    if (exception !== null)
      made.append(make('p', { class: 'warn', text: say('detail.exception', { why: exception }) }));
    if (decision) {
      made.append(make('p', { text: say(`did.${decision.did}`, { time: fullTime(decision.at) }) }));
      if (decision.why !== '') made.append(make('p', { text: say('detail.why', { why: decision.why }) }));
    } else made.append(make('p', { class: 'empty', text: say('detail.waiting') }));
    if (comments.length > 0)
      made.append(
        make('ol', { class: 'comments', 'aria-label': say('detail.comments') }, ...comments.map(comment)),
      );
    return made;
  });
}

/** @param {Comment} comment */
function comment({ label, text, answer }) {
  const answered = make('p', { class: answer ? 'answered' : 'warn' });
  if (!answer) answered.textContent = say('comment.open');
  else {
    const time = fullTime(answer.at);
    answered.textContent =
      answer.did === 'changed'
        ? say('comment.changed', { time, revision: answer.revision })
        : say('comment.kept', { time, why: answer.why });
  }
  return make('li', {}, make('b', { text: label ?? say('comment.whole') }), make('p', { text }), answered);
}

/** @param {Finding[] | null} findings */
function findingList(findings) {
  if (findings === null) return make('p', { class: 'empty', text: say('findings.absent') });
  if (findings.length === 0) return make('p', { class: 'good', text: say('findings.none') });
  return make(
    'ul',
    { class: 'findings' },
    ...findings.map(({ level, label, say: told }) =>
      make(
        'li',
        { class: `finding-${level}` },
        make('span', { class: 'tag', text: say(`finding.${level}`) }),
        make('span', {}, label === '' ? '' : make('b', { text: label }), told),
      ),
    ),
  );
}

/**
 * @param {Line} line
 * @param {Detail['documents']} documents
 */
function documentList(line, documents) {
  return make(
    'ul',
    { class: 'documents' },
    ...documents.map(({ id, name, fileName }) =>
      make(
        'li',
        {},
        make('a', {
          class: 'button',
          href: address('/console/download', { id: line.id, document: id }),
          download: fileName,
          text: name,
        }),
      ),
    ),
  );
}

/** @param {Answers} answers */
function answerParts({ at, sections }) {
  return [
    make('p', { class: 'empty', text: say('answers.at', { time: fullTime(at) }) }),
    ...sections.map(({ title, items }) => {
      const list = make('dl', { class: 'answers' });
      for (const { label, value, at: given } of items)
        list.append(
          make(
            'div',
            {},
            make('dt', { text: label }),
            make('dd', {}, value, make('time', { datetime: given, text: fullTime(given) })),
          ),
        );
      return make('section', {}, make('h4', { text: title }), list);
    }),
  ];
}
