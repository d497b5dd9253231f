/** What is said where something must not be stored. */
import type { Sentences } from '../index.ts';

export const secrecy: Sentences = {
  'secrecy.text':
    '刚才这条消息里有“{mark}”字样，整条都没有保存。这里只收可以公开的内容，带密级或内部标志的材料请不要发来；要是只是普通用词，请换个说法再发一次。',
  'secrecy.file':
    '刚才的文件名里有“{mark}”字样，文件没有收，这条消息也没有保存。这里只收可以公开的材料；确实可以公开的，请按公开的名称改好文件名再发。',
  // Stands in the conversation's log for a message that was not kept.
  'secrecy.redacted': '（这条消息没有保存）',
  'secrecy.erased': '（已按非公开的要求清除）',
  'confidential.first': '请先回答这一题，定下来才能往后填：{ask}',
  'confidential.unkept': '刚才发的我没有保存。',
  'confidential.erase':
    '这样改，前面填的 {count} 项内容、发来的文件和这期间的聊天记录都会从系统里清除，不能恢复。确定要改吗？',
  'confidential.erased': '已经清除，只记下了这一点。',
  'confidential.kept': '好，没有改，内容都还在。',
};
