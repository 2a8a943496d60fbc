namespace FundLedger.IntegrationTests.Audit;

/// <summary>Audited books in which no check of a table holds a forger: the superuser has dropped them all.</summary>
public class UncheckedLedger : IAsyncLifetime
{
    private const string NoChecksSql = """
        DO $$
        DECLARE c record;
        BEGIN
            FOR c IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
                     WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND conrelid <> 0 LOOP
                EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', c.place, c.conname);
            END LOOP;
        END $$
        """;

    public UncheckedLedger(LedgerCluster cluster)
        : this(cluster, _ => Task.CompletedTask)
    {
    }

    private protected UncheckedLedger(LedgerCluster cluster, Func<Ledger, Task> then) => Audited = new(cluster) { Then = then };

    public AuditedLedger Audited { get; }

    public async ValueTask InitializeAsync()
    {
        await Audited.InitializeAsync();
        await Audited.Forge(NoChecksSql);
    }

    public async ValueTask DisposeAsync()
    {
        await Audited.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
