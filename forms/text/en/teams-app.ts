/** The English words of the app's package: what Teams shows to people whose Teams is not Chinese. */
import type { teamsApp as chinese } from '../zh-CN/teams-app.ts';

type Shown = Exclude<
  keyof typeof chinese,
  | 'teams_app.usage'
  | 'teams_app.missing'
  | 'teams_app.public_plain'
  | 'teams_app.made'
  | 'teams_app.unwritten'
>;

export const teamsApp: Readonly<Record<Shown, string>> = {
  'teams_app.name.short': 'Shenbao',
  'teams_app.name.full': 'Shenbao: help with S&T solicitations',
  'teams_app.description.short':
    'Interviews you for a Chinese S&T solicitation and hands back its Word forms.',
  'teams_app.description.full': [
    'Shenbao asks for a Chinese science and technology solicitation question by question, in Chinese. You answer in the chat; it hands back the completed forms and letters (Word) and the summary table (Excel).',
    'Every question tells its section and what the notice asks for, with an example on demand. Each answer is saved before the next question, so you can stop at any time, go back and change answers without losing later ones.',
    'At the end it checks the form against the clauses of the notice and tells what to sign, seal and send, to whom and by when.',
    'What you fill in is shown only to you, in a personal chat; in group chats and channels it only asks you to come to a personal chat. It does not promise approval: signatures, seals and the truth of the content stay with the applicant organisation.',
  ].join('\n\n'),
  'teams_app.command.start': 'start',
  'teams_app.command.start.about': 'Choose a solicitation and begin',
  'teams_app.command.resume': 'continue',
  'teams_app.command.resume.about': 'Go on with your latest draft',
  'teams_app.command.progress': 'progress',
  'teams_app.command.progress.about': 'See how far each section is',
  'teams_app.command.preview': 'preview',
  'teams_app.command.preview.about': 'See the form as it stands',
  'teams_app.command.back': 'back',
  'teams_app.command.back.about': 'Return to the previous question; later answers stay',
  'teams_app.command.example': 'example',
  'teams_app.command.example.about': 'See an example for this question',
  'teams_app.command.check': 'check',
  'teams_app.command.check.about': 'Check against the clauses of the notice',
  'teams_app.command.export': 'export',
  'teams_app.command.export.about': 'Get the Word and Excel files',
  'teams_app.command.status': 'status',
  'teams_app.command.status.about': 'See where it stands; reviewers and coordinators: where all stand',
  'teams_app.command.help': 'help',
  'teams_app.command.help.about': 'See how to use it',
  'teams_app.company.help.about': 'How to reach me in a personal chat',
  'teams_app.search.standing': 'Find submissions',
  'teams_app.search.standing.about':
    'See where submissions stand, by organisation, title or call; needs a role',
  'teams_app.search.standing.words': 'Organisation, title or call',
  'teams_app.search.standing_unit': 'By organisation',
  'teams_app.search.standing_unit.about': 'See where the submissions of an organisation stand; needs a role',
  'teams_app.search.standing_unit.words': 'Organisation',
  'teams_app.search.standing_call': 'By call',
  'teams_app.search.standing_call.about': 'See where the submissions of a call stand; needs a role',
  'teams_app.search.standing_call.words': 'Call',
  'teams_app.search.hint': 'A word or two of it will do',
};
