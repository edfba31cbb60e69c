import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, dataOf } from '../api/client';
import type { Device } from '../api/contract';
import { CallFailure } from '../api/problem';
import { Dialog } from '../states/Dialog';
import { FailureReason } from '../states/states';
import { NAME } from './commands';
import css from './devices.module.css';

/** Creates a device; a name that is taken is somebody's device, and is never bound to another twin by mistake. */
async function createDevice(name: string, twin: string): Promise<Device> {
  const params = { path: { device: name } };
  if (await exists(name)) {
    throw new CallFailure('conflict', null);
  }
  return dataOf(await api.PUT('/devices/{device}', { params, body: twin === '' ? {} : { twin } }));
}

async function exists(device: string): Promise<boolean> {
  try {
    await api.GET('/devices/{device}', { params: { path: { device } } });
    return true;
  } catch (failure) {
    if (failure instanceof CallFailure && failure.kind === 'not-found') {
      return false;
    }
    throw failure;
  }
}

/** Asks for a name, and at most for the twin it is to speak for; the rest has good defaults. */
export function CreateDevice({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('create.title')}>
      <Form onClose={onClose} />
    </Dialog>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [twin, setTwin] = useState('');
  const [asked, setAsked] = useState(false);
  const create = useMutation({
    mutationFn: () => createDevice(name, twin),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['devices'] });
      onClose();
      void navigate(`/devices/${name}`);
    },
  });
  const badName = !NAME.test(name);
  const badTwin = twin !== '' && !NAME.test(twin);
  const taken = create.error instanceof CallFailure && create.error.kind === 'conflict';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!badName && !badTwin) {
      create.mutate();
    }
  };
  return (
    <form onSubmit={submit} className={css.form} noValidate>
      <TextInput
        data-autofocus
        label={t('create.name')}
        description={t('create.nameHint')}
        autoComplete="off"
        spellCheck={false}
        required
        value={name}
        error={taken ? t('create.taken') : asked && badName ? t('create.invalid') : undefined}
        onChange={(event) => {
          setName(event.currentTarget.value);
          create.reset();
        }}
      />
      <TextInput
        label={t('create.twin')}
        description={t('create.twinHint')}
        autoComplete="off"
        spellCheck={false}
        value={twin}
        error={asked && badTwin ? t('create.invalid') : undefined}
        onChange={(event) => setTwin(event.currentTarget.value)}
      />
      {create.isError && !taken && (
        <div role="alert" className={css.problem}>
          <strong>{t('create.failed')}</strong>
          <FailureReason error={create.error} />
        </div>
      )}
      <Button type="submit" loading={create.isPending}>
        {t('create.submit')}
      </Button>
    </form>
  );
}
