import { describe, expect, it } from 'vitest';
import { de } from './de';
import { en } from './en';

/** Every text with its path, and the names of what is put into it. */
function texts(words: object, path = ''): [string, string[]][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, [...value.matchAll(/{{(\w+)}}/g)].map((match) => match[1] ?? '').sort()] as [string, string[]]]
      : texts(value as object, `${path}${key}.`),
  );
}

describe('the languages', () => {
  it('have the same texts with the same things put into them', () => {
    expect(Object.fromEntries(texts(de))).toEqual(Object.fromEntries(texts(en)));
  });
});
