using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Statements;

/// <summary>The five parts of a statement, made once for paper, workbook and CSV: what they show cannot differ.</summary>
internal static class StatementTables
{
    private static readonly Wording Total = new("Cộng", "Total");

    private static readonly TableColumn No = Column("STT", "No.", CellKind.Count, 5);
    private static readonly TableColumn Code = Column("Mã", "Code", CellKind.Text, 16);
    private static readonly TableColumn Amount = Column("Số tiền (đồng)", "Amount (VND)", CellKind.Amount, 18);
    private static readonly TableColumn Times = Column("Lượt trẻ em", "Times supported", CellKind.Count, 11);
    private static readonly TableColumn Children = Column("Số trẻ em", "Children", CellKind.Count, 11);
    private static readonly TableColumn In = Column("Thu (đồng)", "Received (VND)", CellKind.Amount, 17);
    private static readonly TableColumn Out = Column("Chi (đồng)", "Paid out (VND)", CellKind.Amount, 17);

    public static IReadOnlyList<StatementTable> Of(FundStatement statement) =>
    [
        Summary(statement), Receipts(statement), Disbursements(statement), Pools(statement),
        .. statement.Figures.Transfers.Count > 0 ? [Transfers(statement)] : Array.Empty<StatementTable>(), Vouchers(statement),
    ];

    private static StatementTable Summary(FundStatement s) => new(
        new("Tình hình chung", "Summary"), new("Tổng hợp", "Summary"),
        [No, Column("Chỉ tiêu", "Item", CellKind.Text, 44), Amount],
        [
            new(1, new Wording("Số dư đầu kỳ", "Opening balance"), s.Figures.Opening),
            new(2, new Wording("Thu trong kỳ", "Received in the period"), s.Received),
            new(3, new Wording("Chi trong kỳ", "Paid out in the period"), s.Given),
            .. s.Lapsed == Money.Zero ? Ending(s) : EndingAfterLapse(s),
        ]);

    private static TableRow[] Ending(FundStatement s) =>
        [new(TableLevel.Total, 4, new Wording("Số dư cuối kỳ (1 + 2 − 3)", "Closing balance (1 + 2 − 3)"), s.Figures.Closing)];

    private static TableRow[] EndingAfterLapse(FundStatement s) =>
    [
        new(4, new Wording("Kinh phí hết hạn phải nộp trả ngân sách", "Budget money lapsed, due back"), s.Lapsed),
        new(TableLevel.Total, 5, new Wording("Số dư cuối kỳ (1 + 2 − 3 − 4)", "Closing balance (1 + 2 − 3 − 4)"), s.Figures.Closing),
    ];

    private static StatementTable Receipts(FundStatement s) => new(
        new("Thu trong kỳ theo nguồn", "Received in the period, by source"), new("Thu theo nguồn", "Received by source"),
        [No, Code, Column("Nguồn thu", "Source", CellKind.Text, 40), Column("Số phiếu", "Vouchers", CellKind.Count, 10), Amount],
        [
            .. s.Figures.Receipts.Select((line, i) => new TableRow(i + 1, line.Kind, line.Name, line.Vouchers, line.Amount)),
            new(TableLevel.Total, null, null, Total, s.Figures.Receipts.Sum(line => line.Vouchers), s.Received),
        ]);

    private static StatementTable Disbursements(FundStatement s) => new(
        new("Chi hỗ trợ trong kỳ theo nội dung và nhóm trẻ em", "Support paid in the period, by kind and class of children"),
        new("Chi theo nội dung", "Paid by kind"),
        [No, Code, Column("Nội dung chi, nhóm trẻ em", "Kind of support, class of children", CellKind.Text, 46), Times, Children, Amount],
        [
            .. s.Figures.Disbursements.SelectMany((support, i) => Support(support, i + 1)),
            new(TableLevel.Total, null, null, Total, s.Times, s.Figures.Children, s.Given),
        ]);

    private static IEnumerable<TableRow> Support(KindSupported support, int no) =>
    [
        new(TableLevel.Group, no, support.Kind, support.Name, support.Times, support.Children, support.Amount),
        .. support.Classes.Select(line => new TableRow(null, line.Class, line.Name, line.Times, line.Children, line.Amount)),
    ];

