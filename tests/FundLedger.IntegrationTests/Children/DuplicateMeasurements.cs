using System.Diagnostics;
using System.Globalization;
using FundLedger.Features.Children;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Children;

/// <summary>How long an officer waits in a commune of 5,000 children. Run by hand: it prints and asserts no time.</summary>
public sealed class DuplicateMeasurements(Ledger ledger, ITestOutputHelper output) : IClassFixture<Ledger>
{
    private const int Children = 5_000;

    private static readonly string[] Families = ["Nguyễn", "Trần", "Lò", "Vàng", "Giàng", "Sùng", "Tẩn", "Phàn", "Lý", "Hoàng", "Đỗ", "Thào"];
    private static readonly string[] Middles = ["Thị", "Văn", "A", "Minh", "Láo", "Mẩy", "Ngọc", "Đức", "Xuân", "Thu"];

    private static readonly string[] Givens =
    [
        "Hòa", "Hoa", "An", "Ánh", "Páo", "Sinh", "Chia", "Dung", "Đạt", "Lan", "Mai", "Nam", "Phượng", "Quý", "Sơn", "Thúy", "Tú", "Uyên", "Vân", "Yến",
    ];

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
        FROM funds f, unnest(@Codes) c WHERE f.code = @BinhLu
        """;

    [Fact(Explicit = true)]
    public async Task Figures_for_5000_children()
    {
        await FillAsync();
        for (var run = 1; run <= 4; run++)
        {
            await TakeAsync($"search, run {run}", () => ledger.Done(TamDuong.Officer, new SearchChildren(
                TamDuong.BinhLu, Guid.NewGuid(), "Lập danh sách ký nhận") { Words = "hoa nguyen" }));
            await TakeAsync($"pairs, run {run}", () => ledger.Done(TamDuong.Officer, new ListDuplicates(TamDuong.BinhLu)));
            await TakeAsync($"registering, run {run}", () => ledger.Done(TamDuong.Officer, new RegisterChild(
                TamDuong.BinhLu, Guid.NewGuid(), $"Hảng Tên {(char)('A' + run)}", new LocalDate(2013, run, 1), "Hảng A Lâu", "bố", ["poor"])
            {
                DespiteLikeness = Given.AnotherChild,
            }));
        }
    }

    private async Task TakeAsync<T>(string what, Func<Task<T>> work)
    {
        var watch = Stopwatch.StartNew();
        var answer = await work();
        var count = answer switch
        {
            ChildrenFound found => found.Codes.Count + found.More,
            DuplicateList list => list.Pairs.Count,
            _ => 1,
        };
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {watch.ElapsedMilliseconds} ms, {count} found"));
    }

#pragma warning disable CA5394 // Not a secret: the same children each time are what is wanted.
    private async Task FillAsync()
    {
        var random = new Random(5000);
        var vault = new IdentityVault(VaultKey.In(ledger.Folder));
        var codes = Enumerable.Range(0, Children).Select(i => string.Create(CultureInfo.InvariantCulture, $"TE-{900_000 + i}")).ToArray();
        var rows = codes.Select(code => vault.Seal(code, new Identity(
            $"{Pick(Families)} {Pick(Middles)} {Pick(Givens)}", new LocalDate(2006 + random.Next(14), 1 + random.Next(12), 1 + random.Next(28)),
            $"{Pick(Families)} {Pick(Middles)} {Pick(Givens)}", "mẹ"))).ToList();
        var filling = new
        {
            TamDuong.BinhLu, Codes = codes, Households = codes.Select((_, i) => $"HO-{9_000 + (i / 2)}").ToArray(),
            Keys = rows.Select(row => row.KeyId).ToArray(), Nonces = rows.Select(row => row.Nonce).ToArray(),
            Seals = rows.Select(row => row.Sealed).ToArray(),
        };
        await OwnerSql.ExecuteAsync(ledger.Database.Owner, FillSql, filling, Ledger.Token);
        await OwnerSql.ExecuteAsync(ledger.Database.Owner, EventsSql, filling, Ledger.Token);

        string Pick(string[] of) => of[random.Next(of.Length)];
    }
#pragma warning restore CA5394
}
