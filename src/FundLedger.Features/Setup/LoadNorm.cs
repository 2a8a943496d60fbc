using System.Text.Json;
using FundLedger.Domain.Text;
using FundLedger.Features.Norms;

namespace FundLedger.Features.Setup;

/// <summary>
/// Loads a norm decision from a structured file, for one unit, as a draft: two of its people propose and publish it. A decision of the
/// same number and day is left as it is.
/// </summary>
public static class LoadNorm
{
    private const string DraftSql = """
        SELECT write_norm_draft(f.unit_id, NULL, @File::jsonb, 'setup') FROM funds f
        WHERE f.code = @Fund AND NOT EXISTS (SELECT FROM norm_decisions n WHERE n.issuing_unit_id = f.unit_id
            AND n.number = @Number AND n.issued_on = @IssuedOn AND n.status <> 'discarded')
        """;

    /// <summary>
    /// Raises <see cref="UnusableContentException"/> when the fund is not there or the file is no decision,
    /// <see cref="RefusedContentException"/> when it is no sound one, and a database error when it names codes that are not there; then
    /// nothing is loaded.
    /// </summary>
    public static async Task RunAsync(string ownerConnection, string fund, string file, CancellationToken token)
    {
        var read = ReadFile(file);
        if (read.ToDecision(0).Error is { } unsound) throw new RefusedContentException(unsound);
        await using var session = await OwnerSession.BeginAsync(ownerConnection, token);
        await FundCodes.RequireAsync(session, [fund], token);
        await session.ExecuteAsync(
            DraftSql, new { Fund = fund, File = read.Text(), read.Decision.Number, read.Decision.IssuedOn }, token);
        await session.CommitAsync(token);
    }

    private static NormFile ReadFile(string file)
    {
        try
        {
            return NormFile.Parse(file);
        }
        catch (JsonException bad)
        {
            throw new UnusableContentException("Tệp không phải định mức: " + bad.Message, "The file is no norm file: " + bad.Message, bad);
        }
    }
}
