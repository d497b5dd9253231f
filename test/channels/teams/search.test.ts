/** The message extension over HTTP: who asks is who the channel signed, and the port decides what they see. */
import { expect, test } from 'vitest';
import type { Inquiry, InquiryAsk, StandingLine } from '../../../forms/office/ports.ts';
import { wordsOf } from '../../fakes/teams/person.ts';
import { complaints } from './complaints.ts';
import { stand } from './stand.ts';

const LINES: readonly StandingLine[] = [
  line('s1', '江苏沃野示例环境工程有限公司', '粪污厌氧发酵技术', 'submitted', 77),
  line('s2', '示例大学', '', 'draft', 3),
  { ...line('s3', '', '', 'absent', 0), updatedAt: null },
  line('s4', '<b>加粗</b> & 示例研究院', '膜蒸馏', 'returned', 60),
];

function line(
  id: string,
  unit: string,
  title: string,
  stage: StandingLine['stage'],
  done: number,
): StandingLine {
  const updatedAt = '2025-03-09T23:30:00Z';
  return { id, unit, title, call: '可持续发展技术', stage, done, total: 77, updatedAt };
}

/** One reviewer, and everybody else. */
function inquiryFor(reviewer: string, lines = LINES): Inquiry & { readonly asks: InquiryAsk[] } {
  const asks: InquiryAsk[] = [];
  return {
    asks,
    allows: async (person) => person === reviewer,
    async search(person, ask) {
      asks.push(ask);
      if (person !== reviewer) return [];
      const { text, among, skip, take } = ask;
      const fits = (each: StandingLine): boolean =>
        (among === 'call'
          ? [each.call]
          : among === 'unit'
            ? [each.unit]
            : [each.unit, each.title, each.call]
        ).some((words) => words.includes(text));
      return lines.filter(fits).slice(skip, skip + take);
    },
  };
}

async function office(lines = LINES) {
  const { office, person } = await stand();
  const inquiry = inquiryFor(`teams:${person.objectId}`, lines);
  const other = await stand({ inquiry, service: office.service });
  return { inquiry, reviewer: other.office.person('周言'), stranger: other.office.person('路人'), other };
}

test('who may see them finds submissions by unit, title or call, as cards', async () => {
  const { reviewer } = await office();
  const { status, composeExtension } = await reviewer.look('standing', '沃野');
  expect(status).toBe(200);
  expect(composeExtension).toMatchObject({ type: 'result', attachmentLayout: 'list' });
  const [found, ...more] = composeExtension?.attachments ?? [];
  expect(more).toEqual([]);
  expect(found?.preview.content).toMatchObject({
    title: '江苏沃野示例环境工程有限公司',
    text: '粪污厌氧发酵技术<br>可持续发展技术 · 已提交，待审 · 77/77',
  });
  expect(complaints(found?.content)).toEqual([]);
  expect(wordsOf({ attachments: [{ contentType: '', content: found?.content }] })).toBe(
    [
      '江苏沃野示例环境工程有限公司',
      '粪污厌氧发酵技术',
      '征集　可持续发展技术',
      '状态　已提交，待审',
      '进度　已填 77/77',
      '最近改动　2025年3月10日 07:30',
    ].join('\n'),
  );
});

test('what has no name yet says so, and what people wrote is no markup', async () => {
  const { reviewer } = await office();
  const { composeExtension } = await reviewer.look('standing', '');
  const previews = (composeExtension?.attachments ?? []).map(({ preview }) => preview.content);
  expect(previews.map(({ title }) => title)).toEqual([
    '江苏沃野示例环境工程有限公司',
    '示例大学',
    '（单位未填）',
    '&lt;b&gt;加粗&lt;/b&gt; &amp; 示例研究院',
  ]);
  expect(previews[1]?.text).toContain('（还没有名称）');
  expect(JSON.stringify(composeExtension?.attachments?.[2]?.content)).toContain('还没有开始');
});

test('commands look among units or calls alone', async () => {
  const { reviewer, inquiry } = await office();
  expect((await reviewer.look('standing_unit', '可持续')).composeExtension?.type).toBe('message');
  expect((await reviewer.look('standing_call', '可持续')).composeExtension?.attachments).toHaveLength(4);
  expect(inquiry.asks.map(({ among }) => among)).toEqual(['unit', 'call']);
});

test('pages are asked for as Teams turns them, and never larger than it may ask', async () => {
  const { reviewer, inquiry } = await office(
    Array.from({ length: 40 }, (_, at) => line(`s${at}`, `示例单位${at}`, '', 'draft', at)),
  );
  const first = await reviewer.look('standing', '示例');
  const second = await reviewer.look('standing', '示例', { skip: 25, count: 500 });
  const end = await reviewer.look('standing', '示例', { skip: 50 });
  expect(first.composeExtension?.attachments).toHaveLength(25);
  expect(second.composeExtension?.attachments).toHaveLength(15);
  expect(end.composeExtension).toMatchObject({ type: 'result', attachments: [] });
  await reviewer.look('standing', '很'.repeat(5000), { skip: -3, count: 0 });
  expect(inquiry.asks.at(-1)).toEqual({ text: '很'.repeat(60), skip: 0, take: 25 });
});

test('whoever has no role sees nothing, and is told why', async () => {
  const { stranger, inquiry } = await office();
  const { status, composeExtension } = await stranger.look('standing', '沃野');
  expect(status).toBe(200);
  expect(composeExtension).toEqual({
    type: 'message',
    text: '查询只对评审人和协调人开放。需要查的话，请联系征集的管理员。',
  });
  expect(inquiry.asks).toHaveLength(1);
});

test('nothing found says so in one sentence', async () => {
  const { reviewer } = await office();
  expect((await reviewer.look('standing', '没有这家')).composeExtension?.text).toBe(
    '没有找到和“没有这家”有关的申报，换个单位、名称或征集的词再试。',
  );
  const none = await office([]);
  expect((await none.reviewer.look('standing', '')).composeExtension?.text).toBe(
    '您能看的范围里还没有申报。',
  );
});

test('it may be asked in a group, and then says nothing there', async () => {
  const { reviewer, other } = await office();
  const before = other.office.service.shown.length;
  const conversation = {
    id: '19:group',
    conversationType: 'groupChat',
    isGroup: true,
    tenantId: reviewer.tenant,
  };
  const { composeExtension } = await reviewer.look('standing', '沃野', { activity: { conversation } });
  expect(composeExtension?.type).toBe('result');
  expect(other.office.service.shown.length).toBe(before);
});

test('an unsigned look is refused before anything is looked up', async () => {
  const { reviewer, inquiry } = await office();
  expect((await reviewer.look('standing', '沃野', { spoil: true })).status).toBe(401);
  expect(inquiry.asks).toEqual([]);
});

test('where looking fails, or is not there at all, one sentence says so', async () => {
  const broken: Inquiry = {
    allows: async () => true,
    search: async () => {
      throw new Error('the store is gone');
    },
  };
  const { person, office: failing } = await stand({ inquiry: broken });
  expect((await person.look('standing', '沃野')).composeExtension?.text).toBe('这会儿没查出来，请稍后再试。');
  expect(failing.reports.map(({ code }) => code)).toContain('teams.search_failed');
  const { person: alone } = await stand();
  expect((await alone.look('standing', '沃野')).composeExtension?.text).toBe(
    '这里还没有开通查询，请找管理员。',
  );
});
