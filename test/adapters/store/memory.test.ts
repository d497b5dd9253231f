import { memoryStore } from '../../../adapters/store/memory.ts';
import { storeContract } from '../../contracts/store.ts';

storeContract({ name: 'memory', open: async (now) => memoryStore({ now }) });
