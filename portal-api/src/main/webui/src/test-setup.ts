import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';
import { startI18n } from './i18n/i18n';

// A page's code is fetched when it is shown; on a busy machine that takes its time.
configure({ asyncUtilTimeout: 8_000, getElementError: (message) => new Error(message ?? 'not found') });
await startI18n();
afterEach(cleanup);
