import { describe, expect, it } from 'vitest';
import type { Call } from '../../../forms/call.ts';
import { kindOf } from '../../../forms/kinds/index.ts';
import { ROW_ID, type RowsValue } from '../../../forms/kinds/kind.ts';
import {
  addRow,
  dropRow,
  forgotten,
  moveRow,
  nextRowId,
  restoreRow,
  rowsOf,
} from '../../../forms/kinds/rows.ts';
import { confirmed } from '../../../forms/kinds/text_parts.ts';
import { confirmationOf, type Plan, planOf, settled } from '../../../forms/plan.ts';
import { Question } from '../../../forms/question.ts';
import type { Answer } from '../../../forms/submission.ts';

function question(entry: object): Question {
  const read = Question.parse({ label: '标签', ask: '问？', ...entry });
  return { ...read, kind: kindOf(read).config.parse(read.kind) as Question['kind'] };
}

const column = (id: string, kind: unknown = 'short_text', more: object = {}): object => ({
  id,
  label: id,
  ask: `${id}？`,
  kind,
  ...more,
});

/** A form of one question, with answers put in one by one. */
class Form {
  readonly question: Question;
  private readonly answers = new Map<string, Answer>();

  constructor(entry: object) {
    this.question = question(entry);
  }

  put(path: string, value: unknown, state: Answer['state'] = 'given'): this {
    const who = { by: 'p1', at: '2025-03-10T00:00:00Z', channel: 'web', message: 'm1' };
    this.answers.set(path, {
      state,
      ...(state === 'given' ? { value: value as never } : {}),
      original: '',
      ...who,
    });
    return this;
  }

  get plan(): Plan {
    const section = { id: 's', number: '一', title: '节', aliases: [], questions: [this.question] };
    return planOf({ gates: [], sections: [section], computed: [] } as unknown as Call, this.answers);
  }

  /** Paths in order; `!` marks a control step, `✓` a settled one. */
  get steps(): string[] {
    const { plan } = this;
    return plan.slots.map(
      (slot) => `${slot.path}${slot.control ? '!' : ''}${settled(slot, plan.book) ? '✓' : ''}`,
    );
  }

  get shown(): string {
    const kind = kindOf(this.question);
    return kind.shape === 'composite' ? kind.show(this.question, this.question.id, this.plan.book) : '';
  }
}

