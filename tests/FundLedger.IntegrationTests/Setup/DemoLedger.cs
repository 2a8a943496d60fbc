using FundLedger.Features;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Setup;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FundLedger.IntegrationTests.Setup;

/// <summary>A database with the demo in it, and what it says of itself.</summary>
public sealed class DemoLedger(LedgerCluster cluster) : IAsyncLifetime
{
    // Everything that the demo decides; salts, hashes of salted words, ciphertexts and identity columns differ each time.
    private const string KindsSql = """
        SELECT concat_ws(' ', split_part(line, '|', 1), count(*),
            left(encode(sha256(convert_to(string_agg(line, E'\n' ORDER BY line COLLATE "C"), 'UTF8')), 'hex'), 40))
        FROM (
            SELECT concat_ws('|', 'fund', code, name_vi, opened_on, regime) AS line FROM funds
            UNION ALL SELECT concat_ws('|', 'pool', f.code, p.code, b.liquid, b.committed) 
                FROM pools p JOIN pool_balances b USING (fund_id, pool_id) JOIN funds f USING (fund_id)
            UNION ALL SELECT concat_ws('|', 'entry', f.code, book, entry_no, entry_date, kind, recorded_at, recorded_by, voucher_type,
                voucher_no, disbursement_id, disbursement_line,
                reverses_entry_no, request_key) FROM journal_entries e JOIN funds f USING (fund_id)
            UNION ALL SELECT concat_ws('|', 'posting', f.code, book, entry_no, line, account_code, pool_id, side,
                amount, beneficiary_code, class_code, norm_line)
                FROM postings p JOIN funds f USING (fund_id)
            UNION ALL SELECT concat_ws('|', 'voucher', f.code, v.voucher_type, v.voucher_no, v.voucher_date, v.amount, v.bank_reference,
                d.counterparty_name, d.content)
                FROM vouchers v JOIN voucher_details d USING (fund_id, voucher_type, voucher_year, voucher_no) JOIN funds f USING (fund_id)
            UNION ALL SELECT concat_ws('|', 'request', f.code, disbursement_id, status, requester, approver, payer, total, requested_on)
                FROM disbursements JOIN funds f USING (fund_id)
            UNION ALL SELECT concat_ws('|', 'child', beneficiary_code, u.code, household_code, registered_by, registered_at,
                ARRAY(SELECT class_code FROM beneficiary_classes c WHERE c.beneficiary_code = b.beneficiary_code ORDER BY 1))
                FROM beneficiaries b JOIN units u USING (unit_id)
            UNION ALL SELECT concat_ws('|', 'refusal', refusal_no, recorded_at, code, message) FROM refusals
            UNION ALL SELECT concat_ws('|', 'closed', f.code, month, last_entry_no, c.liquid)
                FROM closed_periods c JOIN funds f USING (fund_id)
            UNION ALL SELECT concat_ws('|', 'user', user_name, display_name, is_demo, disabled_at, password_hash IS NULL)
                FROM users
        ) all_lines GROUP BY split_part(line, '|', 1) ORDER BY 1
        """;

    private readonly string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly List<string> told = [];
    private TestDatabase? database;

    /// <summary>What the first load said of itself.</summary>
    public IReadOnlyList<string> Told => told;

    public TestDatabase Database => database ?? throw new InvalidOperationException("The database is not ready.");

    public VaultKey Key => VaultKey.In(folder);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await cluster.CreateDatabaseAsync();
        await LoadIntoAsync(database, Token, new Listener(told));
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null) await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public Task LoadAsync() => LoadIntoAsync(Database, Token);

    public Task LoadIntoAsync(TestDatabase target, CancellationToken token, IProgress<string>? progress = null) =>
        LoadDemo.RunAsync(target.Owner, target.Application, Key, progress, token);

    /// <summary>The use cases on it, after its year; dispose it.</summary>
    public ServiceProvider Application() => new ServiceCollection()
        .AddFundLedger()
        .AddSingleton<IClock>(new TestClock(new LocalDate(2022, 1, 4)))
        .AddSingleton(Key)
        .AddSingleton(CheckpointKey.In(folder))
        .AddSingleton(_ => FeaturesSetup.OpenDataSource(Database.Application))
        .BuildServiceProvider();

    public Task<T> Ask<T>(string sql, object? parameters = null) => OwnerSql.SingleAsync<T>(Database.Owner, sql, parameters, Token);

    /// <summary>Of each kind of thing in it how many there are, and a digest of what the demo decides of them.</summary>
    public static async Task<string> DigestAsync(TestDatabase of) =>
        string.Join('\n', await OwnerSql.ListAsync<string>(of.Owner, KindsSql, null, Token));

    private sealed class Listener(List<string> told) : IProgress<string>
    {
        public void Report(string value) => told.Add(value);
    }
}
