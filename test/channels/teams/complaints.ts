/** What the published library says against a card: what it does not know, or knows otherwise. */
import { createRequire } from 'node:module';

// Its modules name one another without extensions, which Node does not resolve: the bundle is one file.
const cards = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as typeof import('adaptivecards');

export function complaints(content: unknown): string[] {
  const context = new cards.SerializationContext(cards.Versions.v1_5);
  const card = new cards.AdaptiveCard();
  card.parse(content as never, context);
  const read = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  return [...read, ...card.validateProperties().validationEvents.map(({ message }) => message)];
}
