using System.Text.Json;
using FundLedger.Domain.Text;
using FundLedger.Features.Approvals;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Setup;

/// <summary>
/// Gives funds their ladder of approval from a file, as the operator who sets them up: it is in force at once. A decision that the fund has
/// already is left as it is; later ladders are proposed and adopted by the fund's own people.
/// </summary>
public static class LoadLadder
{
    private const string LoadSql = """
        WITH w AS (
            SELECT f.fund_id, write_ladder(f.fund_id, @Number, @IssuedOn, @ValidFrom, @Steps::jsonb) AS ladder_no FROM funds f
            WHERE f.code = @Fund AND NOT EXISTS (SELECT FROM approval_ladders l
                WHERE l.fund_id = f.fund_id AND l.number = @Number AND l.issued_on = @IssuedOn AND l.status <> 'refused'))
        SELECT coalesce((SELECT ladder_no FROM w), 0)
        """;

    private const string AdoptSql = """
        UPDATE approval_ladders l SET status = 'adopted', decider = acting_hand(), decided_at = ledger_now() FROM funds f
        WHERE f.fund_id = l.fund_id AND f.code = @Fund AND l.ladder_no = @Ladder
        """;

    private sealed record LadderFile(string Number, LocalDate IssuedOn, LocalDate ValidFrom, IReadOnlyList<ProposedStep> Steps);

    /// <summary>
    /// Raises <see cref="UnusableContentException"/> when a fund is not there or the file is no ladder,
    /// <see cref="RefusedContentException"/> when it is no sound one, and a database error when it names users who are not there; then
    /// nothing is loaded.
    /// </summary>
    public static async Task RunAsync(string ownerConnection, IReadOnlyList<string> funds, string file, CancellationToken token)
    {
        var ladder = Read(file);
        var holders = ladder.Steps.SelectMany(step => step.Holders).ToHashSet();
        if (LadderSoundness.Of(ladder.Steps, holders) is { } unsound) throw new RefusedContentException(unsound);
        await using var session = await OwnerSession.BeginAsync(ownerConnection, token);
        await FundCodes.RequireAsync(session, funds, token);
        foreach (var fund in funds)
        {
            var no = await session.SingleAsync<int>(
                LoadSql,
                new
                {
                    Fund = fund, ladder.Number, ladder.IssuedOn, ladder.ValidFrom,
                    Steps = JsonSerializer.Serialize(ladder.Steps, Json.Options),
                },
                token);
            if (no > 0) await session.ExecuteAsync(AdoptSql, new { Fund = fund, Ladder = no }, token);
        }

        await session.CommitAsync(token);
    }

    private static LadderFile Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<LadderFile>(file, Json.Options) is { Steps: not null, Number: not null } ladder
                ? ladder
                : throw new UnusableContentException(
                    "Tệp không phải phân cấp duyệt: cần số quyết định và các bước.", "The file is no ladder: number and steps are needed.");
        }
        catch (JsonException bad)
        {
            throw new UnusableContentException(
                "Tệp không phải phân cấp duyệt: " + bad.Message, "The file is no ladder: " + bad.Message, bad);
        }
    }
}
