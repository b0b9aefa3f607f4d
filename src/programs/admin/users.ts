import { Option, type Command } from 'commander';
import {
  addPerson,
  changeRole,
  isFirstOver,
  listPeople,
  resetPassword,
  setDisabled,
  type FirstSignIn,
} from '../../lib/server/people/accounts.ts';
import { formatMoment } from '../../lib/server/moments.ts';
import { roles } from '../../lib/server/people/roles.ts';
import { factorHolders } from '../../lib/server/people/second-factor.ts';
import type { PeopleWorld } from '../../lib/server/people/world.ts';
import type { Disclosure, Person, Role } from '../../lib/server/state/tables.ts';
import { answer, Refused } from '../answer.ts';
import { commandOf, tableText } from './command.ts';
import { changingPeople, noted, withPeople } from './with-people.ts';

interface Added {
  role: Role;
  organization?: string;
  disclosure: Disclosure;
}

/** `user add`, `list`, `role`, `reset`, `disable` and `enable`. */
export function addUserCommands(program: Command): void {
  const user = program.command('user').description('người dùng và vai trò');
  commandOf(user, 'add', 'thêm một tài khoản; in mật khẩu đầu tiên một lần')
    .argument('<tên>')
    .addOption(new Option('--role <vai_trò>', 'việc được làm').choices(roles).makeOptionMandatory())
    .option('--organization <mã>', 'chỉ xem tổ chức này và cấp dưới của nó')
    .addOption(new Option('--disclosure <mức>').choices(['full', 'restricted']).default('full'))
    .action(async (name: string, { role, organization, disclosure }: Added, self: Command) => {
      if (organization !== undefined) await assertKnown(organization);
      const given = { name, role, organization: organization ?? null, disclosure };
      const added = await changingPeople(async (world) => {
        const first = await addPerson(world, given);
        const { name: object, ...rights } = { ...given, name: first.person.name };
        await noted(world, { action: 'person_add', object, detail: rights });
        return first;
      });
      giveFirst(self, added);
    });
  commandOf(user, 'list', 'mọi tài khoản').action(async (_options: unknown, self: Command) => {
    const { people, holders } = await withPeople(listed);
    answer(self, people.map(shownWith(holders)), tableOf(people, holders));
  });
  commandOf(user, 'role', 'đổi vai trò; phiên và mã truy cập của người đó kết thúc')
    .argument('<tên>')
    .argument('<vai_trò>', roles.join('|'))
    .action(async (name: string, role: string, _options: unknown, self: Command) => {
      const known = roles.find((each) => each === role);
      if (!known) self.error(`error: vai trò "${role}" không có; các vai trò: ${roles.join(', ')}`);
      await changed(self, async (world) => {
        const person = await changeRole(world, name, known);
        await noted(world, { action: 'person_change', object: person.name, detail: { role: known } });
        return person;
      });
    });
  commandOf(user, 'reset', 'đặt lại mật khẩu; in mật khẩu đầu tiên một lần')
    .argument('<tên>')
    .action(async (name: string, _options: unknown, self: Command) => {
      const reset = await changingPeople(async (world) => {
        const first = await resetPassword(world, name);
        await noted(world, { action: 'person_reset', object: first.person.name });
        return first;
      });
      giveFirst(self, reset);
    });
  for (const [verb, description, isDisabled] of [
    ['disable', 'đóng tài khoản; phiên và mã truy cập kết thúc ngay', true],
    ['enable', 'mở lại tài khoản đã đóng', false],
  ] as const) {
    commandOf(user, verb, description)
      .argument('<tên>')
      .action(async (name: string, _options: unknown, self: Command) => {
        await changed(self, async (world) => {
          const person = await setDisabled(world, name, isDisabled);
          await noted(world, { action: `person_${verb}`, object: person.name });
          return person;
        });
      });
  }
}

async function listed(world: PeopleWorld) {
  return { people: await listPeople(world), holders: await factorHolders(world) };
}

async function assertKnown(organization: string): Promise<void> {
  const { knownOrganization } = await import('../../lib/server/people/known-organization.ts');
  if ((await knownOrganization(organization)) === false) {
    throw new Refused(`Bản số liệu đang dùng không có tổ chức "${organization}".`);
  }
}

async function changed(self: Command, work: (world: PeopleWorld) => Promise<Person>): Promise<void> {
  const person = await changingPeople(work);
  answer(self, shown(person), tableOf([person]));
}

function giveFirst(self: Command, { person, password, until }: FirstSignIn): void {
  const { name, role } = person;
  const text = `Tài khoản: ${name} (${role})\nMật khẩu đầu tiên, chỉ hiện lần này: ${password}\nNgười dùng phải đổi khi đăng nhập lần đầu, trước ${formatMoment(until, 'vi')}; sau đó nó không dùng được nữa.`;
  answer(self, { name, role, password }, text);
}

function shown(person: Person) {
  const { name, role, organization, disclosure, created_at, changed_at } = person;
  return {
    name,
    role,
    organization,
    disclosure,
    is_disabled: person.is_disabled !== 0,
    must_change_password: person.must_change_password !== 0,
    created_at,
    changed_at,
  };
}

function shownWith(holders: ReadonlySet<string>) {
  return (person: Person) => ({ ...shown(person), has_second_factor: holders.has(person.name) });
}

function stateText(person: Person): string {
  if (person.is_disabled) return 'đã đóng';
  if (!person.must_change_password) return 'đang mở';
  return isFirstOver(person, new Date()) ? 'mật khẩu đầu tiên đã hết hạn' : 'chờ đổi mật khẩu';
}

/** `holders`: who gives a code after the password, where that is asked. */
function tableOf(people: readonly Person[], holders?: ReadonlySet<string>): string {
  const heads = ['tên', 'vai trò', 'tổ chức', 'mức công bố', 'trạng thái', 'tạo lúc'];
  if (holders) heads.push('bước hai');
  const rows = people.map((person) => [
    person.name,
    person.role,
    person.organization ?? '',
    person.disclosure,
    stateText(person),
    person.created_at.slice(0, 16).replace('T', ' '),
    ...(holders ? [holders.has(person.name) ? 'có' : ''] : []),
  ]);
  return tableText(heads, rows);
}
