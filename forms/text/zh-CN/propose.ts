/** What is said about drafts made of other answers: offered, taken, declined, out of date. */
import type { Sentences } from '../index.ts';

export const propose: Sentences = {
  'button.take': '用这段',
  'button.decline': '不用',
  'button.draft': '参考稿',
  'note.taken': '好，“{label}”用了这一段（{answer}）。想改，说“修改 {label}”。',
  'propose.offer':
    '我照前面的内容拟了一段，您看能不能用：\n\n{draft}\n\n要用就回“用这段”；想改，把改好的发来就行；也可以全用自己的话写。',
  'propose.again': '刚才拟的那一段还在，要用就回“用这段”。',
  'propose.declined': '好，不用这段，请用您自己的话写。想再看，说“参考稿”。',
  'propose.declined_optional': '好，不用这段。您可以自己写，也可以跳过；想再看，说“参考稿”。',
  'propose.declined_kept': '好，您原来写的没有动。',
  'propose.none': '这一题没有可以参考的稿子，请直接写。',
  'propose.same': '现在填的就是照前面内容拟的那一段。',
  'propose.outdated':
    '“{label}”那一段是照改动前的内容写的，我没有动它。改完以后请再看一眼，说“修改 {label}”就到。',
  'propose.outdated_here':
    '写这段以后，它依据的内容又改过。想看照现在的内容拟的一段，说“参考稿”；不用改就回“就这样”。',
  'issue.draft.outdated': '写这段以后，它依据的内容又改过，请核对。',
  'reading.draft': '看参考稿',
  'reading.ladder': '看成熟度阶梯',
};
