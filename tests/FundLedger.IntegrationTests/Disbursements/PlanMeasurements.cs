using System.Diagnostics;
using System.Globalization;
using FundLedger.Domain.Payments;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Funds;
using FundLedger.Features.Papers;
using FundLedger.Features.Payments;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>How long a plan for 50,000 children takes at each of its steps. Run by hand: it prints and asserts no time.</summary>
public sealed class PlanMeasurements(Ledger ledger, ITestOutputHelper output) : IClassFixture<Ledger>
{
    private static readonly int Children = int.Parse(
        Environment.GetEnvironmentVariable("FUNDLEDGER_PLAN_LINES") ?? "50000", CultureInfo.InvariantCulture);

    private const int MostNamed = 10_000;

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
        for (var i = 0; i < 100; i++) await ledger.Given.Receipt("CHUNG", 1_000_000_000, "cash");
        var codes = await TakeAsync("filling", FillAsync);
        await OwnerSql.ExecuteAsync(Patient, "ANALYZE beneficiaries, beneficiary_classes, child_events", null, Ledger.Token);
        await TakeAsync("plan", () => ledger.Done(TamDuong.Accountant, new PlanHolidayGifts(Given.Fund, "tet", 2021, null, null)));
        await TakeAsync("plan again", () => ledger.Done(TamDuong.Accountant, new PlanHolidayGifts(Given.Fund, "tet", 2021, null, null)));
        await HandOutAsync(await ApprovedAsync(Given.TetRequest("CHUNG", codes)));
        var second = await ApprovedAsync(Given.TetRequest("CHUNG", codes) with { Occasion = "june1", Papers = SamplePapers.Of("D-02") });
        await TakeAsync("list", () => ledger.Done(TamDuong.Cashier, new ListDisbursements(Given.Fund)));
        await TakeAsync("pay whole", () => ledger.Done(TamDuong.Cashier, ledger.Given.Payment(second)));
        await TakeAsync("sheet when paid", () => ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, second)));
    }

    private async Task<long> ApprovedAsync(RequestHolidayGifts asked)
    {
        var sent = await TakeAsync("submit", () => ledger.Done(TamDuong.Accountant, asked));
        await TakeAsync("inbox", () => ledger.Done(TamDuong.Approver, new GetInbox(Given.Fund)));
        await TakeAsync("first page", () => ledger.Done(TamDuong.Approver, new GetMyWork(Given.Fund)));
        var sheet = await TakeAsync("sheet", () => ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, sent.Id)));
        await TakeAsync("sheet again", () => ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, sent.Id)));
        await TakeAsync("approve", () => ledger.Done(
            TamDuong.Approver, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), sent.Id, sheet.Head.ContentHash, true)));
        return sent.Id;
    }

    // The cashier hands out the whole list with names, and all of it is taken.
    private async Task HandOutAsync(long id)
    {
        var today = ledger.Clock.Today;
        var order = (await TakeAsync("order", () => ledger.Done(
            TamDuong.Cashier, new OrderPayment(Given.Fund, Guid.NewGuid(), id, "cash", "cash", today, null)))).Order;
        var payment = await TakeAsync("order's page", () => ledger.Done(TamDuong.Cashier, new GetPayment(Given.Fund, order)));
        await TakeAsync("codes", () => ledger.Done(TamDuong.Cashier, new OpenHandout(Given.Fund, Guid.NewGuid(), Given.Fund, order)));
        await TakeAsync("codes paper", () => ledger.Done(
            TamDuong.Cashier, new PrintCodes(Given.Fund, Guid.NewGuid(), Given.Fund, order, null, false, PaperLanguage.Vietnamese)));
        // Each name is a look of its own: a list with names is made for those whom one person can hand something to.
        if (Children <= MostNamed)
        {
            await TakeAsync("codes paper with names", () => ledger.Done(
                TamDuong.Cashier, new PrintCodes(Given.Fund, Guid.NewGuid(), Given.Fund, order, null, true, PaperLanguage.Vietnamese)));
        }

        var results = payment.Lines.Select(line => new PaymentResult(line.No, PaymentOutcome.Paid, line.Amount, null, null)).ToList();
        await TakeAsync("results", () => ledger.Done(
            TamDuong.Cashier, new RecordPaymentResults(Given.Fund, Guid.NewGuid(), order, today, results)));
    }

    // Filling is no step of a plan: it may take as long as it takes.
    private string Patient => ledger.Database.Owner + ";Command Timeout=0";

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
        await OwnerSql.ExecuteAsync(Patient, FillSql, filling, Ledger.Token);
        await OwnerSql.ExecuteAsync(Patient, EventsSql, filling, Ledger.Token);
        return codes;

        string Pick() => Words[random.Next(Words.Length)];
    }
#pragma warning restore CA5394
}
