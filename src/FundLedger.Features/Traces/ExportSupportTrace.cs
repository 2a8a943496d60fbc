using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using MediatR;

namespace FundLedger.Features.Traces;

/// <summary>Where the money of a payment, or all that a child received, had come from, as a CSV file.</summary>
/// <param name="Number">The payment's number; or the child's code when <paramref name="IsChild"/>.</param>
/// <param name="EntryNo">Only this line of the payment; null for all.</param>
public sealed record ExportSupportTrace(string Fund, string Number, bool IsChild, long? EntryNo, PaperLanguage Language)
    : IQuery<ExportedFile>;

internal sealed class ExportSupportTraceHandler(SupportTraceReader traces) : IRequestHandler<ExportSupportTrace, Result<ExportedFile>>
{
    private static readonly Wording Sources = new("Nguồn tiền", "Sources");
    private static readonly Wording Pairs = new("Từng khoản", "Line by line");

    private static readonly TableColumn[] SourceColumns =
    [
        new(new("Ngày", "Date"), CellKind.Date, 12), new(new("Chứng từ", "Voucher"), CellKind.Text, 16),
        new(new("Người nộp", "Giver"), CellKind.Text, 30), new(new("Nguồn", "Pool"), CellKind.Text, 24),
        new(new("Qua điều chuyển", "By transfers"), CellKind.Text, 20), new(new("Số tiền", "Amount"), CellKind.Amount, 16),
    ];

    private static readonly TableColumn[] PairColumns =
    [
        new(new("Ngày chi", "Paid on"), CellKind.Date, 12), new(new("Phiếu chi", "Payment"), CellKind.Text, 16),
        new(new("Đề nghị", "Request"), CellKind.Text, 10), new(new("Mã", "Code"), CellKind.Text, 14),
        new(new("Nhóm", "Group"), CellKind.Text, 30), new(new("Xã, thị trấn", "Commune"), CellKind.Text, 20),
        new(new("Từ chứng từ", "From voucher"), CellKind.Text, 16), new(new("Số tiền", "Amount"), CellKind.Amount, 16),
    ];

    public async Task<Result<ExportedFile>> Handle(ExportSupportTrace request, CancellationToken cancellationToken)
    {
        var read = request.IsChild
            ? await traces.OfChildAsync(new TraceChild(request.Fund, request.Number), cancellationToken)
            : await traces.OfPaymentAsync(new TraceSupport(request.Fund, request.Number) { EntryNo = request.EntryNo }, cancellationToken);
        return read.Match<Result<ExportedFile>>(trace => File(trace, request), error => error);
    }

    private static ExportedFile File(SupportTrace trace, ExportSupportTrace request)
    {
        var name = $"{request.Language.Of("nguon-tien", "sources")}-{request.Fund}-{request.Number}.csv";
        var about = request.Language.Of("Thông tin", "About");
        var what = request.IsChild ? request.Language.Of("Mã trẻ", "Child") : request.Language.Of("Phiếu chi", "Payment");
        string[][] facts = [[about, what, CsvText.Safe(request.Number)]];
        StatementTable[] tables =
        [
            new(Sources, Sources, SourceColumns, [.. trace.Sources.Select(SourceRow)]),
            new(Pairs, Pairs, PairColumns, [.. PairRows(trace, request.Language)]),
        ];
        return StatementCsv.Of(name, facts, tables, request.Language);
    }

    private static TableRow SourceRow(TracedSource source) => new(
        source.Date, source.Voucher, source.Donor, source.Pool.Name, string.Join(' ', source.Through), source.Amount);

    private static IEnumerable<TableRow> PairRows(SupportTrace trace, PaperLanguage language)
    {
        var lines = trace.Lines.ToDictionary(line => line.EntryNo);
        var sources = trace.Sources.ToLookup(source => source.EntryNo);
        foreach (var pair in trace.Pairs)
        {
            var line = lines[pair.Payment];
            yield return new TableRow(
                line.Date, line.Voucher, $"{line.Request}/{line.Line}", line.Code, line.Class?.In(language), line.Unit,
                sources[pair.Source].First().Voucher, pair.Amount);
        }

        if (trace.Foreign.Count == 0) yield break;
        var what = new Wording($"{trace.Foreign.Count} dòng của đơn vị khác", $"{trace.Foreign.Count} lines of other units");
        yield return new TableRow(null, null, null, what, null, null, null, trace.Foreign.Amount);
    }
}
