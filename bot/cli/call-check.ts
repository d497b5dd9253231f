/** `npm run -s call:check -- FILE...`: says what is wrong with call files; exit code 1 where one must not be used. */
import { readFileSync } from 'node:fs';
import { readOfficeForm } from '../../adapters/files/office-form.ts';
import { type Checked, line, parseCall } from '../../forms/check.ts';
import { questionsOf } from '../../forms/plan.ts';
import { formsBeside } from '../calls.ts';

function readCall(file: string): Checked | { readonly ok: false; readonly unreadable: string } {
  try {
    return parseCall(readFileSync(file, 'utf8'), file, formsBeside(file, readOfficeForm));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { ok: false, unreadable: String(error.code) };
    throw error;
  }
}

/** Prints the findings of one file; true where it may be used. */
function report(file: string): boolean {
  const checked = readCall(file);
  if ('unreadable' in checked) {
    console.log(`${file}:1:1: 读不到这个文件（${checked.unreadable}），请检查路径`);
    return false;
  }
  for (const problem of checked.ok ? checked.warnings : checked.problems) console.log(line(problem));
  if (!checked.ok) return false;
  const { call } = checked;
  const counts = [
    `${call.sections.length} 节`,
    `${questionsOf(call).length} 个问题`,
    `${call.computed.length} 个计算值`,
    `${call.documents.length} 份文档`,
    `${call.summary_table ? 1 : 0} 张汇总表`,
  ];
  console.log(`${file}: ok ${call.id} v${call.version}，${counts.join('、')}`);
  return true;
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.log('用法：npm run -s call:check -- 文件...');
  process.exitCode = 1;
} else if (files.map(report).includes(false)) process.exitCode = 1;
