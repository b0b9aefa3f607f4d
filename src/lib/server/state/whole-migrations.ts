import {
  CompiledQuery,
  type DatabaseConnection,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';

/**
 * SQLite with all migrations in one transaction that nobody else can write beside. SQLite takes tables made in one back
 * with it; Kysely does not count on that, and a kill would leave half a migration that never comes to its end.
 */
export class WholeMigrations extends SqliteDialect {
  constructor(private readonly config: SqliteDialectConfig) {
    super(config);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalTables();
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.config);
  }
}

class TransactionalTables extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}
