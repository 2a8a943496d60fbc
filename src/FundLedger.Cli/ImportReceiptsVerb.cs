using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Receipts;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Cli;

/// <summary>
/// Records the receipts of a CSV file, day by day. The keys follow from the file: the same file again changes nothing, and one that was
/// interrupted goes on where it stopped.
/// </summary>
internal static class ImportReceiptsVerb
{
    private const int MostPerRequest = 5_000;

    private static readonly Option<string> Fund = SharedOptions.Fund();

    private static readonly Argument<FileInfo> Source = new("FILE")
    {
        Description = "CSV: received_on, pool, amount, account, donor "
            + "[, donor_kind, address, bank_reference, content, attachments, despite_likeness]",
    };

    public static Command Create(SharedOptions shared)
    {
        var description = new Wording("Ghi các khoản thu từ tệp CSV", "record the receipts of a CSV file");
        var command = shared.Verb("import-receipts", description, RunAsync, Fund);
        command.Arguments.Add(Source);
        return command;
    }

    private static async Task<int> RunAsync(Verb verb, CancellationToken token)
    {
        if (verb.Actor is null)
        {
            var who = verb.In("cần --as NGƯỜI_DÙNG: ai ghi sổ?", "--as USER is needed: who records?");
            return verb.Fail(ExitCode.Usage, "actor-missing", who);
        }

        var file = await File.ReadAllBytesAsync(verb.Get(Source).FullName, token);
        if (ReadOrNull(file) is not { } days)
        {
            return verb.Fail(
                ExitCode.Refused, "file-unreadable",
                verb.In(
                    "tệp không đúng mẫu: ngày YYYY-MM-DD, số tiền chỉ gồm chữ số",
                    "not as expected: dates YYYY-MM-DD, amounts in digits"));
        }

        await using var books = await Books.OpenAsync(verb, token);
        return await RecordAsync(verb, books, file, days, token);
    }

    private static async Task<int> RecordAsync(
        Verb verb, Books books, byte[] file, List<(LocalDate Day, int Part, ReceiptLine[] Lines)> days, CancellationToken token)
    {
        var (count, total) = (0, 0L);
        foreach (var (day, part, lines) in days)
        {
            var key = KeyOf(file, verb.Get(Fund), day, part);
            var result = await books.DoAsync(new RecordReceipts(verb.Get(Fund), key, day, lines), token);
            if (result.Error is { } refusal)
            {
                return verb.Fail(
                    ExitCode.Refused, refusal.Code,
                    verb.In(
                        $"ngày {day:uuuu-MM-dd}: {refusal.Message} Các ngày trước đã ghi.",
                        $"{day:uuuu-MM-dd}: {refusal.Message} Earlier days are recorded."));
            }

            (count, total) = (count + result.Value.Count, total + result.Value.Total.Dong);
        }

        var said = verb.In(
            $"Đã ghi {verb.Number(count)} khoản thu, {verb.Number(total)} đồng.",
            $"{verb.Number(count)} receipts of {verb.Number(total)} đồng are recorded.");
        return verb.Answer(ExitCode.Done, new { receipts = count, total }, said);
    }

    private static List<(LocalDate Day, int Part, ReceiptLine[] Lines)>? ReadOrNull(byte[] file)
    {
        try
        {
            return Read(file);
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException or CsvHelperException)
        {
            return null;
        }
    }

    private static List<(LocalDate Day, int Part, ReceiptLine[] Lines)> Read(byte[] file)
    {
        using var csv = new CsvReader(new StreamReader(new MemoryStream(file)), CultureInfo.InvariantCulture);
        var rows = new List<(LocalDate Day, ReceiptLine Line)>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            rows.Add((LocalDatePattern.Iso.Parse(Cell("received_on") ?? "").Value, LineOf(Cell)));
        }

        return
        [
            .. rows.GroupBy(row => row.Day, row => row.Line).OrderBy(day => day.Key)
                .SelectMany(day => day.Chunk(MostPerRequest).Select((lines, part) => (day.Key, part, lines))),
        ];

        string? Cell(string name) => csv.TryGetField<string>(name, out var cell) && !string.IsNullOrWhiteSpace(cell) ? cell.Trim() : null;
    }

    private static ReceiptLine LineOf(Func<string, string?> cell) => new(
        cell("pool") ?? "", new Money(long.Parse(cell("amount") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture)),
        cell("account") ?? "", cell("donor") ?? "")
    {
        DonorKind = cell("donor_kind") ?? "person", DonorAddress = cell("address"), BankReference = cell("bank_reference"),
        Content = cell("content"), Attachments = cell("attachments"),
        DespiteLikeness = cell("despite_likeness"),
    };

    private static Guid KeyOf(byte[] file, string fund, LocalDate day, int part)
    {
        var words = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{fund} {day:uuuu-MM-dd} {part}"));
        return new Guid(SHA256.HashData([.. SHA256.HashData(file), .. words]).AsSpan(0, 16));
    }
}