describe('rows', () => {
  const cases = {
    id: 'cases',
    kind: {
      type: 'rows',
      row_label: '案例',
      min: 1,
      max: 3,
      columns: [
        column('name'),
        column('imported', 'yes_no'),
        column('why', 'short_text', { show_if: { question: 'imported', is: true } }),
      ],
    },
  };

  it('asks the first row at once and then whether there are more', () => {
    const form = new Form(cases);
    expect(form.steps).toEqual(['cases/r1/name', 'cases/r1/imported', 'cases!']);
    expect(form.plan.slots[0]?.row).toEqual({ path: 'cases/r1', number: 1, count: 1 });
  });

  it('shows a column by what its own row says', () => {
    const form = new Form(cases).put('cases/r1/imported', { yes: true });
    expect(form.steps).toContain('cases/r1/why');
    form.put('cases', addRow(rowsOf(form.plan.book, 'cases')).value);
    expect(form.steps).not.toContain('cases/r2/why');
  });

  it('has a row from its first cell on, so that documents and counts see it', () => {
    const form = new Form(cases);
    expect(rowsOf(form.plan.book, 'cases').rows).toEqual([]);
    form.put('cases/r1/name', '甲');
    expect(rowsOf(form.plan.book, 'cases')).toEqual({ rows: ['r1'], closed: false, last: 1 });
    expect(form.plan.book.get('cases')?.by).toBe('p1');
    expect(form.steps.at(-1)).toBe('cases!');
  });

  it('is settled when closed, stays in reach, and opens with one more', () => {
    const form = new Form(cases).put('cases/r1/name', '甲').put('cases', { rows: ['r1'], closed: true });
    expect(form.steps.at(-1)).toBe('cases!✓');
    form.put('cases', addRow(rowsOf(form.plan.book, 'cases')).value);
    expect(form.steps.at(-1)).toBe('cases!');
    form.put('cases', addRow(rowsOf(form.plan.book, 'cases')).value);
    expect(form.steps.some((step) => step.startsWith('cases!'))).toBe(false);
  });

  it('prints rows with their labels', () => {
    const form = new Form(cases).put('cases/r1/name', '甲').put('cases/r1/imported', { yes: false });
    expect(form.shown).toBe('1. name：甲；imported：否');
  });

  it('drops the full stop before the mark between two cells, and puts many cells line by line', () => {
    const two = new Form(cases).put('cases/r1/name', '甲厂。').put('cases/r1/imported', { yes: false });
    expect(two.shown).toBe('1. name：甲厂；imported：否');
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const wide = new Form({
      id: 'w',
      kind: { type: 'rows', row_label: '项', columns: ids.map((id) => column(id)) },
    });
    for (const id of ids) wide.put(`w/r1/${id}`, `${id}。`);
    expect(wide.shown.split('\n')).toEqual(['1. a：a。', ...ids.slice(1).map((id) => `   ${id}：${id}。`)]);
  });

  it('reads a line that ends early, between bars or tabs, where the rest need not be given', () => {
    const rest = { required: false };
    const entry = {
      id: 'needs',
      kind: {
        type: 'rows',
        row_label: '需求',
        columns: [
          column('name'),
          column('public', 'yes_no'),
          column('why', 'short_text', rest),
          column('who', 'short_text', rest),
        ],
      },
    };
    const asked = question(entry);
    const kind = kindOf(asked);
    const read = (line: string): string[] =>
      kind.shape === 'composite'
        ? (kind.readLine?.(asked.kind, line, { today: '2025-03-10' }) ?? []).map(
            (cell) => `${cell.column}=${cell.original}`,
          )
        : [];
    expect(read('检测 | 是')).toEqual(['name=检测', 'public=是']);
    expect(read('检测\t是\t缺设备')).toEqual(['name=检测', 'public=是', 'why=缺设备']);
    expect(read('检测，是，缺设备，一所')).toHaveLength(4);
    // A comma stands in many a sentence, and what is needed may not be left out.
    expect(read('检测，是')).toEqual([]);
    expect(read('检测 |')).toEqual([]);
    expect(read('检测 | 航空')).toEqual([]);
    expect(read('检测 | 是 | 缺设备 | 一所 | 多余')).toEqual([]);
  });

  it('asks an optional list first whether there is any', () => {
    const form = new Form({ ...cases, required: false, kind: { ...cases.kind, min: 0 } });
    expect(form.steps).toEqual(['cases!']);
    expect(form.plan.slots[0]?.required).toBe(false);
    expect(form.put('cases', undefined, 'none').steps).toEqual(['cases!✓']);
  });

  it('never gives an id twice, and moves rows with their ids', () => {
    let value: RowsValue = { rows: [], closed: false };
    for (const expected of ['r1', 'r2', 'r3']) {
      expect(nextRowId(value)).toBe(expected);
      value = addRow(value).value;
    }
    value = dropRow(value, 'r3');
    expect(addRow(value).row).toBe('r4');
    expect(dropRow({ rows: [], closed: false }, 'r1')).toMatchObject({ rows: [], last: 1 });
    expect(moveRow(value, 'r2', 0).rows).toEqual(['r2', 'r1']);
    expect(moveRow(value, 'r1', 99).rows).toEqual(['r2', 'r1']);
    expect(moveRow(value, 'r9', 0)).toEqual(value);
    expect(value.rows.every((row) => ROW_ID.test(row))).toBe(true);
  });

  it('brings a row back where it stood, and in the end forgets the one taken away first', () => {
    const three: RowsValue = { rows: ['r1', 'r2', 'r3'], closed: true, last: 3 };
    const gone = dropRow(dropRow(three, 'r2'), 'r1');
    expect(gone.removed).toEqual([
      { row: 'r2', at: 1 },
      { row: 'r1', at: 0 },
    ]);
    expect(restoreRow(gone, 'r1').rows).toEqual(['r1', 'r3']);
    expect(restoreRow(restoreRow(gone, 'r1'), 'r2')).toEqual({ ...three, removed: [] });
    expect(restoreRow(gone, 'r9')).toEqual(gone);
    expect(addRow(gone).value.removed).toEqual(gone.removed);
    let many: RowsValue = { rows: [], closed: false };
    for (let at = 1; at <= 21; at += 1) {
      const before = many;
      many = dropRow(addRow(before).value, `r${at}`);
      expect(forgotten(before, many)).toEqual(at === 21 ? ['r1'] : []);
    }
  });

  it('asks a new row after the only one was removed', () => {
    const form = new Form(cases).put('cases', dropRow({ rows: ['r1'], closed: false }, 'r1'));
    expect(form.steps).toEqual(['cases/r2/name', 'cases/r2/imported', 'cases!']);
  });
});

