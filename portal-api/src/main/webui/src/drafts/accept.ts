import { api, dataOf } from '../api/client';
import type { JsonObject } from '../api/contract';
import { CallFailure } from '../api/problem';
import { textOf, UNTYPED } from './draft';

/**
 * Defines a type, and gives it to a twin that still has none. Repeats safely: what was defined stands there as it is.
 *
 * @throws CallFailure of kind `conflict` when the twin was given a type, or another name, meanwhile
 */
export async function acceptDraft(twin: string, type: JsonObject): Promise<void> {
  const params = { path: { twin } };
  await api.POST('/twin-types', { body: type });
  const read = await api.GET('/twins/{twin}', { params });
  const { type: present, name } = dataOf(read);
  if (present !== UNTYPED) {
    throw new CallFailure('conflict', null);
  }
  const revision = read.response.headers.get('ETag');
  await api.PUT('/twins/{twin}', {
    params: { ...params, header: revision === null ? {} : { 'If-Match': revision } },
    body: { type: textOf(type['@id']), ...(name != null && { name }) },
  });
}
