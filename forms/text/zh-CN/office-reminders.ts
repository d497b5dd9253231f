/** Reminders, and what coordinators are told of them. */
import type { Sentences } from '../index.ts';

export const officeReminders: Sentences = {};
