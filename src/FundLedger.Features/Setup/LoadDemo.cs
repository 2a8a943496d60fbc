using FundLedger.Features.Database;
using FundLedger.Features.Norms;
using FundLedger.Features.Vault;
using NodaTime;
using Npgsql;

namespace FundLedger.Features.Setup;

/// <summary>
/// The demo: the fund of Tam Đường district and of its communes in 2021, with invented people and money. Made by the application's own
/// commands, so that it obeys every rule, and the same to the đồng each time.
/// </summary>
public static class LoadDemo
{
    private const string BeginSql = "SELECT pg_advisory_xact_lock(7003, 1)";

    private const string StateSql = """
        SELECT CASE
            WHEN EXISTS (SELECT FROM users WHERE user_name = @Registrar AND disabled_at IS NOT NULL) THEN 'complete'
            WHEN NOT is_demo AND (EXISTS (SELECT FROM funds) OR EXISTS (SELECT FROM users)) THEN 'foreign'
            ELSE 'open' END
        FROM ledger_settings
        """;

    private const string DemoSql = "UPDATE ledger_settings SET is_demo = true";

    private const string CompleteSql = """
        SELECT set_config('app.now', (@Now::timestamptz)::text, true);
        UPDATE users SET disabled_at = @Now WHERE user_name = @Registrar
        """;

    /// <summary>The moment at which the demo's clock stands still: the morning of 20/12/2021 in Vietnam.</summary>
    public static Instant Now { get; } = Instant.FromUtc(2021, 12, 20, 2, 0);

    /// <summary>
    /// Loads the demo into a migrated database; does nothing when it is there, goes on when an earlier load was interrupted, and waits for
    /// another one that is running. Raises <see cref="DatabaseSetupException"/> when the database holds books that are no demo.
    /// </summary>
    public static async Task RunAsync(
        string ownerConnection, string applicationConnection, VaultKey key, IProgress<string>? progress, CancellationToken token)
    {
        await using var books = await OwnerSession.BeginAsync(ownerConnection, token);
        await books.ExecuteAsync(BeginSql, null, token);
        switch (await books.SingleAsync<string>(StateSql, new { DemoUsers.Registrar }, token))
        {
            case "complete": return;
            case "foreign":
                throw new DatabaseSetupException("This database holds the books of a fund. Load the demo into a database of its own.");
        }

        progress?.Report("Opening the funds of Tam Đường district.");
        await PrepareAsync(OnTheFirstDay(ownerConnection), token);
        await using (var office = new DemoOffice(applicationConnection, key))
        {
            await ReplayAsync(office, books, progress, token);
        }

        await books.ExecuteAsync(CompleteSql, new { Now, DemoUsers.Registrar }, token);
        await books.CommitAsync(token);
        progress?.Report("The demo is complete.");
    }

    // The funds are opened and the roles given on the demo's first day, not today.
    private static string OnTheFirstDay(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        builder.Options = (builder.Options + " -c app.now=2021-01-01T00:00:00Z").Trim();
        return builder.ConnectionString;
    }

    private static async Task PrepareAsync(string owner, CancellationToken token)
    {
        await using (var session = await OwnerSession.BeginAsync(owner, token))
        {
            await session.ExecuteAsync(DemoSql, null, token);
            await session.CommitAsync(token);
        }

        await LoadReference.RunAsync(owner, token);
        using (var units = ReferenceFile.Open("units-tam-duong-2021.csv"))
        {
            await OpenFunds.RunAsync(owner, units, new LocalDate(2021, 1, 1), "TT107", token);
        }

        await LoadNormAsync(owner, DemoUsers.District, "norm-district-sample.json", token);
        await LoadNormAsync(owner, DemoUsers.OfficersFund, "norm-commune-sample.json", token);
        foreach (var user in DemoUsers.For([DemoUsers.District, .. DemoChildren.Funds]))
        {
            await AddUser.RunAsync(owner, user, token);
        }

        using var ladder = ReferenceFile.Open("ladder-demo.json");
        await LoadLadder.RunAsync(owner, [DemoUsers.District, DemoUsers.OfficersFund], await ladder.ReadToEndAsync(token), token);
    }

    private static async Task LoadNormAsync(string owner, string fund, string file, CancellationToken token)
    {
        using var text = ReferenceFile.Open(file);
        await LoadNorm.RunAsync(owner, fund, await text.ReadToEndAsync(token), token);
    }

    // Only the step that is due: after an interruption the hash of what was seen is another than the first time.
    private static async Task PublishNormsAsync(DemoOffice office, CancellationToken token)
    {
        foreach (var fund in (string[])[DemoUsers.District, DemoUsers.OfficersFund])
        {
            var (shown, hash) = await NormAsync(office, fund, token);
            if (shown.Status == "draft")
            {
                await office.DoneAsync(
                    DemoUsers.Accountant, $"norm/{fund}/propose", key => new ProposeNorm(fund, key, shown.DecisionId, hash), token);
                (shown, hash) = await NormAsync(office, fund, token);
            }

            if (shown.Status == "proposed")
            {
                await office.DoneAsync(
                    DemoUsers.Approver, $"norm/{fund}/publish", key => new PublishNorm(fund, key, shown.DecisionId, hash), token);
            }
        }
    }

    private static async Task<(ListedDecision Shown, string Hash)> NormAsync(DemoOffice office, string fund, CancellationToken token)
    {
        var all = await office.DoneAsync(DemoUsers.Accountant, "norms", _ => new GetNorms(fund), token);
        var own = all.Decisions.First(decision => decision.IsOwn).DecisionId;
        var norms = await office.DoneAsync(DemoUsers.Accountant, "norms", _ => new GetNorms(fund, own), token);
        return (norms.Shown!, norms.Hash);
    }

    private static async Task ReplayAsync(DemoOffice office, OwnerSession books, IProgress<string>? progress, CancellationToken token)
    {
        var register = new DemoRegister(office, progress);
        await PublishNormsAsync(office, token);
        var steps = new DemoReceipts(office).Steps()
            .Concat(register.Steps()).Concat(register.Events())
            .Concat(new DemoYear(office, register, books).Steps()).OrderBy(step => step.On);
        foreach (var month in steps.GroupBy(step => step.On.Month))
        {
            progress?.Report($"{month.Key:00}/2021");
            foreach (var step in month)
            {
                await step.RunAsync(token);
            }
        }
    }
}