    // What moved between pools or lapsed has its columns only where something did.
    private static StatementTable Pools(FundStatement s)
    {
        var columns = new List<(TableColumn Column, Func<PoolMovement, Money> Amount, Money Total)>
        {
            (Column("Số dư đầu kỳ", "Opening", CellKind.Amount, 17), pool => pool.Opening, s.Figures.Opening),
            (In, pool => pool.In, s.Received),
            (Out, pool => pool.Out, s.Given),
        };
        if (s.Figures.Pools.Any(pool => pool.HasTransfers))
        {
            columns.Add((Column("Nguồn khác chuyển đến", "From other pools", CellKind.Amount, 15), pool => pool.TransferredIn, Moved(s)));
            columns.Add((Column("Chuyển sang nguồn khác", "To other pools", CellKind.Amount, 15), pool => pool.TransferredOut, Moved(s)));
        }

        if (s.Lapsed != Money.Zero)
        {
            columns.Add((Column("Hết hạn, phải nộp trả", "Lapsed", CellKind.Amount, 15), pool => pool.Lapsed, s.Lapsed));
        }

        columns.Add((Column("Số dư cuối kỳ", "Closing", CellKind.Amount, 17), pool => pool.Closing, s.Figures.Closing));
        return new StatementTable(
            new("Tình hình từng nguồn quỹ", "Each pool of money"), new("Nguồn quỹ", "Pools"),
            [
                Column("Mã", "Code", CellKind.Text, 15), Column("Nguồn quỹ", "Pool", CellKind.Text, 34),
                .. columns.Select(column => column.Column),
            ],
            [
                .. s.Figures.Pools.Select(pool =>
                    new TableRow([pool.Code, pool.Name, .. columns.Select(column => (object)column.Amount(pool))])),
                new TableRow(TableLevel.Total, [null, Total, .. columns.Select(column => (object)column.Total)]),
            ]);
    }

    private static Money Moved(FundStatement s) =>
        s.Figures.Transfers.Aggregate(Money.Zero, (sum, transfer) => sum + transfer.Amount);

    private static StatementTable Transfers(FundStatement s) => new(
        new("Điều chuyển giữa các nguồn quỹ", "Transfers between pools"), new("Điều chuyển", "Transfers"),
        [
            Column("Ngày", "Date", CellKind.Date, 15), Column("Số chứng từ", "Voucher", CellKind.Text, 20),
            Column("Từ nguồn", "From", CellKind.Text, 15), Column("Sang nguồn", "To", CellKind.Text, 15),
            Column("Quyết định", "Decision", CellKind.Text, 28), Amount,
        ],
        [
            .. s.Figures.Transfers.Select(transfer => new TableRow(
                transfer.Date, transfer.Number.ToString(), transfer.FromPool, transfer.ToPool, transfer.Decision, transfer.Amount)),
            new(TableLevel.Total, null, null, null, null, Total, Moved(s)),
        ]);

    private static StatementTable Vouchers(FundStatement s) => new(
        new("Danh mục chứng từ", "List of vouchers"), new("Chứng từ", "Vouchers"),
        [
            Column("Ngày", "Date", CellKind.Date, 15), Column("Số chứng từ", "Voucher", CellKind.Text, 20),
            Column("Nội dung", "For", CellKind.Text, 25), Column("Nguồn quỹ", "Pool", CellKind.Text, 19),
            Column("Đảo chứng từ", "Reverses", CellKind.Text, 20), Column("của ngày", "of", CellKind.Date, 15), In, Out,
        ],
        [
            .. s.Figures.Vouchers.Select(Voucher),
            new(TableLevel.Total, null, null, Total, null, null, null, s.Received, s.Given),
        ]);

    private static TableRow Voucher(StatementVoucher voucher) => new(
        voucher.Date, voucher.Number.ToString(), voucher.KindName, voucher.Pool, voucher.Reverses?.ToString(), voucher.ReversesOn,
        voucher.IsReceipt ? voucher.Amount : null, voucher.IsReceipt ? null : voucher.Amount);

    private static TableColumn Column(string vietnamese, string english, CellKind kind, int width) =>
        new(new Wording(vietnamese, english), kind, width);
}
