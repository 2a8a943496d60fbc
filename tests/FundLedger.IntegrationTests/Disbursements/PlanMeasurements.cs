using System.Diagnostics;
using System.Globalization;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Funds;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>How long a plan for 50,000 children takes at each of its steps. Run by hand: it prints and asserts no time.</summary>
public sealed class PlanMeasurements(Ledger ledger, ITestOutputHelper output) : IClassFixture<Ledger>
{
    private static readonly int Children = int.Parse(
        Environment.GetEnvironmentVariable("FUNDLEDGER_PLAN_LINES") ?? "50000", CultureInfo.InvariantCulture);

    private static readonly string[] Words =
        ["Nguyễn", "Trần", "Lò", "Vàng", "Giàng", "Sùng", "Tẩn", "Phàn", "Lý", "Hoàng", "Đỗ", "Thào", "Thị", "Văn", "Minh", "Láo", "Mẩy", "Ngọc"];

    private const string FillSql = """
        WITH u AS (SELECT unit_id FROM funds WHERE code = @BinhLu),
        h AS (INSERT INTO households SELECT DISTINCT k, u.unit_id FROM u, unnest(@Households) k RETURNING 1),
        b AS (INSERT INTO beneficiaries SELECT c.code, u.unit_id, c.household, now(), 'canbo'
              FROM u, unnest(@Codes, @Households) c(code, household) RETURNING 1),
        c AS (INSERT INTO beneficiary_classes (beneficiary_code, class_code, privacy_tier, valid_from)
              SELECT c, 'poor', k.privacy_tier, '2021-01-01' FROM unnest(@Codes) c, child_classes k WHERE k.class_code = 'poor' RETURNING 1)
        INSERT INTO identity_vault SELECT * FROM unnest(@Codes, @Keys, @Nonces, @Seals)
        """;

    private const string EventsSql = """
        INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, reason, recorded_at, recorded_by)
        SELECT c, 'registered', '2021-01-04', f.unit_id, 'Đăng ký vào danh sách', '2021-01-04 05:00Z', 'canbo'
        FROM funds f, unnest(@Codes) c WHERE f.code = @BinhLu;
        """;

    [Fact(Explicit = true)]
    public async Task Figures_of_a_plan()
    {
        await ledger.Given.Pool();
        for (var i = 0; i < 20; i++) await ledger.Given.Receipt("CHUNG", 1_000_000_000, "cash");
        var codes = await TakeAsync("filling", FillAsync);
        await OwnerSql.ExecuteAsync(ledger.Database.Owner, "ANALYZE beneficiaries, beneficiary_classes, child_events", null, Ledger.Token);
        await TakeAsync("plan", () => ledger.Done(TamDuong.Accountant, new PlanHolidayGifts(Given.Fund, "tet", 2021, null, null)));
        await TakeAsync("plan again", () => ledger.Done(TamDuong.Accountant, new PlanHolidayGifts(Given.Fund, "tet", 2021, null, null)));
        var sent = await TakeAsync("submit", () => ledger.Done(TamDuong.Accountant, Given.TetRequest("CHUNG", codes)));
        await TakeAsync("inbox", () => ledger.Done(TamDuong.Approver, new GetInbox(Given.Fund)));
        await TakeAsync("first page", () => ledger.Done(TamDuong.Approver, new GetMyWork(Given.Fund)));
        var sheet = await TakeAsync("sheet", () => ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, sent.Id)));
        await TakeAsync("approve", () => ledger.Done(
            TamDuong.Approver, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), sent.Id, sheet.Head.ContentHash, true)));
        await TakeAsync("list", () => ledger.Done(TamDuong.Cashier, new ListDisbursements(Given.Fund)));
        await TakeAsync("pay", () => ledger.Done(TamDuong.Cashier, ledger.Given.Payment(sent.Id)));
        await TakeAsync("sheet when paid", () => ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, sent.Id)));
    }

    private async Task<T> TakeAsync<T>(string what, Func<Task<T>> work)
    {
        var watch = Stopwatch.StartNew();
        var answer = await work();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {watch.ElapsedMilliseconds} ms"));
        return answer;
    }

#pragma warning disable CA5394 // Not a secret: the same children each time are what is wanted.
    private async Task<string[]> FillAsync()
    {
        var random = new Random(5000);
        var vault = new IdentityVault(VaultKey.In(ledger.Folder));
        var codes = Enumerable.Range(0, Children).Select(i => string.Create(CultureInfo.InvariantCulture, $"TE-{900_000 + i}")).ToArray();
        var rows = codes.Select((code, i) => vault.Seal(code, new Identity(
            $"{Pick()} {Pick()} {Pick()} {(char)('a' + (i % 26))}{(char)('a' + (i / 26 % 26))}{(char)('a' + (i / 676 % 26))}{(char)('a' + (i / 17_576))}",
            new LocalDate(2006 + random.Next(14), 1 + random.Next(12), 1 + random.Next(28)), $"{Pick()} {Pick()} {Pick()}", "mẹ"))).ToList();
        var filling = new
        {
            TamDuong.BinhLu, Codes = codes, Households = codes.Select((_, i) => $"HO-{9_000 + (i / 2)}").ToArray(),
            Keys = rows.Select(row => row.KeyId).ToArray(), Nonces = rows.Select(row => row.Nonce).ToArray(),
            Seals = rows.Select(row => row.Sealed).ToArray(),
        };
        await OwnerSql.ExecuteAsync(ledger.Database.Owner, FillSql, filling, Ledger.Token);
        await OwnerSql.ExecuteAsync(ledger.Database.Owner, EventsSql, filling, Ledger.Token);
        return codes;

        string Pick() => Words[random.Next(Words.Length)];
    }
#pragma warning restore CA5394
}
