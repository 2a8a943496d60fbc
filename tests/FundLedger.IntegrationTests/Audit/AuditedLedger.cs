using FundLedger.Domain;
using FundLedger.Features;
using FundLedger.Features.Audit;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>
/// A ledger in which each kind of record has happened: gifts in cash and by bank, requests paid, rejected, waiting and refused, an entry
/// reversed, a month closed. Somebody with every right may then forge it, and it can be put back as it was.
/// </summary>
public sealed class AuditedLedger(LedgerCluster cluster) : IAsyncLifetime
{
    private const string KeepSql = """
        DO $$
        DECLARE t text;
        BEGIN
            CREATE SCHEMA kept;
            FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', t, t);
            END LOOP;
        END $$
        """;

    // Superusers may switch triggers off: nothing in the database holds them, so that only a verification can show what they did.
    private const string ForgeSql = "SELECT set_config('session_replication_role', 'replica', false)";

    private const string PutBackSql = """
        SET session_replication_role = replica;
        DO $$
        DECLARE t text;
        BEGIN
            FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'kept' LOOP
                EXECUTE format('DELETE FROM public.%I', t);
                EXECUTE format('INSERT INTO public.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM kept.%1$I', t,
                    (SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
                     WHERE attrelid = format('public.%I', t)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''));
            END LOOP;
        END $$;
        """;

    private readonly Ledger ledger = new(cluster);
    private readonly List<AnchorLine> anchors = [];
    private ServiceProvider? services;

    public Ledger Ledger => ledger;

    /// <summary>What happens in it besides, before it is kept.</summary>
    internal Func<Ledger, Task> Then { get; init; } = _ => Task.CompletedTask;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        services = new ServiceCollection()
            .AddFundLedger()
            .AddSingleton<IClock>(ledger.Clock)
            .AddSingleton(_ => FeaturesSetup.OpenDataSource(ledger.Database.Auditor))
            .BuildServiceProvider();
        await LiveAsync();
        await ledger.Sign();
        await ledger.Anchor(null, lines =>
        {
            anchors.AddRange(lines);
            return Task.CompletedTask;
        });
        await OwnerSql.ExecuteAsync(ledger.Database.Administrator, KeepSql, null, Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null) await services.DisposeAsync();
        await ledger.DisposeAsync();
    }

    /// <summary>The signed heads, as they were kept outside.</summary>
    public IReadOnlyList<AnchorLine> Anchors => anchors;

    /// <summary>Verifies as the auditor, who has the anchors and knows the key.</summary>
    public Task<LedgerVerification> VerifyWithAnchors() =>
        Done(new VerifyLedger { Anchors = anchors, CheckpointKey = CheckpointKey.FindPublic(ledger.Folder) });

    /// <summary>
    /// Opens new sessions for the auditor: one in which a statement was refused while it was being prepared answers out of step later.
    /// </summary>
    public void OpenNewSessions() => services!.GetRequiredService<NpgsqlDataSource>().Clear();

    /// <summary>Works on the auditor's connection.</summary>
    public async Task Read(Func<Db, Task> work)
    {
        await using var scope = services!.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn("operator");
        await using var db = scope.ServiceProvider.GetRequiredService<Db>();
        await db.BeginQueryAsync(Token);
        await work(db);
    }

    /// <summary>Verifies as the auditor, who reads every fund.</summary>
    public Task<LedgerVerification> Verify(string? fund = null) => Done(new VerifyLedger(fund));

    /// <summary>Sends a query on the auditor's connection.</summary>
    public async Task<T> Done<T>(IRequest<Result<T>> query)
    {
        await using var scope = services!.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn("operator");
        var result = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(query, Token);
        Assert.True(result.IsOk, result.Error?.Message);
        return result.Value;
    }

    /// <summary>Changes the books with the guards switched off; returns how many rows that were.</summary>
    public Task<int> Forge(string sql) => OwnerSql.ExecuteAsync(ledger.Database.Administrator, $"{ForgeSql};\n{sql}", null, Token);

    public Task PutBack() => OwnerSql.ExecuteAsync(ledger.Database.Administrator, PutBackSql, null, Token);

    private async Task LiveAsync()
    {
        var given = ledger.Given;
        var pool = await given.Pool();
        var surgery = await given.Pool("MO-TIM", ["surgery"]);
        await given.Receipt(pool, 5_000_000);
        await ledger.Done(TamDuong.Accountant, new RecordReceipt(
            Given.Fund, Guid.NewGuid(), surgery, new Money(80_000_000), ledger.Clock.Today, "bank", "Hội Chữ thập đỏ tỉnh")
        {
            DonorKind = "organisation", DonorAddress = "Lai Châu", BankReference = "FT21004-001", Content = "Ủng hộ mổ tim",
            Attachments = "01 giấy báo có",
        });
        var children = await given.Children(6, "g04");
        await ledger.Done(TamDuong.Officer, new OpenIdentity(TamDuong.BinhLu, Guid.NewGuid(), children[0], "Đối chiếu giấy khai sinh"));
        await given.Paid(pool, children[..3]);
        await ledger.Done(TamDuong.Accountant, new ReverseEntry(Given.Fund, Guid.NewGuid(), 3, ledger.Clock.Today, "cash", "Chi nhầm trẻ"));
        var rejected = await given.TetGifts(pool, children[3]);
        await ledger.Done(TamDuong.Approver, new RejectDisbursement(Given.Fund, Guid.NewGuid(), rejected, "Chưa đủ hồ sơ"));
        await ledger.Send(TamDuong.Approver, new RejectDisbursement(Given.Fund, Guid.NewGuid(), rejected, "Từ chối lần hai"));
        ledger.Clock.Today = new LocalDate(2021, 2, 3);
        await ledger.Done(TamDuong.Accountant, new ClosePeriod(Given.Fund, Guid.NewGuid(), new LocalDate(2021, 1, 1)));
        await given.Receipt(pool, 700_000);
        await given.Approved(pool, children[4]);
        await ledger.Done(TamDuong.Accountant, Adjustments.AdjustmentTests.Deposit(100_000, ledger.Clock.Today));
        await given.TetGifts(pool, children[5]);
        await Then(ledger);
    }
}
