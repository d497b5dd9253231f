import type { TurnContext } from 'botbuilder';
import type { Capabilities } from '../../forms/ports.ts';

/** Where an adapter leaves its capabilities in `context.turnState`, before the turn's logic runs. */
export const CAPABILITIES = 'capabilities';

/** Marks a turn with what its channel can carry. */
export function setCapabilities(context: TurnContext, capabilities: Capabilities): void {
  context.turnState.set(CAPABILITIES, capabilities);
}
