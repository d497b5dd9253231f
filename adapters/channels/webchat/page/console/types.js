/**
 * Shapes of what the server sends to the office's page; types only, nothing runs.
 *
 * @typedef {'absent' | 'draft' | 'finished' | 'submitted' | 'returned' | 'passed' | 'refused'} Stage
 * @typedef {{ stage: Stage, count: number }} StageCount
 * @typedef {{ name: string, date: string }} Deadline
 * @typedef {{ id: string, short: string, sections: { id: string, title: string }[], deadlines: Deadline[] }} Call
 *
 * @typedef {object} View
 * @property {Call[]} calls
 * @property {string[]} units
 * @property {string[]} fields
 * @property {boolean} reminders
 * @property {string} expiresAt
 * @property {string} today
 *
 * @typedef {{ id: string, done: number, total: number }} SectionCount
 * @typedef {{ claimed: number | null, supported: number | null }} LevelPair
 *
 * @typedef {object} Line
 * @property {string} id
 * @property {string} call
 * @property {string} title
 * @property {string} unit
 * @property {string} field
 * @property {string} person
 * @property {Stage} stage
 * @property {boolean} revised
 * @property {boolean} above
 * @property {number} done
 * @property {number} total
 * @property {SectionCount[]} sections
 * @property {LevelPair[]} levels
 * @property {string | null} createdAt
 * @property {string | null} updatedAt
 * @property {string | null} submittedAt
 * @property {string | null} number
 *
 * @typedef {{ total: number, page: number, pages: number, counts: StageCount[], lines: Line[] }} Table
 *
 * @typedef {{ did: 'changed', revision: number, at: string } | { did: 'kept', why: string, at: string }} CommentAnswer
 * @typedef {{ id: string, label: string | null, text: string, at: string, answer: CommentAnswer | null }} Comment
 * @typedef {{ did: 'returned' | 'passed' | 'refused', why: string, at: string }} Decision
 * @typedef {{ round: number, revision: number, at: string, exception: string | null, decision: Decision | null, comments: Comment[] }} Round
 * @typedef {{ level: 'must' | 'should' | 'person', label: string, say: string }} Finding
 * @typedef {{ at: string, sections: { id: string, title: string, items: { label: string, value: string, at: string }[] }[] }} Answers
 * @typedef {{ id: string, name: string, fileName: string }} Document
 * @typedef {{ line: Line, rounds: Round[], findings: Finding[] | null, answers: Answers | null, documents: Document[] }} Detail
 *
 * @typedef {{ unit: string | null, units: number, counts: StageCount[], total: number }} Unit
 * @typedef {{ claimed: number, supported: number, count: number }} LevelCell
 *
 * @typedef {object} Charts
 * @property {string} call
 * @property {number} total
 * @property {Unit[]} units
 * @property {{ day: string, submitted: number }[]} days
 * @property {Deadline[]} deadlines
 * @property {string} today
 * @property {{ cells: LevelCell[], pairs: number, above: number }} levels
 *
 * @typedef {{ at: string, call: string, person: string, unit: string, step: string, outcome: string, why: string }} Reminder
 * @typedef {{ total: number, page: number, pages: number, lines: Reminder[] }} Reminders
 */
export {};
