import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { CallFailure } from './problem';

export const SESSION_KEY = ['session'] as const;

/** The cache of what the server said. A passing failure is tried again twice; a session that ended shows the login. */
export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof CallFailure && error.kind === 'unauthenticated') {
      client.setQueryData(SESSION_KEY, null);
    }
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 2 && error instanceof CallFailure && error.passing,
        retryDelay: (failures) => 500 * 2 ** failures,
        staleTime: 10_000,
        refetchOnWindowFocus: false,
      },
    },
  });
  return client;
}
