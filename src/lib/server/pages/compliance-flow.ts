import type { Tone } from '$lib/charts/theme';
import { formatCount, formatRatio } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { drawnShare } from '$lib/shape/drawn';
import { ask, type PageContext, type Period } from './context';
import { dutySource, metricsShown, type PanelFrame } from './panel';
import { periodInWords } from './rates';

/** From the duties due to those that count towards the rate and those on time, as figures that add up. */
export interface DutyFlowPanel {
  frame: PanelFrame;
  steps: FlowStep[];
}

interface FlowStep {
  key: keyof Flow;
  label: string;
  /** `−` is taken away from what stands above, `=` is what remains. */
  sign: '' | '−' | '=' | '+';
  text: string;
  share: string;
  /** Where the bar begins and how long it is, 0-1 of the duties due. */
  from: number;
  length: number;
  tone: Tone | 'absent';
}

/** The duties due in a period by state; `due` is the sum of `counted`, `notYetDue` and `unknown`. */
export interface Flow {
  due: number;
  notYetDue: number;
  unknown: number;
  counted: number;
  onTime: number;
  late: number;
  overdue: number;
}

/** The states of the duties due in a period; all figures are those of the catalogue or differences of them. */
export async function dutyFlow(page: PageContext, period: Period): Promise<Flow> {
  const one = async (metric: 'duties_due' | 'duties_overdue' | 'compliance_rate' | 'unknown_share') =>
    (await ask(page, metric, [], period))[0];
  const [dueRow, overdueRow, rate, unknownRow] = await Promise.all([
    one('duties_due'),
    one('duties_overdue'),
    one('compliance_rate'),
    one('unknown_share'),
  ]);
  const due = dueRow?.value ?? 0;
  const overdue = overdueRow?.value ?? 0;
  const unknown = unknownRow?.numerator ?? 0;
  const onTime = rate?.numerator ?? 0;
  const all = rate?.denominator ?? 0;
  return {
    due,
    unknown,
    overdue,
    onTime,
    counted: all,
    late: all - onTime - overdue,
    notYetDue: due - all - unknown,
  };
}

/** What the rate is made of: how many duties were due, how many of them count, and how these ended. */
export async function dutyFlowPanel(page: PageContext, period: Period): Promise<DutyFlowPanel> {
  const { say, lang } = page;
  const flow = await dutyFlow(page, period);
  const steps = stepsOf(page, flow);
  const count = (n: number) => counted(n, lang);
  return {
    frame: {
      page: 'compliance',
      id: 'parts',
      title:
        flow.due === 0
          ? say.duties.flow.none(periodInWords(page, period))
          : say.duties.flow.finding(count(flow.counted), count(flow.due), {
              unknown: count(flow.unknown),
              notYetDue: count(flow.notYetDue),
            }),
      description: say.duties.flow.description(periodInWords(page, period)),
      source: dutySource(page),
      table: {
        caption: say.duties.flow.table,
        columns: [
          { label: say.duties.flow.part, kind: 'text' },
          { label: say.words.duty, kind: 'count' },
          { label: say.duties.flow.share, kind: 'ratio' },
        ],
        rows: steps.map(({ key, label }) => [label, flow[key], shareOf(flow, key)]),
      },
      drawn: false,
      metrics: metricsShown(page, 'duties_due', 'duties_overdue', 'compliance_rate', 'unknown_share'),
      narrower: { from: period.from },
    },
    steps: flow.due === 0 ? [] : steps,
  };
}

/** The three outcomes are shares of what counts, everything else of what is due. */
function shareOf(flow: Flow, key: keyof Flow): number | null {
  const whole = ['onTime', 'late', 'overdue'].includes(key) ? flow.counted : flow.due;
  return whole === 0 ? null : flow[key] / whole;
}

function stepsOf({ say, lang }: PageContext, flow: Flow): FlowStep[] {
  const { counted: all, onTime, late } = flow;
  const step = (key: keyof Flow, sign: FlowStep['sign'], tone: FlowStep['tone'], from: number): FlowStep => ({
    key,
    sign,
    tone,
    label: say.duties.flow.steps[key],
    text: formatCount(flow[key], lang),
    share: formatRatio(shareOf(flow, key), lang),
    from: flow.due === 0 ? 0 : drawnShare(from / flow.due),
    length: flow.due === 0 ? 0 : drawnShare(flow[key] / flow.due),
  });
  return [
    step('due', '', 'middle', 0),
    step('notYetDue', '−', 'absent', all + flow.unknown),
    step('unknown', '−', 'absent', all),
    step('counted', '=', 'volume', 0),
    step('onTime', '', 'good', 0),
    step('late', '+', 'late', onTime),
    step('overdue', '+', 'late', onTime + late),
  ];
}
