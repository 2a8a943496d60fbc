using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using FundLedger.Domain.Statements;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Statements;

/// <summary>The statement as JSON: the figures as a proof has them, with their name and digest. Words are in both languages.</summary>
internal static class StatementJson
{
    private const string FormatName = "fund-ledger-statement";

    /// <summary>Letters as they are: a person can read it.</summary>
    public static JsonSerializerOptions Readable { get; } =
        new(Json.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static ExportedFile Write(FundStatement statement, PaperLanguage language)
    {
        var facts = new StatementFacts(statement, language);
        var content = new
        {
            Format = FormatName, Version = 1, facts.Id, statement.Digest, Statement = ProvenStatement.Of(statement.Figures),
        };
        return ExportedFile.Of(facts.FileName("json"), "application/json", JsonSerializer.SerializeToUtf8Bytes(content, Readable));
    }
}
