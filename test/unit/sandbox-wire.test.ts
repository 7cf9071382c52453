import { describe, expect, it } from 'vitest';
import { decodeForm } from '../../sandbox/protocols/form.ts';
import { awsJson } from '../../sandbox/protocols/json.ts';
import { encodeXml } from '../../sandbox/protocols/xml.ts';

const decode = (form: string) => decodeForm(new URLSearchParams(form));

describe('decodeForm', () => {
  it('makes lists of structures of numbered members', () => {
    expect(
      decode('Action=X&Version=1&Tags.member.1.Key=a&Tags.member.1.Value=1&Tags.member.2.Key=b'),
    ).toEqual({ Tags: [{ Key: 'a', Value: '1' }, { Key: 'b' }] });
  });

  it("reads EC2's lists, which have no member", () => {
    expect(decode('Filter.1.Name=state&Filter.1.Value.1=x&Filter.1.Value.2=y')).toEqual({
      Filter: [{ Name: 'state', Value: ['x', 'y'] }],
    });
  });

  it('orders a list by its numbers and closes the gaps', () => {
    expect(decode('Id.10=c&Id.2=b&Id.999999999=d')).toEqual({ Id: ['b', 'c', 'd'] });
  });

  it('keeps a member that is called member', () => {
    expect(decode('Group.member=x')).toEqual({ Group: { member: 'x' } });
  });

  it('takes names of object properties as data', () => {
    const decoded = decode('__proto__.polluted=yes&constructor=x');
    expect(Object.hasOwn(decoded, '__proto__')).toBe(true);
    expect({}).not.toHaveProperty('polluted');
  });

  it.each(['a..b=1', `${'a.'.repeat(100)}b=1`])('refuses a malformed name', (form) => {
    expect(() => decode(form)).toThrow(expect.objectContaining({ code: 'SerializationException' }));
  });
});

describe('encodeXml', () => {
  it('nests lists in the entry element of the protocol', () => {
    const output = { Roles: [{ RoleName: 'a' }, { RoleName: 'b' }], None: [] };
    expect(encodeXml(output, 'member')).toBe(
      '<Roles><member><RoleName>a</RoleName></member><member><RoleName>b</RoleName></member></Roles><None></None>',
    );
    expect(encodeXml({ ids: ['x'] }, 'item')).toBe('<ids><item>x</item></ids>');
  });

  it('leaves out what is undefined and writes times in ISO 8601', () => {
    expect(encodeXml({ a: undefined, at: new Date(0), n: 1, b: false }, 'item')).toBe(
      '<at>1970-01-01T00:00:00Z</at><n>1</n><b>false</b>',
    );
  });

  it('escapes markup, keeps line ends and replaces what XML cannot carry', () => {
    expect(encodeXml({ a: `<&>"'\t\r\n\u0000\u001b[0m한글` }, 'item')).toBe(
      '<a>&lt;&amp;&gt;&quot;&apos;&#9;&#13;&#10;\ufffd\ufffd[0m한글</a>',
    );
  });
});

describe('awsJson', () => {
  it('writes times as seconds since 1970', () => {
    const { body } = awsJson('1.1').answer(
      { at: new Date(1500), list: [new Date(0)] },
      '',
      '',
      undefined,
    );
    expect(JSON.parse(body)).toEqual({ at: 1.5, list: [0] });
  });
});
