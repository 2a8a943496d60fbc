using System.Globalization;
using System.Text;
using FundLedger.Domain;
using FundLedger.Features;
using FundLedger.Features.Database;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Setup;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FundLedger.Benchmarks;

/// <summary>The application on an embedded server as durable as in daily use, with 64 funds, a norm and people.</summary>
internal sealed class BenchLedger : IAsyncDisposable
{
    public const int FundCount = 64;

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-bench-").FullName;
    private EmbeddedPostgres? server;
    private ServiceProvider? services;

    public static IReadOnlyList<string> Funds { get; } = [.. Enumerable.Range(1, FundCount).Select(Fund)];

    public TestClock Clock { get; } = new(new LocalDate(2021, 1, 4));

    // One step for all that the batches ask for.
    private const string Ladder = """
        {
          "number": "01/PCPD", "issuedOn": "2021-01-01", "validFrom": "2021-01-01",
          "steps": [
            {
              "level": "council_chair", "nameVi": "Hội đồng quản lý Quỹ", "nameEn": "Fund Council",
              "normLevels": ["office_head", "office_head_or_chair", "council_or_uband_chair", "commune_chair", "commune_vice_chair"],
              "holders": ["duyet"]
            }
          ]
        }
        """;

    public string Owner => LedgerDatabase.AsOwner(Administrator);

    public string Administrator => In("bench");

    public string Application => server!.ConnectionString("bench", LedgerRoles.Application);

    public string Auditor => server!.ConnectionString("bench", LedgerRoles.Auditor);

    public string Plain => server!.ConnectionString(PlainLedger.Name, EmbeddedPostgres.Administrator);

    public string Folder => folder;

    /// <summary>Without a time limit: to make millions of rows, or to check them, takes long.</summary>
    public string In(string database, string user = EmbeddedPostgres.Administrator) =>
        server!.ConnectionString(database, user) + ";Command Timeout=0";

    public string SocketFolder => server!.SocketFolder;

    public static string Fund(int number) => string.Create(CultureInfo.InvariantCulture, $"Q{number:00000}");

    public async Task StartAsync(CancellationToken token)
    {
        var options = new EmbeddedPostgresOptions(folder);
        server = await EmbeddedPostgres.StartAsync(options, token);
        var first = server.ConnectionString("postgres", EmbeddedPostgres.Administrator);
        await OwnerSql.ExecuteAsync(first, "CREATE DATABASE bench", null, token);
        await OwnerSql.ExecuteAsync(first, "CREATE DATABASE plain", null, token);
        await LedgerRoles.PrepareAsync(Administrator, token);
        await Migrator.MigrateAsync(Owner, token);
        await LoadReference.RunAsync(Owner, token);
        await OpenFunds.RunAsync(Owner, new StringReader(Units()), new LocalDate(2021, 1, 1), "TT107", token);
        foreach (var (user, role) in ((string, string)[])[("ketoan", "fund_accountant"), ("duyet", "approver"), ("thuquy", "cashier")])
        {
            await AddUser.RunAsync(Owner, new NewUser(user, user, null, true, [.. Funds.Select(fund => (fund, role))]), token);
        }

        await LoadLadder.RunAsync(Owner, [Funds[0]], Ladder, token);
        await Norms.SampleAsync(Owner, Funds[0], token);
        await OwnerSql.ExecuteAsync(Owner, "UPDATE ledger_settings SET is_demo = true", null, token);
        services = Build(Application + ";Maximum Pool Size=64");
        foreach (var fund in Funds)
        {
            await DoneAsync("ketoan", new OpenPool(fund, Guid.NewGuid(), "CHUNG", "Chung", "General", "donation"), token);
        }
    }

    /// <summary>The application on another connection string; for counting what passes through it.</summary>
    public ServiceProvider Build(string connection) => new ServiceCollection()
        .AddFundLedger().AddSingleton<IClock>(Clock).AddSingleton(VaultKey.In(folder))
        .AddSingleton(_ => FeaturesSetup.OpenDataSource(connection)).BuildServiceProvider();

    public Task<Result<T>> SendAsync<T>(string user, IRequest<Result<T>> request, CancellationToken token) =>
        SendAsync(services!, user, request, token);

    public static async Task<Result<T>> SendAsync<T>(
        IServiceProvider application, string user, IRequest<Result<T>> request, CancellationToken token)
    {
        await using var scope = application.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn(user);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, token);
    }

    public async Task<T> DoneAsync<T>(string user, IRequest<Result<T>> request, CancellationToken token) =>
        (await SendAsync(user, request, token)).Value;

    public Task<T> AskAsync<T>(string sql, CancellationToken token) => OwnerSql.SingleAsync<T>(Owner, sql, null, token);

    public async ValueTask DisposeAsync()
    {
        if (services is not null) await services.DisposeAsync();
        Npgsql.NpgsqlConnection.ClearAllPools();
        if (server is not null) await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string Units()
    {
        var rows = new StringBuilder("code,name,level,parent_code,valid_from,valid_to\n");
        rows.Append("90,Tỉnh thử,province,,,\n00001,Huyện thử,district,90,,\n");
        for (var commune = 2; commune <= FundCount; commune++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"{commune:00000},Xã thử {commune},commune,00001,,\n");
        }

        return rows.ToString();
    }
}
