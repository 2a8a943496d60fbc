using System.Globalization;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// Puts the papers of a request away, encrypted: those of a child under the child's key, so that they are erased with its identity; those
/// of anybody else under a key of that recipient or of the request.
/// </summary>
internal sealed class PaperCabinet(Db db, IdentityVault vault)
{
    private const string AttachSql = "SELECT attach_papers(@FundId, @Names, @MediaTypes, @Holder, @KeyId, @Contents, @Marks)";

    /// <summary>The holder of the papers of a request for many.</summary>
    public static string HolderOf(Guid key) => string.Create(CultureInfo.InvariantCulture, $"DN-{key:N}").ToUpperInvariant();

    /// <summary>For the request that this transaction submits next; the caller holds the fund's lock and has judged the papers.</summary>
    public async Task PutAsync(int fundId, string holder, IReadOnlyList<JudgedPaper> papers, CancellationToken token)
    {
        if (papers.Count == 0) return;
        var shut = papers.Select((paper, i) => vault.SealPaper(holder, i + 1, paper.Content)).ToList();
        await db.ExecuteAsync(
            AttachSql,
            new
            {
                FundId = fundId, Names = papers.Select(paper => paper.Name).ToArray(),
                MediaTypes = papers.Select(paper => paper.MediaType).ToArray(), Holder = holder, shut[0].KeyId,
                Contents = shut.Select(paper => paper.Content).ToArray(),
                Marks = papers.Select(paper => vault.MarkPaper(paper.Content)).ToArray(),
            },
            token);
    }
}
