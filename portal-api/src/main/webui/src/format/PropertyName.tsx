import { Fragment } from 'react';

/** A property's name, which a narrow column may break where its words meet: `discharge|Pressure`, `motor.|current`. */
export function PropertyName({ name }: { name: string }) {
  const words = name.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[._-])/);
  return words.map((word, i) => (
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {word}
    </Fragment>
  ));
}
