import type { Sentences } from '../index.ts';

/** What is said where a finished document did not agree with the answers. */
export const handout: Sentences = {
  'documents.faulty': '· {name}（草稿，交出前核对没有通过）',
  'documents.faults': '文件交出前，我拿它和您的回答逐项对过，有几处对不上，所以先标成草稿：',
  'documents.fault': '· {name}：{what}',
  'documents.faults_more': '· {name}：另外还有 {more} 处。',
  'documents.faults_next':
    '回答都存着，没有丢。这份先别打印盖章。要是哪项回答该改，改了再导出就行；看不出问题的话，麻烦把这条消息转给负责这次征集的老师。',
  'documents.mark_letter':
    '这一版的标记是“{mark}”，印在页脚；函的正式稿页脚只有页码，标记写在文件属性里。以后再改，标记会变，请以最新一份为准。',
  'issue.document_lost': '“{label}”的回答没有完整地印进去',
  'issue.document_rows': '“{label}”填了 {count} 行，文件里有 {printed} 行',
  'issue.document_empty': '“{label}”要填，文件里还空着',
  'issue.document_limit': '“{label}”限 {max} 字以内，印出来是 {count} 字',
  'issue.document_not_painted': '“{text}”这一段没有写进文件',
  'issue.document_left_mark': '还留着没有替换的标记 {mark}',
};
