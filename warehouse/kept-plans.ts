/** A statement that the engine has parsed and bound. */
interface Plan {
  destroySync(): void;
}

/**
 * The statements that one connection was asked last, kept as the engine has prepared them: a page asks the same ones
 * again with other months and filters, and preparing takes up to a third of their time.
 */
export class KeptPlans<Kept extends Plan> {
  readonly #prepare: (sql: string) => Promise<Kept>;
  readonly #most: number;
  readonly #kept = new Map<string, Kept>();

  constructor(prepare: (sql: string) => Promise<Kept>, most: number) {
    this.#prepare = prepare;
    this.#most = most;
  }

  /** Runs a statement by its plan, a kept one or a new one. A plan that fails is not kept. */
  async use<T>(sql: string, run: (plan: Kept) => Promise<T>): Promise<T> {
    const plan = this.#kept.get(sql) ?? (await this.#prepare(sql));
    this.#kept.delete(sql);
    try {
      const answer = await run(plan);
      this.#keep(sql, plan);
      return answer;
    } catch (error) {
      plan.destroySync();
      throw error;
    }
  }

  #keep(sql: string, plan: Kept): void {
    this.#kept.set(sql, plan);
    for (const [oldest, old] of this.#kept) {
      if (this.#kept.size <= this.#most) break;
      this.#kept.delete(oldest);
      old.destroySync();
    }
  }
}
