import path from 'node:path';
import { openStore } from '../../../adapters/store/sqlite.ts';
import { storeContract } from '../../contracts/store.ts';
import { testFolder } from './folder.ts';

storeContract({
  name: 'SQLite',
  open: (now) => openStore({ path: path.join(testFolder(), 'store.sqlite'), now }),
});
