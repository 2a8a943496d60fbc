using FundLedger.Features.Setup;

namespace FundLedger.Testing;

/// <summary>Norm decisions as two people of a fund publish them.</summary>
public static class Norms
{
    // The same functions that the application calls, as one person and then as another.
    private const string PublishSql = """
        SELECT set_config('app.actor', @Proposer, false);
        SELECT propose_norm(f.fund_id, n.decision_id, norm_content_hash(n.decision_id))
        FROM norm_decisions n JOIN funds f ON f.unit_id = n.issuing_unit_id WHERE f.code = @Fund AND n.status = 'draft';
        SELECT set_config('app.actor', @Publisher, false);
        SELECT publish_norm(f.fund_id, n.decision_id, norm_content_hash(n.decision_id))
        FROM norm_decisions n JOIN funds f ON f.unit_id = n.issuing_unit_id WHERE f.code = @Fund AND n.status = 'proposed'
        """;

    /// <summary>The district's sample for a fund, published unless it is there.</summary>
    public static async Task SampleAsync(string owner, string fund, CancellationToken token)
    {
        using var norm = ReferenceFile.Open("norm-district-sample.json");
        await LoadNorm.RunAsync(owner, fund, await norm.ReadToEndAsync(token), token);
        await PublishAsync(owner, fund, token);
    }

    /// <summary>Publishes every draft of the fund's unit.</summary>
    public static Task PublishAsync(
        string owner, string fund, CancellationToken token, string proposer = TamDuong.Accountant, string publisher = TamDuong.Approver) =>
        OwnerSql.ExecuteAsync(owner, PublishSql, new { Fund = fund, Proposer = proposer, Publisher = publisher }, token);
}