describe('text in parts', () => {
  const entry = {
    id: 'text',
    kind: {
      type: 'text_parts',
      parts: [
        column('a', 'long_text'),
        column('b', 'long_text'),
        column('c', 'long_text', { required: false }),
      ],
    },
  };

  it('shows the assembled text for confirmation once no part is open', () => {
    const form = new Form(entry).put('text/a', '第一段').put('text/b', '第二段\n续');
    expect(form.steps).toEqual(['text/a✓', 'text/b✓', 'text/c']);
    form.put('text/c', undefined, 'none');
    expect(form.steps).toEqual(['text/a✓', 'text/b✓', 'text/c✓', 'text!']);
    expect(form.shown).toBe('第一段\n第二段\n续');
  });

  it('says of a short part what it is, where the whole is confirmed; what is counted is the text alone', () => {
    const parts = [column('day'), column('text', 'long_text')];
    const form = new Form({ id: 'text', kind: { type: 'text_parts', parts } });
    form.put('text/day', '2013年9月5日').put('text/text', '正文');
    const kind = kindOf(form.question);
    if (kind.shape !== 'composite') throw new Error('text_parts is composite');
    expect(kind.assembled?.(form.question, 'text', form.plan.book)).toBe('day：2013年9月5日\n正文');
    expect(form.shown).toBe('2013年9月5日\n正文');
  });

  it('is not held up by a part that need not be there and was passed over', () => {
    const form = new Form(entry).put('text/a', '第一段').put('text/b', '第二段');
    form.put('text/c', undefined, 'skipped');
    expect(form.steps).toEqual(['text/a✓', 'text/b✓', 'text/c', 'text!']);
    form.put('text/b', undefined, 'skipped');
    expect(form.steps).toEqual(['text/a✓', 'text/b', 'text/c']);
  });

  it('asks for no confirmation of nothing', () => {
    const form = new Form(entry);
    for (const part of ['a', 'b', 'c']) form.put(`text/${part}`, undefined, 'none');
    expect(form.steps).toEqual(['text/a✓', 'text/b✓', 'text/c✓']);
  });

  it('no longer holds when a part changes, and holds again when it is changed back', () => {
    const form = new Form(entry).put('text/a', '一').put('text/b', '二').put('text/c', undefined, 'none');
    const slot = form.plan.at('text');
    expect(slot?.control).toBe('confirm');
    form.put('text', confirmationOf({ leaf: form.question, path: 'text' }, form.plan.book));
    expect(form.steps.at(-1)).toBe('text!✓');
    expect(form.put('text/a', '改').steps.at(-1)).toBe('text!');
    expect(confirmed(form.question, 'text', form.plan.book)).toBe(false);
    expect(form.put('text/a', '一').steps.at(-1)).toBe('text!✓');
  });
});

describe('indicators', () => {
  it('asks the baseline of a relative value and the scale of an absolute one', () => {
    const form = new Form({ id: 'kpi', kind: { type: 'indicators', min: 1 } });
    expect(form.steps).toEqual(['kpi/r1/name', 'kpi/r1/nature', 'kpi/r1/value', 'kpi/r1/source', 'kpi!']);
    form.put('kpi/r1/nature', 'relative');
    expect(form.steps).toContain('kpi/r1/baseline');
    expect(form.plan.at('kpi/r1/baseline')?.required).toBe(true);
    form.put('kpi/r1/nature', 'absolute');
    expect(form.steps).toContain('kpi/r1/scale');
    expect(form.steps).not.toContain('kpi/r1/baseline');
  });

  it('prints each with what it is compared with or the scale', () => {
    const form = new Form({ id: 'kpi', kind: 'indicators' })
      .put('kpi', { rows: ['r1', 'r2'], closed: true })
      .put('kpi/r1/name', '减排率')
      .put('kpi/r1/nature', 'relative')
      .put('kpi/r1/value', { number: 35, unit: '%' })
      .put('kpi/r1/baseline', '2020年传统湿法工艺')
      .put('kpi/r1/source', '检测报告')
      .put('kpi/r2/name', '年减排量')
      .put('kpi/r2/nature', 'absolute')
      .put('kpi/r2/value', { number: 2000, unit: 't', approx: true })
      .put('kpi/r2/scale', '日处理污水5万立方米');
    expect(form.shown).toBe(
      '1. 减排率 35%（与2020年传统湿法工艺相比；数据来源：检测报告）\n2. 年减排量 约2000t（工程规模：日处理污水5万立方米）',
    );
  });
});
