/** Reminders as a family of the office: what people and coordinators say about them, and how they are told. */
import { goToCall } from '../../../dialogs/home.ts';
import { type ReminderAct, readReminders } from '../../../dialogs/office/reminders.ts';
import { text } from '../../../forms/text/index.ts';
import { keys } from '../../keys.ts';
import type { Family, OfficeNow, OfficeOutcome } from '../family.ts';
import { type GroupDeps, groupNotice, tellGroup } from './group.ts';
import { type ManualAct, manual } from './manual.ts';
import { REMINDERS } from './record.ts';
import { report, tellJob } from './report.ts';
import { tellReminder } from './tell.ts';

export function createReminders(deps: GroupDeps): Family<ReminderAct> {
  return {
    name: REMINDERS,
    read: readReminders,
    async run(act, now, confirmed) {
      switch (act.kind) {
        case 'mute':
          return mute(act.on, now);
        case 'open':
          return open(act.title, now);
        case 'begin':
          return { replies: await goToCall(now.unit, act.call), goesOn: true };
        case 'manual':
          return manual(deps, act satisfies ManualAct, now, confirmed);
        case 'report':
          return report(deps, act.named, now);
        case 'group':
          return groupNotice(deps, act.words, now, confirmed);
      }
    },
    async tell(notice, now) {
      const data = notice.data as { reminder?: string; job?: string; group?: string };
      if (data.reminder !== undefined) return tellReminder(deps, notice, now);
      if (data.group !== undefined) return tellGroup(deps, data.group);
      return data.job === undefined ? null : tellJob(deps, data.job, now.unit.calls);
    },
  };
}

function mute(on: boolean, { person, at }: OfficeNow): OfficeOutcome {
  const value = on ? { at } : null;
  return {
    replies: [{ text: text(on ? 'office.remind.muted' : 'office.remind.unmuted') }],
    writes: [{ key: keys.mute(person), value, expect: 'any' }],
  };
}

/** Into a draft by its title, as a reminder offered it; of several the one worked on last. */
async function open(title: string, { unit }: OfficeNow): Promise<OfficeOutcome> {
  const named = unit.drafts.filter(
    (each) => (each.title || text('home.untitled', { call: each.callTitle })) === title,
  );
  for (const draft of named) {
    if (!(await unit.open(draft.id))) continue;
    const { done, total } = draft;
    return { replies: [{ text: text('home.opened', { title, done, total }) }], goesOn: true };
  }
  return { replies: [{ text: text('office.remind.no_draft', { title }) }] };
}
