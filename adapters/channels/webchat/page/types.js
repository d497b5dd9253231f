/**
 * Shapes of what the server sends; types only, nothing runs.
 *
 * @typedef {{ name?: string, contentType?: string, contentUrl?: string, content?: { bytes?: number } }} Attachment
 * @typedef {{ title?: string, type?: string, value?: unknown, text?: string }} CardAction
 * @typedef {object} Activity
 * @property {string} type
 * @property {string} [id]
 * @property {string} [text]
 * @property {string} [timestamp]
 * @property {{ id?: string, role?: string }} [from]
 * @property {Attachment[]} [attachments]
 * @property {{ actions?: CardAction[] }} [suggestedActions]
 * @property {{ clientActivityID?: string, question?: object }} [channelData]
 *
 * @typedef {{ path: string, label: string, state: 'given' | 'none' | 'unknown' | 'skipped' | 'open', required: boolean, value: string }} DeskItem
 * @typedef {{ id: string, number: string, title: string, done: number, total: number, items: DeskItem[] }} DeskSection
 * @typedef {{ id: string, name: string, fileName: string, kind: string, draft: boolean }} DeskDocument
 * @typedef {object} DeskSubmission
 * @property {string} id
 * @property {string} call
 * @property {string} title
 * @property {number} revision
 * @property {string | null} focus
 * @property {number} done
 * @property {number} total
 * @property {DeskSection[]} sections
 * @property {DeskDocument[]} documents
 * @typedef {{ submission: DeskSubmission | null }} DeskView
 *
 * @typedef {object} SessionInfo
 * @property {string} token
 * @property {number} expires_in
 * @property {string} conversationId
 * @property {string} persona
 * @property {{ id: string, name: string }[]} personas
 *
 * @typedef {{ path: string, label: string }} EditWish
 */
export {};
