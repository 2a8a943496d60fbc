using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>Statements that fill each column: of closed books with everything that can happen, and of open books with nothing.</summary>
internal static class SampleStatements
{
    private static readonly Wording Name = new("Quỹ Bảo trợ trẻ em huyện Tam Đường", "Tam Đường District Child Protection Fund");
    private static readonly Wording Gift = new("Quà dịp lễ, tết", "Holiday gift");
    private static readonly Wording Donation = new("Tài trợ", "Donations");
    private static readonly VoucherNumber First = new(VoucherType.Receipt, 2021, 1);

    /// <summary>The year 2021, closed a second time.</summary>
    public static FundStatement Closed { get; } = FundStatement.Create(new StatementFigures(
        "Q106", Period(new(2021, 1, 1), new(2021, 12, 31)),
        new StatementSeal(true, 77, new string('c', 64), Instant.FromUtc(2022, 1, 5, 5, 0, 7)) { Version = 2 })
    {
        FundName = Name, Unit = "Huyện Tam Đường", Opening = new Money(1_000_000), Closing = new Money(4_200_000),
        Receipts =
        [
            new("donation", Donation, new Money(5_000_000), 1), new("provincial_budget", new("Ngân sách tỉnh", "Provincial budget"), new(2_000_000), 1_234),
        ],
        Disbursements =
        [
            new("holiday_gift", Gift, new Money(1_800_000), 6, 5,
            [
                new("poor", new("Trẻ em nghèo", "Poor children"), new Money(1_500_000), 5, 4), new("", new("Chung", "All"), new Money(300_000), 1, 1),
            ]),
        ],
        Children = 5,
        Pools =
        [
            new("CHUNG", new("=Nguồn chung", "General"), new(1_000_000), new(5_000_000), new(1_500_000), new(4_100_000)) { TransferredOut = new(400_000) },
            new("TET", new("Quà Tết", "Tet gifts"), default, default, new(300_000), new(100_000)) { TransferredIn = new(400_000) },
            new("NSTINH", new("Ngân sách tỉnh", "Province"), default, new(2_000_000), default, default) { Lapsed = new(2_000_000) },
        ],
        Transfers = [new(new(VoucherType.Transfer, 2021, 1), new(2021, 1, 10), "CHUNG", "TET", new Money(400_000), "12/QĐ-UBND, 03/01/2021")],
        Vouchers =
        [
            new(First, new(2021, 1, 4), true, new Money(5_300_000), "CHUNG", "donation", Donation, null),
            new(new(VoucherType.Reversal, 2021, 1), new(2021, 2, 4), true, new Money(-300_000), "CHUNG", "donation", Donation, First)
            {
                ReversesOn = new(2021, 1, 4),
            },
            new(new(VoucherType.Receipt, 2021, 2), new(2021, 3, 4), true, new(2_000_000), "NSTINH", "provincial_budget", new("Ngân sách", "Budget"), null),
            new(new(VoucherType.Payment, 2021, 1), new(2021, 1, 20), false, new(1_500_000), "CHUNG", "holiday_gift", Gift, null),
            new(new(VoucherType.Payment, 2021, 2), new(2021, 1, 21), false, new(300_000), "TET", "holiday_gift", Gift, null),
        ],
        Checkpoint = new PrintedCheckpoint(80, new string('d', 64), "ab12cd34", Instant.FromUtc(2022, 1, 5, 6, 7, 8)),
        Paper = new StatementPaper("https://quy.example.vn", null),
    }).Value;

    /// <summary>January 2021, open, without a voucher.</summary>
    public static FundStatement Open { get; } = FundStatement.Create(new StatementFigures(
        "Q106", Period(new(2021, 1, 1), new(2021, 1, 31)), new StatementSeal(false, 9, new string('e', 64), Instant.FromUtc(2021, 2, 1, 5, 0, 7)))
    {
        FundName = Name, Unit = "Huyện Tam Đường", Opening = new Money(700_000), Closing = new Money(700_000),
        Pools = [new("CHUNG", new("Nguồn chung", "General"), new(700_000), default, default, new(700_000))],
    }).Value;

    private static StatementPeriod Period(LocalDate from, LocalDate to) =>
        StatementPeriod.Create(from, to, new LocalDate(2021, 1, 1), new LocalDate(2022, 1, 5)).Value;
}
