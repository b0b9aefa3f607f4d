import { describe, expect, it } from 'vitest';
import {
  isArrival,
  signedInByProxy,
  trustedProxy,
  wordOf,
  type TrustedProxy,
} from '../../../../../src/lib/server/access/proxy.ts';
import { setDisabled } from '../../../../../src/lib/server/people/accounts.ts';
import { add, useWorld } from '../people/support.ts';

const here = { HOST: '127.0.0.1', AUTH_PROXY_HEADER: 'X-Remote-User' };

function proxy(environment: NodeJS.ProcessEnv): TrustedProxy {
  const found = trustedProxy(environment);
  if (!found) throw new Error('There is a proxy.');
  return found;
}

describe('the settings of a proxy that signs readers in', () => {
  it('are none unless its header is named', () => {
    expect(trustedProxy({ HOST: '0.0.0.0' })).toBeNull();
    expect(trustedProxy({ HOST: '0.0.0.0', AUTH_PROXY_HEADER: ' ' })).toBeNull();
  });

  it('refuse the start beyond loopback without its addresses', () => {
    for (const HOST of ['0.0.0.0', '10.0.0.5', '::', undefined])
      expect(() => trustedProxy({ ...here, HOST })).toThrow('AUTH_PROXY_ADDRESSES');
    expect(trustedProxy({ ...here, HOST: '0.0.0.0', AUTH_PROXY_ADDRESSES: '10.0.0.5' })).not.toBeNull();
  });

  it.each(['cookie', 'Authorization', 'host', 'x user', 'x:user', 'x\r\ny'])(
    'refuse the header %j',
    (name) => {
      expect(() => trustedProxy({ ...here, AUTH_PROXY_HEADER: name })).toThrow('AUTH_PROXY_HEADER');
    },
  );

  it.each(['10.0.0', 'proxy.example', '10.0.0.0/33', '10.0.0.0/0', '10.0.0.5,x', '::1/129'])(
    'refuse the addresses %j',
    (list) => {
      expect(() => trustedProxy({ ...here, AUTH_PROXY_ADDRESSES: list })).toThrow('AUTH_PROXY_ADDRESSES');
    },
  );
});

describe('the header', () => {
  const said = (value: string, peer: string, environment: NodeJS.ProcessEnv = here) =>
    wordOf(proxy(environment), new Headers({ 'x-remote-user': value }), peer);

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.9.9.9'])('counts from %s without a list', (peer) => {
    expect(said('an', peer)).toEqual({ kind: 'name', name: 'an' });
  });

  it.each(['10.0.0.5', '192.168.1.1', '::ffff:10.0.0.5', 'fe80::1', '', 'unix'])(
    'is refused from %j without a list',
    (peer) => {
      expect(said('an', peer)).toEqual({ kind: 'elsewhere' });
    },
  );

  it('counts from listed addresses and networks only, once there is a list', () => {
    const listed = { ...here, AUTH_PROXY_ADDRESSES: '10.0.0.5, 10.1.0.0/16, fd00::/8' };
    for (const peer of ['10.0.0.5', '10.1.200.3', '::ffff:10.1.0.1', 'fd12::7'])
      expect(said('an', peer, listed).kind).toBe('name');
    for (const peer of ['10.0.0.6', '10.2.0.1', '127.0.0.1', 'fe80::1'])
      expect(said('an', peer, listed).kind).toBe('elsewhere');
  });

  it('says nothing where it is not sent', () => {
    expect(wordOf(proxy(here), new Headers(), '10.0.0.5')).toEqual({ kind: 'silent' });
  });

  it('carries Vietnamese names as UTF-8 bytes or percent-encoded', () => {
    const bytes = Buffer.from('Nguyễn An', 'utf8').toString('latin1');
    for (const value of [bytes, encodeURIComponent('Nguyễn An')])
      expect(said(value, '127.0.0.1')).toEqual({ kind: 'name', name: 'Nguyễn An' });
    expect(said('100%', '127.0.0.1')).toEqual({ kind: 'name', name: '100%' });
    expect(said('%ff', '127.0.0.1')).toEqual({ kind: 'name', name: '%ff' });
  });
});

describe('who the proxy names', () => {
  const world = useWorld();

  it('is an open account that exists already, with its own rights', async () => {
    await add(world(), { role: 'committee', organization: '0004' });
    expect(await signedInByProxy(world(), 'NGUYỄN AN')).toMatchObject({
      viewer: { name: 'Nguyễn An', role: 'committee', organization: '0004', by: 'proxy' },
      owes: null,
    });
    expect(await signedInByProxy(world(), 'nobody')).toBeNull();
    expect(await signedInByProxy(world(), 'nguyễn an, admin')).toBeNull();
    await setDisabled(world(), 'Nguyễn An', true);
    expect(await signedInByProxy(world(), 'Nguyễn An')).toBeNull();
  });

  it('arrives once, and anew after half an hour', () => {
    expect([isArrival('a', 0), isArrival('a', 1000), isArrival('b', 1000)]).toEqual([true, false, true]);
    expect([isArrival('a', 1000 + 30 * 60_000), isArrival('a', 2000 + 60 * 60_000)]).toEqual([false, true]);
  });
});
