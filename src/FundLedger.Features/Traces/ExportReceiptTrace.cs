using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using MediatR;

namespace FundLedger.Features.Traces;

/// <summary>What became of a receipt's money as a CSV file with all lines, as far as this user may see them.</summary>
public sealed record ExportReceiptTrace(string Fund, string Number, PaperLanguage Language) : IQuery<ExportedFile>;

internal sealed class ExportReceiptTraceHandler(ReceiptTraceReader traces) : IRequestHandler<ExportReceiptTrace, Result<ExportedFile>>
{
    private static readonly Wording Uses = new("Đã hỗ trợ", "Supported");
    private static readonly Wording Left = new("Còn trong nguồn", "Still in the pool");
    private static readonly Wording Elsewhere = new("Khác", "Other");

    private static readonly TableColumn[] UseColumns =
    [
        new(new("Ngày", "Date"), CellKind.Date, 12), new(new("Phiếu chi", "Payment"), CellKind.Text, 16),
        new(new("Đề nghị", "Request"), CellKind.Text, 10), new(new("Mã", "Code"), CellKind.Text, 14),
        new(new("Nhóm", "Group"), CellKind.Text, 30), new(new("Xã, thị trấn", "Commune"), CellKind.Text, 20),
        new(new("Nguồn", "Pool"), CellKind.Text, 24), new(new("Qua điều chuyển", "By transfers"), CellKind.Text, 20),
        new(new("Cả khoản", "Whole line"), CellKind.Amount, 16), new(new("Từ phiếu thu này", "From this receipt"), CellKind.Amount, 16),
    ];

    private static readonly TableColumn[] OtherColumns =
    [
        new(new("Việc", "What"), CellKind.Text, 30), new(new("Chứng từ", "Voucher"), CellKind.Text, 16),
        new(new("Nguồn", "Pool"), CellKind.Text, 24), new(new("Số tiền", "Amount"), CellKind.Amount, 16),
    ];

    public async Task<Result<ExportedFile>> Handle(ExportReceiptTrace request, CancellationToken cancellationToken)
    {
        var read = await traces.ReadAsync(new TraceReceipt(request.Fund, request.Number) { Take = int.MaxValue }, cancellationToken);
        return read.Match<Result<ExportedFile>>(trace => File(trace, request), error => error);
    }

    private static ExportedFile File(ReceiptTrace trace, ExportReceiptTrace request)
    {
        var about = request.Language.Of("Thông tin", "About");
        var name = $"{request.Language.Of("dong-tien", "trace")}-{request.Fund}-{trace.Receipt.Number}.csv";
        var facts = Facts(trace, request.Language).Select(fact => (string[])[about, fact.Label, CsvText.Safe(fact.Value)]);
        StatementTable[] tables =
        [
            new(Uses, Uses, UseColumns, [.. trace.Uses.Select(use => Row(use, request.Language)), .. Foreign(trace.Foreign)]),
            new(Elsewhere, Elsewhere, OtherColumns, [.. Others(trace)]),
        ];
        return StatementCsv.Of(name, facts, tables, request.Language);
    }

    private static IEnumerable<(string Label, string Value)> Facts(ReceiptTrace trace, PaperLanguage language)
    {
        yield return (language.Of("Phiếu thu", "Receipt"), trace.Receipt.Number);
        yield return (language.Of("Ngày", "Date"), PrintedDate.Of(trace.Receipt.Date));
        if (trace.Receipt.Donor is { } donor) yield return (language.Of("Người nộp", "Giver"), donor);
        yield return (language.Of("Nguồn", "Pool"), trace.Receipt.Pool.Name.In(language));
        yield return (language.Of("Số tiền", "Amount"), PaperWords.Dong(trace.Receipt.Amount));
        if (trace.Receipt.ReversedBy is { } reversal) yield return (language.Of("Đảo bằng", "Reversed by"), reversal);
    }

    private static TableRow Row(TracedUse use, PaperLanguage language) => new(
        use.Line.Date, use.Line.Voucher, $"{use.Line.Request}/{use.Line.Line}", use.Line.Code, use.Line.Class?.In(language),
        use.Line.Unit, use.Pool.Name, string.Join(' ', use.Through), use.Line.Paid, use.Amount);

    private static IEnumerable<TableRow> Foreign(ForeignSupport foreign)
    {
        if (foreign.Count == 0) yield break;
        var what = new Wording($"{foreign.Count} dòng của đơn vị khác", $"{foreign.Count} lines of other units");
        yield return new TableRow(null, null, null, what, null, null, null, null, null, foreign.Amount);
    }

    private static IEnumerable<TableRow> Others(ReceiptTrace trace) =>
    [
        .. trace.Others.Select(other => new TableRow(KindOf(other.Kind), other.Voucher, other.Pool.Name, other.Amount)),
        .. trace.Left.Select(share => new TableRow(Left, null, share.Pool.Name, share.Amount)),
    ];

    private static Wording KindOf(string kind) =>
        kind == "lapse" ? new("Nộp trả ngân sách", "Back to the budget") : new("Bút toán điều chỉnh", "Adjusting entry");
}
