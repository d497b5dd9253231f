/**
 * Paints ladders for the page's preview: lists of levels, the highest first, drawn by the page's own style sheet. Each
 * level says in words what its colour and sign mean, so that the picture reads without either.
 */
import type { LadderModel, LadderSheet, Rung, RungState } from '../../forms/documents/model.ts';
import { text as sentence } from '../../forms/text/index.ts';
import { at, escapeHtml } from './html.ts';

/** In the order of the legend. */
const STATES: readonly RungState[] = ['met', 'assumed', 'unproved', 'not_met', 'not_applicable', 'not_asked'];

/** One `<article>` beside the documents. */
export function paintLadders(sheet: LadderSheet): string {
  const states = new Set(sheet.ladders.flatMap(({ rungs }) => rungs.map(({ state }) => state)));
  const legend = STATES.filter((state) => states.has(state)).map(
    (state) => `<li>${sign(state)}${words(`ladder.state.${state}`)}</li>`,
  );
  const title = escapeHtml(sheet.title);
  return (
    `<article class="ladders" data-document="${escapeHtml(sheet.id)}" aria-label="${title}">` +
    `<h3>${title}</h3><p class="ladder-hint">${words('ladder.hint')}</p>` +
    `<ul class="ladder-legend" aria-label="${words('ladder.legend')}">${legend.join('')}</ul>` +
    `${sheet.ladders.map(paintLadder).join('')}</article>`
  );
}

function paintLadder({ path, title, scale, summary, rungs, gaps }: LadderModel): string {
  const lacking = gaps.map((gap) => `<li>${escapeHtml(gap)}</li>`).join('');
  return (
    `<section class="ladder" data-ladder="${escapeHtml(path)}"><h4>${escapeHtml(title)}</h4>` +
    `<p class="ladder-summary">${escapeHtml(summary)}</p>` +
    `<ol class="rungs" aria-label="${escapeHtml(summary)}">${rungs.map(paintRung).join('')}</ol>` +
    (lacking === ''
      ? ''
      : `<p class="ladder-gaps-head">${words('readiness.gaps')}</p><ul class="ladder-gaps">${lacking}</ul>`) +
    `<p class="ladder-scale">${escapeHtml(sentence('ladder.scale', { scale }))}</p></section>`
  );
}

function paintRung({ level, name, state, marks, path, steps }: Rung): string {
  const chips = marks
    .map((mark) => `<span class="mark mark-${mark}">${words(`ladder.mark.${mark}`)}</span>`)
    .join('');
  return (
    `<li class="rung rung-${state}"${at(path)} data-steps="${escapeHtml(steps)}">${sign(state)}` +
    `<span class="rung-level">${escapeHtml(sentence('ladder.level', { level }))}</span>` +
    `<span class="rung-name">${escapeHtml(name)}</span>` +
    `<span class="rung-state">${words(`ladder.state.${state}`)}</span>` +
    `<span class="rung-marks">${chips}</span></li>`
  );
}

/** The sign of a state: seen, not read aloud, since the words beside it say the same. */
function sign(state: RungState): string {
  return `<span class="sign sign-${state}" aria-hidden="true">${words(`ladder.sign.${state}`)}</span>`;
}

function words(code: string): string {
  return escapeHtml(sentence(code));
}
