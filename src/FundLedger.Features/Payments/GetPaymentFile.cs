using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>
/// What goes to the bank (a file in its layout), or a look at the paper for the Treasury, which is printed by
/// <see cref="PrintPayment"/>. Only of an order whose file was taken, see <see cref="TakePaymentFile"/>; the same order gives the same
/// content.
/// </summary>
public sealed record GetPaymentFile(string Fund, int Order, PaperLanguage Language) : IQuery<ExportedFile>;

public sealed record PaymentFileNotTaken(int Order)
    : Refused($"The file of payment order {Order} is not there: take it first, so that nobody sends it twice.");

internal sealed class GetPaymentFileHandler(PaymentReader reader, BankProfiles profiles, PaymentPapers papers)
    : IRequestHandler<GetPaymentFile, Result<ExportedFile>>
{
    public async Task<Result<ExportedFile>> Handle(GetPaymentFile request, CancellationToken cancellationToken)
    {
        var found = await reader.ReadAsync(request.Fund, request.Order, cancellationToken);
        if (found.Error is { } missing) return missing;
        var sheet = found.Value;
        if (!sheet.Head.HasFile) return new PaymentFileNotTaken(request.Order);
        var name = $"lenh-chi-{request.Fund}-{request.Order}";
        return sheet.Head.Way == PaymentWay.Treasury
            ? papers.Print(sheet, new PaymentPaper(PaymentPaperKind.Treasury, null), request.Language, copy: null)
            : BankFile(name, sheet);
    }

    private Result<ExportedFile> BankFile(string name, PaymentSheet sheet)
    {
        if (profiles.Find(sheet.Head.BankProfile) is not { } profile) return new BankProfileUnknown(sheet.Head.BankProfile ?? "");
        var rows = sheet.Lines.Select((line, i) =>
            profile.Columns.Select(column => Cell(column, line, sheet.Head, i + 1, profile.IsPlain)).ToList());
        return profile.Format == "csv" ? Csv(name, profile, rows) : Workbook(name, profile, rows);
    }

    private static object? Cell(BankColumn column, PaymentLine line, PaymentHead head, int place, bool isPlain) => column.Field switch
    {
        "no" => place,
        "name" => Words(line.PayeeName ?? "", isPlain),
        "account" => line.Account ?? "",
        "bank" => Words(line.Bank ?? "", isPlain),
        "amount" => line.Amount,
        // The fact of being supported is private: the note says the fund and the line, not the kind of support.
        "note" => Words($"{head.FundVi} chi hỗ trợ {line.Mark}", isPlain),
        _ => line.Mark,
    };

    private static string Words(string text, bool isPlain) => isPlain ? SearchKey.Of(text).ToUpperInvariant() : text;

    private static ExportedFile Workbook(string name, BankProfile profile, IEnumerable<List<object?>> rows)
    {
        var title = new Wording("Bảng kê chuyển khoản", "Transfer list");
        var columns = profile.Columns.Select(column => new TableColumn(new Wording(column.Header, column.Header), KindOf(column), 24));
        var table = new StatementTable(title, title, [.. columns], [.. rows.Select(row => new TableRow(row))]);
        return StatementWorkbook.Of(name + ".xlsx", [table], PaperLanguage.Vietnamese);
    }

    private static CellKind KindOf(BankColumn column) => column.Field switch
    {
        "no" => CellKind.Count,
        "amount" => CellKind.Amount,
        _ => CellKind.Text,
    };

    private static ExportedFile Csv(string name, BankProfile profile, IEnumerable<List<object?>> rows)
    {
        var memory = new MemoryStream();
        using (var text = new StreamWriter(memory, leaveOpen: true))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" }))
        {
            foreach (var column in profile.Columns) csv.WriteField(column.Header);
            csv.NextRecord();
            foreach (var cell in rows.SelectMany(row => row.Append(null)))
            {
                if (cell is null) csv.NextRecord();
                else csv.WriteField(cell is Money amount ? amount.Dong.ToString(CultureInfo.InvariantCulture) : CsvText.Safe($"{cell}"));
            }
        }

        memory.Position = 0;
        return new ExportedFile(name + ".csv", "text/csv", memory);
    }
}
