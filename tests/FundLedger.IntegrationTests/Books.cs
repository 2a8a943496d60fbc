using System.Globalization;
using FundLedger.Features;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Periods;
using FundLedger.Testing;
using NodaTime;
using Npgsql;

namespace FundLedger.IntegrationTests;

/// <summary>
/// Books with a little of everything, for tests that try to break them: three pools, a paid, an approved, a waiting and a rejected request,
/// January closed; today is 3 February 2021. The database refuses every attempt, so all tests of a class share them.
/// </summary>
public sealed class Books : IAsyncLifetime
{
    public const int General = 1;
    public const int Tet = 2;
    public const int Surgery = 3;

    public const string BrokenCheck = PostgresErrorCodes.CheckViolation;
    public const string Unique = PostgresErrorCodes.UniqueViolation;
    public const string NoRight = PostgresErrorCodes.InsufficientPrivilege;
    public const string Frozen = PostgresErrorCodes.ObjectNotInPrerequisiteState;

    private const string FundSql = "SELECT fund_id FROM funds WHERE code = @Fund";

    private readonly Dictionary<string, NpgsqlDataSource> sources = [];
    private readonly bool isCopy;

    public Books(LedgerCluster cluster) => Ledger = new Ledger(cluster);

    private Books(Books original)
    {
        (isCopy, Ledger, Fund) = (true, original.Ledger.Copy(), original.Fund);
        (Poor, Protected) = (original.Poor, original.Protected);
        (Paid, Approved, Waiting, Rejected) = (original.Paid, original.Approved, original.Waiting, original.Rejected);
    }

    public Ledger Ledger { get; }

    public int Fund { get; private set; }

    /// <summary>Poor children without a gift; the first of them stand on the waiting request.</summary>
    public string[] Poor { get; private set; } = [];

    /// <summary>A poor child of a sealed group.</summary>
    public string Protected { get; private set; } = "";

    public long Paid { get; private set; }

    public long Approved { get; private set; }

    public long Waiting { get; private set; }

    public long Rejected { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await Ledger.InitializeAsync();
        if (isCopy) return;
        Fund = await Ledger.Ask<int>(FundSql, new { Given.Fund });
        var given = Ledger.Given;
        await given.Pool();
        await given.Pool("TET", ["holiday_gift"], ["tet"]);
        await given.Pool("PT", ["surgery"]);
        await given.Receipt("CHUNG", 5_000_000);
        await given.Receipt("TET", 10_000_000, "bank");
        await given.Receipt("PT", 2_000_000, "bank");
        Poor = await given.Children(8, "poor");
        Protected = (await given.Children(1, "g09", "poor"))[0];
        Paid = (await given.Paid("CHUNG", Poor[7])).Id;
        Rejected = await given.TetGifts("CHUNG", Poor[6]);
        await Ledger.Done(TamDuong.Approver, new RejectDisbursement(Given.Fund, Guid.NewGuid(), Rejected, "Ghi nhầm trẻ"));
        Ledger.Clock.Today = new LocalDate(2021, 2, 3);
        await Ledger.Done(TamDuong.Accountant, new ClosePeriod(Given.Fund, Guid.NewGuid(), new LocalDate(2021, 1, 1)));
        Approved = await given.Approved("CHUNG", Poor[5]);
        Waiting = await given.TetGifts("TET", Poor[0], Poor[1]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources.Values) await source.DisposeAsync();
        await Ledger.DisposeAsync();
    }

    /// <summary>A copy with all that is in it, to be initialised and disposed; see <see cref="Ledger.Copy"/>.</summary>
    public Books Copy() => new(this);

    /// <summary>Raw SQL as a role of the database, with someone signed in.</summary>
    public RawSql As(string connectionString, string actor)
    {
        if (!sources.TryGetValue(connectionString, out var source))
        {
            sources[connectionString] = source = FeaturesSetup.OpenDataSource(connectionString);
        }

        return new RawSql(source, actor, Ledger.Clock);
    }

    /// <summary>Raw SQL with the owner's rights, as someone signed in; null when the database let it pass.</summary>
    public Task<PostgresException?> AsOwner(string sql, object? parameters = null, string actor = TamDuong.Accountant) =>
        As(Ledger.Database.Owner, actor).RefusalAsync(sql, Shared(parameters));

    /// <summary>Raw SQL as the application's role.</summary>
    public Task<PostgresException?> AsApplication(string actor, string sql, object? parameters = null) =>
        As(Ledger.Database.Application, actor).RefusalAsync(sql, Shared(parameters));

    public static void Refused(PostgresException? refusal, string sqlState, string? promise)
    {
        Assert.True(refusal is not null, $"The database let it pass; {promise ?? sqlState} should have refused.");
        Assert.True(
            sqlState == refusal.SqlState && promise == refusal.ConstraintName,
            string.Create(CultureInfo.InvariantCulture,
                $"Expected {sqlState} {promise}, got {refusal.SqlState} {refusal.ConstraintName}: {refusal.MessageText}"));
    }

    private Dictionary<string, object?> Shared(object? parameters)
    {
        var all = new Dictionary<string, object?>
        {
            ["Fund"] = Fund, ["Today"] = Ledger.Clock.Today, ["Key"] = Guid.NewGuid(), ["Paid"] = Paid, ["Approved"] = Approved,
            ["Waiting"] = Waiting, ["Rejected"] = Rejected,
        };
        foreach (var property in parameters?.GetType().GetProperties() ?? []) all[property.Name] = property.GetValue(parameters);
        return all;
    }
}
