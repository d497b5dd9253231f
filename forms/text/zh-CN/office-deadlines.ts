/** What coordinators are told about a call's dates, and everyone about a closed call. */
import type { Sentences } from '../index.ts';

export const officeDeadlines: Sentences = {
  'office.deadline.name_official': '报送截止',
  'office.deadline.name_internal': '内部截止',
  'office.deadline.name_unit': '本单位内部截止',
};
