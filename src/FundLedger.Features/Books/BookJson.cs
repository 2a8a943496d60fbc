using System.Text.Json;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Books;

/// <summary>
/// A book as JSON for other programs: head, columns, and rows whose cells are named by their column's key. The fund of a row's entry is
/// <c>fund</c>, or <c>entryFund</c> where the form has a column <c>fund</c>.
/// </summary>
internal static class BookJson
{
    // What is kept before it goes to the file.
    private const int Enough = 64 * 1024;

    public static async Task<long> WriteAsync(OpenBook book, PaperLanguage language, Stream output, CancellationToken token)
    {
        await using var json = new Utf8JsonWriter(output, new JsonWriterOptions
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        json.WriteStartObject();
        WriteHead(json, book.Head, language);
        json.WriteStartArray("rows");
        // A form may have a column of this name, and it may mean another fund.
        var ownFund = book.Head.Form.Columns.Any(column => column.Key == "fund") ? "entryFund" : "fund";
        long count = 0;
        await foreach (var row in book.Rows.WithCancellation(token))
        {
            WriteRow(json, row, book.Head.Form, ownFund, language);
            count++;
            if (json.BytesPending > Enough) await json.FlushAsync(token);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return count;
    }

    private static void WriteHead(Utf8JsonWriter json, BookHead head, PaperLanguage language)
    {
        json.WriteString(head.Form.IsReport ? "report" : "book", head.Form.Code);
        json.WriteString("name", head.Form.Name.In(language));
        json.WriteString("form", head.FormNumber);
        json.WriteString("circular", head.Circular);
        json.WriteString("fund", head.Fund.Code);
        json.WriteStartArray("funds");
        foreach (var fund in head.Funds) json.WriteStringValue(fund.Code);
        json.WriteEndArray();
        json.WriteString("from", LocalDatePattern.Iso.Format(head.Question.From));
        json.WriteString("to", LocalDatePattern.Iso.Format(head.Question.To));
        json.WriteString("account", head.Question.Account);
        json.WriteString("pool", head.Question.Pool);
        if (head.Question.Donor is { } donor) json.WriteNumber("donor", donor);
        json.WriteString("readAt", InstantPattern.ExtendedIso.Format(head.At));
        json.WriteNumber("logNo", head.Fund.LogNo);
        json.WriteString("logHash", head.Fund.LogHash);
        json.WriteStartArray("columns");
        foreach (var column in head.Form.Columns)
        {
            json.WriteStartObject();
            json.WriteString("key", column.Key);
            json.WriteString("header", BookCsv.Heading(column, language));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter json, BookRow row, BookForm form, string ownFund, PaperLanguage language)
    {
        json.WriteStartObject();
        json.WriteString("row", BookCsv.LevelOf(row.Level));
        if (row is { Level: BookLevel.Line, Link: { } link })
        {
            json.WriteString(ownFund, link.Fund);
            if (link.Entry is { } entry) json.WriteNumber("entry", entry);
        }

        foreach (var (cell, column) in row.Cells.Zip(form.Columns))
        {
            if (cell is null) continue;
            json.WritePropertyName(column.Key);
            WriteValue(json, cell, language);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object cell, PaperLanguage language)
    {
        switch (cell)
        {
            case Money amount: json.WriteNumberValue(amount.Dong); break;
            case Summed sum: json.WriteNumberValue(sum.Value.Dong); break;
            case long count: json.WriteNumberValue(count); break;
            case LocalDate date: json.WriteStringValue(LocalDatePattern.Iso.Format(date)); break;
            case Wording words: json.WriteStringValue(words.In(language)); break;
            default: json.WriteStringValue((string)cell); break;
        }
    }
}
