using FundLedger.Features.Imports;
using FundLedger.Web.SignIn;
using MediatR;

namespace FundLedger.Web.Api;

/// <summary>Lists that come from files, step by step as on the screen. What is in a file is its sender's alone.</summary>
internal static class ImportEndpoints
{
    /// <param name="List">E.g. children.</param>
    /// <param name="Label">Without names of persons.</param>
    /// <param name="Content">The file in Base64; at most 20 MB before.</param>
    internal sealed record NewImport(string List, string Label, byte[] Content);

    internal sealed record Columns
    {
        /// <summary>Left out: the columns that were found.</summary>
        public ImportMapping? Mapping { get; init; }
    }

    /// <param name="Seen">What the check answered.</param>
    internal sealed record Chosen(ImportedRows Rows, string Seen);

    public static void MapImports(this RouteGroupBuilder funds)
    {
        funds.MapGet("/imports", (string fund, string list, IMediator books, CancellationToken token) =>
            books.Answer(new ListImports(fund, list), token)).OnlyFor(Role.CommuneOfficer)
            .WithSummary("The imports of a list: who, when, which file by its hash, and the counts");
        funds.MapPost("/imports", (string fund, RequestKey key, NewImport body, IMediator books, CancellationToken token) =>
            books.Answer(new UploadImport(fund, key.Value, body.List, body.Label, body.Content), token)).OnlyFor(Role.CommuneOfficer)
            .WithSummary("Send a file to be imported")
            .WithDescription("Nothing is added yet. The key is the import's number. The file lies encrypted for a day at most.");
        var one = funds.MapGroup("/imports/{import:guid}");
        funds.MapGet("/imports/{import:guid}", (string fund, Guid import, int? page, bool? odd, IMediator books, CancellationToken token) =>
            books.Answer(new GetImport(fund, import, page ?? 1, odd ?? false), token)).OnlyFor(Role.CommuneOfficer)
            .WithSummary("The columns that were found, and a page of the rows once they were checked");
        one.MapPost("/check", (string fund, Guid import, RequestKey key, Columns body, IMediator books, CancellationToken token) =>
            books.Answer(new CheckImport(fund, key.Value, import, body.Mapping), token)).OnlyFor(Role.CommuneOfficer)
            .WithSummary("Look at all rows")
            .WithDescription("Counts good, bad, already known and duplicate rows; nothing is added.");
        one.MapPost("/commit", (string fund, Guid import, RequestKey key, Chosen body, IMediator books, CancellationToken token) =>
            books.Answer(
                new CommitImport(fund, key.Value, import, body.Rows, body.Seen) { Language = Answers.Language },
                token)).OnlyFor(Role.CommuneOfficer)
            .WithSummary("Add all rows, or the good ones, in one transaction");
        one.MapPost("/cancellation", (string fund, Guid import, RequestKey key, IMediator books, CancellationToken token) =>
            books.Answer(new CancelImport(fund, key.Value, import), token)).OnlyFor(Role.CommuneOfficer)
            .WithSummary("Give an import up and destroy its file");
        one.MapGet("/result", (string fund, Guid import, IMediator books, CancellationToken token) =>
            books.File(new GetImportResult(fund, import), token)).OnlyFor(Role.CommuneOfficer)
            .WithSummary("What became of the rows, as a workbook, for a day");
    }
}
