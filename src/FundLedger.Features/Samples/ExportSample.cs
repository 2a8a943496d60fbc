using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using FundLedger.Pdf;
using MediatR;

namespace FundLedger.Features.Samples;

/// <summary>A sample as a sheet to be filled in in the field, or as a table. Codes and places, no names.</summary>
/// <param name="Format"><c>pdf</c>, <c>xlsx</c> or <c>csv</c>.</param>
public sealed record ExportSample(string Fund, int Sample, string Format, PaperLanguage Language) : IQuery<ExportedFile>;

internal sealed class ExportSampleHandler(Db db, PaperPrinter printer) : IRequestHandler<ExportSample, Result<ExportedFile>>
{
    private static readonly TableColumn[] Columns =
    [
        new(new("STT", "No."), CellKind.Count, 6), new(new("Chứng từ/dòng", "Voucher/line"), CellKind.Text, 22),
        new(new("Đề nghị", "Request"), CellKind.Count, 10), new(new("Mã trẻ, người nhận", "Child or recipient"), CellKind.Text, 22),
        new(new("Xã, thị trấn", "Commune"), CellKind.Text, 22), new(new("Số tiền (đồng)", "Amount (VND)"), CellKind.Amount, 16),
        new(new("Kết quả", "Result"), CellKind.Text, 24), new(new("Thiếu (đồng)", "Short by (VND)"), CellKind.Amount, 16),
        new(new("Phát hiện", "Finding"), CellKind.Count, 10), new(new("Ghi chú", "Note"), CellKind.Text, 40),
    ];

    public async Task<Result<ExportedFile>> Handle(ExportSample request, CancellationToken cancellationToken)
    {
        var found = await GetSampleHandler.ReadAsync(db, new GetSample(request.Fund, request.Sample), cancellationToken);
        if (found.Error is { } refusal) return refusal;
        var (sample, language) = (found.Value, request.Language);
        var name = FormattableString.Invariant($"{language.Of("mau-kiem-tra", "sample")}-{request.Fund}-{request.Sample}.{request.Format}");
        return request.Format switch
        {
            "pdf" => printer.Print(name, FieldSheet.Document(sample, language)),
            "csv" => StatementCsv.Of(name, [], [TableOf(sample)], language),
            _ => StatementWorkbook.Of(name, [TableOf(sample)], language),
        };
    }

    private static StatementTable TableOf(SampleSheet sample)
    {
        var title = new Wording("Mẫu kiểm tra", "Sample");
        return new StatementTable(title, title, Columns, [.. sample.Lines.Select(Row)]);
    }

    private static TableRow Row(SampledLine line) => new(
        line.Rank, line.Key, (int)line.Request, line.Child ?? line.Recipient, line.Unit, line.Amount,
        line.Result is { } result ? SampleWords.Of(result) : null, line.ShortBy, line.Finding, line.Note);
}

/// <summary>What the auditor takes along: a line for each sampled one, with boxes to tick and room to sign.</summary>
internal static class FieldSheet
{
    private const string Box = "□";

    public static PrintedDocument Document(SampleSheet sample, PaperLanguage language)
    {
        var head = sample.Head;
        var title = language.Of("Phiếu kiểm tra thực tế", "Field sheet");
        var days = $"{PrintedDate.Of(head.From)} – {PrintedDate.Of(head.To)}";
        var said = language.Of(
            $"Mẫu số {head.Sample}: {head.Size} trong {head.Population} suất đã chi, {days}. Số gieo {head.Seed}, nhật ký số {head.LogNo}.",
            $"Sample {head.Sample}: {head.Size} of {head.Population} lines paid, {days}. Seed {head.Seed}, log record {head.LogNo}.");
        var rule = language.Of(
            "Cách chọn: mỗi suất có khóa “chứng từ/dòng”; xếp theo SHA-256 của “số gieo/khóa”, lấy từ đầu. Ai có sổ cũng chọn lại được.",
            "How it was drawn: each line has the key “voucher/line”; in the order of SHA-256 of “seed/key”, from the first on.");
        return new PrintedDocument(
            FormattableString.Invariant($"{title} {head.Fund}/{head.Sample}"), language.Tag(), PageSetup.A4Landscape,
            [
                Letterhead.National(null, head.FundName, null, null), new Heading(title.ToUpperInvariant()),
                new Paragraph(said, Alignment.Center), new Paragraph(rule) { Italic = true, Size = 10 }, TableOf(sample, language),
                new SignatureBlock(
                    null, [new(language.Of("Người kiểm tra", "Auditor"), Hint: language.Of("(Ký, họ tên)", "(Signature, name)"))]),
            ],
            head.FundName, FormattableString.Invariant($"{head.Fund} · SHA-256 {head.PopulationDigest[..16]}…"))
        {
            Dated = PaperPrinter.Dated(head.DrawnAt),
        };
    }

    private static Table TableOf(SampleSheet sample, PaperLanguage language) => new(
        [
            new("TT", 4, Alignment.Center), new(language.Of("Chứng từ/dòng", "Voucher/line"), 16),
            new(language.Of("Mã trẻ, người nhận", "Child or recipient"), 14), new(language.Of("Xã, thị trấn", "Commune"), 14),
            new(language.Of("Số tiền (đồng)", "Amount (VND)"), 11, Alignment.Right), new(language.Of("Đủ", "Full"), 5, Alignment.Center),
            new(language.Of("Thiếu (ghi số)", "Short (how much)"), 11),
            new(language.Of("Chưa nhận", "Not received"), 7, Alignment.Center),
            new(language.Of("Không gặp", "Not found"), 7, Alignment.Center),
            new(language.Of("Người được hỏi ký", "Signed by who was asked"), 16),
        ],
        sample.Lines.Select(line => new Row(
            PaperWords.Count(line.Rank), line.Key, line.Child ?? line.Recipient ?? "", line.Unit ?? "", line.Amount.ToString(), Box, Box,
            Box, Box, "")))
    {
        RowHeightMm = 10, TextSize = 10,
    };
}
